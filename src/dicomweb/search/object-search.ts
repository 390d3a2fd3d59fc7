import {
  instanceUid,
  isUid,
  seriesUid,
  type InstanceUid,
  type SeriesUid,
  type StudyUid,
} from '../../domain/ids';
import { togetherShort, unreadable, type Answered } from '../../domain/knowledge/remote';
import { ok, type Problem, type Result } from '../../domain/problem';
import { askInForms, mayBeOfForm } from '../../http/question-forms';
import { textOf, type Dataset } from '../../dicom/dataset';
import * as Tag from '../../dicom/tags';
import { isNotOffered } from '../whole-studies/capabilities';
import type { FieldsForm } from '../requests/services';
import { allPages } from './pages';
import { searchPage } from './search-forms';
import type { MetadataQuery } from './series-metadata';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';
const numbered = (branch: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${STORAGE}${branch}.${from + at}`);

/**
 * What reports, key objects, presentation states and documents are stored as (PS3.4 B.5). Every class by itself: a search
 * matches lists of UIDs, and no beginnings of them.
 */
const OBJECT_CLASSES: readonly string[] = [
  ...['88.11', '88.22', '88.33', '88.34', '88.35', '88.40', '88.50', '88.59', '88.65'].map(
    (end) => `${STORAGE}${end}`,
  ),
  ...numbered('88', 67, 76),
  ...numbered('104', 1, 2),
  ...numbered('11', 1, 12),
];

/** An object beside the pictures, by where it lies. */
export interface FoundObject {
  readonly series: SeriesUid;
  readonly uid: InstanceUid;
  /** As the answer says it, where it does */
  readonly modality?: string;
}

/** Entries of a search without classes that are read: more of them cost more than what they may tell */
const MOST_INSTANCES = 2000;

/** How an archive lets its instances be searched, as it was seen to answer. */
type Matching = 'by class' | 'all';

/**
 * Every object of a study that is of a class of reports, key objects, presentation states or documents, whatever the series
 * that it lies in says (QIDO-RS, PS3.18 §10.6). Where the archive does not match lists of UIDs, all instances are gone
 * through instead; which it does is learned once and remembered.
 * @returns `undefined` where the archive has no such search, or it gave nothing to learn by
 */
export async function objectsBySearch(
  study: StudyUid,
  query: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<Answered<readonly FoundObject[]> | undefined>> {
  const { requests, whole } = query;
  const offers = whole.offersOf(requests.archive.id);
  if (offers.isAbsent('instance-query')) return ok(undefined);
  const matching = await matchingOf(study, query, signal);
  if (!matching.ok) return matching;
  if (matching.value === undefined) return ok(undefined);
  const found = await searchedFor(study, matching.value, query, signal);
  // A list of all classes may be longer than an archive takes, though it matches lists: then all is gone through.
  if (found.ok || matching.value === 'all' || !(mayBeOfForm(found.problem) || isTooLong(found.problem)))
    return found;
  const all = await searchedFor(study, 'all', query, signal);
  if (all.ok) requests.capabilities.matchesLists = false;
  return all.ok ? all : found;
}

/** 413 and 431, and 404, by which web servers refuse a long address before anybody has read it */
const isTooLong = (problem: Problem) =>
  problem.kind === 'not-found' || (problem.kind === 'failed' && [413, 431].includes(problem.status));

async function searchedFor(
  study: StudyUid,
  matching: Matching,
  { requests, client }: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<Answered<readonly FoundObject[]>>> {
  const isByClass = matching === 'by class';
  const kind = isByClass ? 'objects' : 'instances';
  const match: Readonly<Record<string, string>> = isByClass ? { SOPClassUID: OBJECT_CLASSES.join(',') } : {};
  const search = {
    kind,
    match,
    fields: [Tag.Modality],
    ask: (parameters: Readonly<Record<string, string>>, fields?: FieldsForm) =>
      client.instances(study, undefined, parameters, signal, fields),
  };
  const answer = await allPages({
    capabilities: requests.capabilities,
    kind,
    ask: (offset) => searchPage(requests, search, offset),
    key: (dataset) => textOf(dataset, Tag.SOPInstanceUID),
    most: MOST_INSTANCES,
  });
  if (!answer.ok) return answer;
  const { value: datasets, shortfalls } = answer.value;
  const unclassed = datasets.filter((dataset) => textOf(dataset, Tag.SOPClassUID) === undefined).length;
  const objects = datasets.filter((each) => OBJECT_CLASSES.includes(textOf(each, Tag.SOPClassUID) ?? ''));
  const value = objects.flatMap(foundIn);
  return ok({
    value,
    shortfalls: togetherShort([
      ...shortfalls,
      ...unreadable(objects.length - value.length),
      ...(unclassed > 0 ? [{ kind: 'not-looked-through' } as const] : []),
    ]),
  });
}

/** Where it lies; one that does not say it cannot be had. */
function foundIn(dataset: Dataset): readonly FoundObject[] {
  const [series, uid, modality] = [Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.Modality].map((tag) =>
    textOf(dataset, tag),
  );
  if (series === undefined || uid === undefined || !isUid(series) || !isUid(uid)) return [];
  return [{ series: seriesUid(series), uid: instanceUid(uid), ...(modality !== undefined && { modality }) }];
}

/**
 * Learns how the archive matches, by an instance that it is known to have: asked for among other classes, it has to come. An
 * archive that took the list for one UID would answer with nothing, which would read as "no report".
 */
async function matchingOf(
  study: StudyUid,
  { client, requests, whole }: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<Matching | undefined>> {
  const { capabilities, archive } = requests;
  if (capabilities.matchesLists !== undefined) return ok(capabilities.matchesLists ? 'by class' : 'all');
  const offers = whole.offersOf(archive.id);
  const one = (match: Readonly<Record<string, string>>) =>
    askInForms(capabilities, 'one instance', [{ limit: '1' }, {}], (limit: { limit?: string }) =>
      client.instances(study, undefined, { ...match, ...limit }, signal),
    );
  const found = await one({});
  if (!found.ok) return offers.mayLack('instance-query', found.problem) ? ok(undefined) : found;
  const [instance] = found.value.datasets;
  if (instance === undefined) return ok(undefined);
  offers.seen('instance-query');
  const sopClass = textOf(instance, Tag.SOPClassUID);
  if (sopClass === undefined) return ok('all');
  const [before = '', behind = ''] = OBJECT_CLASSES.filter((each) => each !== sopClass);
  const among = await one({ SOPClassUID: [before, sopClass, behind].join(',') });
  if (!among.ok && !mayBeOfForm(among.problem) && !isNotOffered(among.problem)) return among;
  capabilities.matchesLists =
    among.ok && among.value.datasets.some((each) => textOf(each, Tag.SOPClassUID) === sopClass);
  return ok(capabilities.matchesLists ? 'by class' : 'all');
}
