import { bodyPartOf } from '../../domain/study/body-part-of';
import { mainModality, type Modality } from '../../domain/study/modalities';
import type { Study } from '../../domain/study/study';
import { bodyPartWords } from './body-parts';

type Described = Pick<Study, 'modalities' | 'bodyPart' | 'description'>;

/** How a modality is named, and where the body part stands: "Chest X-ray", but "CT chest". */
interface ModalityWords {
  readonly name: string;
  readonly part: 'before' | 'after' | 'never';
}

/** Reviewed by hand; a code that is not here is shown as it stands. */
const MODALITIES: Readonly<Record<Modality, ModalityWords>> = {
  CT: { name: 'CT', part: 'after' },
  MR: { name: 'MRI', part: 'after' },
  MG: { name: 'Mammogram', part: 'never' },
  DX: { name: 'X-ray', part: 'before' },
  CR: { name: 'X-ray', part: 'before' },
  RG: { name: 'X-ray', part: 'before' },
  PX: { name: 'Dental panoramic X-ray', part: 'never' },
  IO: { name: 'Dental X-ray', part: 'never' },
  US: { name: 'Ultrasound', part: 'after' },
  IVUS: { name: 'Intravascular ultrasound', part: 'after' },
  XA: { name: 'Angiogram', part: 'after' },
  RF: { name: 'Fluoroscopy', part: 'after' },
  NM: { name: 'Nuclear medicine', part: 'after' },
  PT: { name: 'PET', part: 'after' },
  BMD: { name: 'Bone density', part: 'after' },
  ES: { name: 'Endoscopy', part: 'after' },
  OP: { name: 'Eye photograph', part: 'never' },
  OPT: { name: 'Eye OCT', part: 'never' },
  XC: { name: 'Photograph', part: 'after' },
  GM: { name: 'Microscopy', part: 'after' },
  SM: { name: 'Pathology slide', part: 'after' },
  ECG: { name: 'ECG', part: 'never' },
  HD: { name: 'Haemodynamics', part: 'never' },
  RTIMAGE: { name: 'Radiotherapy image', part: 'after' },
  SC: { name: 'Stored image', part: 'after' },
  OT: { name: 'Other image', part: 'after' },
  DOC: { name: 'Document', part: 'never' },
  SR: { name: 'Structured report', part: 'never' },
  SEG: { name: 'Drawn regions', part: 'never' },
  RTSTRUCT: { name: 'Radiotherapy contours', part: 'never' },
  RTDOSE: { name: 'Radiotherapy dose', part: 'never' },
  RTPLAN: { name: 'Radiotherapy plan', part: 'never' },
  RTRECORD: { name: 'Radiotherapy record', part: 'never' },
  REG: { name: 'Alignment of images', part: 'never' },
  PR: { name: 'Saved view', part: 'never' },
  KO: { name: 'Key images', part: 'never' },
};

const known = (code: string) => (MODALITIES as Readonly<Record<string, ModalityWords | undefined>>)[code];

/** What a study is, in words: "Chest X-ray", "CT head", "PET-CT". Codes that are in no table stand as they are. */
export function studyWords(study: Described): string {
  const code = bodyPartOf(study);
  const part = code && bodyPartWords(code);
  const main = mainModality(study.modalities);
  if (main === undefined) return part ? `Imaging of ${part}` : 'Imaging, kind not recorded';
  if (study.modalities.includes('PT') && study.modalities.includes('CT'))
    return withPart('PET-CT', 'after', part);
  if (study.modalities.includes('PT') && study.modalities.includes('MR'))
    return withPart('PET-MRI', 'after', part);
  const words = known(main);
  return withPart(words?.name ?? main, words?.part ?? 'after', part);
}

function withPart(name: string, place: 'before' | 'after' | 'never', part: string | undefined): string {
  if (part === undefined || place === 'never') return name;
  return place === 'before' ? `${capitalised(part)} ${name}` : `${name} ${part}`;
}

/** "X-ray", "MRI"; a code that is not known as it stands. */
export const modalityWords = (code: string): string => known(code)?.name ?? code;

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
