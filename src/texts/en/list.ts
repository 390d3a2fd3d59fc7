import type { Landing, LandingReason } from '../../domain/list/relevance';
import { counted } from '../texts';

/* What may be said of the whole list, and of what was opened from it. */

export const list = {
  grows: 'The list may still grow.',
  complete: (at: string) => `Complete as of ${at}`,
  partial: 'This list is not complete',
  noneSoFar: 'No imaging found so far, but not everything is known',
  /** @param sources "Bolton or Wigan" */
  none: (sources: string) => `No imaging at ${sources}`,
  allAnswered: (at: string) => `All of them answered. Complete as of ${at}.`,
  open: '– open',
  couldNotAsk: 'We could not ask for this patient’s imaging',
  notNone: 'This does not mean that there is none.',
  mayHave: 'This patient may have imaging there.',
  mayBeMissing: 'Studies may be missing.',
  moreGaps: (count: number) =>
    `${count === 1 ? 'One more source is' : `${count} more sources are`} not complete: see Sources.`,
  /** After a landing on what was the newest so far: "A newer study was found: Chest X-ray, 25-Nov-2026" */
  foundSince: ({
    newer,
    what,
    when,
  }: {
    readonly newer: boolean;
    readonly what: string;
    readonly when: string;
  }) => `${newer ? 'A newer' : 'Another'} study was found: ${what}, ${when}`,
};

const REASONS: Readonly<Record<LandingReason, string>> = {
  named: 'chosen in the record',
  encounter: 'ordered in this encounter',
  'newest-reported': 'the newest with a report',
  newest: 'the newest',
};

/** Why a study was opened, in a few words after its own: "ordered in this encounter". */
export function landingWords({
  reason,
  provisional,
  undated,
}: Pick<Landing, 'reason' | 'provisional' | 'undated'>): string {
  if (undated === 'itself') return 'date not known';
  const dated = undated ? ` ${reason === 'newest' ? 'with' : 'and'} a known date` : '';
  return `${REASONS[reason]}${dated}${provisional ? ' so far' : ''}`;
}

/** The list and what stands around it. */
export const timelineTexts = {
  plannedNotLoaded: 'What is requested and booked could not be loaded.',
  list: 'Imaging list',
  title: 'Imaging',
  shown: (shown: number, all: number): string => `${shown} of ${all}`,
  studiesList: 'Imaging studies',
  studies: (count: number): string => counted(count, { one: 'study', other: 'studies' }),
  showAll: 'Show all',
  filter: 'Filter',
  wholeList: 'Whole list',
  nothingMatches: (hidden: number): string =>
    `Nothing in this list matches. ${counted(hidden, { one: 'study is', other: 'studies are' })} hidden by the filter.`,
} as const;

export const filterTexts = {
  title: 'Imaging',
  search: 'Search this list',
  type: 'Type',
  allTypes: 'All types',
  bodyPart: 'Body part',
  allBodyParts: 'All body parts',
  place: 'Place',
  allPlaces: 'All places',
  fromYear: 'From year',
  fromAnyYear: 'From any year',
  toYear: 'To year',
  toAnyYear: 'To any year',
} as const;

const series = (count: number): string => counted(count, { one: 'series', other: 'series' });
const manifestOf = (when: string | undefined): string =>
  when === undefined ? 'its manifest' : `the manifest of ${when}`;

/** A study in the list. */
export const rowTexts = {
  noDescription: 'No description',
  noPlace: 'Place not recorded',
  noModality: 'Not recorded',
  noDate: 'Date not recorded',
  notFoundYet: 'Pictures not found in an archive yet',
  notListed: 'Pictures not listed by any archive that answered',
  notCounted: 'Images not counted',
  /** @param where "Wigan" */
  conflict: (where: string): string =>
    `${where} has a different study under the same number, which is not shown here`,
  /** Of a study that only its manifest has told of: "2 series by the manifest of 05-Oct-2026" */
  byManifest: (count: number, when: string | undefined): string => `${series(count)} by ${manifestOf(when)}`,
  moreThanManifest: (count: number, when: string | undefined): string =>
    `The archive holds ${series(count)} more than ${manifestOf(when)}`,
  manifestFault: {
    'other-person': () => 'Its manifest belongs to another person',
    'other-study': () => 'Its manifest describes another study and is not used',
    'not-read': () => 'Its newest manifest could not be read',
    older: (when: string | undefined) =>
      `Its newest manifest could not be read. It opens by an older one${when === undefined ? '' : `, of ${when}`}, which may list less`,
  },
  images: (count: number): string => counted(count, { one: 'image', other: 'images' }),
  report: {
    asking: 'Asking for reports…',
    unknown: 'Report unknown',
    none: 'No report recorded',
    recorded: 'Report',
  },
} as const;
