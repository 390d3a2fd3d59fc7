import type { Lead } from './leads';

/** Curves of one object (PS3.3 C.10.9), read: an ECG, pressures, breathing. */
export interface Waveform {
  readonly groups: readonly WaveformGroup[];
  /** What the machine, or whoever worked at it, wrote beside the curves (PS3.3 C.10.10) */
  readonly annotations: readonly WaveformAnnotation[];
}

/** Why a group's curves are not drawn. */
export type WaveformFault = 'mu-law' | 'a-law' | 'coding' | 'no-data' | 'no-frequency';

/** Channels that were sampled together. */
export interface WaveformGroup {
  /** As annotations refer to it, from 1 */
  readonly number: number;
  readonly label?: string;
  /** Computed from what was recorded: a median beat */
  readonly derived: boolean;
  /** Samples a second of each channel; 0 with a fault */
  readonly frequency: number;
  /** Samples of each channel that are here */
  readonly count: number;
  /** Samples of each channel that were announced and did not come; absent where all did */
  readonly missing?: number;
  readonly channels: readonly WaveformChannel[];
  /** The channels' stored values, interleaved as they were sent */
  readonly samples: Samples;
  /** A stored value that stands for none */
  readonly padding?: number;
  readonly fault?: WaveformFault;
}

export type Samples = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

export interface WaveformChannel {
  /** How it is called on the paper: "aVR", or the object's own words */
  readonly name: string;
  /** Which of the leads with a place of their own it is; absent where that cannot be told */
  readonly lead?: Lead;
  /** Its label names another lead than its code, which is believed */
  readonly labelled?: string;
  /** How stored values become values; absent where the object does not say: only the shape is known */
  readonly scale?: WaveformScale;
  /** Seconds that its samples lie after the group's */
  readonly skew: number;
  /** Bits of a stored value that count */
  readonly bits: number;
  readonly filters: WaveformFilters;
}

/** Value = stored value × factor + baseline, in the unit. */
export interface WaveformScale {
  /** Channel Sensitivity × its correction */
  readonly factor: number;
  readonly baseline: number;
  readonly unit: WaveformUnit;
}

export interface WaveformUnit {
  /** UCUM where the object says it so: `uV`, `mm[Hg]` */
  readonly code: string;
  /** As it is written: "µV", "mmHg" */
  readonly words: string;
  /** How many of it are a millivolt; absent for what is no voltage */
  readonly perMillivolt?: number;
}

/** Hz; absent where the object does not say */
export interface WaveformFilters {
  readonly low?: number;
  readonly high?: number;
  readonly notch?: number;
}

export interface WaveformAnnotation {
  /** "SINUS RHYTHM", "QT interval", "P wave onset" */
  readonly words: string;
  readonly value?: number;
  readonly unit?: string;
  /** Group number and channel, both from 1; channel 0 is all of the group */
  readonly channels: readonly (readonly [group: number, channel: number])[];
  /** Seconds from the beginning of the group; none where it is of the whole recording */
  readonly times: readonly number[];
}

/** The stored value of a sample, without the bits that do not count; `undefined` where the object says there is none. */
export function storedAt(group: WaveformGroup, channel: number, sample: number): number | undefined {
  const { channels, samples, count, padding } = group;
  if (!(sample >= 0 && sample < count)) return undefined;
  const stored = samples[sample * channels.length + channel];
  if (stored === undefined || stored === padding) return undefined;
  const bits = channels[channel]?.bits ?? 32;
  const spare = 32 - bits;
  if (spare <= 32 - samples.BYTES_PER_ELEMENT * 8) return stored;
  // What lies above the bits that count is nothing of the value (PS3.3 C.10.9.1.4, Waveform Bits Stored).
  return isSigned(samples) ? (stored << spare) >> spare : (stored << spare) >>> spare;
}

const isSigned = (samples: Samples) =>
  samples instanceof Int8Array || samples instanceof Int16Array || samples instanceof Int32Array;

/** The value of a sample in its channel's unit; stored values where there is no scale, `undefined` in a gap. */
export function valueAt(group: WaveformGroup, channel: number, sample: number): number | undefined {
  const stored = storedAt(group, channel, sample);
  const scale = group.channels[channel]?.scale;
  return stored === undefined || scale === undefined ? stored : stored * scale.factor + scale.baseline;
}

/** The same in millivolts; `undefined` also for what is no voltage or has no scale. */
export function millivoltsAt(group: WaveformGroup, channel: number, sample: number): number | undefined {
  const perMillivolt = group.channels[channel]?.scale?.unit.perMillivolt;
  const value = perMillivolt === undefined ? undefined : valueAt(group, channel, sample);
  return value === undefined || perMillivolt === undefined ? undefined : value / perMillivolt;
}

/** Seconds from the beginning of the group to a sample of a channel, its skew with it (PS3.3 C.10.9.1.4.2). */
export const timeOf = (group: WaveformGroup, channel: number, sample: number): number =>
  sample / group.frequency + (group.channels[channel]?.skew ?? 0);

/** The sample of a channel that lies nearest to a time. */
export const sampleAt = (group: WaveformGroup, channel: number, time: number): number =>
  Math.round((time - (group.channels[channel]?.skew ?? 0)) * group.frequency);

/** Seconds from the first sample to the end of the last of any channel. */
export const durationOf = ({ count, frequency, channels }: WaveformGroup): number =>
  frequency > 0 ? count / frequency + Math.max(0, ...channels.map(({ skew }) => skew)) : 0;

/** The group that is looked at first: what was recorded before what was computed, the longest of them. */
export function firstGroup({ groups }: Waveform): number {
  const rank = (group: WaveformGroup) => (group.fault ? 2 : group.derived ? 1 : 0);
  const order = groups
    .map((group, at) => ({ at, rank: rank(group), duration: durationOf(group) }))
    .sort((one, other) => one.rank - other.rank || other.duration - one.duration || one.at - other.at);
  return order[0]?.at ?? 0;
}

const CLASSES = '1.2.840.10008.5.1.4.1.1.9.';

/** A voice or general audio recording (PS3.4 B.5): it is heard, not looked at. */
export const isSound = (sopClass: string) => sopClass.startsWith(`${CLASSES}4.`);

/** An electrocardiogram, or what is recorded from within the heart: its voltages are read on a millivolt grid. */
export const isElectrocardiogram = (sopClass: string) => /^[13]\./.test(sopClass.replace(CLASSES, ''));

/** Whether an object holds curves: by its class (PS3.4 B.5), or by what is in it. */
export const isWaveform = ({
  sopClass,
  waveform,
}: {
  readonly sopClass: string;
  readonly waveform?: unknown;
}) =>
  !isSound(sopClass) &&
  (waveform !== undefined || (sopClass.startsWith(CLASSES) && !isWayOfLooking(sopClass)));

/** Presentation states of curves, which have none themselves */
const isWayOfLooking = (sopClass: string) => sopClass.startsWith(`${CLASSES}100.`);
