import { isUid } from '../domain/ids';
import type { InstanceUid, SeriesUid, StudyUid } from '../domain/ids';
import { togetherShort, type Answered, type Shortfall } from '../domain/knowledge/remote';
import type { Archive, RetrievedSeries } from '../domain/ports/archive';
import type { Problem, Result } from '../domain/problem';
import { err, ok } from '../domain/problem';
import type { ListedInstance, Series, Study } from '../domain/study/study';
import { tablesAt, tableUris } from './requests/bulk-data';
import { dicomwebClient } from './requests/services';
import { readInstances, readSeries } from '../dicom/image/instances';
import { raced } from '../http/abort';
import { objectsBySeries, objectsElsewhere } from './objects/elsewhere';
import { studyObjects } from './objects/objects';
import { withMissingAttributes } from './search/missing-attributes';
import { listedObject, oneInstance } from './search/one-instance';
import { patientIdsFor } from './search/patient-ids';
import { requestsTo, type ArchiveAddress } from './requests/request';
import { metadataOf } from './search/series-metadata';
import { seriesByQuery, seriesOfStudy } from './search/series-query';
import { studiesUnder } from './search/study-query';
import { thumbnailOf } from './frames/thumbnail';
import { isNotOffered } from './whole-studies/capabilities';
import { wholeStudies, type WholeStudies } from './whole-studies/whole-studies';

export interface DicomwebArchive extends ArchiveAddress {
  /** What is kept of archives that send whole studies only; the same as the frame source has, or it is fetched twice */
  readonly wholeStudies?: WholeStudies;
  /** Settles when what may stand back behind a picture may be asked for: the list's later pages, what a record does not list */
  readonly afterPicture?: (signal: AbortSignal) => Promise<void>;
}

/** Milliseconds for which a list of series is not asked for again: those who want it come at about one time */
const LISTED_FOR = 2_000;

/** An archive over DICOMweb (PS3.18): QIDO-RS for the list, WADO-RS for metadata and thumbnails. */
export function dicomwebArchive(options: DicomwebArchive): Archive {
  const { id, name, identifierSystem, withoutSuv, afterPicture } = options;
  const requests = requestsTo(options);
  const client = dicomwebClient(requests);
  const whole = options.wholeStudies ?? wholeStudies();
  const query = { client, archive: id, name, identifierSystem, afterPicture, requests, whole };

  async function studiesOf(
    ...[patient, signal, soFar]: Parameters<Archive['studiesOf']>
  ): Promise<Result<Answered<readonly Study[]>>> {
    signal.throwIfAborted();
    const ids = patientIdsFor(patient, identifierSystem);
    if (ids.kind === 'none') return err({ kind: 'not-asked', where: name, why: ids.why });
    const here = new Map<StudyUid, Study>();
    const tell = (those: readonly Study[]) => {
      for (const study of those) if (!here.has(study.uid)) here.set(study.uid, study);
      soFar?.([...here.values()]);
    };
    const answers = await Promise.all(ids.values.map((number) => studiesUnder(number, query, signal, tell)));
    const studies = new Map<StudyUid, Study>();
    const shortfalls: Shortfall[] = [];
    for (const answer of answers) {
      if (answer.ok) shortfalls.push(...answer.value.shortfalls);
      else shortfalls.push({ kind: 'page-missing', problem: answer.problem });
      for (const study of answer.ok ? answer.value.value : [])
        if (!studies.has(study.uid)) studies.set(study.uid, study);
    }
    // What one number brought is known, though another's answer did not come; nothing at all is not.
    const failed = answers.find((answer) => !answer.ok);
    if (failed && answers.every((answer) => !answer.ok)) return failed;
    return ok({ value: [...studies.values()], shortfalls: togetherShort(shortfalls) });
  }

  async function seriesOf(
    study: StudyUid,
    signal: AbortSignal,
  ): Promise<Result<Answered<readonly Series[]>>> {
    signal.throwIfAborted();
    return isUid(study) ? seriesOfStudy(study, query, signal) : err(notUid(name));
  }

  const listing = new Map<StudyUid, ReturnType<typeof seriesByQuery>>();
  /** Two who want to know what else a study has are told by one answer. */
  const listed = (study: StudyUid, signal: AbortSignal) => {
    const asked = listing.get(study) ?? seriesByQuery(study, query, new AbortController().signal);
    listing.set(study, asked);
    const forget = () => listing.get(study) === asked && listing.delete(study);
    void asked.then((answer) => (answer.ok ? setTimeout(forget, LISTED_FOR) : forget()), forget);
    return raced(asked, signal);
  };

  const listedSeriesOf: Archive['listedSeriesOf'] = async (study, signal) => {
    await afterPicture?.(signal);
    if (!isUid(study)) return err(notUid(name));
    const answer = await listed(study, signal);
    // Without such a search a whole study would have to be sent for it.
    return answer.ok || !isNotOffered(answer.problem) ? answer : ok({ value: [], shortfalls: [] });
  };

  async function instancesOf(
    study: StudyUid,
    series: SeriesUid,
    signal: AbortSignal,
  ): Promise<Result<RetrievedSeries>> {
    signal.throwIfAborted();
    if (!isUid(study) || !isUid(series)) return err(notUid(name));
    const metadata = await metadataOf(study, series, query, signal);
    if (!metadata.ok) return metadata;
    const { unreadable, incomplete, note, isOfFiles } = metadata.value;
    const datasets = await withMissingAttributes(metadata.value.datasets, requests, whole, signal);
    const bulk = await tablesAt(tableUris(datasets), requests, [study, series], signal);
    const context = { archive: id, identifierSystem, bulk, withoutSuv, study, series };
    const read = await readSeries(datasets, { ...context, ...(isOfFiles && { isOfFile: true }) });
    return ok({
      instances: read.instances,
      unreadable: [...unreadable, ...read.unreadable],
      ...(incomplete && { incomplete }),
      ...(note && { note }),
    });
  }

  async function instanceOf(
    study: StudyUid,
    series: SeriesUid,
    which: InstanceUid | number,
    signal: AbortSignal,
    listed?: ListedInstance,
  ): Promise<Result<RetrievedSeries>> {
    signal.throwIfAborted();
    if (!isUid(study) || !isUid(series)) return err(notUid(name));
    const object = listed && (await listedObject(study, series, listed, query, signal));
    if (object) {
      const context = { archive: id, identifierSystem, bulk: new Map(), withoutSuv, study, series };
      return object.ok ? ok(readInstances([object.value], { ...context, isOfFile: true })) : object;
    }
    const metadata = await oneInstance(study, series, which, query, signal);
    if (!metadata.ok) return metadata;
    const datasets = await withMissingAttributes(metadata.value, requests, whole, signal);
    const bulk = await tablesAt(tableUris(datasets), requests, [study, series], signal);
    const context = { archive: id, identifierSystem, bulk, withoutSuv, study, series };
    return ok(readInstances(datasets, context));
  }

  async function thumbnail(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<Result<Blob>> {
    signal.throwIfAborted();
    return isUid(study) && isUid(series)
      ? thumbnailOf(requests, study, series, whole.offersOf(id), signal)
      : err(notUid(name));
  }

  const objectsOf: Archive['objectsOf'] = (study, series, signal) =>
    studyObjects(query, study, series, signal);

  const objectsElsewhereIn: Archive['objectsElsewhere'] = async (study, lookedThrough, signal, how) => {
    await afterPicture?.(signal);
    return how === 'by-series' && isUid(study)
      ? objectsBySeries({ ...query, listed }, study, lookedThrough, signal)
      : objectsElsewhere(query, study, lookedThrough, signal);
  };

  return {
    id,
    name,
    standing: () => ({
      rests: options.breaker?.restsUntil() !== undefined,
      wholeOnly: whole.offersOf(id).isAbsent('frames'),
      ...(options.pace?.ms !== undefined && { pace: options.pace.ms }),
    }),
    studiesOf,
    seriesOf,
    listedSeriesOf,
    instancesOf,
    instanceOf,
    thumbnail,
    objectsOf,
    objectsElsewhere: objectsElsewhereIn,
  };
}

/** A record may name anything as a study: only a UID goes into an address. */
const notUid = (where: string): Problem => ({
  kind: 'malformed',
  where,
  what: 'something that is not a UID',
});
