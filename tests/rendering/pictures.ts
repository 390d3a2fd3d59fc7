import type { DisplaySet } from '../../src/domain/study/display-set';
import { archiveId, instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { EncodedFrame, FramePriority, FrameSource } from '../../src/domain/ports/frames';
import { ok, type Problem, type Result } from '../../src/domain/problem';
import type { Frame, FrameAttributes, ImagePixel, Instance } from '../../src/domain/study/study';
import type { DecodedFrame } from '../../src/rendering/decode/pixels';

/** One pixel, decoded. */
export const aDot: DecodedFrame = {
  kind: 'grey',
  rows: 1,
  columns: 1,
  pixels: new Uint8Array(1),
  min: 0,
  max: 0,
  range: [0, 0],
  lossy: false,
};

export const NATIVE = '1.2.840.10008.1.2.1';

export const anImage = (change: Partial<ImagePixel> = {}): ImagePixel => ({
  rows: 64,
  columns: 64,
  bitsAllocated: 16,
  bitsStored: 16,
  highBit: 15,
  signed: false,
  samplesPerPixel: 1,
  planarConfiguration: 0,
  photometric: 'MONOCHROME2',
  sample: 'integer',
  ...change,
});

export const attributes = (change: Partial<FrameAttributes> = {}): FrameAttributes => ({
  modalityLut: { kind: 'rescale', slope: 1, intercept: 0 },
  windows: [],
  voiLuts: [],
  voiFunction: 'LINEAR',
  inverse: false,
  ...change,
});

export const anInstance = (change: Partial<Instance> = {}): Instance => ({
  uid: instanceUid('2.25.1'),
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  study: studyUid('2.25.2'),
  series: seriesUid('2.25.3'),
  archive: archiveId('salford'),
  person: { otherIds: [] },
  modality: 'CT',
  image: anImage(),
  frames: [attributes()],
  ...change,
});

export const aFrame = (image: Partial<ImagePixel> = {}, described: Partial<FrameAttributes> = {}): Frame => ({
  instance: anInstance({ image: anImage(image), frames: [attributes(described)] }),
  number: 1,
});

/** A stack of so many instances of one frame each. */
export function aDisplaySet(frames: readonly Frame[], id = 'a'): DisplaySet {
  return {
    id,
    study: studyUid('2.25.2'),
    series: seriesUid('2.25.3'),
    kind: 'stack',
    modality: 'CT',
    label: 'Axial',
    frames,
    order: 'geometry',
    gaps: [],
  };
}

export const frames = (count: number, image: Partial<ImagePixel> = {}) =>
  Array.from({ length: count }, () => aFrame(image));

/** 16 bit stored values, little endian. */
export const bytesOfValues = (values: ArrayLike<number>): Uint8Array =>
  new Uint8Array(Uint16Array.from(values).buffer);

/** A frame all of one stored value but for its first pixel 0 and its last one 1000, so that the range is the same in each. */
export function flat({ instance: { image } }: Frame, value: number): EncodedFrame {
  const values = new Uint16Array((image?.rows ?? 0) * (image?.columns ?? 0)).fill(value);
  values[0] = 0;
  values[values.length - 1] = 1000;
  return { bytes: bytesOfValues(values), transferSyntax: NATIVE };
}

export interface AskedFrame {
  readonly frame: Frame;
  readonly priority: FramePriority;
  readonly signal: AbortSignal;
  answer(result: Result<EncodedFrame>): void;
}

/** A source that answers when the test says so, and remembers what it was asked. */
export function heldSource(): FrameSource & {
  readonly asked: AskedFrame[];
  readonly open: () => readonly AskedFrame[];
} {
  const asked: AskedFrame[] = [];
  const answered = new Set<AskedFrame>();
  return {
    asked,
    open: () => asked.filter((one) => !answered.has(one) && !one.signal.aborted),
    frame: (frame, priority, signal) =>
      new Promise((resolve, reject) => {
        const one: AskedFrame = {
          frame,
          priority,
          signal,
          answer: (result) => {
            answered.add(one);
            resolve(result);
          },
        };
        asked.push(one);
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  };
}

/** A source that answers each frame at once by `of`. */
export const sourceOf = (of: (frame: Frame) => EncodedFrame | Problem): FrameSource => ({
  frame: (frame) => {
    const answer = of(frame);
    return Promise.resolve('bytes' in answer ? ok(answer) : { ok: false, problem: answer });
  },
});
