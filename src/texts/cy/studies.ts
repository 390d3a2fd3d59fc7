import { bodyPartOf } from '../../domain/study/body-part-of';
import { mainModality, type Modality } from '../../domain/study/modalities';
import { bodyPartWords } from '../en/body-parts';
import type * as en from '../en/studies';

/** What a modality is called; `false` where the name says the part of the body already */
const MODALITIES: Readonly<Record<Modality, readonly [name: string, withPart: boolean]>> = {
  CT: ['CT', true],
  MR: ['MRI', true],
  MG: ['Mamogram', false],
  DX: ['Pelydr-X', true],
  CR: ['Pelydr-X', true],
  RG: ['Pelydr-X', true],
  PX: ['Pelydr-X panoramig deintyddol', false],
  IO: ['Pelydr-X deintyddol', false],
  US: ['Uwchsain', true],
  IVUS: ['Uwchsain mewnwythiennol', true],
  XA: ['Angiogram', true],
  RF: ['Fflworosgopeg', true],
  NM: ['Meddygaeth niwclear', true],
  PT: ['PET', true],
  BMD: ['Dwysedd esgyrn', true],
  ES: ['Endosgopi', true],
  OP: ['Ffotograff o’r llygad', false],
  OPT: ['OCT y llygad', false],
  XC: ['Ffotograff', true],
  GM: ['Microsgopeg', true],
  SM: ['Sleid patholeg', true],
  ECG: ['ECG', false],
  HD: ['Hemodynameg', false],
  RTIMAGE: ['Delwedd radiotherapi', true],
  SC: ['Delwedd wedi’i storio', true],
  OT: ['Delwedd arall', true],
  DOC: ['Dogfen', false],
  SR: ['Adroddiad strwythuredig', false],
  SEG: ['Rhannau wedi’u tynnu', false],
  RTSTRUCT: ['Amlinellau radiotherapi', false],
  RTDOSE: ['Dos radiotherapi', false],
  RTPLAN: ['Cynllun radiotherapi', false],
  RTRECORD: ['Cofnod radiotherapi', false],
  REG: ['Aliniad delweddau', false],
  PR: ['Golwg wedi’i chadw', false],
  KO: ['Delweddau allweddol', false],
};

const known = (code: string) =>
  (MODALITIES as Readonly<Record<string, readonly [string, boolean] | undefined>>)[code];

export const studyWords: typeof en.studyWords = (study) => {
  const code = bodyPartOf(study);
  const part = code && bodyPartWords(code);
  const main = mainModality(study.modalities);
  if (main === undefined) return part ? `Delweddu: ${part}` : 'Delweddu, math heb ei gofnodi';
  const has = (other: string) => study.modalities.includes('PT') && study.modalities.includes(other);
  if (has('CT')) return ['PET-CT', part].filter(Boolean).join(' ');
  if (has('MR')) return ['PET-MRI', part].filter(Boolean).join(' ');
  const [name, withPart] = known(main) ?? [main, true];
  return [name, withPart && part].filter(Boolean).join(' ');
};

export const modalityWords: typeof en.modalityWords = (code) => known(code)?.[0] ?? code;
