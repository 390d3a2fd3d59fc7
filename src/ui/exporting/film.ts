import type { RenderingEngine } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Presentation, ViewState } from '../../domain/presentation/view-state';
import type { DisplaySet } from '../../domain/study/display-set';
import { composed, repainted, type Composition } from './compose';
import { webm, type FilmPicture } from './webm';

/** CSS pixels of a side */
const SIDE = 720;
/** Milliseconds that one image is waited for */
const PATIENCE = 30_000;
/** Images of a film: more would be a book, and be made for minutes */
export const MOST_FILMED = 600;
/** Bits a second, for pictures of which no detail is to be lost that can be seen */
const BITS = 8_000_000;
/** Pictures from one that is decoded by itself to the next: a player can begin there */
const KEY_EVERY = 15;
/** Pictures that may wait for the encoder */
const MOST_WAITING = 3;

/** By what this browser can write: the first of them that it knows */
const CODECS = [
  ['vp09.00.40.08', 'V_VP9'],
  ['vp8', 'V_VP8'],
] as const;

/** Whether this browser may be able to write films. */
export const canFilm = (): boolean => 'VideoEncoder' in window;

export interface Filmed {
  readonly engine: RenderingEngine;
  readonly displaySet: DisplaySet;
  readonly presentation: Partial<Presentation>;
  readonly framesPerSecond: number;
  /** What stands below each image */
  readonly captionOf: (at: number, shown: Shown) => Pick<Composition, 'whose' | 'lines' | 'letters'>;
  readonly told: (at: number) => void;
}

export type Shown = Extract<RenderingEvent, { type: 'frame.shown' }> & {
  readonly state: ViewState | undefined;
};

/**
 * Each image of a stack, with its words, one after the other, to be played at the speed at which it is played here.
 *
 * @returns `undefined` where an image does not come: a film with holes would say something else
 */
export async function film(wanted: Filmed, signal: AbortSignal): Promise<Blob | undefined> {
  const { engine, displaySet, presentation, framesPerSecond, captionOf, told } = wanted;
  const element = document.createElement('div');
  Object.assign(element.style, {
    position: 'fixed',
    left: `${-2 * SIDE}px`,
    top: '0',
    width: `${SIDE}px`,
    height: `${SIDE}px`,
  });
  document.body.append(element);
  let heard: (event: RenderingEvent) => void = () => undefined;
  const handle = engine.mount(element, displaySet.kind, (event) => heard(event));
  const shownAt = (at: number, ask: () => void) =>
    new Promise<Shown | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), PATIENCE);
      const settle = (shown: Shown | undefined) => {
        clearTimeout(timer);
        resolve(shown);
      };
      signal.addEventListener('abort', () => settle(undefined), { once: true });
      heard = (event) => {
        if (event.type === 'frame.failed') settle(undefined);
        if (event.type === 'frame.shown' && event.at === at && event.quality === 'final')
          settle({ ...event, state: handle.presentation() });
      };
      ask();
    });

  let recording: Recording | undefined;
  let canvas: HTMLCanvasElement | undefined;
  try {
    for (let at = 0; at < displaySet.frames.length; at += 1) {
      told(at);
      const shown = await shownAt(at, () =>
        at === 0 ? handle.show(displaySet, 0, presentation) : handle.goTo(at),
      );
      const source = element.querySelector('canvas');
      if (signal.aborted || !shown || !source) return undefined;
      const { width, height } = source;
      const composition = { source, width, height, ...captionOf(at, shown) };
      if (canvas) repainted(canvas, composition);
      else canvas = composed(composition);
      recording ??= await recordingOf(canvas, framesPerSecond);
      if (!recording) return undefined;
      await recording.add(canvas);
    }
    return await recording?.end(displaySet.frames.length);
  } catch {
    // An encoder that gives up: there is no film.
    return undefined;
  } finally {
    recording?.drop();
    handle.dispose();
    element.remove();
  }
}

type Recording = NonNullable<Awaited<ReturnType<typeof recordingOf>>>;

/** Writes each picture once, however long the encoder takes. @returns `undefined` where the browser knows no codec of ours */
async function recordingOf({ width, height }: HTMLCanvasElement, rate: number) {
  const found = await Promise.all(
    CODECS.map(async ([codec, name]) => {
      const config = {
        codec,
        width,
        height,
        bitrate: BITS,
        framerate: rate,
        latencyMode: 'quality',
      } as const;
      const answer = await VideoEncoder.isConfigSupported(config).catch(() => undefined);
      return answer?.supported ? { config, name } : undefined;
    }),
  );
  const known = found.find((one) => one !== undefined);
  if (!known) return undefined;
  const pictures: FilmPicture[] = [];
  let fault: DOMException | undefined;
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      pictures.push({ bytes, isKey: chunk.type === 'key' });
    },
    error: (error) => {
      fault = error;
      encoder.dispatchEvent(new Event('dequeue'));
    },
  });
  encoder.configure(known.config);
  let count = 0;
  return {
    async add(canvas: HTMLCanvasElement) {
      if (fault) throw fault;
      const frame = new VideoFrame(canvas, { timestamp: (count * 1e6) / rate, duration: 1e6 / rate });
      encoder.encode(frame, { keyFrame: count % KEY_EVERY === 0 });
      frame.close();
      count += 1;
      while (!fault && encoder.encodeQueueSize > MOST_WAITING)
        await new Promise((resolve) => encoder.addEventListener('dequeue', resolve, { once: true }));
    },
    /** @returns `undefined` where the encoder left one out */
    async end(wanted: number): Promise<Blob | undefined> {
      await encoder.flush();
      const { name: codec } = known;
      return pictures.length === wanted ? webm({ codec, width, height, rate, pictures }) : undefined;
    },
    drop: () => {
      if (encoder.state !== 'closed') encoder.close();
    },
  };
}
