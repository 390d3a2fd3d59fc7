import { sampledTime } from '../../domain/waveform/calipers';
import { placeOf, type Sheet, type Strip } from '../../domain/waveform/sheet';
import type { WaveformGroup } from '../../domain/waveform/waveform';

/** Calipers on one strip of a sheet. */
export interface Placed {
  /** Position among the sheet's strips */
  readonly strip: number;
  /** Seconds */
  readonly ends: readonly [number, number];
}

/** A time within a strip, on a sample of its channel. */
export function timeIn(group: WaveformGroup, { channel, from, to }: Strip, time: number): number {
  return sampledTime(group, channel, Math.max(from, Math.min(to, time)));
}

/** mm: a view that has no room yet is taken for one of so many */
const LEAST_SEEN = 50;

/** Calipers in the middle of what is seen, on the strip that is seen first. */
export function startOf(group: WaveformGroup, sheet: Sheet, left: number, seen: number): Placed | undefined {
  const width = Math.max(seen, LEAST_SEEN);
  const strip = sheet.strips.findIndex((one) => one.left < left + width && one.left + one.width > left);
  const found = sheet.strips[strip];
  if (!found) return undefined;
  const first = Math.max(left, found.left);
  const last = Math.min(left + width, found.left + found.width);
  const timeAt = (share: number) => found.from + (first + (last - first) * share - found.left) / sheet.speed;
  return { strip, ends: [timeIn(group, found, timeAt(0.3)), timeIn(group, found, timeAt(0.6))] };
}

/** To the strip below or above, column after column, at the same time where it has that. */
export function toStrip(group: WaveformGroup, sheet: Sheet, { ends, strip }: Placed, by: number): Placed {
  const order = [...sheet.strips.keys()].sort((one, other) => {
    const [a, b] = [sheet.strips[one], sheet.strips[other]];
    return (a?.left ?? 0) - (b?.left ?? 0) || (a?.top ?? 0) - (b?.top ?? 0);
  });
  const next = order.at((order.indexOf(strip) + by) % order.length) ?? strip;
  const found = sheet.strips[next];
  if (!found) return { strip, ends };
  const before = sheet.strips[strip];
  // Within a part of the time it stands as far from the part's beginning as before.
  const shift = before && before.from !== found.from ? found.from - before.from : 0;
  return {
    strip: next,
    ends: [timeIn(group, found, ends[0] + shift), timeIn(group, found, ends[1] + shift)],
  };
}

/** CSS pixels from the sheet's left */
export const pixelsOf = (strip: Strip, { speed }: Sheet, scale: number, time: number): number =>
  placeOf(strip, speed, time) * scale;
