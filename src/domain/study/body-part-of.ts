import { isTitle } from '../patient/names';
import { BODY_PARTS, DESCRIBED_PARTS, type BodyPart } from './body-parts';
import type { Study } from './study';

/**
 * The body part, from the code, else where the description names exactly one. A code that is in no table is given as it
 * stands.
 */
export function bodyPartOf({
  bodyPart,
  description,
}: Pick<Study, 'bodyPart' | 'description'>): string | undefined {
  const code = bodyPart?.trim();
  if (code) return partOfCode(code) ?? code;
  return describedPart(description);
}

const partOfCode = (code: string) =>
  (BODY_PARTS as Readonly<Record<string, BodyPart | undefined>>)[code.toUpperCase().replace(/[\s_-]/g, '')];

/**
 * Whether words begin with a person, "MR PATEL" or "Dr A Ward": a title and a name. MR before a body part, or before what is
 * done with a scanner, is none.
 */
export function beginsWithPerson(words: string): boolean {
  const [, title = '', name] =
    /^\s*([A-Za-z]+)\.?\s+(?:[A-Z]\.?\s+){0,3}([A-Z][a-zA-Z'’-]+)/.exec(words) ?? [];
  if (name === undefined || !isTitle(title)) return false;
  return title !== 'MR' || !(namesPart(words) || EXAMINED.test(words));
}

const namesPart = (words: string) => NAMED_PARTS.some((part) => ` ${plain(words)} `.includes(part.words));

/** What stands behind MR and is no body part of the standard's list */
const EXAMINED =
  /gra(?:m|ms|phy|phic)\b|\b(?:scans?|imaging|angio|contrast|gad\w*|guided|biopsy|whole|limited|iams?|iacs?|orbits?|pituitary|prostate|rectum|bowel|pancreas|spines?|lumbar|sacral|thoracic|cervical|cord|cardiac|fet(?:al|us)|soft|tissues?|joints?|left|right|lt|rt|both|upper|lower|abdo\w*|spectroscopy|protocol|mscc|sij|tmj|fistula|plexus|kidneys|thigh|bone)\b/i;

/** Whole words only, longest first, and only where what they name is one thing: "head, then abdomen" names none. */
function describedPart(description: string | undefined): string | undefined {
  if (description === undefined) return undefined;
  let rest = ` ${plain(description)} `;
  const named = new Set<string>();
  for (const { words, part } of NAMED_PARTS) {
    if (!rest.includes(words)) continue;
    named.add(part);
    rest = rest.replaceAll(words, ' | ');
  }
  return named.size === 1 ? [...named][0] : undefined;
}

/** Lower case letters with single spaces; "and" and "&" say nothing here. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/\b(and|with|of|the)\b/g, ' ')
    .replace(/[^a-z]+/g, ' ')
    .trim();

const NAMED_PARTS = [
  ...Object.entries(DESCRIBED_PARTS),
  ...Object.values(BODY_PARTS).map((part) => [part, part] as const),
]
  .map(([words, part]) => ({ words: ` ${plain(words)} `, part }))
  .sort((a, b) => b.words.length - a.words.length);
