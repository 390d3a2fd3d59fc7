/** Leads with a place of their own on the paper, in their usual order. */
export const STANDARD_LEADS = [
  'I',
  'II',
  'III',
  'aVR',
  'aVL',
  'aVF',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
] as const;

/** After Cabrera: the limb leads by their angle, aVR upside down */
export const CABRERA_LEADS = [
  'aVL',
  'I',
  'aVR',
  'II',
  'aVF',
  'III',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
] as const satisfies readonly Lead[];

/** Leads that some recordings have beside the twelve, in the order in which they are drawn after them */
export const FURTHER_LEADS = [
  'V7',
  'V8',
  'V9',
  'V2R',
  'V3R',
  'V4R',
  'V5R',
  'V6R',
  'V7R',
  'V8R',
  'V9R',
  'X',
  'Y',
  'Z',
] as const;

export type StandardLead = (typeof STANDARD_LEADS)[number];
export type Lead = StandardLead | (typeof FURTHER_LEADS)[number];

export const isStandard = (lead: Lead | undefined): lead is StandardLead =>
  (STANDARD_LEADS as readonly (Lead | undefined)[]).includes(lead);

/** Numbers of leads in SCP-ECG (EN 1064) and, within its partition, in ISO/IEEE 11073-10101 (PS3.16 CID 3001). */
const BY_NUMBER: Readonly<Record<number, Lead>> = {
  1: 'I',
  2: 'II',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
  9: 'V7',
  10: 'V2R',
  11: 'V3R',
  12: 'V4R',
  13: 'V5R',
  14: 'V6R',
  15: 'V7R',
  16: 'X',
  17: 'Y',
  18: 'Z',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
  66: 'V8',
  67: 'V9',
  68: 'V8R',
  69: 'V9R',
};

export const leadOfNumber = (number: number): Lead | undefined => BY_NUMBER[number];

const BY_NAME = new Map<string, Lead>(
  [...STANDARD_LEADS, ...FURTHER_LEADS].map((lead) => [lead.toLowerCase(), lead]),
);

/** Words that say nothing more than that a lead follows, or where it is of */
const NAMED = /^(?:ecg[\s_-]*)?(?:lead[\s_:-]*)?([a-z0-9]+)(?:[\s_-]*lead)?(?:\s*[(,].*)?$/i;

/** A lead that is upside down is another curve, and has no place of its own */
const INVERTED = /(?:^|[\s_:(])[-−+]|inver|negat|revers|minus/i;

/** The lead that words name and nothing else: "Lead aVL", "II", "Lead I (Einthoven)"; never a part of a longer name, nor "-aVR". */
export function leadOfWords(words: string): Lead | undefined {
  const name = INVERTED.test(words) ? undefined : NAMED.exec(words.trim())?.[1];
  return name === undefined ? undefined : BY_NAME.get(name.toLowerCase());
}
