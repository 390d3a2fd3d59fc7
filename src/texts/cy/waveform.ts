import { durationOf, type WaveformFault, type WaveformGroup } from '../../domain/waveform/waveform';
import { filtersWords, lengthWords } from '../en/waveform';
import type { Spoken } from '../language';
import type * as en from '../en/waveform';
import { counted, listed } from './plurals';

const FAULTS: Readonly<Record<WaveformFault, string>> = {
  'mu-law': 'Wedi’i amgodio gan mu-law, heb ei luniadu',
  'a-law': 'Wedi’i amgodio gan A-law, heb ei luniadu',
  coding: 'Wedi’i godio mewn ffordd nad yw’n hysbys yma, heb ei luniadu',
  'no-data': 'Nid yw’r cromliniau eu hunain yn y recordiad hwn',
  'no-frequency': 'Ni ddywedir pa mor gyflym y’i recordiwyd, felly ni chaiff ei luniadu',
};

const NOT_RECORDED = 'osgled heb ei recordio';

const short = (value: number, digits: number) => String(Number(value.toFixed(digits)));
const signed = (words: string) => words.replace('-', '−');

export const filterWords: typeof en.filterWords = ({ low, high, notch }) => {
  const band =
    low !== undefined && high !== undefined
      ? `${low}–${high} Hz`
      : low !== undefined
        ? `o ${low} Hz`
        : high !== undefined
          ? `hyd at ${high} Hz`
          : '';
  return [band, notch !== undefined && `rhic ${notch} Hz`].filter(Boolean).join(', ');
};

export const readingWords: typeof en.readingWords = (reading, unit, isCalibrated) => {
  const { milliseconds, difference, gaps, rate } = reading;
  const amplitude = gaps.some(Boolean)
    ? 'dim gwerth yma'
    : difference !== undefined
      ? `${signed(short(difference, unit === 'mV' ? 3 : 1))} ${unit ?? ''}`.trim()
      : isCalibrated
        ? ''
        : NOT_RECORDED;
  return [`${short(milliseconds, 1)} ms`, amplitude, rate !== undefined && `${Math.round(rate)} y funud`]
    .filter(Boolean)
    .join(' · ');
};

const groupName = ({ label, number }: WaveformGroup): string => label ?? `Recordiad ${number}`;

export const describedWords: typeof en.describedWords = (group) => {
  const { channels, frequency, derived, fault } = group;
  if (fault) return `${groupName(group)}: ${FAULTS[fault]}.`;
  const bare = channels.filter(({ scale }) => scale === undefined).map(({ name }) => name);
  const filters = filtersWords(group);
  const curves = { two: 'gromlin', few: 'cromlin', many: 'chromlin', other: 'cromlin' };
  return [
    `${groupName(group)}: ${counted(channels.length, curves)}, ${listed(channels.map(({ name }) => name))}`,
    `${lengthWords(durationOf(group))} ar ${frequency} sampl yr eiliad`,
    derived && 'Cyfrifwyd o’r hyn a recordiwyd',
    filters && `Hidlwyr ${filters}`,
    bare.length > 0 && `${NOT_RECORDED}: ${listed(bare)}`,
  ]
    .filter(Boolean)
    .map((sentence) => `${String(sentence)}.`)
    .join(' ');
};

export const waveformTexts: Spoken<typeof en.waveformTexts> = {
  loading: 'Yn llwytho’r cromliniau',
  region: 'Cromliniau',
  bar: 'Sut y dangosir y cromliniau',
  groups: 'Recordiadau',
  groupName,
  fault: (fault) => FAULTS[fault],
  derived: 'cyfrifwyd',
  layout: 'Trefniant',
  layoutOf: (layout, rows) => (layout === 'rows' ? `${rows} × 1` : layout === '3x4' ? '3 × 4' : '6 × 2'),
  cabrera: 'Cabrera',
  cabreraTip: 'Lidiau’r aelodau yn nhrefn Cabrera, aVR â’i ben i lawr',
  speed: 'Cyflymder y papur',
  speedOf: (speed) => `${speed} mm/s`,
  gain: 'Uchder milifolt',
  gainOf: (gain) => `${gain} mm/mV`,
  calipers: 'Caliperau',
  caliper: (end, lead) => `${end === 'first' ? 'Caliper cyntaf' : 'Ail galiper'}, ${lead}`,
  caliperHelp:
    'Mae bysellau saeth yn symud caliper ar hyd y gromlin, gyda Shift mewn camau mwy; mae i fyny ac i lawr yn newid y gromlin',
  notRecorded: NOT_RECORDED,
  gap: 'dim gwerthoedd yma',
  leadAbsent: (lead) => `${lead} heb ei recordio`,
  missing: 'Mae diwedd y recordiad hwn ar goll',
  labelled: (pairs) =>
    `Enwyd yn ôl eu codau; mae’r labeli’n dweud yn wahanol: ${listed(pairs.map(([name, label]) => `labelir ${name} yn ${label}`))}`,
  marks: 'Marciau',
  marksTip: 'Yr hyn a farciodd y peiriant ar y cromliniau',
  machine: 'O’r peiriant',
  machineNote: 'Geiriau’r peiriant neu’r gweithredwr ei hun, nid yr adroddiad',

  notToScale: 'Nid wrth raddfa',
  toScale: 'Wrth raddfa',
  screen: 'Maint ar y sgrin hon',
  screenHelp:
    'Daliwch bren mesur wrth y llinell ac ysgrifennwch ei hyd. Gofynnir hyn unwaith ar gyfer pob sgrin.',
  screenLength: 'Hyd y llinell mewn mm',
  screenConfirm: 'Dyna ei hyd',
  screenForget: 'Anghofio',
  close: 'Cau',
};
