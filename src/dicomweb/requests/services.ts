import { api } from 'dicomweb-client';
import type { InstanceUid, SeriesUid, StudyUid } from '../../domain/ids';
import { err, type Problem, type Result } from '../../domain/problem';
import { exchange, type Exchange, type FieldsForm } from '../exchange';
import type { JsonAnswer } from './json-answer';
import type { Requests } from './request';

type Query = Readonly<Record<string, string>>;

/** QIDO-RS and metadata of one archive: datasets, not yet understood. Rejects only with an aborted signal's reason. */
export interface DicomwebClient {
  studies(query: Query, signal: AbortSignal, fields?: FieldsForm): Promise<Result<JsonAnswer>>;
  series(
    study: StudyUid,
    query: Query,
    signal: AbortSignal,
    fields?: FieldsForm,
  ): Promise<Result<JsonAnswer>>;
  /** Metadata of something that was named: an answer without content is `not-found`. */
  seriesMetadata(study: StudyUid, series: SeriesUid, signal: AbortSignal): Promise<Result<JsonAnswer>>;
  instances(
    study: StudyUid,
    series: SeriesUid,
    query: Query,
    signal: AbortSignal,
  ): Promise<Result<JsonAnswer>>;
  instanceMetadata(
    study: StudyUid,
    series: SeriesUid,
    instance: InstanceUid,
    signal: AbortSignal,
  ): Promise<Result<JsonAnswer>>;
  studyMetadata(study: StudyUid, signal: AbortSignal): Promise<Result<JsonAnswer>>;
}

type Request = Pick<Exchange, 'instance'>;

/** What dicomweb-client takes: its published types leave the request out. */
interface Library {
  searchForStudies(options: { queryParams: object; request: Request }): Promise<unknown>;
  searchForSeries(options: {
    studyInstanceUID: string;
    queryParams: object;
    request: Request;
  }): Promise<unknown>;
  retrieveSeriesMetadata(options: {
    studyInstanceUID: string;
    seriesInstanceUID: string;
    request: Request;
  }): Promise<unknown>;
  searchForInstances(options: {
    studyInstanceUID: string;
    seriesInstanceUID: string;
    queryParams: object;
    request: Request;
  }): Promise<unknown>;
  retrieveInstanceMetadata(options: {
    studyInstanceUID: string;
    seriesInstanceUID: string;
    sopInstanceUID: string;
    request: Request;
  }): Promise<unknown>;
  retrieveStudyMetadata(options: { studyInstanceUID: string; request: Request }): Promise<unknown>;
}

/** dicomweb-client knows the addresses and parameters; the requests it makes are ours. */
export function dicomwebClient(requests: Requests): DicomwebClient {
  const url = requests.address([]).href.replace(/\/$/, '');
  // `verbose` would write patients' data to the console.
  const library = new api.DICOMwebClient({ url, verbose: false, singlepart: false }) as unknown as Library;

  async function ask(call: (request: Request) => Promise<unknown>, signal: AbortSignal, fields?: FieldsForm) {
    signal.throwIfAborted();
    const { instance, outcome } = exchange(requests, signal, fields);
    // Its promise stays open when a request fails, and says nothing more than the outcome does.
    void call({ instance }).catch(() => undefined);
    return outcome;
  }

  async function metadata(call: (request: Request) => Promise<unknown>, signal: AbortSignal) {
    const answer = await ask(call, signal);
    return answer.ok && answer.value.empty
      ? err<Problem>({ kind: 'not-found', where: requests.archive.name })
      : answer;
  }

  return {
    studies: (queryParams, signal, fields) =>
      ask((request) => library.searchForStudies({ queryParams, request }), signal, fields),
    series: (study, queryParams, signal, fields) =>
      ask(
        (request) => library.searchForSeries({ studyInstanceUID: study, queryParams, request }),
        signal,
        fields,
      ),
    seriesMetadata: (study, series, signal) =>
      metadata(
        (request) =>
          library.retrieveSeriesMetadata({ studyInstanceUID: study, seriesInstanceUID: series, request }),
        signal,
      ),
    instances: (study, series, queryParams, signal) =>
      ask(
        (request) =>
          library.searchForInstances({
            studyInstanceUID: study,
            seriesInstanceUID: series,
            queryParams,
            request,
          }),
        signal,
      ),
    instanceMetadata: (study, series, instance, signal) =>
      metadata(
        (request) =>
          library.retrieveInstanceMetadata({
            studyInstanceUID: study,
            seriesInstanceUID: series,
            sopInstanceUID: instance,
            request,
          }),
        signal,
      ),
    studyMetadata: (study, signal) =>
      metadata((request) => library.retrieveStudyMetadata({ studyInstanceUID: study, request }), signal),
  };
}
