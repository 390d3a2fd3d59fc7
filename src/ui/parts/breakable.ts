/** Parts of words of imaging that a line may end after, and before: "Mammo-gram", "Attenu-ation" */
const BEGINNINGS =
  /\b(mammo|ultra|endo|radio|angio|fluoro|tomo|electro|cardio|echo|colono|gastro|broncho|arthro|photo)(?=\p{L}{4})/giu;
const ENDINGS = /(\p{L}{4})(?=(?:ation|ection|graphy|grams?|scopy|ology|tomy|tions?)\b)/giu;

/** The same words, which a narrow column breaks where a reader would: with a hyphen between their parts, never within "X-ray". */
export const breakable = (words: string): string =>
  words.replace(BEGINNINGS, '$1\u00AD').replace(ENDINGS, '$1\u00AD').replace(/\bX-/g, 'X\u2011');
