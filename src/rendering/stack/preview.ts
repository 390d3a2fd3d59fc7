import type { FrameSource } from '../../domain/ports/frames';
import type { Frame } from '../../domain/study/study';

/** Plain bytes from which on a frame takes so long on a surgery's line that a smaller picture before it helps. */
const LARGE = 3e6;
/** Milliseconds that the pixels themselves are given: on a quick line they are there by then. */
const PIXELS_WAIT = 60;
/** Pixels on the longer side that are asked for */
const SIZE = 768;
/** How far a preview's sides may be from the picture's, before it is taken for something else. */
const TOLERANCE = 0.02;

/** A picture that the archive made, for as long as the pixels themselves are on their way. */
export interface Preview {
  readonly bitmap: () => ImageBitmap | undefined;
  stop(): void;
}

/** @param onready called once, where there is one in time */
export function preview(source: FrameSource, frame: Frame, onready: () => void): Preview {
  const stopping = new AbortController();
  const { signal } = stopping;
  let bitmap: ImageBitmap | undefined;

  const ask = async () => {
    const answer = await source.preview?.(frame, SIZE, signal);
    if (!answer?.ok || signal.aborted) return;
    const made = await createImageBitmap(answer.value);
    if (signal.aborted || !isOf(frame, made)) return made.close();
    bitmap = made;
    onready();
  };
  const late = isLarge(frame) ? setTimeout(() => void ask().catch(() => undefined), PIXELS_WAIT) : undefined;

  return {
    bitmap: () => bitmap,
    stop() {
      clearTimeout(late);
      stopping.abort();
      bitmap?.close();
      bitmap = undefined;
    },
  };
}

function isLarge({ instance: { image } }: Frame): boolean {
  if (image === undefined) return false;
  return (image.rows * image.columns * image.samplesPerPixel * image.bitsAllocated) / 8 >= LARGE;
}

function isOf({ instance: { image } }: Frame, { width, height }: ImageBitmap): boolean {
  if (image === undefined || width === 0 || height === 0) return false;
  const asked = image.columns / image.rows;
  return Math.abs(width / height / asked - 1) <= TOLERANCE;
}
