import { isUid, type InstanceUid, type SeriesUid, type StudyUid } from '../../domain/ids';
import type { Answered } from '../../domain/knowledge/remote';
import type { Problem, Result } from '../../domain/problem';
import { err, ok, OWN_SERVER } from '../../domain/problem';
import type { Series } from '../../domain/study/study';
import { mergedObjects, nothingBeside, type StudyObjects } from '../../domain/objects/study-objects';
import { stepsInTurns } from '../../domain/turns';
import { tablesAt } from '../requests/bulk-data';
import type { ObjectContext } from '../../dicom/object-header';
import type { Requests } from '../requests/request';
import { documentsOf } from './encapsulated-bytes';
import type { Dataset } from '../../dicom/dataset';
import { objectBulkUris } from './objects-bulk';
import { metadataOf, type MetadataQuery } from '../search/series-metadata';
import { isNotOffered } from '../whole-studies/capabilities';
import { seriesOfStudy } from '../search/series-query';
import type { StudyQuery } from '../search/study-query';

export type ObjectsQuery = StudyQuery & MetadataQuery;

/** Series asked for at a time: they are small, and pictures wait for the same connections */
const AT_ONCE = 4;

/**
 * Reports, key objects and presentation states of a study, from the metadata of every series that by its name and length may
 * hold some, side by side. What lies in the others, `objectsElsewhere` tells.
 * @param series as the record lists them; the archive is asked where it lists none
 *
 * One series that does not come is told in `problems` and hides none of the others; only when none came is it a failure.
 * Rejects only with the signal's reason.
 */
export async function studyObjects(
  query: ObjectsQuery,
  study: StudyUid,
  series: readonly Series[],
  signal: AbortSignal,
): Promise<Result<StudyObjects>> {
  signal.throwIfAborted();
  const where = query.name;
  if (!isUid(study)) return err({ kind: 'malformed', where, what: 'something that is not a UID' });
  const known = series.length > 0 ? ok(whole(series)) : await seriesOfStudy(study, query, signal);
  if (!known.ok) return known;
  const { value, shortfalls } = known.value;
  const wanted = value.filter((one) => mayHoldObjects(one));
  const objects = await objectsOfSeries(query, study, wanted, signal);
  const [first] = objects.problems;
  const asked = wanted.filter(({ uid }) => isUid(uid)).length;
  if (first && objects.problems.length === asked) return err<Problem>(first);
  return ok(mergedObjects([objects, { ...nothingBeside, ...(shortfalls.length > 0 && { shortfalls }) }]));
}

/** What lies in some series, side by side; what did not come is told in `problems`. */
export async function objectsOfSeries(
  query: ObjectsQuery,
  study: StudyUid,
  series: readonly Series[],
  signal: AbortSignal,
): Promise<StudyObjects> {
  const wanted = series.filter(({ uid }) => isUid(uid));
  const answers = await inParallel(wanted, ({ uid }) => objectsIn(query, study, uid, signal));
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  const read = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  return mergedObjects([...read, { ...nothingBeside, problems }]);
}

const whole = (value: readonly Series[]): Answered<readonly Series[]> => ({ value, shortfalls: [] });

/** Devices that take pictures: of these only a series of one instance, where that is no picture's way, may be a document. */
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

/** What lies in one series, by the metadata of all of it. */
export async function objectsIn(
  query: ObjectsQuery,
  study: StudyUid,
  uid: SeriesUid,
  signal: AbortSignal,
): Promise<Result<StudyObjects>> {
  // It comes beside the metadata, not after them.
  void readersCode();
  const metadata = await metadataOf(study, uid, query, signal);
  if (!metadata.ok) return metadata;
  const { datasets, unreadable, incomplete } = metadata.value;
  const read = await readWithBulk(query, study, uid, datasets, signal);
  if (!read.ok) return read;
  return ok({
    ...read.value,
    unreadable: [...unreadable, ...read.value.unreadable],
    lookedThrough: incomplete ? [] : [uid],
    ...(incomplete && { shortfalls: [{ kind: 'source-says-incomplete' } as const] }),
  });
}

/** One object out of a series, by its own metadata; by the series' where the archive has none of single instances. */
export async function objectIn(
  query: ObjectsQuery,
  study: StudyUid,
  { series, uid }: { readonly series: SeriesUid; readonly uid: InstanceUid },
  signal: AbortSignal,
): Promise<Result<StudyObjects>> {
  const metadata = await query.client.instanceMetadata(study, series, uid, signal);
  if (metadata.ok) return readWithBulk(query, study, series, metadata.value.datasets, signal);
  return isNotOffered(metadata.problem) ? objectsIn(query, study, series, signal) : metadata;
}

async function readWithBulk(
  { requests, identifierSystem, name: source }: ObjectsQuery,
  study: StudyUid,
  series: SeriesUid,
  datasets: readonly Dataset[],
  signal: AbortSignal,
): Promise<Result<StudyObjects>> {
  const bulk = await tablesAt(
    await stepsInTurns(objectBulkUris(datasets)),
    requests,
    [study, series],
    signal,
  );
  const context = { source, identifierSystem, bulk, study };
  return readInTurns(datasets, context, requests);
}

/** `undefined` where it does not come */
const readersCode = () => import('./read-objects').catch(() => undefined);

/** Reads what lies in metadata, by code that only comes where a study has such a series. */
export async function readInTurns(
  datasets: readonly Dataset[],
  context: ObjectContext & { readonly study: StudyUid },
  requests: Requests,
): Promise<Result<StudyObjects>> {
  if (datasets.length === 0) return ok(nothingBeside);
  const code = await readersCode();
  if (!code) return err({ kind: 'unreachable', where: OWN_SERVER });
  const read = await stepsInTurns(code.objectsRead(datasets, context, documentsOf(requests)));
  return ok({ ...read, problems: [], lookedThrough: [] });
}

/** As many at a time as leave room for pictures. */
export async function inParallel<T, R>(
  items: readonly T[],
  run: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const waiting = [...items.entries()];
  const results = new Map<number, R>();
  async function worker() {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next[0], await run(next[1]));
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return items.flatMap((_, at) => results.get(at) ?? []);
}
