import type { RenderingEngine } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Presentation, ViewState } from '../../domain/presentation/view-state';
import type { DisplaySet } from '../../domain/study/display-set';
import { composed, repainted, type Composition } from './compose';

/** CSS pixels of a side */
const SIDE = 720;
/** Milliseconds that one image is waited for */
const PATIENCE = 30_000;
/** Images of a film: it is made no faster than it plays */
export const MOST_FILMED = 600;

/** By what this browser can write: the first of them that it knows */
const FORMS = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm', 'video/mp4'] as const;

/** @returns `undefined` where this browser records nothing: then no film is offered */
export const filmForm = (): { readonly type: string; readonly ending: string } | undefined => {
  if (!('MediaRecorder' in window) || !('captureStream' in HTMLCanvasElement.prototype)) return undefined;
  const type = FORMS.find((one) => MediaRecorder.isTypeSupported(one));
  return type && { type, ending: type.includes('mp4') ? 'mp4' : 'webm' };
};

export interface Filmed {
  readonly engine: RenderingEngine;
  readonly displaySet: DisplaySet;
  readonly presentation: Partial<Presentation>;
  readonly framesPerSecond: number;
  readonly type: string;
  /** What stands below each image */
  readonly captionOf: (at: number, shown: Shown) => Pick<Composition, 'whose' | 'lines' | 'letters'>;
  readonly told: (at: number) => void;
}

export type Shown = Extract<RenderingEvent, { type: 'frame.shown' }> & {
  readonly state: ViewState | undefined;
};

/**
 * Each image of a stack, with its words, one after the other at the speed of playing.
 *
 * @returns `undefined` where an image does not come: a film with holes would say something else
 */
export async function film(wanted: Filmed, signal: AbortSignal): Promise<Blob | undefined> {
  const { engine, displaySet, presentation, framesPerSecond, type, captionOf, told } = wanted;
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
  try {
    for (let at = 0; at < displaySet.frames.length; at += 1) {
      told(at);
      const began = performance.now();
      const shown = await shownAt(at, () =>
        at === 0 ? handle.show(displaySet, 0, presentation) : handle.goTo(at),
      );
      const source = element.querySelector('canvas');
      if (signal.aborted || !shown || !source) return undefined;
      const { width, height } = source;
      const composition = { source, width, height, ...captionOf(at, shown) };
      if (recording) repainted(recording.canvas, composition);
      else recording = recordingOf(composed(composition), type);
      recording.next();
      const rest = 1000 / framesPerSecond - (performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)));
    }
    return await recording?.end();
  } finally {
    recording?.drop();
    handle.dispose();
    element.remove();
  }
}

type Recording = ReturnType<typeof recordingOf>;

function recordingOf(canvas: HTMLCanvasElement, mimeType: string) {
  const stream = canvas.captureStream();
  const recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: 8_000_000 });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise<void>((resolve) => (recorder.onstop = () => resolve()));
  recorder.start();
  return {
    canvas,
    next: () => {
      const [track] = stream.getVideoTracks();
      if (track && 'requestFrame' in track) (track as CanvasCaptureMediaStreamTrack).requestFrame();
    },
    drop: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
    },
    end: async () => {
      recorder.stop();
      await ended;
      return new Blob(parts, { type: mimeType });
    },
  };
}
