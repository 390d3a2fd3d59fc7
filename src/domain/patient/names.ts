export interface PersonName {
  readonly family?: string;
  readonly given: readonly string[];
  /** Title: "Ms", "Dr" */
  readonly prefix?: string;
  /** The whole name, where its parts are not told apart: `family` is absent then */
  readonly text?: string;
}

/** How much of what is known on both sides is the same. `less` agrees as far as it goes, which is not far enough. */
export type Agreement = 'agrees' | 'less' | 'differs' | 'absent';

export interface NameAgreement {
  readonly family: Agreement;
  readonly given: Agreement;
}

/**
 * Two names part by part. A name that came as one text, or in one component without a given name, is compared by its
 * words: it agrees where the words of the other are among them.
 */
export function nameAgreement(ours: PersonName, theirs: PersonName | undefined): NameAgreement {
  if (theirs === undefined) return { family: 'absent', given: 'absent' };
  const [ourWords, theirWords] = [undivided(ours), undivided(theirs)];
  if ((ourWords || theirWords) && (isEndless(ours) || isEndless(theirs))) {
    const all = isSame(wholeOf(ours), wholeOf(theirs)) ? 'agrees' : 'less';
    return { family: all, given: all };
  }
  if (ourWords && theirWords) {
    const all = sameWords(ourWords, theirWords);
    return { family: all, given: all };
  }
  if (ourWords) return amongWords(ourWords, theirs);
  if (theirWords) return amongWords(theirWords, ours);
  return {
    family: either(ours.family, theirs.family, (a, b) =>
      isSame(a, b) ? 'agrees' : isPerhapsSame(a, b) ? 'less' : 'differs',
    ),
    given: givenAgreement(withoutTitles(ours.given), withoutTitles(theirs.given)),
  };
}

/** More words than any name has: each beside each of the other would hold the page. Nothing is known against it, or enough for it. */
const MOST_WORDS = 64;

const isEndless = (name: PersonName) => wordsOf(wholeOf(name)).length > MOST_WORDS;

const wholeOf = ({ family = '', given, text = '' }: PersonName) => [family, ...given, text].join(' ');

/** The words of a name whose parts nobody can tell apart. */
function undivided({ family, given, text }: PersonName): readonly string[] | undefined {
  if (text !== undefined) return withoutTitles(wordsOf(text));
  const words = wordsOf(family ?? '');
  return given.length === 0 && words.length > 1 ? words : undefined;
}

/** As they stand before given names in pictures: `SMITH^MR JOHN`. They are nobody's name where another follows. */
const TITLES: ReadonlySet<string> = new Set([
  ...[
    'MR',
    'MRS',
    'MS',
    'MISS',
    'MX',
    'MASTER',
    'DR',
    'PROF',
    'PROFESSOR',
    'REV',
    'SIR',
    'DAME',
    'LADY',
    'LORD',
  ],
]);

export const isTitle = (word: string): boolean => TITLES.has(plain(word));

function withoutTitles(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !isTitle(word));
  return from > 0 ? words.slice(from) : words;
}

const wordsOf = (text: string) => text.split(/[\s,^=]+/).filter((word) => plain(word) !== '');

function sameWords(ours: readonly string[], theirs: readonly string[]): Agreement {
  const isAmong = (words: readonly string[]) => (word: string) => words.some((each) => isSame(each, word));
  const ourAll = ours.every(isAmong(theirs));
  const theirAll = theirs.every(isAmong(ours));
  if (ourAll && theirAll) return 'agrees';
  return ourAll || theirAll ? 'less' : 'differs';
}

function amongWords(words: readonly string[], { family, given }: PersonName): NameAgreement {
  const judged = (parts: readonly string[]): Agreement => {
    if (parts.length === 0) return 'absent';
    if (parts.every((part) => words.some((word) => isSame(word, part)))) return 'agrees';
    const isShort = (part: string) =>
      words.some((word) => isBeginning(part, word) || isBeginning(word, part) || isPerhapsSame(part, word));
    return parts.every(isShort) ? 'less' : 'differs';
  };
  const families = wordsOf(family ?? '');
  const isRest = words.some((word) => !families.some((each) => isSame(each, word)));
  return {
    family: judged(families),
    // Words that are all of the family name say nothing of the given one.
    given: isRest ? judged(wordsOf(given[0] ?? '').slice(0, 1)) : 'absent',
  };
}

/**
 * The same first name, or all of them written as one, agree. An initial or another beginning is only less known: Ann and
 * Anna may be twins.
 */
function givenAgreement(ours: readonly string[], theirs: readonly string[]): Agreement {
  return either(ours.join(' '), theirs.join(' '), (all, other) => {
    if (isSame(all, other)) return wordsOf(all).every(isInitial) ? 'less' : 'agrees';
    const [our = '', their = ''] = [wordsOf(all)[0], wordsOf(other)[0]];
    if (isSame(our, their)) return isInitial(our) ? 'less' : 'agrees';
    const isShort =
      isBeginning(our, their) ||
      isBeginning(their, our) ||
      isBeginning(all, other) ||
      isBeginning(other, all) ||
      isPerhapsSame(our, their);
    return isShort ? 'less' : 'differs';
  });
}

/** One letter of an alphabet; in other scripts one character may be a whole name. */
const isInitial = (word: string) =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u.test(plain(word));

function either(
  ours: string | undefined,
  theirs: string | undefined,
  judge: (ours: string, theirs: string) => Agreement,
): Agreement {
  if (ours === undefined || theirs === undefined || plain(ours) === '' || plain(theirs) === '')
    return 'absent';
  return judge(ours, theirs);
}

const isBeginning = (short: string, long: string) =>
  plain(short) !== '' && unaccented(plain(long)).startsWith(unaccented(plain(short)));

/**
 * Alike in every letter and mark; or in the letters alone where one side has no accents at all, as archives that know
 * ASCII only write them. Two different accents are two names.
 */
function isSame(a: string, b: string): boolean {
  if (LOST.test(a) !== LOST.test(b)) return false;
  const [one, other] = [plain(a), plain(b)];
  if (one === other) return one !== '';
  const [bareOne, bareOther] = [unaccented(one), unaccented(other)];
  return bareOne === bareOther && (bareOne === one || bareOther === other);
}

/** What stands where an archive could not write a letter, or could not read one */
const LOST = /[?\ufffd]+/;

/** Whether two names may be one of which letters are lost: what is left of it stands in the other, with a letter or two, or none, for each. */
function isPerhapsSame(a: string, b: string): boolean {
  const [holed, whole] = LOST.test(a) ? [a, b] : [b, a];
  if (!LOST.test(holed) || LOST.test(whole)) return false;
  const parts = holed.split(LOST).map((part) => unaccented(plain(part)));
  const letters = unaccented(plain(whole));
  const [first = ''] = parts;
  if (!letters.startsWith(first) || parts.join('').length < 2) return false;
  let at = first.length;
  for (const part of parts.slice(1)) {
    const gap = [1, 2, 0].find((lost) => letters.startsWith(part, at + lost));
    if (gap === undefined) return false;
    at += gap + part.length;
  }
  return at === letters.length || (parts.at(-1) === '' && Math.abs(letters.length - at) === 1);
}

/** Upper case without hyphens, apostrophes or spaces; every mark stays: in many scripts it is a vowel. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
    .normalize('NFC');

const STROKES = [
  ['Ł', 'L'],
  ['Ø', 'O'],
  ['Đ', 'D'],
  ['Æ', 'AE'],
  ['Œ', 'OE'],
  ['Þ', 'TH'],
  ['Ð', 'D'],
] as const;

/** Only Latin and Greek letters lose their accents. */
const unaccented = (text: string) =>
  STROKES.reduce(
    (all, [letter, plainly]) => all.replaceAll(letter, plainly),
    text.normalize('NFD').replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu, '$1'),
  ).normalize('NFC');
