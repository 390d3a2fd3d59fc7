import { codesFrom } from '../code';
import { textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** A nuclide that was given, and how long half of it lives, s. */
export interface Nuclide {
  /** "F-18" */
  readonly name: string;
  readonly halfLife: number;
}

/**
 * Positron emitters with their half-lives in seconds (ENSDF) and their codes (PS3.16 CID 4020): of SNOMED's older and newer
 * form, or DICOM's own.
 */
const NUCLIDES: readonly (readonly [name: string, halfLife: number, ...codes: readonly string[]])[] = [
  ['C-11', 1221.8, 'C-105A1', '40565003'],
  ['N-13', 597.9, 'C-107A1', '21576001'],
  ['O-15', 122.3, 'C-B1038', '129504001'],
  ['F-18', 6586.2, 'C-111A1', '77004003'],
  ['Sc-44', 14_288, '126600'],
  ['Cu-60', 1422, 'C-127A4'],
  ['Cu-61', 12_020, 'C-127A1'],
  ['Cu-62', 580.4, 'C-127A5'],
  ['Cu-64', 45_721, 'C-127A2'],
  ['Ga-68', 4062.6, 'C-131A3'],
  ['Br-76', 58_320, 'C-113A2'],
  ['Rb-82', 76.4, 'C-159A2', '79197006'],
  ['Y-86', 53_064, 'C-162A3'],
  ['Zr-89', 282_280, 'C-168A4'],
  ['Y-90', 230_580, 'C-162A7'],
  ['I-124', 360_800, 'C-114A5'],
];

const ELEMENTS: Readonly<Record<string, string>> = {
  CARBON: 'C',
  NITROGEN: 'N',
  OXYGEN: 'O',
  FLUORINE: 'F',
  SCANDIUM: 'SC',
  COPPER: 'CU',
  GALLIUM: 'GA',
  BROMINE: 'BR',
  RUBIDIUM: 'RB',
  YTTRIUM: 'Y',
  ZIRCONIUM: 'ZR',
  IODINE: 'I',
};

/**
 * The nuclide of an item of the Radiopharmaceutical Information Sequence (PS3.3 C.8.9.2): by its code, else by how it is
 * called, else by how its compound is ("Fluorodeoxyglucose F^18^"). `undefined` where that is none whose half-life is known here.
 */
export function nuclideFrom(item: Dataset): Nuclide | undefined {
  const codes = codesFrom(item, Tag.RadionuclideCodeSequence);
  const compounds = codesFrom(item, Tag.RadiopharmaceuticalCodeSequence);
  const words = [...codes, ...compounds].map(({ meaning }) => meaning);
  const coded = codes.map(({ value }) => NUCLIDES.find(([, , ...known]) => known.includes(value)));
  const named = [...words, textOf(item, Tag.Radiopharmaceutical) ?? ''].map(namedIn);
  const [name, halfLife] = [...coded, ...named].find(Boolean) ?? [];
  return name === undefined || halfLife === undefined ? undefined : { name, halfLife };
}

/** "^18^Fluorine", "F-18", "18F", "Fluorine-18", and the compound that nearly everybody is given */
function namedIn(words: string): (typeof NUCLIDES)[number] | undefined {
  if (/\bFDG\b|fluorodeoxyglucose/i.test(words)) return NUCLIDES.find(([name]) => name === 'F-18');
  const marked = words.toUpperCase().replace(/[\^[\]()_-]/g, ' ');
  const [, mass, after] = /(?:^|[^A-Z0-9])(\d{2,3}) ?([A-Z]+)\b/.exec(marked) ?? [];
  const [, before, number] = /\b([A-Z]+) ?(\d{2,3})(?![A-Z0-9])/.exec(marked) ?? [];
  const isIt = (element: string | undefined, of: string | undefined) => (name: string) =>
    element !== undefined && `${ELEMENTS[element] ?? element}-${of}` === name.toUpperCase();
  return NUCLIDES.find(([name]) => isIt(after, mass)(name) || isIt(before, number)(name));
}
