import { instanceUid, isUid, type InstanceUid, type SeriesUid, type StudyUid } from '../../domain/ids';
import type { Problem, Result } from '../../domain/problem';
import { err, ok } from '../../domain/problem';
import { announcing } from '../requests/announced-syntaxes';
import { firstForm, STORED_OCTETS } from '../requests/accepting';
import { isNotOffered } from '../whole-studies/capabilities';
import type { ListedInstance } from '../../domain/study/study';
import { isMultiFrame } from './missing-attributes';
import { textOf, type Dataset } from '../../dicom/dataset';
import type { MetadataQuery } from './series-metadata';
import * as Tag from '../../dicom/tags';

/**
 * One instance's metadata, its first frame being asked for in the same moment: all that a first picture needs, however
 * long the series is.
 * @param which its number, by which QIDO-RS finds it (PS3.18 §10.6.1.2.3); where none has that, the one numbered 1
 * @returns `not-found` where no instance has that number, or the archive cannot be asked like this
 */
export async function oneInstance(
  study: StudyUid,
  series: SeriesUid,
  which: InstanceUid | number,
  { client, requests, whole }: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<readonly Dataset[]>> {
  const notFound = err<Problem>({ kind: 'not-found', where: requests.archive.name });
  const offers = whole.offersOf(requests.archive.id);
  if (offers.isAbsent('metadata') || offers.isAbsent('frames')) return notFound;
  const byNumber = (number: number) => numbered(study, series, number, { client }, signal);
  const uid =
    typeof which === 'string'
      ? which
      : ((await byNumber(which)) ?? (which === 1 ? undefined : await byNumber(1)));
  if (uid === undefined || !isUid(uid)) return notFound;
  const path = ['studies', study, 'series', series, 'instances', uid, 'frames', '1'];
  requests.begin(requests.address(path), firstForm(requests, 'frames', STORED_OCTETS), signal, (answer) =>
    announcing(answer, requests.archive.syntaxes),
  );
  const metadata = await client.instanceMetadata(study, series, uid, signal);
  return metadata.ok ? ok(metadata.value.datasets) : metadata;
}

/**
 * An instance that a manifest lists, whole: its own attributes come with its pixels, so that the archive is asked for nothing
 * before. The pixels are then taken out of it.
 * @returns `undefined` where it has, or may have, many frames, or the archive sends no instances: then only its metadata tell
 * what one frame needs
 */
export async function listedObject(
  study: StudyUid,
  series: SeriesUid,
  { uid, sopClass, frames = 1 }: ListedInstance,
  { requests, whole }: MetadataQuery,
  signal: AbortSignal,
): Promise<Result<Dataset> | undefined> {
  const offers = whole.offersOf(requests.archive.id);
  if (frames > 1 || isMultiFrame(sopClass) || offers.isAbsent('instance')) return undefined;
  const result = await whole.retrieve(requests, [study, series, uid], signal);
  if (result.ok) {
    offers.seen('instance');
    const object = result.value.objects.get(uid);
    return object ? ok(object.dataset) : err({ kind: 'not-found', where: requests.archive.name });
  }
  const { problem } = result;
  return problem.kind === 'failed' && isNotOffered(problem) ? undefined : result;
}

async function numbered(
  study: StudyUid,
  series: SeriesUid,
  wanted: number,
  { client }: Pick<MetadataQuery, 'client'>,
  signal: AbortSignal,
): Promise<InstanceUid | undefined> {
  const answer = await client.instances(
    study,
    series,
    { InstanceNumber: String(wanted), limit: '1' },
    signal,
  );
  const [dataset] = answer.ok ? answer.value.datasets : [];
  // An archive that ignores what it does not know would answer with any instance: only one that says so has that number.
  const number = dataset && textOf(dataset, Tag.InstanceNumber);
  const uid = dataset && textOf(dataset, Tag.SOPInstanceUID);
  return uid !== undefined && Number(number) === wanted ? instanceUid(uid) : undefined;
}
