import { isUid } from '../../domain/ids';
import { bytesOf, itemsOf, numbersOf, textOf, textsOf, type Dataset } from '../dataset';
import { element, sequence, type WrittenDataset, type WrittenElement } from '../sr/writing/element';
import { newUid } from '../sr/writing/uid';
import * as Tag from '../tags';
import { ALLOWED, DATES, type AllowList, type Rule } from './allowed';

/** What all objects of one teaching copy have in common; when it is gone, nothing leads back. */
export interface Disguise {
  readonly caseNumber: string;
  /** The same new one for the same old one */
  uid(old: string): string;
  /** `YYYYMMDD`, `HHMMSS`: earlier by as many whole days as every other. Empty where there is no whole date. */
  moved(date: string | undefined, time: string | undefined): readonly [date: string, time: string];
  /** Numbers that somebody has: no element is one of them */
  readonly hidden: ReadonlySet<number>;
}

/** Milliseconds */
const DAY = 86_400_000;
/** Ten years */
const MOST_DAYS = 3_652;

/**
 * @param numbers that the patient has
 * @param random between 0 and 1
 */
export function newDisguise(
  caseNumber: string,
  numbers: readonly string[],
  random: () => number = fromCrypto,
): Disguise {
  const uids = new Map<string, string>();
  const earlier = Math.floor(random() * MOST_DAYS + 1) * DAY;
  return {
    caseNumber,
    hidden: new Set(numbers.flatMap(hiddenNumber)),
    uid(old) {
      const made = uids.get(old) ?? newUid();
      uids.set(old, made);
      return made;
    },
    moved(date = '', time = '') {
      const [, year, month, day] = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})/.exec(date) ?? [];
      const [, hours = '0', minutes = '0', seconds = '0'] = /^(\d{2}):?(\d{2})?:?(\d{2})?/.exec(time) ?? [];
      const at = Date.UTC(
        Number(year),
        Number(month) - 1,
        Number(day),
        Number(hours),
        Number(minutes),
        Number(seconds),
      );
      if (!Number.isFinite(at)) return ['', ''];
      const [shifted = '', clock = ''] = new Date(at - earlier).toISOString().split('T');
      return [shifted.replaceAll('-', ''), time === '' ? '' : clock.slice(0, 8).replaceAll(':', '')];
    },
  };
}

/** Of fewer digits it is anybody's, and may be what a picture needs */
const LEAST_DIGITS = 6;
const hiddenNumber = (text: string): readonly number[] => {
  const digits = text.replace(/\D/g, '');
  return digits.length >= LEAST_DIGITS ? [Number(digits)] : [];
};

const fromCrypto = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** More digits may be somebody's number */
const MOST_WHOLE = 999_999;
const AGE = /^(\d{3})([DWMY])$/;
/** Years; who is older is one of few */
const OLDEST = 90;
const METHOD = 'Allow list; pixels blackened by hand';

/** PS3.15 Annex E, in the codes of PS3.16 CID 7050. */
const OPTIONS = [
  ['113100', 'Basic Application Confidentiality Profile'],
  ['113101', 'Clean Pixel Data Option'],
  ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  ['113108', 'Retain Patient Characteristics Option'],
] as const;

/**
 * What leaves of an object: what is on the list, made anew, and what says that it is a teaching copy. What describes the
 * pixels is not in it.
 */
export function cleaned(dataset: Dataset, given: Disguise): WrittenDataset {
  const own = OWN_NUMBERS.flatMap((tag) => textsOf(dataset, tag)).flatMap(hiddenNumber);
  const disguise = { ...given, hidden: new Set([...given.hidden, ...own]) };
  const kept = allowedOf(dataset, ALLOWED, disguise);
  const age = AGE.exec(textOf(dataset, Tag.PatientAge) ?? '');
  const years = age?.[2] === 'Y' && Number(age[1]) >= OLDEST ? `0${OLDEST}Y` : age?.[0];
  return {
    // Type 2: there, and empty
    ...emptied,
    ...kept,
    ...Object.fromEntries(DATES.flatMap((pair) => movedPair(dataset, pair, disguise))),
    [Tag.SpecificCharacterSet]: element('CS', 'ISO_IR 192'),
    [Tag.SOPClassUID]: element('UI', classOf(dataset)),
    [Tag.PatientName]: { vr: 'PN', Value: [{ Alphabetic: disguise.caseNumber }] },
    [Tag.PatientID]: element('LO', disguise.caseNumber),
    ...(years !== undefined && { [Tag.PatientAge]: element('AS', years) }),
    [Tag.PatientIdentityRemoved]: element('CS', 'YES'),
    [Tag.DeidentificationMethod]: element('LO', METHOD),
    [Tag.DeidentificationMethodCodeSequence]: sequence(
      ...OPTIONS.map(([code, meaning]) => ({
        [Tag.CodeValue]: element('SH', code),
        [Tag.CodingSchemeDesignator]: element('SH', 'DCM'),
        [Tag.CodeMeaning]: element('LO', meaning),
      })),
    ),
    [Tag.LongitudinalTemporalInformationModified]: element('CS', 'MODIFIED'),
    [Tag.BurnedInAnnotation]: element('CS', 'NO'),
  };
}

const OWN_NUMBERS = [Tag.PatientID, Tag.OtherPatientIDs, Tag.AccessionNumber, Tag.StudyID];

const emptied: WrittenDataset = {
  [Tag.StudyDate]: element('DA'),
  [Tag.StudyTime]: element('TM'),
  [Tag.AccessionNumber]: element('SH'),
  [Tag.Manufacturer]: element('LO'),
  [Tag.ReferringPhysicianName]: element('PN'),
  [Tag.PatientBirthDate]: element('DA'),
  [Tag.PatientSex]: element('CS'),
  [Tag.StudyID]: element('SH'),
  [Tag.SeriesNumber]: element('IS'),
  [Tag.InstanceNumber]: element('IS'),
};

/** One of the standard's own: a private one has a root that says whose it is. */
function classOf(dataset: Dataset): string | undefined {
  const uid = textOf(dataset, Tag.SOPClassUID);
  return uid?.startsWith('1.2.840.10008.') ? uid : undefined;
}

function movedPair(
  dataset: Dataset,
  [date, time]: readonly [string, string],
  disguise: Disguise,
): readonly (readonly [string, WrittenElement])[] {
  const [day, clock] = disguise.moved(textOf(dataset, date), textOf(dataset, time));
  if (day === '') return [];
  return [[date, element('DA', day)], ...(clock === '' ? [] : [[time, element('TM', clock)] as const])];
}

function allowedOf(dataset: Dataset, list: AllowList, disguise: Disguise): WrittenDataset {
  const kept: Record<string, WrittenElement> = {};
  for (const [tag, rule] of list) {
    const made = madeAnew(dataset, tag, rule, disguise);
    if (made) kept[tag] = made;
  }
  return kept;
}

function madeAnew(dataset: Dataset, tag: string, rule: Rule, disguise: Disguise): WrittenElement | undefined {
  switch (rule.kind) {
    case 'numbers':
      return numbersMade(rule.vr, numbersOf(dataset, tag), disguise);
    case 'words': {
      const values = textsOf(dataset, tag);
      const unknown = values.findIndex((value) => !rule.words.has(value));
      const known = unknown < 0 ? values : values.slice(0, unknown);
      return known.length > 0 ? { vr: rule.vr, Value: known } : undefined;
    }
    case 'new-uid': {
      const uid = textOf(dataset, tag);
      return uid !== undefined && isUid(uid) ? element('UI', disguise.uid(uid)) : undefined;
    }
    case 'moment': {
      const given = textOf(dataset, tag) ?? '';
      const moved = disguise.moved(given.slice(0, 8), given.slice(8));
      return moved[0] === '' ? undefined : element('DT', moved.join(''));
    }
    case 'pointer': {
      const tags = textsOf(dataset, tag).filter(isOfStandard);
      return tags.length > 0 ? { vr: 'AT', Value: tags } : undefined;
    }
    case 'table':
      return tableMade(dataset, tag);
    case 'items': {
      const items = itemsOf(dataset, tag).map((item) => allowedOf(item, rule.of, disguise));
      return items.some((item) => Object.keys(item).length > 0) ? sequence(...items) : undefined;
    }
  }
}

/** Groups of the standard are even. */
const isOfStandard = (tag: string) => /^[\dA-F]{8}$/i.test(tag) && parseInt(tag.slice(0, 4), 16) % 2 === 0;

const WHOLE: Readonly<Record<string, readonly [least: number, most: number]>> = {
  IS: [-MOST_WHOLE, MOST_WHOLE],
  US: [0, 0xffff],
  SS: [-0x8000, 0x7fff],
  UL: [0, MOST_WHOLE],
  SL: [-MOST_WHOLE, MOST_WHOLE],
};

/** All of them, or none: places count. */
function numbersMade(
  vr: string,
  values: readonly (number | undefined)[],
  { hidden }: Disguise,
): WrittenElement | undefined {
  const range = WHOLE[vr];
  const made = values.flatMap((value) => {
    if (value === undefined || hidden.has(Math.abs(value))) return [];
    if (Number.isInteger(value) && Math.abs(value) > MOST_WHOLE) return [];
    if (range) return Number.isInteger(value) && value >= range[0] && value <= range[1] ? [value] : [];
    return [vr === 'DS' ? decimal(value) : value];
  });
  return made.length > 0 && made.length === values.length ? { vr, Value: made } : undefined;
}

/** At most 16 characters (PS3.5 §6.2) */
function decimal(value: number): string {
  const text = String(value);
  return text.length <= 16 ? text : value.toPrecision(value < 0 ? 9 : 10).slice(0, 16);
}

/** Entries of a LUT, whether they were written as numbers or as words of 16 bits (PS3.3 C.11.1.1). */
function tableMade(dataset: Dataset, tag: string): WrittenElement | undefined {
  const words = bytesOf(dataset, tag, new Map());
  const values = words
    ? Array.from(
        { length: words.byteLength >> 1 },
        (_, at) => (words[2 * at] ?? 0) | ((words[2 * at + 1] ?? 0) << 8),
      )
    : numbersOf(dataset, tag);
  const numbers = values.filter((value) => value !== undefined).map((value) => value & 0xffff);
  if (numbers.length === 0 || numbers.length > 0x10000) return undefined;
  return { vr: 'OW', Value: numbers };
}
