/** Syllables of an English word, by its groups of vowels. */
function syllablesOf(word: string): number {
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  if (bare.length <= 3) return 1;
  const spoken = bare
    .replace(/(?:[^laeiouy]es|[^aeioutd]ed|[^l]e)$/, (end) => end.charAt(0))
    .replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

/**
 * The Flesch–Kincaid grade: 6 is read at 11 to 12, 4 at 9 to 10.
 * @param known words that are being explained, and count as one syllable
 */
export function gradeOf(text: string, known: ReadonlySet<string> = new Set()): number {
  const sentences = text.split(/[.!?:](?:\s|$)/).filter((one) => /[a-z]/i.test(one)).length;
  const words = text.match(/[a-z][a-z'’]*/gi) ?? [];
  if (sentences === 0 || words.length === 0) return 0;
  const syllables = words.reduce(
    (sum, word) => sum + (known.has(word.toLowerCase()) ? 1 : syllablesOf(word)),
    0,
  );
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}
