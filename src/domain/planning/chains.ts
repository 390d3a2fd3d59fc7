import { joinOf, meet, numbersOf, sameNumber, withoutStudy } from '../list/reports-of-study';
import { isPerhapsAnothers } from '../list/standing';
import type { Report } from '../report/report';
import type { Study } from '../study/study';
import type { PlannedImaging } from './planned-imaging';

/** What was asked for, what was booked for it, and what came of it: joined by what the resources name, never by likeness. */
export interface Chain {
  readonly id: string;
  /** What stands last, after what it was made from or stands in place of */
  readonly requests: readonly PlannedImaging[];
  /** The earliest first */
  readonly bookings: readonly PlannedImaging[];
  readonly studies: readonly Study[];
  readonly reports: readonly Report[];
}

type Known = Pick<Chain, 'requests' | 'bookings'>;

/** Every request, booking, study and report, each in the chains that it belongs to, or by itself. */
export function chainsOf(
  planned: readonly PlannedImaging[],
  studies: readonly Study[],
  reports: readonly Report[],
): readonly Chain[] {
  const sure = planned.filter(isOurs);
  const requests = sure.filter(({ kind }) => kind === 'requested');
  const bookings = sure.filter(({ kind }) => kind === 'booked').sort(byDate);
  const own = studies.filter(isOfPatient);
  const told = reports.filter(({ ownership }) => ownership !== 'cannot-tell');

  const asked = linesOf(requests).map((line): Known => ({
    requests: line,
    bookings: bookings.filter((booking) => line.some((request) => isFor(booking, request))),
  }));
  const taken = new Set(asked.flatMap((known) => known.bookings));
  const known: readonly Known[] = [
    ...asked,
    ...bookings.filter((each) => !taken.has(each)).map((each) => ({ requests: [], bookings: [each] })),
    // Whose it is nobody can tell: it is joined to nothing.
    ...planned
      .filter((each) => !isOurs(each))
      .map((each) => (each.kind === 'requested' ? alone([each], []) : alone([], [each]))),
  ];
  const joined = known.map((each): Chain => {
    const id = (each.requests.at(-1) ?? each.bookings[0])?.id ?? '';
    if (isApart(each)) return { id, ...each, studies: [], reports: [] };
    const names = namesOf(each);
    // A report that names both the request and the study holds them together.
    const naming = told.filter((report) => meetsOrders(report, names));
    const made = own.filter(
      (study) => isMadeFor(study, names) || naming.some((report) => joinOf(study, report) === 'named'),
    );
    return { id, ...each, studies: made, reports: told.filter((report) => answers(report, names, made)) };
  });
  const had = new Set(joined.flatMap((each) => each.studies));
  const rest = own
    .filter((study) => !had.has(study))
    .map((study): Chain => ({
      id: study.uid,
      requests: [],
      bookings: [],
      studies: [study],
      reports: told.filter((report) => joinOf(study, report) !== undefined),
    }));
  const read = new Set([...joined, ...rest].flatMap((each) => each.reports));
  const loose = withoutStudy(told, own).filter((report) => !read.has(report));
  return [
    ...joined,
    ...rest,
    ...loose.map((report): Chain => ({
      id: report.id,
      requests: [],
      bookings: [],
      studies: [],
      reports: [report],
    })),
  ];
}

const isOurs = ({ ownership }: PlannedImaging) => ownership === undefined;

/** Whether nobody can tell whose it is */
export const isApart = ({ requests, bookings }: Known): boolean =>
  [...requests, ...bookings].some((each) => !isOurs(each));

const alone = (requests: readonly PlannedImaging[], bookings: readonly PlannedImaging[]): Known => ({
  requests,
  bookings,
});

/** Taken back by mistake, another person's, or nobody can tell whose: no result of anybody's request */
const isOfPatient = (study: Study) => !isPerhapsAnothers(study) && study.withdrawn !== 'entered-in-error';

/**
 * Requests with those that they were made from, or stand in place of, before them. One from which several were made stands by
 * itself: what came of it nobody can tell to be any one of theirs.
 */
function linesOf(requests: readonly PlannedImaging[]): readonly (readonly PlannedImaging[])[] {
  const byId = new Map(requests.map((each) => [each.id, each]));
  const children = new Map<string, number>();
  const parentsOf = ({ requests: from = [], id }: PlannedImaging) =>
    from.filter((each) => each !== id && byId.has(each));
  for (const each of requests)
    for (const parent of parentsOf(each)) children.set(parent, (children.get(parent) ?? 0) + 1);
  const seen = new Set<string>();
  const lineTo = (last: PlannedImaging): readonly PlannedImaging[] => {
    if (seen.has(last.id)) return [];
    seen.add(last.id);
    const before = parentsOf(last)
      .filter((each) => children.get(each) === 1)
      .flatMap((each) => byId.get(each) ?? []);
    return [...before.flatMap(lineTo), last];
  };
  const isEnd = ({ id }: PlannedImaging) => children.get(id) !== 1;
  // Those that name one another in a ring have no end: they are taken up last.
  return [...requests.filter(isEnd), ...requests].map(lineTo).filter(({ length }) => length > 0);
}

/** By which others name a request or a booking. */
interface Names {
  readonly keys: readonly string[];
  readonly numbers: readonly string[];
}

export function namesOf({ requests, bookings }: Known): Names {
  const all = [...requests, ...bookings];
  return {
    keys: all.flatMap(({ id, identifiers = [] }) => [id, ...identifiers]),
    numbers: all.flatMap(({ accessionNumbers }) => accessionNumbers.map(sameNumber)),
  };
}

/** What a booking names: the request itself, its identifier, or the accession number of both */
function isFor(booking: PlannedImaging, request: PlannedImaging): boolean {
  const { keys, numbers } = namesOf({ requests: [request], bookings: [] });
  const named = booking.requests ?? [];
  // One that names its request is for that one, whatever number both have.
  if (named.length > 0) return meet(named, keys);
  return meet(booking.accessionNumbers.map(sameNumber), numbers);
}

const isMadeFor = (study: Study, { keys, numbers }: Names) =>
  meet(study.orders ?? [], keys) || meet(numbersOf(study), numbers);

const meetsOrders = ({ orders = [] }: Report, { keys }: Names) => meet(orders, keys);

const answers = (report: Report, names: Names, studies: readonly Study[]) =>
  meetsOrders(report, names) ||
  meet(report.accessionNumbers.map(sameNumber), names.numbers) ||
  studies.some((study) => joinOf(study, report) !== undefined);

const byDate = ({ at: a = '' }: PlannedImaging, { at: b = '' }: PlannedImaging) =>
  a < b ? -1 : a > b ? 1 : 0;
