import type { SeriesUid, StudyUid } from '../../domain/ids';
import { isUid } from '../../domain/ids';
import type { Shortfall } from '../../domain/knowledge/remote';
import { mergedObjects, nothingBeside, type StudyObjects } from '../../domain/objects/study-objects';
import { err, ok, type Result } from '../../domain/problem';
import type { Series } from '../../domain/study/study';
import { WITHOUT_PICTURES } from '../../domain/study/picture-count';
import { objectsBySearch, type FoundObject } from '../search/object-search';
import { seriesByQuery } from '../search/series-query';
import { isNotOffered } from '../whole-studies/capabilities';
import { inParallel, objectIn, objectsIn, objectsOfSeries, readInTurns, type ObjectsQuery } from './objects';

/** Objects fetched one by one: a study that has more of them in series of pictures is not read whole */
const MOST_OBJECTS = 256;

/** Instances up to which a series is looked through without a search for its objects: the metadata of longer ones are large */
const SHORT = 20;

/**
 * Reports, key objects and presentation states in series that were not looked through yet: those that the record does not
 * list, those that are called something else, and long ones of pictures. Where nobody can tell what lies in them it is said
 * (`not-looked-through`).
 * @param lookedThrough series of which everything is known already
 *
 * Rejects only with the signal's reason.
 */
export async function objectsElsewhere(
  query: ObjectsQuery,
  study: StudyUid,
  lookedThrough: readonly SeriesUid[],
  signal: AbortSignal,
): Promise<Result<StudyObjects>> {
  signal.throwIfAborted();
  if (!isUid(study))
    return err({ kind: 'malformed', where: query.name, what: 'something that is not a UID' });
  const found = await objectsBySearch(study, query, signal);
  if (!found.ok) return found;
  if (found.value === undefined) return objectsBySeries(query, study, lookedThrough, signal);
  const { value, shortfalls } = found.value;
  const others = value.filter(({ series }) => !lookedThrough.includes(series));
  return ok(await fetched(query, study, others, shortfalls, signal));
}

async function fetched(
  query: ObjectsQuery,
  study: StudyUid,
  objects: readonly FoundObject[],
  shortfalls: readonly Shortfall[],
  signal: AbortSignal,
): Promise<StudyObjects> {
  // A series that holds nothing else comes in one answer.
  const isOfObjects = ({ modality }: FoundObject) => WITHOUT_PICTURES.has(modality ?? '');
  const whole = [...new Set(objects.filter(isOfObjects).map(({ series }) => series))];
  const single = objects.filter((one) => !isOfObjects(one));
  const cut = single.length > MOST_OBJECTS ? [{ kind: 'limit-reached', most: MOST_OBJECTS } as const] : [];
  const answers = [
    ...(await inParallel(whole, (series) => objectsIn(query, study, series, signal))),
    ...(await inParallel(single.slice(0, MOST_OBJECTS), (one) => objectIn(query, study, one, signal))),
  ];
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  return mergedObjects([
    ...answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
    { ...nothingBeside, problems, shortfalls: [...shortfalls, ...cut] },
  ]);
}

/**
 * At an archive without such a search, and where what lies in the known series is known: what of the whole study is in memory is read; else the series that the archive lists
 * are, long ones of pictures excepted.
 * @param query `listed` where somebody else asks for the same list
 */
export async function objectsBySeries(
  query: ObjectsQuery & {
    readonly listed?: (study: StudyUid, signal: AbortSignal) => ReturnType<typeof seriesByQuery>;
  },
  study: StudyUid,
  lookedThrough: readonly SeriesUid[],
  signal: AbortSignal,
): Promise<Result<StudyObjects>> {
  const { whole, archive, name: source, identifierSystem, requests } = query;
  const received = whole.known(archive, [study]);
  if (received && !received.running()) {
    const datasets = [...received.received.objects.values()].map(({ dataset }) => dataset);
    const context = { source, identifierSystem, bulk: new Map(), study };
    const read = await readInTurns(datasets, context, requests);
    if (!read.ok) return read;
    const { incomplete } = received.received;
    return ok({
      ...read.value,
      ...(incomplete && { shortfalls: [{ kind: 'source-says-incomplete' } as const] }),
    });
  }
  const listed = await (query.listed ?? ((...asked) => seriesByQuery(asked[0], query, asked[1])))(
    study,
    signal,
  );
  // An archive that has no such list would have to send the whole study for it.
  if (!listed.ok && !isNotOffered(listed.problem)) return listed;
  const unread = (listed.ok ? listed.value.value : []).filter(({ uid }) => !lookedThrough.includes(uid));
  const hasAny = listed.ok && listed.value.value.length > 0;
  // It has the study, and answers no search of its instances.
  if (hasAny && !query.listed) whole.offersOf(archive).absent('instance-query');
  const isShort = ({ instanceCount }: Series) => instanceCount !== undefined && instanceCount <= SHORT;
  const short = unread.filter((one) => isShort(one) || WITHOUT_PICTURES.has(one.modality));
  const objects = await objectsOfSeries(query, study, short, signal);
  const isAllRead = listed.ok && short.length === unread.length;
  const shortfalls: readonly Shortfall[] = [
    ...(listed.ok ? listed.value.shortfalls : []),
    ...(isAllRead ? [] : [{ kind: 'not-looked-through' } as const]),
  ];
  return ok(mergedObjects([objects, { ...nothingBeside, shortfalls }]));
}
