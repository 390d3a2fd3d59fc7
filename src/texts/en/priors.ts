import type { PersonField } from '../../domain/problem';
import { bodyPartWords } from './body-parts';
import { fieldsWords } from './identity';

/** An earlier study beside the open one. */
export const priorTexts = {
  /** "Compare with Chest X-ray, 20-Mar-2026, 8 months earlier" */
  with: (what: string, when: string, interval: string | undefined): string =>
    `Compare with ${[what, when, interval].filter(Boolean).join(', ')}`,
  comparedWith: (when: string): string => `Compared with ${when}`,
  choose: 'Choose what to compare with',
  mark: 'PRIOR',
  current: 'Current',
  name: 'Prior',
  asking: 'Asking for its pictures…',
  pictureless: 'It holds no pictures.',
  anothers: 'Its pictures are labelled as another person’s: none of them is shown.',
  notOpened: (why: string): string => `It could not be opened: ${why}`,
  stop: 'Stop comparing',
  why: (part: string): string => `same body part (${bodyPartWords(part)})`,
  openIt: (part: string): string => `Open it: ${priorTexts.why(part)}`,
  earlier: (what: string): string => `Earlier: ${what}`,
  view: (span: string | undefined): string => `Prior, ${span ?? 'earlier'}`,

  /** In the view where its pictures would be */
  anothersTitle: 'The prior’s pictures belong to another person',
  anothersMeaning: (fields: readonly PersonField[]): string =>
    `They carry another ${fieldsWords(fields)} and are labelled as another person’s: none of them is shown. Tell the imaging department that holds them.`,
  notFetched: 'The prior could not be fetched',
} as const;
