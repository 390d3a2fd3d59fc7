import { hereOf, isWhole, type Remote } from '../knowledge/remote';
import { samePerson, type Patient } from '../patient/patient';
import type { Report, ReportStatus } from '../report/report';
import type { Study } from '../study/study';

/**
 * How a report leads to a study: it names it (by UID, or by the record's own reference); it has its accession number; or
 * it was written for the same order, which may hold several examinations.
 */
export type Join = 'named' | 'accession number' | 'order';

/** What leads from a report to studies. */
export type Leads = Pick<Report, 'studies' | 'studyReferences' | 'accessionNumbers' | 'orders'>;
type Known = Pick<
  Study,
  'uid' | 'started' | 'reference' | 'references' | 'accessionNumber' | 'accessionNumbers' | 'orders'
>;

/**
 * FHIR has no search from a study to its reports: they are joined by UID, by reference, or by accession number, whoever
 * told it; by the order only where nothing else leads anywhere.
 */
export function joinOf(study: Known, report: Leads): Join | undefined {
  if (report.studies.includes(study.uid)) return 'named';
  if (meet(referencesOf(study), report.studyReferences)) return 'named';
  if (meet(numbersOf(study), report.accessionNumbers.map(sameNumber))) return 'accession number';
  return isOrderAlone(report) && meet(study.orders ?? [], report.orders ?? []) ? 'order' : undefined;
}

export const isJoined = (study: Known, report: Leads): boolean => joinOf(study, report) !== undefined;

/** Every reference that the record has for the study: two of its resources may be of one study. */
const referencesOf = ({ reference, references = [] }: Known): readonly string[] =>
  reference === undefined ? references : [reference, ...references];

/** Every accession number that anybody told for it. */
export const numbersOf = ({ accessionNumber, accessionNumbers = [] }: Known): readonly string[] =>
  (accessionNumber === undefined ? accessionNumbers : [accessionNumber, ...accessionNumbers]).map(sameNumber);

/** Record and archive differ in letter case and spaces, which no number is told apart by. */
export const sameNumber = (number: string) => number.replace(/\s+/g, '').toUpperCase();

export const meet = (some: readonly string[], others: readonly string[]) =>
  some.some((one) => others.includes(one));

const isOrderAlone = ({ studies, studyReferences, accessionNumbers }: Leads) =>
  studies.length === 0 && studyReferences.length === 0 && accessionNumbers.length === 0;

/** Whether a report is known of for a study. `unknown`: there may be one, and nobody can tell. */
export type ReportKnowledge =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'recorded'; readonly status: ReportStatus; readonly alerts?: readonly string[] };

/** Whether there is a report to read: one that was taken back, or only announced, is none. */
export const isReadable = (known: ReportKnowledge): boolean =>
  known.kind === 'recorded' && STANDING[known.status] < STANDING.registered;

/**
 * What the record's reports say of each study, the first of several being the one that is told. Read once for all studies
 * of a list: a patient of many years has hundreds of both. None is recorded only where the record gave all its reports,
 * and where none is left over that could be the study's.
 * @param studies the list, among which a report that leads nowhere is told from one of another study
 * @param imaging the record's own list, by which its reports are joined
 */
export function reportsKnown(
  answer: Remote<readonly Report[]>,
  studies: readonly Study[],
  imaging: Remote<unknown>,
): (study: Study) => ReportKnowledge {
  // One that was taken back is told only where none stands.
  const reports = [...(hereOf(answer) ?? [])].sort((a, b) => STANDING[a.status] - STANDING[b.status]);
  const whole = isWhole(answer);
  const first = (keysOf: (report: Report) => readonly string[]) => {
    const places = new Map<string, number>();
    for (const [at, report] of reports.entries())
      for (const key of isApart(report) ? [] : keysOf(report)) if (!places.has(key)) places.set(key, at);
    return places;
  };
  const byStudy = first(({ studies }) => studies);
  const byReference = first(({ studyReferences }) => studyReferences);
  const byAccession = first(({ accessionNumbers }) => accessionNumbers.map(sameNumber));
  const byOrder = first((report) => (isOrderAlone(report) ? (report.orders ?? []) : []));
  let left: readonly Report[] | undefined;
  const loose = () => (left ??= withoutStudy(reports, studies));
  return (study) => {
    const places = [
      byStudy.get(study.uid),
      ...referencesOf(study).map((each) => byReference.get(each)),
      ...numbersOf(study).map((each) => byAccession.get(each)),
      ...(study.orders ?? []).map((each) => byOrder.get(each)),
    ].filter((place) => place !== undefined);
    const report = reports[Math.min(...places)];
    if (report)
      return { kind: 'recorded', status: report.status, ...(report.alerts && { alerts: report.alerts }) };
    return whole && !loose().some((one) => couldBeOf(study, one, imaging))
      ? { kind: 'none' }
      : { kind: 'unknown' };
  };
}

/** Nobody can tell whose it is, so it stands for no study, whatever it names. */
const isApart = ({ ownership }: Report) => ownership === 'cannot-tell';

/** The reports that lead to none of the studies in the list, or may be somebody else's: they can be read by themselves. */
export function withoutStudy(reports: readonly Report[], studies: readonly Study[]): readonly Report[] {
  const uids = new Set<string>(studies.map(({ uid }) => uid));
  const references = new Set(studies.flatMap(referencesOf));
  const numbers = new Set(studies.flatMap(numbersOf));
  const orders = new Set(studies.flatMap((study) => study.orders ?? []));
  return reports.filter(
    (report) =>
      isApart(report) ||
      (!report.studies.some((uid) => uids.has(uid)) &&
        !report.studyReferences.some((each) => references.has(each)) &&
        !report.accessionNumbers.some((each) => numbers.has(sameNumber(each))) &&
        !(isOrderAlone(report) && (report.orders ?? []).some((each) => orders.has(each)))),
  );
}

/**
 * Whether a report that stands for no study may be of this one all the same: both sides have nothing that can be held
 * against each other, or it would be joined if it were known whose it is. What the two name in the same way, and
 * differently, is of another study; so is what was there before the day of the study.
 * @param imaging the record's own list: what it lacks may be a further name of the study
 */
export function couldBeOf(
  study: Known,
  report: Leads & Pick<Report, 'issued'>,
  imaging: Remote<unknown>,
): boolean {
  if (isJoined(study, report)) return true;
  if (report.studies.length > 0 || isBefore(report.issued, study.started)) return false;
  if (!isWhole(imaging)) return true;
  const sides: readonly (readonly [readonly string[], readonly string[]])[] = [
    [referencesOf(study), report.studyReferences],
    [numbersOf(study), report.accessionNumbers],
    [study.orders ?? [], report.orders ?? []],
  ];
  return !sides.some(([ours, its]) => ours.length > 0 && its.length > 0);
}

/**
 * By the day. A time is written by another clock than the study's: half past midnight in June is the evening before in UTC,
 * so that there must be a whole day between the two. What has no whole date may be of any.
 */
function isBefore(issued = '', started = ''): boolean {
  const [one = NaN, other = NaN] = [issued, started].map((each) =>
    each.length < WHOLE_DAY ? NaN : Date.parse(each.slice(0, WHOLE_DAY)),
  );
  return other - one > (issued.length > WHOLE_DAY ? DAY : 0);
}

const WHOLE_DAY = '2026-11-18'.length;
const DAY = 86_400_000;

/** A report in its place among the versions of itself. */
export interface StandingReport {
  readonly report: Report;
  /** A newer version is here, which is to be read instead */
  readonly replaced: boolean;
  /** How it leads to the study; absent for one that is read by itself */
  readonly join?: Join;
}

/**
 * A study's reports: those that name it, what stands (final, amended) before what may still change, newest first, each
 * before the versions it replaces (H3). What was taken back stays at the end, marked by its status; what says it is
 * somebody else's is left out (H1).
 */
export function reportsOfStudy(
  study: Study,
  patient: Patient,
  reports: readonly Report[],
): readonly StandingReport[] {
  const joined = reports.flatMap((each) => {
    const report = isApart(each) ? undefined : identified(patient, each);
    const join = report && joinOf(study, report);
    return join ? [{ report, join }] : [];
  });
  const replaced = new Set(joined.flatMap(({ report: { replaces } }) => replaces));
  return joined
    .map(({ report, join }) => ({ report, join, replaced: replaced.has(report.id) }))
    .sort(inStanding);
}

/** Reports that are read by themselves, in the order in which a study's are; whose nobody can tell comes last. */
export function standingAlone(patient: Patient, reports: readonly Report[]): readonly StandingReport[] {
  const own = reports.flatMap((report) => identified(patient, report) ?? []);
  const replaced = new Set(own.flatMap(({ replaces }) => replaces));
  return own
    .map((report) => ({ report, replaced: replaced.has(report.id) }))
    .sort((a, b) => Number(isApart(a.report)) - Number(isApart(b.report)) || inStanding(a, b));
}

/** With how its person matches, where that is not known to be the patient; `undefined` where it is somebody else's. */
function identified(patient: Patient, report: Report): Report | undefined {
  const match = report.person && samePerson(patient, report.person);
  if (match?.kind === 'different') return undefined;
  return match?.kind === 'unconfirmed' ? { ...report, identity: match } : report;
}

const inStanding = (a: StandingReport, b: StandingReport) =>
  Number(a.replaced) - Number(b.replaced) ||
  STANDING[a.report.status] - STANDING[b.report.status] ||
  newestFirst(a.report, b.report);

/** An unverified measurement report of a minute ago is no reason to hide the radiologist's final one. */
const STANDING: Record<ReportStatus, number> = {
  final: 0,
  amended: 0,
  corrected: 0,
  appended: 0,
  preliminary: 1,
  partial: 1,
  unknown: 1,
  registered: 2,
  cancelled: 3,
  'entered-in-error': 3,
};

/** Instants are compared as instants: `10:00+01:00` is before `09:30Z`. Without a time a report comes last. */
function newestFirst(a: Report, b: Report): number {
  return time(b.issued) - time(a.issued) || (a.id < b.id ? -1 : 1);
}

function time(issued: string | undefined): number {
  const at = issued === undefined ? NaN : Date.parse(issued);
  return Number.isNaN(at) ? 0 : at;
}
