import type { CaliperReading } from '../../domain/waveform/calipers';
import type { WaveformLayout } from '../../domain/waveform/sheet';
import {
  durationOf,
  type WaveformAnnotation,
  type WaveformFault,
  type WaveformFilters,
  type WaveformGroup,
} from '../../domain/waveform/waveform';
import { counted, listed } from '../texts';

/** What stands in the place of curves that are not drawn. */
const FAULTS: Readonly<Record<WaveformFault, string>> = {
  'mu-law': 'Encoded by mu-law, not drawn',
  'a-law': 'Encoded by A-law, not drawn',
  coding: 'Coded in a way that is not known here, not drawn',
  'no-data': 'The curves themselves are not in this recording',
  'no-frequency': 'How fast it was recorded is not said, so it is not drawn',
};

const short = (value: number, digits: number) => String(Number(value.toFixed(digits)));
const signed = (words: string) => words.replace('-', '−');

/** "0.05–150 Hz, notch 50 Hz"; empty where the recording says nothing of it. */
export function filterWords({ low, high, notch }: WaveformFilters): string {
  const band =
    low !== undefined && high !== undefined
      ? `${low}–${high} Hz`
      : low !== undefined
        ? `from ${low} Hz`
        : high !== undefined
          ? `up to ${high} Hz`
          : '';
  return [band, notch !== undefined && `notch ${notch} Hz`].filter(Boolean).join(', ');
}

/** The filters of a group's channels; which channels each belongs to where they differ. */
export function filtersWords({ channels }: WaveformGroup): string {
  const named = new Map<string, string[]>();
  for (const { filters, name } of channels) {
    const words = filterWords(filters);
    if (words) named.set(words, [...(named.get(words) ?? []), name]);
  }
  const isOfAll = named.size === 1 && [...named.values()][0]?.length === channels.length;
  return [...named].map(([words, names]) => (isOfAll ? words : `${listed(names)}: ${words}`)).join('; ');
}

/** "10 s", "1 min 0 s", "23 h 58 min" */
export function lengthWords(seconds: number): string {
  if (seconds < 60) return `${short(seconds, 1)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What lies between the calipers, as it is read out and written beside them. */
export function readingWords(
  reading: CaliperReading,
  unit: string | undefined,
  isCalibrated: boolean,
): string {
  const { milliseconds, difference, gaps, rate } = reading;
  const amplitude = gaps.some(Boolean)
    ? 'no value here'
    : difference !== undefined
      ? `${signed(short(difference, unit === 'mV' ? 3 : 1))} ${unit ?? ''}`.trim()
      : isCalibrated
        ? ''
        : waveformTexts.notRecorded;
  return [`${short(milliseconds, 1)} ms`, amplitude, rate !== undefined && `${Math.round(rate)} a minute`]
    .filter(Boolean)
    .join(' · ');
}

/** "QT interval 388 ms", "SINUS RHYTHM" */
export const annotationWords = ({ words, value, unit }: WaveformAnnotation): string =>
  value === undefined ? words : `${words} ${[signed(String(value)), unit].filter(Boolean).join(' ')}`;

const groupName = ({ label, number }: WaveformGroup): string => label ?? `Recording ${number}`;

/** For whoever does not see the curves: what they are, and nothing that the viewer computed. */
export function describedWords(group: WaveformGroup): string {
  const { channels, frequency, derived, fault } = group;
  if (fault) return `${groupName(group)}: ${FAULTS[fault]}.`;
  const bare = channels.filter(({ scale }) => scale === undefined).map(({ name }) => name);
  const filters = filtersWords(group);
  return [
    `${groupName(group)}: ${counted(channels.length, { one: 'curve', other: 'curves' })}, ${listed(channels.map(({ name }) => name))}`,
    `${lengthWords(durationOf(group))} at ${frequency} samples a second`,
    derived && 'Computed from what was recorded',
    filters && `Filters ${filters}`,
    bare.length > 0 && `${waveformTexts.notRecorded}: ${listed(bare)}`,
  ]
    .filter(Boolean)
    .map((sentence) => `${String(sentence)}.`)
    .join(' ');
}

export const waveformTexts = {
  loading: 'Loading the curves',
  region: 'Curves',
  bar: 'How the curves are shown',
  groups: 'Recordings',
  groupName,
  fault: (fault: WaveformFault): string => FAULTS[fault],
  derived: 'computed',
  layout: 'Arrangement',
  /** @param rows of it where each curve has its own */
  layoutOf: (layout: WaveformLayout, rows: number): string =>
    layout === 'rows' ? `${rows} × 1` : layout === '3x4' ? '3 × 4' : '6 × 2',
  cabrera: 'Cabrera',
  cabreraTip: 'Limb leads in Cabrera order, aVR upside down',
  speed: 'Paper speed',
  speedOf: (speed: number): string => `${speed} mm/s`,
  gain: 'Height of a millivolt',
  gainOf: (gain: number): string => `${gain} mm/mV`,
  calipers: 'Calipers',
  caliper: (end: 'first' | 'second', lead: string): string =>
    `${end === 'first' ? 'First' : 'Second'} caliper, ${lead}`,
  caliperHelp:
    'Arrow keys move a caliper along the curve, with Shift in larger steps; up and down change the curve',
  notRecorded: 'amplitude not recorded',
  gap: 'no values here',
  leadAbsent: (lead: string): string => `${lead} not recorded`,
  missing: 'The end of this recording is missing',
  labelled: (pairs: readonly (readonly [name: string, label: string])[]): string =>
    `Named by their codes; the labels say otherwise: ${listed(pairs.map(([name, label]) => `${name} is labelled ${label}`))}`,
  machine: 'From the machine',
  machineNote: 'The machine’s or operator’s own words, not the report',
  marks: 'Marks',
  marksTip: 'What the machine marked on the curves',

  notToScale: 'Not to scale',
  toScale: 'True to scale',
  screen: 'Size on this screen',
  screenHelp: 'Hold a ruler to the line and write down its length. This is asked once for each screen.',
  screenLength: 'Length of the line in mm',
  screenConfirm: 'That is its length',
  screenForget: 'Forget',
  close: 'Close',
} as const;
