import { endOf, hasPassed } from '../list/interval';
import { isReadable, meet, numbersOf, sameNumber, type ReportKnowledge } from '../list/reports-of-study';
import type { ReportStatus } from '../report/report';
import type { Study } from '../study/study';
import { isApart, namesOf, type Chain } from './chains';
import type { PlannedImaging } from './planned-imaging';

/** What is known beside a chain, by which it can be told what became of it. */
export interface Surroundings {
  /** Every source that could hold a request, a booking or a result of it answered wholly */
  readonly isWhole: boolean;
  /** So did the record of its appointments */
  readonly isBookingWhole: boolean;
  /** Studies and reports that name no request and no booking: whose result they are nobody can tell */
  readonly unlinked: readonly Chain[];
  readonly reportOf: (study: Study) => ReportKnowledge;
  /** Epoch milliseconds */
  readonly now: number;
}

/** Whether there is a result: `none` needs that nothing is left over that could be it. */
export type Result = 'none' | 'unlinked' | 'unknown';

/** Where a chain has come to. */
export type ChainState =
  /** @param open examinations of it without a report that can be read */
  | { readonly kind: 'reported'; readonly status: ReportStatus; readonly open: number }
  | { readonly kind: 'done'; readonly report: 'announced' | 'withdrawn' | 'none' | 'unknown' }
  /** The examination, or its report, is announced and not there yet */
  | { readonly kind: 'under-way' }
  /** It was asked for by a day, or booked for one, that has passed; overdue where `result` is `none` */
  | {
      readonly kind: 'passed';
      readonly by: 'wanted' | 'booked';
      readonly at: string;
      readonly result: Result;
    }
  | { readonly kind: 'attended'; readonly at?: string; readonly result: Result }
  /** The record says that the request is done */
  | { readonly kind: 'completed'; readonly result: Result }
  | { readonly kind: 'booked'; readonly at?: string }
  | {
      readonly kind: 'unconfirmed';
      readonly status: 'proposed' | 'pending' | 'waitlist';
      readonly at?: string;
    }
  /** Its last appointment did not take place. @param again whether there is surely no other that names the request */
  | {
      readonly kind: 'missed';
      readonly how: 'cancelled' | 'noshow';
      readonly at?: string;
      readonly again: 'none' | 'unknown';
    }
  | { readonly kind: 'cancelled'; readonly booked?: string }
  /** `active`, `on-hold`, `draft`, or what the record says */
  | { readonly kind: 'requested'; readonly status: string; readonly booking: 'none' | 'unknown' };

const OFF: ReadonlySet<string> = new Set(['cancelled', 'noshow']);
const UNCONFIRMED: ReadonlySet<string> = new Set(['proposed', 'pending', 'waitlist']);
const ATTENDED: ReadonlySet<string> = new Set(['arrived', 'checked-in', 'fulfilled']);
/** The best that can be read first */
const READABLE: readonly ReportStatus[] = [
  'final',
  'amended',
  'corrected',
  'appended',
  'preliminary',
  'partial',
  'unknown',
];

/** Where a chain has come to, by what its own resources say; what nobody can tell stays untold. */
export function stateOf(chain: Chain, around: Surroundings): ChainState {
  return (
    resultOf(chain, around) ?? (isCancelled(chain) ? cancelled(chain, around) : openState(chain, around))
  );
}

/** What there is to see or read; `undefined` where there is nothing yet. */
function resultOf({ studies, reports }: Chain, { reportOf }: Surroundings): ChainState | undefined {
  const done = studies.filter(({ withdrawn, awaited }) => withdrawn === undefined && !awaited);
  const statuses = reports.map(({ status }) => status);
  const status = READABLE.find((each) => statuses.includes(each));
  if (status)
    return { kind: 'reported', status, open: done.filter((each) => !isReadable(reportOf(each))).length };
  if (done.length > 0)
    return {
      kind: 'done',
      report: statuses.includes('registered')
        ? 'announced'
        : statuses.length > 0
          ? 'withdrawn'
          : done.every((each) => reportOf(each).kind === 'none')
            ? 'none'
            : 'unknown',
    };
  const isAnnounced = statuses.includes('registered') || studies.some(({ awaited }) => awaited);
  return isAnnounced ? { kind: 'under-way' } : undefined;
}

function isCancelled({ requests, bookings, studies }: Chain): boolean {
  const last = requests.at(-1);
  // STU 3 has `cancelled` for `revoked`.
  if (last) return last.isForbidden === true || last.status === 'revoked' || last.status === 'cancelled';
  if (bookings.length === 0) return studies.some(({ withdrawn }) => withdrawn === 'cancelled');
  return bookings.every(({ status }) => status === 'cancelled');
}

function cancelled({ bookings }: Chain, { now }: Surroundings): ChainState {
  const at = bookings.find((each) => isStanding(each) && !hasPassed(each.at, now))?.at;
  return { kind: 'cancelled', ...(at !== undefined && { booked: at }) };
}

const isStanding = ({ status }: PlannedImaging) => !OFF.has(status) && !ATTENDED.has(status);

function openState(chain: Chain, around: Surroundings): ChainState {
  const { requests, bookings } = chain;
  const { now } = around;
  const last = requests.at(-1);
  const open = bookings.filter((each) => isStanding(each) && !hasPassed(each.at, now));
  const confirmed = open.find(({ status }) => !UNCONFIRMED.has(status));
  if (confirmed) return { kind: 'booked', ...when(confirmed) };
  const attended = bookings.filter(({ status }) => ATTENDED.has(status)).at(-1);
  if (attended) return { kind: 'attended', ...when(attended), result: resultFor(chain, around) };
  const booked = bookings.filter((each) => isStanding(each) && !UNCONFIRMED.has(each.status)).at(-1);
  if (booked?.at !== undefined)
    return { kind: 'passed', by: 'booked', at: booked.at, result: resultFor(chain, around) };
  if (last?.status === 'completed') return { kind: 'completed', result: resultFor(chain, around) };
  const wanted = last?.wantedBy;
  const isActive = last?.status === 'active' || last?.status === 'on-hold';
  if (isActive && wanted !== undefined && hasPassed(wanted, now))
    return { kind: 'passed', by: 'wanted', at: wanted, result: resultFor(chain, around) };
  const waiting = bookings.filter(({ status }) => UNCONFIRMED.has(status)).at(-1);
  if (waiting)
    return {
      kind: 'unconfirmed',
      status: waiting.status as 'proposed' | 'pending' | 'waitlist',
      ...when(waiting),
    };
  const off = bookings.filter(({ status }) => OFF.has(status)).at(-1);
  if (off)
    return {
      kind: 'missed',
      how: off.status as 'cancelled' | 'noshow',
      ...when(off),
      again: around.isBookingWhole ? 'none' : 'unknown',
    };
  return {
    kind: 'requested',
    status: last?.status ?? 'unknown',
    booking: around.isBookingWhole ? 'none' : 'unknown',
  };
}

const when = ({ at }: PlannedImaging) => (at === undefined ? {} : { at });

/** That there is no result may be said only where everybody was heard, and nothing is left over that could be it. */
function resultFor(chain: Chain, { isWhole, unlinked }: Surroundings): Result {
  if (isApart(chain)) return 'unknown';
  if (unlinked.some((each) => couldBeOf(chain, each))) return 'unlinked';
  return isWhole ? 'none' : 'unknown';
}

/** Whether a study or report that names nothing may be the result all the same: what is older cannot, nor what is named otherwise. */
function couldBeOf(chain: Chain, { studies, reports }: Chain): boolean {
  const from = chain.requests[0]?.at ?? chain.bookings[0]?.at;
  const { keys, numbers } = namesOf(chain);
  const isOther = (its: readonly string[], itsNumbers: readonly string[]) =>
    (numbers.length > 0 && itsNumbers.length > 0) || areComparable(keys, its);
  return (
    studies.some(
      (study) =>
        study.withdrawn === undefined &&
        !isBefore(study.started, from) &&
        !isOther(study.orders ?? [], numbersOf(study)),
    ) ||
    (studies.length === 0 &&
      reports.some(
        (report) =>
          !isBefore(report.issued, from) &&
          !isOther(report.orders ?? [], report.accessionNumbers.map(sameNumber)),
      ))
  );
}

/** Whether two have names of one kind, by which they would have met: requests of the record, or numbers of one system. */
const areComparable = (some: readonly string[], others: readonly string[]) =>
  meet(some.map(kindOfName), others.map(kindOfName));

const kindOfName = (name: string) =>
  name.includes('|') ? `${name.split('|', 1)[0] ?? ''}|` : (name.split('/', 1)[0] ?? '');

/** By more than a day: the two are written by different clocks. */
function isBefore(one: string | undefined, other: string | undefined): boolean {
  const [end, begin] = [endOf(one), endOf(other)];
  return begin - end > DAY;
}

const DAY = 86_400_000;
