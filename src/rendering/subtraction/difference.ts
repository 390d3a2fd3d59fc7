import type { MaskShift } from '../../domain/study/mask-operation';
import type { FrameAttributes, Lut } from '../../domain/study/study';
import type { GreyFrame, PixelArray } from '../decode/pixels';
import { extremes } from '../decode/stored-values';
import { modalityOf } from '../paint/grey';

/** The tables that values go through before they are subtracted; where there are none they are as stored. */
type Stages = Pick<FrameAttributes, 'modalityLut' | 'subtractionLut'>;

/**
 * The mean of some frames less the mean of others (PS3.3 C.7.6.10.1.1), the mask moved first. Through the table to logarithms
 * where the object gives one, or its modality table; a rescaling comes after it, so that its intercept falls out. Whole
 * numbers where nothing made fractions of them.
 * @param contrast the one that is looked at first; all of both of one size
 */
export function difference(
  contrast: readonly GreyFrame[],
  masks: readonly GreyFrame[],
  shift: MaskShift,
  stages: Stages,
): GreyFrame {
  const [shown] = contrast;
  if (!shown) throw new RangeError('nothing to subtract from');
  const { rows, columns, overlays } = shown;
  const seen = meanOf(contrast, stages);
  const mask = moved(meanOf(masks, stages), rows, columns, shift);
  const isWhole = isInteger(seen) && isInteger(mask);
  const pixels = isWhole ? new Int32Array(seen.length) : new Float32Array(seen.length);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (seen[at] ?? 0) - (mask[at] ?? 0);
  const [min, max] = extremes(pixels);
  const lossy = [...contrast, ...masks].some((one) => one.lossy);
  return {
    kind: 'grey',
    rows,
    columns,
    pixels,
    min,
    max,
    range: [min, max],
    lossy,
    ...(overlays && { overlays }),
  };
}

const isInteger = (values: PixelArray) => !(values instanceof Float32Array || values instanceof Float64Array);

function meanOf(frames: readonly GreyFrame[], stages: Stages): PixelArray {
  const [first] = frames;
  if (!first) throw new RangeError('no frames');
  const value = stageOf(stages);
  if (frames.length === 1 && !value) return first.pixels;
  const sums = new Float32Array(first.pixels.length);
  for (const { pixels } of frames)
    for (let at = 0; at < sums.length; at++) {
      const stored = pixels[at] ?? 0;
      sums[at] = (sums[at] ?? 0) + (value ? value(stored) : stored);
    }
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) / frames.length;
  return sums;
}

function stageOf({ modalityLut, subtractionLut }: Stages): ((stored: number) => number) | undefined {
  const lut: Lut | undefined = subtractionLut ?? (modalityLut.kind === 'lut' ? modalityLut.lut : undefined);
  return lut && modalityOf({ kind: 'lut', lut });
}

/**
 * A mask moved by parts of a pixel, by the four pixels around each place (PS3.3 C.7.6.10.1.2): positive is towards the lower
 * row and the left-hand column. Beyond its edge a mask goes on as it ends.
 */
function moved(mask: PixelArray, rows: number, columns: number, [down, left]: MaskShift): PixelArray {
  if (down === 0 && left === 0) return mask;
  const across = sources(columns, -left);
  const along = sources(rows, down);
  const isWhole = Number.isInteger(down) && Number.isInteger(left);
  const out = isWhole ? (mask.slice() as PixelArray) : new Float32Array(mask.length);
  for (let row = 0; row < rows; row++) {
    const { before: above, after: below, share: lower } = along(row);
    for (let column = 0; column < columns; column++) {
      const { before, after, share } = across(column);
      const top = between(mask, above * columns, before, after, share);
      const bottom = lower === 0 ? 0 : between(mask, below * columns, before, after, share);
      out[row * columns + column] = top * (1 - lower) + bottom * lower;
    }
  }
  return out;
}

const between = (values: PixelArray, row: number, before: number, after: number, share: number) =>
  (values[row + before] ?? 0) * (1 - share) + (share === 0 ? 0 : (values[row + after] ?? 0) * share);

/** Which two of a line's pixels come to a place that was moved by so much, and the second's share. */
function sources(
  count: number,
  by: number,
): (at: number) => { before: number; after: number; share: number } {
  const within = (at: number) => Math.max(0, Math.min(count - 1, at));
  const line = Array.from({ length: count }, (_, at) => {
    const from = at - by;
    const before = Math.floor(from);
    return { before: within(before), after: within(before + 1), share: from - before };
  });
  const [first = { before: 0, after: 0, share: 0 }] = line;
  return (at) => line[at] ?? first;
}
