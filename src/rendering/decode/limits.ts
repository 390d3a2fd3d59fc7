import type { ImagePixel } from '../../domain/study/study';
import type { Problem } from '../../domain/problem';

/** Pixels in one frame: four times the largest detectors there are. */
const MOST_PIXELS = 2 ** 28;
/** Bytes of one decoded frame. */
const MOST_BYTES = 2 ** 29;

/**
 * Whether a frame of these attributes may be taken into memory at all. Checked before anything is allocated, because
 * Rows and Columns are claims of whoever wrote the object.
 */
export function sizeProblem(image: ImagePixel): Problem | undefined {
  const { rows, columns, bitsAllocated, samplesPerPixel } = image;
  const natural = [rows, columns, bitsAllocated, samplesPerPixel].every((n) => Number.isInteger(n) && n > 0);
  if (!natural)
    return { kind: 'impossible-size', what: `${rows} × ${columns} pixels of ${bitsAllocated} bits` };
  const pixels = rows * columns;
  const bytes = (pixels * Math.max(8, bitsAllocated) * samplesPerPixel) / 8;
  if (rows > 0xffff_ffff || pixels > MOST_PIXELS || bytes > MOST_BYTES || samplesPerPixel > 4)
    return {
      kind: 'impossible-size',
      what: `${rows} × ${columns} × ${samplesPerPixel} samples of ${bitsAllocated} bits`,
    };
  return undefined;
}

/** Milliseconds a decode may take before its worker is given up: ten seconds, and more for pictures beyond 16 megapixels. */
export function deadlineFor(image: ImagePixel, base = 10_000): number {
  return base * Math.max(1, (image.rows * image.columns) / 2 ** 24);
}
