import type { ReportStatus } from '../../domain/report/report';
import { counted } from '../texts';

/** What is requested and booked, and what came of it. */
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
  booked: (when: string | undefined): string =>
    when === undefined ? 'Booked, date not recorded' : `Booked for ${when}`,
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

export const planning = {
  open: 'Requests and results',
  title: 'Requests, bookings and results',
  close: 'Close',
  asking: 'Asking for requests and appointments…',
  how: 'Joined only by what the record and the archives name: the request itself, its number, an accession number. What names nothing stands by itself.',
  headings: {
    attention: 'Needs attention',
    open: 'Still to come',
    result: 'Results',
    cancelled: 'Cancelled',
  },
  nothingOpen: (asOf: string): string => `Nothing is requested or booked, as of ${asOf}.`,
  nothingOpenHere: 'Nothing that is requested or booked came.',
  steps: 'What happened',
  openStudy: (what: string): string => `Open ${what}`,
  readReport: 'Read this report',

  /** A step of a request's way, by FHIR's own words for its intent */
  asked: (intent: string | undefined, when: string | undefined): string => {
    const word =
      intent === 'plan' ? 'Planned' : intent === 'proposal' || intent === 'option' ? 'Proposed' : 'Requested';
    return when === undefined ? `${word}, date not recorded` : `${word} ${when}`;
  },
  askedThen: {
    revoked: 'cancelled',
    replaced: 'replaced by another',
    'on-hold': 'on hold',
    draft: 'a draft, not sent',
    forbidden: 'not to be done',
    completed: 'marked as done',
    unknown: 'state not recorded',
  } as Readonly<Partial<Record<string, string>>>,
  appointment: {
    booked: (when: string) => `Booked for ${when}`,
    proposed: (when: string) => `Proposed for ${when}`,
    pending: (when: string) => `Offered for ${when}, not confirmed`,
    waitlist: (when: string) => `On the waiting list, ${when}`,
    arrived: (when: string) => `Attended ${when}`,
    cancelled: (when: string) => `Appointment of ${when} cancelled`,
    noshow: (when: string) => `Not attended on ${when}`,
    other: (when: string) => `Appointment of ${when}`,
  },
  waiting: 'On the waiting list',
  undated: 'a day not recorded',
  done: (when: string, what: string | undefined): string =>
    what === undefined ? `Done ${when}` : `Done ${when}: ${what}`,
  awaited: 'Pictures not there yet',
  examinationCancelled: 'Examination cancelled',
  reported: (when: string | undefined, status: ReportStatus, word: string): string => {
    if (status === 'registered') return 'Report announced, not there yet';
    if (status === 'cancelled') return 'Report cancelled';
    if (status === 'entered-in-error') return 'Report taken back: it was a mistake';
    const day = when === undefined ? 'Reported, date not recorded' : `Reported ${when}`;
    return status === 'final' ? day : `${day} (${word.toLowerCase()})`;
  },

  /** Where it has come to, where its steps do not say it */
  unreported: (count: number): string =>
    `${counted(count, { one: 'examination', other: 'examinations' })} of it ${count === 1 ? 'has' : 'have'} no report that can be read.`,
  report: {
    announced: 'Its report is announced and not there yet.',
    withdrawn: 'Its report was taken back.',
    none: 'No report recorded.',
    unknown: 'Whether it was reported is not known.',
  },
  underWay: 'Under way: it is announced and not there yet.',
  passed: {
    wanted: (when: string) => `Wanted by ${when}, which has passed.`,
    booked: (when: string) => `Booked for ${when}, which has passed.`,
  },
  overdue: {
    wanted: (when: string) => `Overdue: wanted by ${when}.`,
    booked: (when: string) => `Overdue: booked for ${when}.`,
  },
  attended: (when: string | undefined): string => (when === undefined ? 'Attended.' : `Attended ${when}.`),
  completed: 'The record says that it is done.',
  result: {
    none: (asOf: string) => `No result was found in any source, as of ${asOf}.`,
    unlinked: 'Whether there is a result cannot be told: there are results that name no request.',
    unknown: 'Whether there is a result is not known: not every source has answered in full.',
  },
  again: {
    none: 'No other appointment names it.',
    unknown: 'Whether there is another appointment is not known.',
  },
  cancelled: 'Cancelled.',
  cancelledStillBooked: (when: string): string =>
    `The request is cancelled, and an appointment is still booked for ${when}.`,
  notBooked: 'No appointment names it.',

  /** The same at the head of the list, in a few words */
  short: {
    overdue: {
      wanted: (when: string) => `Overdue: wanted by ${when}`,
      booked: (when: string) => `Overdue: booked for ${when}`,
    },
    passed: {
      wanted: (when: string) => `Was wanted by ${when}`,
      booked: (when: string) => `Was booked for ${when}`,
    },
    attended: (when: string) => `Attended ${when}`,
    missed: {
      cancelled: (when: string) => `Appointment of ${when} cancelled`,
      noshow: (when: string) => `Not attended on ${when}`,
    },
    cancelledStillBooked: (when: string) => `Request cancelled, still booked for ${when}`,
    underWay: 'Under way',
  },

  recommended: 'What reports recommend',
  recommendedHow:
    'Word for word, where a report marks it as a recommendation. Nothing is matched: whether a booking answers it is for you to judge.',
  recommendedBy: (day: string, what: string, source: string): string => `${what}, ${day}, ${source}`,
  looking: 'Looking through the reports…',
  provisional: (status: string): string => `${status} report: it may change`,
  askedBecause: (what: string): string => `A request names this report as its reason: ${what}`,
  noneRecommended: (asOf: string): string => `No report marks anything as a recommendation, as of ${asOf}.`,
  noneRecommendedHere: 'No report that came marks anything as a recommendation.',
  notLooked: (count: number): string =>
    `${counted(count, { one: 'report was', other: 'reports were' })} not looked through for this: a document, or parts did not come. Read ${count === 1 ? 'it' : 'them'}:`,
  reportsMayBeMore: 'There may be more reports.',
};
