import { sampleAt, valueAt, type WaveformGroup } from './waveform';

export type Range = readonly [least: number, most: number];

/** The least and the greatest value of a channel within a time; what stands for no value is none. */
export function extentOf(group: WaveformGroup, channel: number, from: number, to: number): Range {
  const first = Math.max(0, sampleAt(group, channel, from));
  const last = Math.min(group.count - 1, sampleAt(group, channel, to));
  let [least, most] = [Infinity, -Infinity];
  for (let sample = first; sample <= last; sample += 1) {
    const value = valueAt(group, channel, sample);
    if (value === undefined) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? [least, most] : [0, 0];
}

/** A channel whose range is at least so great a part of the greatest shares its axis: two pressures can then be compared. */
const ALIKE = 1 / 4;

/** What the axes of channels with a unit of their own reach over, by channel. */
export function unitRanges(
  group: WaveformGroup,
  hasUnit: (channel: number) => boolean,
): ReadonlyMap<number, Range> {
  const channels = [...group.channels.keys()].filter(hasUnit);
  const extents = new Map(channels.map((at) => [at, withZero(extentOf(group, at, -Infinity, Infinity))]));
  const span = ([least, most]: Range) => most - least;
  return new Map(
    channels.map((at): [number, Range] => {
      const own = extents.get(at) ?? [0, 0];
      const unit = group.channels[at]?.scale?.unit.code;
      const same = channels.flatMap((one) => {
        const extent = extents.get(one);
        return extent && group.channels[one]?.scale?.unit.code === unit ? [extent] : [];
      });
      const alike = same.filter((one) => span(one) >= Math.max(...same.map(span)) * ALIKE);
      if (!alike.includes(own)) return [at, own];
      return [at, [Math.min(...alike.map(([least]) => least)), Math.max(...alike.map(([, most]) => most))]];
    }),
  );
}

/** An axis of pressures begins at 0, unless what there is lies far above it. */
const withZero = ([least, most]: Range): Range =>
  least >= 0 && least <= most * 0.75
    ? [0, most]
    : most <= 0 && most >= least * 0.75
      ? [least, 0]
      : [least, most];

/** Round numbers from one end of an axis to the other: four to eight of them. */
export function ticksOf(least: number, most: number): readonly number[] {
  const span = most - least;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => span / one <= 7) ?? span;
  const first = Math.ceil(least / step - 1e-9);
  const count = Math.floor(most / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
