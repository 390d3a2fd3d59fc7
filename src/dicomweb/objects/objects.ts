import { isUid, type StudyUid } from '../../domain/ids';
import type { Answered } from '../../domain/knowledge/remote';
import type { KeyObject } from '../../domain/objects/key-object';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import type { Report } from '../../domain/report/report';
import type { Series } from '../../domain/study/study';
import { mergedObjects, nothingBeside, type StudyObjects } from '../../domain/objects/study-objects';
import { WITHOUT_PICTURES } from '../../domain/study/picture-count';
import { tablesAt } from '../requests/bulk-data';
import { encapsulatedFrom } from './encapsulated';
import { textOf, type Dataset } from '../../dicom/dataset';
import { keyObjectFrom } from '../../dicom/sr/key-object';
import { objectBulkUris } from './objects-bulk';
import type { ObjectContext } from '../../dicom/object-header';
import { presentationStateClass } from '../../dicom/presentation-state-class';
import { presentationFrom } from '../../dicom/presentation-state/presentation-state';
import type { Requests } from '../requests/request';
import { metadataOf, type MetadataQuery } from '../search/series-metadata';
import { seriesByQuery, seriesOfStudy } from '../search/series-query';
import { isNotOffered } from '../whole-studies/capabilities';
import { reportFrom } from '../../dicom/sr/document';
import type { StudyQuery } from '../search/study-query';
import * as Tag from '../../dicom/tags';

export type ObjectsQuery = StudyQuery & MetadataQuery;

/** Series asked for at a time: they are small, and pictures wait for the same connections */
const AT_ONCE = 4;

/**
 * Reports, key objects and presentation states of a study, from the metadata of every series that may hold some, side by side.
 * @param series as the record lists them; the archive is asked where it lists none
 * @param which `beyond`: only series that the archive lists and the record does not
 *
 * One series that does not come is told in `problems` and hides none of the others; only when none came is it a failure.
 * Rejects only with the signal's reason.
 */
export async function studyObjects(
  query: ObjectsQuery,
  study: StudyUid,
  series: readonly Series[],
  signal: AbortSignal,
  which?: 'beyond',
): Promise<Result<StudyObjects>> {
  signal.throwIfAborted();
  const where = query.name;
  if (!isUid(study)) return err({ kind: 'malformed', where, what: 'something that is not a UID' });
  const known = await seriesToAsk(query, study, series, signal, which);
  if (!known.ok) return known;
  const { shortfalls } = known.value;
  const isLater = which === undefined && series.length > 0;
  const wanted = known.value.value.filter(
    (one) => (mayHoldObjects(one) || (!isLater && isLoneOfPictures(one))) && isUid(one.uid),
  );
  const answers = await inParallel(wanted, (one) => objectsIn(query, study, one, signal));
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  const [first] = problems;
  if (first && problems.length === answers.length) return err<Problem>(first);
  return ok(
    merged(
      answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
      { problems, ...(shortfalls.length > 0 && { shortfalls }) },
    ),
  );
}

async function seriesToAsk(
  query: ObjectsQuery,
  study: StudyUid,
  series: readonly Series[],
  signal: AbortSignal,
  which: 'beyond' | undefined,
): Promise<Result<Answered<readonly Series[]>>> {
  if (which === undefined) return series.length > 0 ? ok(whole(series)) : seriesOfStudy(study, query, signal);
  const own = await seriesByQuery(study, query, signal);
  // An archive that has no such list would have to send the whole study for it.
  if (!own.ok) return isNotOffered(own.problem) ? ok(whole([])) : own;
  const { value, shortfalls } = own.value;
  const isLeft = (one: Series) => !series.some(({ uid }) => one.uid === uid) || isLoneOfPictures(one);
  return ok({ value: value.filter(isLeft), shortfalls });
}

const whole = (value: readonly Series[]): Answered<readonly Series[]> => ({ value, shortfalls: [] });

/** Devices that take pictures, and what is drawn over pictures */
const PICTURES: ReadonlySet<string> = new Set([
  ...[
    'CR',
    'DX',
    'MG',
    'IO',
    'PX',
    'RG',
    'US',
    'ES',
    'XC',
    'GM',
    'SM',
    'OP',
    'OPT',
    'OCT',
    'OPM',
    'BI',
    'TG',
  ],
  ...['IVUS', 'IVOCT', 'SEG', 'REG', 'RTSTRUCT', 'RTPLAN', 'RTDOSE', 'RTIMAGE'],
]);
const CROSS_SECTIONS: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM', 'XA', 'RF']);

/**
 * Whether a series may hold reports, key objects or presentation states. What they are, their SOP class says: a scanned letter
 * commonly is in a series called OT, a dose report in one called CT, and the machine's own report of an ECG in one called ECG.
 * Only the metadata of long series are not asked for twice over.
 */
function mayHoldObjects({ modality, instanceCount }: Series): boolean {
  if (CROSS_SECTIONS.has(modality)) return instanceCount === 1;
  return !PICTURES.has(modality);
}

/** One instance that is most likely a picture, and may be a document: asked for after everything that a picture waits for. */
const isLoneOfPictures = ({ modality, instanceCount }: Series) =>
  PICTURES.has(modality) && instanceCount === 1;

type Read = Omit<StudyObjects, 'problems'>;

async function objectsIn(
  query: ObjectsQuery,
  study: StudyUid,
  { uid }: Series,
  signal: AbortSignal,
): Promise<Result<Read>> {
  const { requests, identifierSystem, name } = query;
  const metadata = await metadataOf(study, uid, query, signal);
  if (!metadata.ok) return metadata;
  const { datasets, unreadable } = metadata.value;
  const bulk = await tablesAt(objectBulkUris(datasets), requests, [study, uid], signal);
  const read = readObjects(datasets, { source: name, identifierSystem, bulk, study }, requests);
  return ok({ ...read, unreadable: [...unreadable, ...read.unreadable] });
}

/**
 * Reads the metadata of a series: one object that cannot be read is counted with its reason, and takes nobody with it.
 * Pictures that stand between the objects are nothing to be read here.
 */
export function readObjects(
  datasets: readonly Dataset[],
  context: ObjectContext & { readonly study: StudyUid },
  requests: Requests,
): Read {
  const reports: Report[] = [];
  const keyObjects: KeyObject[] = [];
  const presentations: SoftcopyPresentation[] = [];
  const unreadable: string[] = [];
  for (const dataset of datasets) {
    try {
      if (textOf(dataset, Tag.StudyInstanceUID) !== context.study)
        throw new Error('it belongs to another study');
      const sopClass = textOf(dataset, Tag.SOPClassUID) ?? '';
      if (isSomethingElse(sopClass, textOf(dataset, Tag.Modality))) continue;
      if (sopClass === KEY_OBJECT) keyObjects.push(keyObjectFrom(dataset, context));
      else if (SR.test(sopClass)) reports.push(reportFrom(dataset, context));
      else if (presentationStateClass(sopClass)) presentations.push(presentationFrom(dataset, context));
      else reports.push(encapsulatedFrom(dataset, context, requests));
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : 'it cannot be read');
    }
  }
  return { reports, keyObjects, presentations, unreadable };
}

const KEY_OBJECT = '1.2.840.10008.5.1.4.1.1.88.59';
/** Structured Reports of every kind (PS3.4 B.5), Key Object Selection apart */
const SR = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.88\.\d+$/;

/** Encapsulated documents (PS3.3 A.45): PDF, CDA, and models for printing */
const ENCAPSULATED = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.104\.\d+$/;

const isObject = (sopClass: string) =>
  SR.test(sopClass) || ENCAPSULATED.test(sopClass) || presentationStateClass(sopClass) !== undefined;

/** Storage SOP classes of the standard (PS3.4 B.5) */
const STORED = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.[\d.]+$/;

/** What is called a report and is of no class that is known, or of none at all, could not be read, which is said. */
const isSomethingElse = (sopClass: string, modality = '') =>
  STORED.test(sopClass) && !isObject(sopClass) && !WITHOUT_PICTURES.has(modality);

async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const waiting = [...items.entries()];
  const results = new Map<number, R>();
  async function worker() {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next[0], await run(next[1]));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return items.flatMap((_, at) => results.get(at) ?? []);
}

const merged = (read: readonly Read[], lacks: Pick<StudyObjects, 'problems' | 'shortfalls'>): StudyObjects =>
  mergedObjects([...read.map((one) => ({ ...one, problems: [] })), { ...nothingBeside, ...lacks }]);
