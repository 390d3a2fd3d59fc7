import { timeWords } from '../../domain/dates';
import { dateWords } from './dates';
import type { Spoken } from '../language';
import type * as en from '../en/saved-views';

export const savedViewMaker: typeof en.savedViewMaker = ({ creator, made }) =>
  [
    creator ?? 'Heb gofnodi pwy a’i gwnaeth',
    made ? [dateWords(made), timeWords(made)].filter(Boolean).join(' ') : 'dyddiad heb ei gofnodi',
  ].join(' · ');

const PARTS: Readonly<Record<string, string>> = {
  'modality LUT': 'ei graddfa o werthoedd',
  'VOI LUT': 'ei disgleirdeb a’i chyferbyniad',
  'presentation LUT': 'ei harlliwiau o lwyd',
};

export const notAppliedWords: typeof en.notAppliedWords = ({ notApplied }) => {
  const parts = [...new Set(notApplied.map((part) => PARTS[part] ?? part))];
  return parts.length > 0 ? `Heb eu dangos ohoni: ${parts.join(', ')}` : undefined;
};

export const savedViewTexts: Spoken<typeof en.savedViewTexts> = {
  name: 'Golygfa a gadwyd',
  several: (count) => `${count} golygfa a gadwyd`,
  show: 'Dangos yr olygfa a gadwyd',
  choose: 'Golygfa a gadwyd o’r ddelwedd hon (A i ffwrdd ac ymlaen, N nesaf)',
  none: 'Dim: y gwreiddiol',
  off: 'Diffodd',
  asStored: 'Dangos y ddelwedd fel y’i storiwyd',
};
