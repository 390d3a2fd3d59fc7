import { durationOf, sampleAt, timeOf, valueAt, type WaveformGroup } from './waveform';

/** Two places on the curve of one channel. */
export interface Calipers {
  readonly channel: number;
  /** Seconds from the group's beginning; which of them is earlier does not matter */
  readonly ends: readonly [number, number];
}

export interface CaliperReading {
  readonly milliseconds: number;
  /** Between the curve's values at both ends; absent where it is not calibrated, or has no value at one of them */
  readonly difference?: number;
  /** Of the ends: which of them lie where the curve has no value */
  readonly gaps: readonly [boolean, boolean];
  /** A minute, if the ends are one beat apart; absent for what is one beat by nature */
  readonly rate?: number;
}

/** The nearest time that was sampled, within the recording. */
export function sampledTime(group: WaveformGroup, channel: number, time: number): number {
  const sample = Math.max(0, Math.min(group.count - 1, sampleAt(group, channel, time)));
  return timeOf(group, channel, sample);
}

/** Seconds: what was computed and is not longer than this is one beat, of which there is no rate */
const ONE_BEAT = 2.5;

export const isOneBeat = (group: WaveformGroup): boolean => group.derived && durationOf(group) <= ONE_BEAT;

/** What lies between two calipers. A voltage is given in millivolts, everything else in the channel's unit. */
export function caliperReading(group: WaveformGroup, { channel, ends }: Calipers): CaliperReading {
  const scale = group.channels[channel]?.scale;
  const [one, other] = ends.map((time) => valueAt(group, channel, sampleAt(group, channel, time)));
  const milliseconds = Math.abs(ends[1] - ends[0]) * 1000;
  const per = scale?.unit.perMillivolt ?? 1;
  const isKnown = scale !== undefined && one !== undefined && other !== undefined;
  return {
    milliseconds,
    gaps: [one === undefined, other === undefined],
    ...(isKnown && { difference: (other - one) / per }),
    ...(!isOneBeat(group) && milliseconds > 0 && { rate: 60_000 / milliseconds }),
  };
}
