import { api } from 'dicomweb-client';
import type { InstanceUid, SeriesUid, StudyUid } from '../../domain/ids';
import type { Result } from '../../domain/problem';
import { settled } from '../../http/failure';
import type { Dataset } from '../../dicom/dataset';
import { datasetsOf } from './json-answer';
import type { Requests } from './request';

/** QIDO-RS and metadata of one archive: datasets, not yet understood. Rejects only with an aborted signal's reason. */
export interface DicomwebClient {
  studies(query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Result<readonly Dataset[]>>;
  series(
    study: StudyUid,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<readonly Dataset[]>>;
  seriesMetadata(
    study: StudyUid,
    series: SeriesUid,
    signal: AbortSignal,
  ): Promise<Result<readonly Dataset[]>>;
  instances(
    study: StudyUid,
    series: SeriesUid,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<readonly Dataset[]>>;
  instanceMetadata(
    study: StudyUid,
    series: SeriesUid,
    instance: InstanceUid,
    signal: AbortSignal,
  ): Promise<Result<readonly Dataset[]>>;
  studyMetadata(study: StudyUid, signal: AbortSignal): Promise<Result<readonly Dataset[]>>;
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

  async function ask(call: (request: Request) => Promise<unknown>, signal: AbortSignal) {
    signal.throwIfAborted();
    const { instance, outcome } = exchange(requests, signal);
    // Its promise stays open when a request fails, and says nothing more than the outcome does.
    void call({ instance }).catch(() => undefined);
    return outcome;
  }

  return {
    studies: (queryParams, signal) =>
      ask((request) => library.searchForStudies({ queryParams, request }), signal),
    series: (study, queryParams, signal) =>
      ask((request) => library.searchForSeries({ studyInstanceUID: study, queryParams, request }), signal),
    seriesMetadata: (study, series, signal) =>
      ask(
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
      ask(
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
      ask((request) => library.retrieveStudyMetadata({ studyInstanceUID: study, request }), signal),
  };
}

/**
 * The XMLHttpRequest that dicomweb-client drives, carried out by our own requests: its own has no deadline, no abort
 * and no status of a failure, and it logs answers. Only what the library touches is here.
 */
interface Exchange {
  readonly instance: XMLHttpRequest;
  /** What became of it; pending until the library has sent it. Rejects with the signal's reason when aborted. */
  readonly outcome: Promise<Result<readonly Dataset[]>>;
}

function exchange(requests: Requests, signal: AbortSignal): Exchange {
  let address = '';
  let accept = '*/*';
  let settle: (outcome: Promise<Result<readonly Dataset[]>>) => void = () => undefined;
  const outcome = new Promise<Result<readonly Dataset[]>>((resolve) => {
    settle = resolve;
  });
  const instance = {
    onreadystatechange: undefined as (() => void) | undefined,
    readyState: 0,
    status: 0,
    responseType: '',
    response: undefined as unknown,
    open: (_method: string, url: string) => {
      address = url;
    },
    setRequestHeader: (name: string, value: string) => {
      if (name.toLowerCase() === 'accept') accept = value;
    },
    // The body is parsed already: the library must not take it for multipart.
    getResponseHeader: () => null,
    getAllResponseHeaders: () => '',
    send: () => settle(carryOut()),
  };

  async function carryOut(): Promise<Result<readonly Dataset[]>> {
    const answer = await requests.get(new URL(repeated(address)), accept, signal);
    const result = answer.ok ? await settled(() => datasetsOf(answer.value)) : answer;
    // A failure ends here: the library would make an Error without a reason of it.
    if (result.ok) {
      Object.assign(instance, { readyState: 4, status: 200, response: result.value });
      instance.onreadystatechange?.();
    }
    return result;
  }

  return { instance: instance as unknown as XMLHttpRequest, outcome };
}

/** `includefield=a,b` as `includefield=a&includefield=b`: archives honour only the second, the library writes only the first. */
function repeated(url: string): string {
  return url.replace(/includefield=([^&]*)/, (_, fields: string) =>
    decodeURIComponent(fields)
      .split(',')
      .map((field) => `includefield=${field}`)
      .join('&'),
  );
}
