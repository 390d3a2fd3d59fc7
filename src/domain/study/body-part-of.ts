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
