import { timeWords } from '../../domain/dates';
import { dateWords } from './dates';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';

/** "NODULE – Right upper lobe": a presentation state as its maker labelled it. */
export const savedViewName = ({ label, description }: SoftcopyPresentation): string =>
  description && description.toLowerCase() !== label.toLowerCase() ? `${label} – ${description}` : label;

/** "Dr Ines Fairbrook · 12-Mar-2026 18:00"; what is missing is said. */
export const savedViewMaker = ({ creator, made }: SoftcopyPresentation): string =>
  [
    creator ?? 'Creator not recorded',
    made ? [dateWords(made), timeWords(made)].filter(Boolean).join(' ') : 'date not recorded',
  ].join(' · ');

/** The names of several, each unlike the others: those of one name are told apart by when they were made, else counted. */
export function savedViewNames(choices: readonly SoftcopyPresentation[]): readonly string[] {
  const alike = (words: readonly string[], at: number) => words.filter((other) => other === words[at]).length;
  const names = choices.map(savedViewName);
  const dated = choices.map((one, at) =>
    alike(names, at) > 1 ? `${names[at] ?? ''} (${savedViewMaker(one)})` : (names[at] ?? ''),
  );
  return dated.map((words, at) => {
    if (alike(dated, at) === 1) return words;
    return `${words}, ${dated.slice(0, at).filter((other) => other === words).length + 1}`;
  });
}

/** Parts of a presentation state in words that a clinician knows; others stand as they are. */
const PARTS: Readonly<Record<string, string>> = {
  'modality LUT': 'its scale of values',
  'VOI LUT': 'its brightness and contrast',
  'presentation LUT': 'its shades of grey',
};

/** "Not shown of it: overlays, a mask", `undefined` where all of it is. */
export function notAppliedWords({ notApplied }: SoftcopyPresentation): string | undefined {
  const parts = [...new Set(notApplied.map((part) => PARTS[part] ?? part))];
  return parts.length > 0 ? `Not shown of it: ${parts.join(', ')}` : undefined;
}

export const savedViewTexts = {
  name: 'Saved view',
  several: (count: number) => `${count} saved views`,
  show: 'Show the saved view',
  choose: 'Saved view of this image (A off and on, N next)',
  none: 'None: the original',
  off: 'Switch off',
  asStored: 'Show the image as it is stored',
} as const;
