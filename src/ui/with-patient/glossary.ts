import { termsIn, termsOf } from '../../domain/glossary/terms';
import { glossaryLines, glossaryState } from '../../texts/en/glossary';

/** A word that stands in a text, explained. */
export interface Explained {
  readonly term: string;
  readonly line: string;
}

const lines: Readonly<Record<string, string>> = glossaryLines;
const terms = termsOf(Object.keys(lines));

/**
 * The words of a text that the glossary explains, in its order.
 * @param unreviewed whether lines that no clinician has reviewed are shown: the site's own decision
 */
export const explainedIn = (text: string, unreviewed: boolean): readonly Explained[] =>
  termsIn(text, terms)
    .filter((key) => unreviewed || glossaryState(key).reviewed !== undefined)
    .map((key) => ({ term: key.split('|')[0] ?? key, line: lines[key] ?? '' }));
