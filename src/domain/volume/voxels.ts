import type { Vector } from '../study/study';
import { dot } from '../study/vector';
import type { Volume, VolumeSlice } from './volume';

/** Numbers of one slice, row by row: stored values, or modality values. */
export type SliceValues = ArrayLike<number>;

/** What is known of a volume's values now. */
export interface Voxels {
  readonly volume: Volume;
  /** By slice of the volume; `undefined` while it is on its way, `failed` where it will not come */
  readonly slices: readonly (SliceValues | 'failed' | undefined)[];
  /** From the numbers of the slices to values, for all of them */
  readonly slope: number;
  readonly intercept: number;
  /** Numbers that are background and no value, both ends included */
  readonly padding?: readonly [from: number, to: number];
}

/** Why there is no value at a place. */
export const HERE = 0;
export const OUTSIDE = 1;
/** A slice is missing, or could not be had */
export const MISSING = 2;
/** It is still on its way */
export const COMING = 3;

/** While slices arrive, a picture is made across so many places of the stack as they are first asked for: every fourth. */
const COARSE = 4;

/** The slices that are here, ready to be sampled: by number, the lowest along the normal first. */
export interface Ladder {
  readonly values: readonly SliceValues[];
  /** mm along the normal */
  readonly along: Float64Array;
  /** Where the first pixel lies, in pixels along rows and along columns */
  readonly across: Float64Array;
  readonly down: Float64Array;
  /** Between each and the next: HERE, MISSING or COMING */
  readonly between: Uint8Array;
  /** What is below the first and above the last of them: HERE where nothing else is to come, else MISSING or COMING */
  readonly below: number;
  readonly above: number;
  /** Where the volume itself ends, mm along the normal */
  readonly bottom: number;
  readonly top: number;
}

export function ladderOf({ volume, slices: held }: Voxels): Ladder {
  const { slices, row, column, spacing } = volume;
  const here = slices.flatMap((slice, at) => {
    const values = held[at];
    return values === undefined || values === 'failed' ? [] : [{ slice, at, values }];
  });
  const gaps = new Set(volume.gaps);
  /** What lies between two slices that are here, `from` and `to` */
  const between = (from: number, to: number) => {
    for (let at = from + 1; at <= to; at++)
      if (gaps.has(at) || (at < to && held[at] === 'failed')) return MISSING;
    return to - from > COARSE ? COMING : HERE;
  };
  const beyond = (part: Voxels['slices']) =>
    part.length === 0 ? HERE : part.every((one) => one === 'failed') ? MISSING : COMING;
  const places = here.map(({ slice }) => slice);
  // The outermost reach half the way to where another would be.
  const [first, second] = slices as readonly [VolumeSlice, VolumeSlice];
  const [previous, last] = slices.slice(-2) as [VolumeSlice, VolumeSlice];
  return {
    values: here.map(({ values }) => values),
    along: Float64Array.from(places, ({ along }) => along),
    across: Float64Array.from(places, ({ origin }) => dot(origin, row) / spacing[1]),
    down: Float64Array.from(places, ({ origin }) => dot(origin, column) / spacing[0]),
    between: Uint8Array.from(here, ({ at }, index) => between(at, here[index + 1]?.at ?? at)),
    below: beyond(held.slice(0, here[0]?.at ?? held.length)),
    above: beyond(held.slice((here.at(-1)?.at ?? -1) + 1)),
    bottom: first.along - Math.min(volume.step, second.along - first.along) / 2,
    top: last.along + Math.min(volume.step, last.along - previous.along) / 2,
  };
}

/** How many slices are here, of how many; and how many will not come. */
export interface Arrived {
  readonly here: number;
  readonly failed: number;
  readonly all: number;
}

export function arrivedOf({ slices }: Pick<Voxels, 'slices'>): Arrived {
  const failed = slices.filter((one) => one === 'failed').length;
  const here = slices.filter((one) => one !== undefined).length - failed;
  return { here, failed, all: slices.length };
}

/**
 * The same place of the patient in pixels of half the width and height, each the mean of up to four.
 * @param values of a slice @returns numbers of the same kind, rounded where they are whole
 */
export function halved<
  Values extends
    | Int16Array
    | Uint16Array
    | Int8Array
    | Uint8Array
    | Float32Array
    | Float64Array
    | Int32Array
    | Uint32Array,
>(values: Values, rows: number, columns: number, padding: Voxels['padding']): Values {
  const [less, narrow] = [Math.ceil(rows / 2), Math.ceil(columns / 2)];
  const made = values.slice(0, less * narrow) as Values;
  const isWhole = !(values instanceof Float32Array || values instanceof Float64Array);
  for (let y = 0; y < less; y++)
    for (let x = 0; x < narrow; x++) {
      let sum = 0;
      let count = 0;
      for (let down = 2 * y; down < Math.min(rows, 2 * y + 2); down++)
        for (let across = 2 * x; across < Math.min(columns, 2 * x + 2); across++) {
          const value = values[down * columns + across] as number;
          if (padding && value >= padding[0] && value <= padding[1]) continue;
          sum += value;
          count++;
        }
      const mean = sum / count;
      made[y * narrow + x] =
        count === 0 ? (values[2 * y * columns + 2 * x] as number) : isWhole ? Math.round(mean) : mean;
    }
  return made;
}

/** The geometry of `halved` slices. */
export function halvedVolume(volume: Volume): Volume {
  const { spacing, row, column, slices } = volume;
  const moved = (origin: Vector): Vector => [
    origin[0] + (row[0] * spacing[1] + column[0] * spacing[0]) / 2,
    origin[1] + (row[1] * spacing[1] + column[1] * spacing[0]) / 2,
    origin[2] + (row[2] * spacing[1] + column[2] * spacing[0]) / 2,
  ];
  return {
    ...volume,
    rows: Math.ceil(volume.rows / 2),
    columns: Math.ceil(volume.columns / 2),
    spacing: [spacing[0] * 2, spacing[1] * 2],
    slices: slices.map((slice) => ({ ...slice, origin: moved(slice.origin) })),
  };
}
