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
export const landingWords = ({ reason, provisional }: Pick<Landing, 'reason' | 'provisional'>): string =>
  `${REASONS[reason]}${provisional ? ' so far' : ''}`;

/** The list and what stands around it. */
export const timelineTexts = {
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

/** A study in the list. */
export const rowTexts = {
  noDescription: 'No description',
  noPlace: 'Place not recorded',
  noModality: 'Not recorded',
  noDate: 'Date not recorded',
  notFoundYet: 'Pictures not found in an archive yet',
  notListed: 'Pictures not listed by any archive that answered',
  notCounted: 'Images not counted',
  images: (count: number): string => counted(count, { one: 'image', other: 'images' }),
  report: {
    asking: 'Asking for reports…',
    unknown: 'Report unknown',
    none: 'No report recorded',
    recorded: 'Report',
  },
} as const;

export const plannedImaging = {
  title: 'Planned',
  list: 'Planned imaging',
  /** In the rail, where there is room for a word or two */
  inRail: (count: number, mayBeMore: boolean): string =>
    `${count === 0 ? '?' : count}${count > 0 && mayBeMore ? '+' : ''} planned`,
  mayBeMore: 'There may be more.',
  notKnown: 'Not known.',
  tryAgain: 'Try again: planned imaging',
  noKind: 'Imaging, kind not recorded',
  requested: (when: string): string => `Requested ${when}`,
  requestedSince: (when: string): string => `requested ${when}`,
  requestedUndated: 'Requested, date not recorded',
  /** @param confirmed where nobody has confirmed it, it must not read as booked */
  booked: (confirmed: boolean, when: string | undefined): string => {
    const word = confirmed ? 'Booked' : 'Proposed';
    return when === undefined ? `${word}, date not recorded` : `${word} for ${when}`;
  },
  mayBe: 'Imaging may have been requested or booked.',
  unanswered: {
    requests: 'Imaging may have been requested.',
    appointments: 'Imaging may have been booked.',
  },
  notIncluded: {
    requests: 'This sign-in does not include requests.',
    appointments: 'This sign-in does not include appointments.',
  },
};
