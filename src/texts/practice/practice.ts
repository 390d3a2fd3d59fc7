import { inWelsh } from './cy';
import { inEnglish, type PracticeWords } from './en';

/** In the language that the page speaks when it is loaded: its words are the practice's own, and come with it alone. */
export const practiceTexts: PracticeWords =
  globalThis.document?.documentElement.lang.startsWith('cy') === true ? inWelsh : inEnglish;
