import { dicomwebArchive, type DicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { displaySetsOf } from '../../src/domain/study/display-set';
import { archiveId, instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { FrameSource } from '../../src/domain/ports/frames';
import type { RenderingEvent } from '../../src/domain/ports/rendering-event';
import type { Frame, Instance } from '../../src/domain/study/study';
import { decodePool } from '../../src/rendering/decode/pool';
import { workerStarter } from '../../src/rendering/decode/start-worker';
import { renderingEngine } from '../../src/rendering/engine';
import type { Decoded, Opened, OpenRequest, Pipeline, Shown } from './asked';

/*
 * The product's own pipeline, from an archive's address to the canvas; nothing of it is replaced. The viewport is made
 * as large as the picture, pixel on pixel, and pixels that are not square are drawn square, so that what is on the
 * canvas can be compared with no scaling between.
 */
const start = workerStarter();
const pool = decodePool({ workers: 1, start });
const never = new AbortController().signal;
/** Milliseconds after which a frame that nothing is told of has failed: a run ends by itself */
const LONGEST = 120_000;

interface Open {
  readonly instance: Instance;
  readonly source: FrameSource;
}

function pipeline(): Pipeline {
  let open: Open | undefined;
  const source: FrameSource = {
    frame: (...asked) => {
      if (!open) throw new Error('nothing is open');
      return open.source.frame(...asked);
    },
  };
  const engine = renderingEngine({ frames: source, backend: 'software', pool });

  const frameOf = (number: number): Frame => {
    if (!open) throw new Error('nothing is open');
    return { instance: open.instance, number };
  };

  return {
    async open({ root, place }: OpenRequest): Promise<Opened> {
      open = undefined;
      const address: DicomwebArchive = {
        id: archiveId('pixels'),
        name: 'The archive',
        root,
        credentials: 'ehr-token',
        tokens: { tokenFor: () => place.token, renewed: () => Promise.resolve(undefined) },
      };
      const archive = dicomwebArchive(address);
      const retrieved = await archive.instancesOf(studyUid(place.study), seriesUid(place.series), never);
      if (!retrieved.ok) return { kind: 'refused', why: JSON.stringify(retrieved.problem) };
      const { instances, unreadable } = retrieved.value;
      const found = instances.find(({ uid }) => uid === instanceUid(place.instance));
      // What is compared of a slide are its tiles, each as the frame that it is.
      const instance = found && { ...found, slide: undefined };
      if (!instance) return { kind: 'refused', why: unreadable.join('; ') || 'not among the instances' };
      const [displaySet] = displaySetsOf({ uid: instance.series, modality: instance.modality }, [instance]);
      if (displaySet?.kind !== 'stack' || !instance.image)
        return { kind: 'refused', why: displaySet ? displaySet.kind : 'no display set' };
      open = { instance: square(instance), source: dicomwebFrames({ archiveOf: () => address }) };
      const { rows, columns } = instance.image;
      return { kind: 'frames', frames: instance.frames.length, rows, columns };
    },

    async decoded(number): Promise<Decoded> {
      const frame = frameOf(number);
      const encoded = await source.frame(frame, 'now', never);
      if (!encoded.ok) return { kind: 'refused', problem: encoded.problem };
      const { image } = frame.instance;
      if (!image) throw new Error('no picture');
      const bytes = Uint8Array.from(encoded.value.bytes);
      const result = await pool.decode({ ...encoded.value, bytes, image }, () => 0, never);
      if (!result.ok) return { kind: 'refused', problem: result.problem };
      const { kind, pixels, rows, columns, min, max, lossy } = result.value;
      await hand(pixels);
      return { kind, array: pixels.constructor.name, rows, columns, min, max, lossy };
    },

    async shown(number): Promise<Shown> {
      const { instance } = frameOf(number);
      // Frames of one object may belong on several stacks: by segment, echo or direction.
      const displaySet = displaySetsOf({ uid: instance.series, modality: instance.modality }, [
        instance,
      ]).find(({ frames }) => frames.some((frame) => frame.number === number));
      if (!displaySet) throw new Error(`no stack has frame ${number}`);
      const element = document.createElement('div');
      element.style.cssText = `position:absolute;width:${instance.image?.columns ?? 1}px;height:${instance.image?.rows ?? 1}px`;
      document.body.replaceChildren(element);
      const at = displaySet.frames.findIndex((frame) => frame.number === number);
      const taken = waiting<Shown>();
      const told = (event: RenderingEvent) => {
        if (event.type === 'frame.failed' && event.at === at)
          taken.resolve({ kind: 'refused', problem: event.problem });
        // A preview is called one, and stands for the time until the pixels are painted.
        if (event.type !== 'frame.shown' || event.at !== at || event.quality === 'preview') return;
        const { lossy } = event;
        const { width = 0, height = 0 } = element.querySelector('canvas') ?? {};
        const context = element.querySelector('canvas')?.getContext('2d');
        const drawn = context?.getImageData(0, 0, width, height).data;
        // What is in force is known once the painting has been told.
        queueMicrotask(() => {
          const window = handle.presentation()?.windowInForce;
          if (drawn) hand(drawn).then(() => taken.resolve({ kind: 'shown', lossy, window }), taken.reject);
        });
      };
      const handle = engine.mount(element, 'stack', told);
      handle.show(displaySet, at);
      const late = setTimeout(
        () => taken.reject(new Error(`frame ${number} was neither shown nor refused within ${LONGEST} ms`)),
        LONGEST,
      );
      const shown = await taken.promise.finally(() => clearTimeout(late));
      handle.dispose();
      return shown;
    },
  };
}

/** A promise with its two ends in hand. */
function waiting<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

async function hand(pixels: ArrayBufferView<ArrayBuffer>): Promise<void> {
  const answer = await fetch('/taken', { method: 'POST', body: new Blob([pixels]) });
  if (!answer.ok) throw new Error('pixels were not taken');
}

/** The instance without what makes a pixel taller than wide. */
function square(instance: Instance): Instance {
  const { image, frames } = instance;
  return {
    ...instance,
    ultrasoundRegions: [],
    ...(image && { image: { ...image, aspect: undefined } }),
    frames: frames.map((frame) => ({
      ...frame,
      pixelSize: undefined,
      plane: frame.plane && { ...frame.plane, spacing: undefined },
    })),
  };
}

Object.assign(globalThis, { pixels: pipeline() });
document.documentElement.dataset['ready'] = 'pixels';
