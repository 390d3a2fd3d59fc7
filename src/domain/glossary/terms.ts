/** Words of a glossary by how they are written in a text: lower case, one space between words, each form by itself. */
export type Terms = ReadonlyMap<string, string>;

/** No term has more words than this */
const LONGEST = 6;

const WORD = /[\p{L}\p{N}\p{M}]+(?:[-‐‑’'][\p{L}\p{N}\p{M}]+)*/gu;

/** As it is looked up: case and hyphens say nothing, what belongs to somebody (`lung's`) is the thing. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]s?$/, '')
    .replace(/[-‐‑\s]+/g, ' ')
    .trim();

/** "mass" and "masses", "artery" and "arteries"; what is said otherwise is a form of its own. */
const pluralsOf = (form: string): readonly string[] =>
  /[^aeiou]y$/.test(form)
    ? [`${form.slice(0, -1)}ies`]
    : [/(?:s|x|z|ch|sh)$/.test(form) ? `${form}es` : `${form}s`];

/**
 * The words that are looked for.
 * @param keys of entries: the term and its other forms, parted by `|`
 */
export function termsOf(keys: readonly string[]): Terms {
  const terms = new Map<string, string>();
  const forms = keys.flatMap((key) => key.split('|').map((form) => [plain(form), key] as const));
  for (const [form, key] of forms) for (const plural of pluralsOf(form)) terms.set(plural, key);
  // What is written out goes before what is made.
  for (const [form, key] of forms) terms.set(form, key);
  return terms;
}

/**
 * The entries whose words stand in a text, in its order, each once. Whole words alone, the longest first: "lung nodule" is not
 * "nodule" too, and a term inside another word, or a part of a hyphenated one, is none. What the text says of it ("no effusion") is
 * not looked at: an entry explains a word and says nothing of a person.
 */
export function termsIn(text: string, terms: Terms): readonly string[] {
  const words = [...text.matchAll(WORD)].map((match) => ({
    plain: plain(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const found = new Set<string>();
  for (let at = 0; at < words.length;) {
    const { key, count } = longestAt(at);
    if (key !== undefined) found.add(key);
    at += count;
  }
  return [...found];

  function longestAt(at: number): { readonly key?: string; readonly count: number } {
    let joined = '';
    let best: { readonly key?: string; readonly count: number } = { count: 1 };
    for (let count = 1; count <= LONGEST; count += 1) {
      const [word, before] = [words[at + count - 1], words[at + count - 2]];
      if (word === undefined) break;
      // A full stop or a comma ends what belongs together.
      if (count > 1 && before && /\S/.test(text.slice(before.to, word.from))) break;
      joined = count === 1 ? word.plain : `${joined} ${word.plain}`;
      const key = terms.get(joined);
      if (key !== undefined) best = { key, count };
    }
    return best;
  }
}
