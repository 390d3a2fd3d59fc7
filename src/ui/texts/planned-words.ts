import { dateWords } from '../../domain/dates';
import { isMendable } from '../../domain/knowledge/remote';
import { gapOf } from '../../domain/knowledge/statements';
import type { PlannedImaging } from '../../domain/report/report';
import type { PlannedAnswer } from '../../workflow/study-list/study-list-context';
import { identity } from '../../texts/en/identity';
import { plannedImaging as texts } from '../../texts/en/list';
import { canTryAgain } from './problem-text';
import { problemWords } from '../../texts/en/problems';
import { gapWords } from './source-words';
import { issuedWords } from './report-words';

/** A request or a booking in the words of the timeline. */
export interface PlannedRow {
  readonly id: string;
  readonly what: string;
  /** "Requested 12-Nov-2026", "Booked for 03-Dec-2026 10:20" */
  readonly when: string;
  readonly details: string;
  /** Whose it is, the record does not say */
  readonly doubt?: string;
}

/** FHIR's words for what goes as usual, which need not be said. */
const USUAL: ReadonlySet<string> = new Set(['active', 'booked', 'arrived', 'checked-in']);

/** Appointments that nobody has confirmed: they must not read as booked. */
const UNCONFIRMED: ReadonlySet<string> = new Set(['proposed', 'pending', 'waitlist']);

/** Bookings first, soonest first; then requests, newest first. A request that was booked stands in its booking's row. */
export function plannedRows(planned: readonly PlannedImaging[]): readonly PlannedRow[] {
  const bookings = planned.filter(({ kind }) => kind === 'booked');
  const booked = new Set(bookings.map(({ request }) => request));
  const requests = planned.filter(({ kind, id }) => kind === 'requested' && !booked.has(id));
  const rows = [
    ...[...bookings].sort((a, b) => compared(a.at, b.at)).map((booking) => rowOf(booking, planned)),
    ...[...requests].sort((a, b) => compared(b.at, a.at)).map((request) => rowOf(request, planned)),
  ];
  // What nobody can tell whose it is stands apart, at the end.
  return [...rows.filter(({ doubt }) => !doubt), ...rows.filter(({ doubt }) => doubt)];
}

function rowOf(each: PlannedImaging, planned: readonly PlannedImaging[]): PlannedRow {
  const request = planned.find(({ id }) => id === each.request);
  const details = [
    each.place,
    request?.at && texts.requestedSince(dateWords(request.at)),
    each.reason ?? request?.reason,
    USUAL.has(each.status) ? undefined : each.status.replaceAll('-', ' '),
  ];
  return {
    id: each.id,
    what: each.what ?? request?.what ?? texts.noKind,
    when: whenWords(each),
    details: details.filter(Boolean).join(' · '),
    ...(each.ownership && { doubt: identity.whoseUnknown }),
  };
}

function whenWords({ kind, at, status }: PlannedImaging): string {
  if (kind === 'requested') return at ? texts.requested(dateWords(at)) : texts.requestedUndated;
  return texts.booked(!UNCONFIRMED.has(status), at && issuedWords(at));
}

const compared = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

/** What is not known of planned imaging, in sentences; empty where all of it is known or still asked for. */
export function plannedGaps(answer: PlannedAnswer, recordName: string): readonly string[] {
  if (answer.kind === 'asking') return [];
  if (answer.kind !== 'answered') {
    const gap = gapOf(recordName, answer);
    return [...(gap ? gapWords(gap) : []), texts.mayBe];
  }
  const gap = gapOf(recordName, answer);
  return [
    ...answer.value.unanswered.map(({ what, problem }) =>
      problem.kind === 'not-asked' && problem.why === 'no-scope'
        ? texts.notIncluded[what]
        : `${problemWords(problem)}. ${texts.unanswered[what]}`,
    ),
    ...(gap ? gapWords(gap) : []),
  ];
}

/** Whether asking again may bring what is not known: not what the sign-in does not include. */
export const plannedMayBeAsked = (answer: PlannedAnswer): boolean =>
  isMendable(answer) ||
  (answer.kind === 'answered' && answer.value.unanswered.some(({ problem }) => canTryAgain(problem)));

/** Whether all that is not known of it is what the sign-in does not include: said quietly. */
export const isPlannedNotIncluded = (answer: PlannedAnswer): boolean => {
  if (answer.kind === 'not-asked') return true;
  return (
    answer.kind === 'answered' &&
    answer.shortfalls.length === 0 &&
    answer.value.unanswered.length > 0 &&
    answer.value.unanswered.every(({ problem }) => problem.kind === 'not-asked')
  );
};
