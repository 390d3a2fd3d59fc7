import { isMendable } from '../../domain/knowledge/remote';
import { gapOf } from '../../domain/knowledge/statements';
import { isPlanned, type Entry } from '../../domain/planning/planning';
import type { PlannedImaging } from '../../domain/planning/planned-imaging';
import { dateWords } from '../../texts/en/dates';
import { identity } from '../../texts/en/identity';
import { planning, plannedImaging as texts } from '../../texts/en/planning';
import { problemWords } from '../../texts/en/problems';
import type { PlannedAnswer } from '../../workflow/study-list/study-list-context';
import { canTryAgain } from '../texts/problem-text';
import { issuedWords } from '../texts/report-words';
import { gapWords } from '../texts/source-words';
import { appointmentWords, stateWords, whatOf } from './chain-words';

/** What is open, in the words of the list's head. */
export interface PlannedRow {
  readonly id: string;
  readonly what: string;
  /** "Requested 12-Nov-2026", "Booked for 03-Dec-2026 10:20", "Overdue: wanted by 20-Nov-2026" */
  readonly when: string;
  readonly details: string;
  /** It needs a person */
  readonly needsAttention: boolean;
  /** Whose it is, the record does not say */
  readonly doubt?: string;
}

/** FHIR's words for what goes as usual, which need not be said. */
const USUAL: ReadonlySet<string> = new Set([
  'active',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'cancelled',
  'noshow',
  'revoked',
  'proposed',
  'pending',
  'waitlist',
]);

/** @param asOf when the earliest source answered, in words */
export const plannedRows = (entries: readonly Entry[], asOf: string): readonly PlannedRow[] =>
  entries.filter(isPlanned).map((entry) => rowOf(entry, asOf));

function rowOf(entry: Entry, asOf: string): PlannedRow {
  const { chain, state, standing, isApart } = entry;
  const request = chain.requests.at(-1);
  const booking = chain.bookings.at(-1);
  const last = state.kind === 'requested' ? request : (booking ?? request);
  const when = shortWords(entry);
  const requested = request?.at && texts.requestedSince(dateWords(request.at));
  const details = [
    booking?.place ?? request?.place,
    state.kind === 'requested' ? undefined : requested,
    booking?.reason ?? request?.reason,
    last && !USUAL.has(last.status) ? last.status.replaceAll('-', ' ') : undefined,
  ].filter(Boolean);
  const needsAttention = standing === 'attention';
  const isTold = needsAttention || state.kind === 'attended';
  return {
    id: chain.id,
    what: whatOf(chain),
    when,
    details: [...(isTold ? [stateWords(entry, asOf, true).join(' ')] : []), ...details].join(' · '),
    needsAttention,
    ...(isApart && { doubt: identity.whoseUnknown }),
  };
}

function shortWords({ chain, state }: Entry): string {
  const { short } = planning;
  switch (state.kind) {
    case 'booked':
      return texts.booked(state.at && issuedWords(state.at));
    case 'unconfirmed':
      return appointmentWords(state.status, state.at);
    case 'passed':
      return (state.result === 'none' ? short.overdue : short.passed)[state.by](dateWords(state.at));
    case 'attended':
      return short.attended(state.at ? dateWords(state.at) : planning.undated);
    case 'missed':
      return short.missed[state.how](state.at ? dateWords(state.at) : planning.undated);
    case 'cancelled':
      return short.cancelledStillBooked(issuedWords(state.booked));
    case 'under-way':
      return short.underWay;
    default:
      return requestedWords(chain.requests.at(-1));
  }
}

const requestedWords = (request: PlannedImaging | undefined) =>
  request?.at === undefined ? texts.requestedUndated : planning.asked(request.intent, dateWords(request.at));

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
