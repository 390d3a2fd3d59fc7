import { BODY_PARTS, DESCRIBED_PARTS } from './body-parts';
import { MODALITIES } from './modalities';
import type { Study } from './study';

type Described = Pick<Study, 'modalities' | 'bodyPart' | 'description'>;

/** What a study is, in words: "Chest X-ray", "CT head", "PET-CT". Codes that are in no table stand as they are. */
export function studyWords(study: Described): string {
  const part = bodyPartOf(study);
  const main = mainModality(study.modalities);
  if (main === undefined) return part ? `Imaging of ${part}` : 'Imaging, kind not recorded';
  if (study.modalities.includes('PT') && study.modalities.includes('CT'))
    return withPart('PET-CT', 'after', part);
  if (study.modalities.includes('PT') && study.modalities.includes('MR'))
    return withPart('PET-MRI', 'after', part);
  const words = MODALITIES[main];
  return withPart(words?.name ?? main, words?.part ?? 'after', part);
}

function withPart(name: string, place: 'before' | 'after' | 'never', part: string | undefined): string {
  if (part === undefined || place === 'never') return name;
  return place === 'before' ? `${capitalised(part)} ${name}` : `${name} ${part}`;
}

/** The modality a study is called by: a CT with a dose report is a CT. */
export function mainModality(modalities: readonly string[]): string | undefined {
  const order = Object.keys(MODALITIES);
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...modalities].sort((a, b) => rank(a) - rank(b))[0];
}

/** "X-ray", "MRI"; a code that is not known as it stands. */
export const modalityWords = (code: string): string => MODALITIES[code]?.name ?? code;

/**
 * The body part in words, in lower case: from the code, else where the description names exactly one. A code that is in
 * no table is given as it stands.
 */
export function bodyPartOf({
  bodyPart,
  description,
}: Pick<Study, 'bodyPart' | 'description'>): string | undefined {
  const code = bodyPart?.trim();
  if (code) return BODY_PARTS[code.toUpperCase().replace(/[\s_-]/g, '')] ?? code;
  return describedPart(description);
}

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

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const NAMED_PARTS = [
  ...Object.entries(DESCRIBED_PARTS),
  ...Object.values(BODY_PARTS).map((part) => [part, part] as const),
]
  .map(([words, part]) => ({ words: ` ${plain(words)} `, part }))
  .sort((a, b) => b.words.length - a.words.length);
