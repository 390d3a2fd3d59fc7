import { api } from 'dicomweb-client';
import type { InstanceUid, SeriesUid, StudyUid } from '../../domain/ids';
import { err, type Problem, type Result } from '../../domain/problem';
import { settled } from '../../http/failure';
import { accepting } from './accepting';
import { datasetsOf, type JsonAnswer } from './json-answer';
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
  /** @param series of all series of the study where it is not said */
  instances(
    study: StudyUid,
    series: SeriesUid | undefined,
    query: Query,
    signal: AbortSignal,
    fields?: FieldsForm,
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
    seriesInstanceUID?: string;
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
    instances: (study, series, queryParams, signal, fields) =>
      ask(
        (request) =>
          library.searchForInstances({
            studyInstanceUID: study,
            ...(series !== undefined && { seriesInstanceUID: series }),
            queryParams,
            request,
          }),
        signal,
        fields,
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

/** After the one that the library asks for (PS3.18 §8.7.3) */
const PLAINER_JSON = 'application/dicom+json, application/json, */*;q=0.1';

/** Of the answer's form only: what may be wrong with a search's parameters is for the search to try. */
const ofMediaType = (problem: Problem) => problem.kind === 'failed' && [406, 415].includes(problem.status);

/**
 * The XMLHttpRequest that dicomweb-client drives, carried out by our own requests: its own has no deadline, no abort
 * and no status of a failure, and it logs answers. Only what the library touches is here.
 */
interface Exchange {
  readonly instance: XMLHttpRequest;
  /** What became of it; pending until the library has sent it. Rejects with the signal's reason when aborted. */
  readonly outcome: Promise<Result<JsonAnswer>>;
}

/** How several attributes are asked for: archives honour only the one or the other, the library writes only the list. */
export type FieldsForm = 'repeated' | 'list';

function exchange(requests: Requests, signal: AbortSignal, form: FieldsForm = 'repeated'): Exchange {
  let address = '';
  let accept = '*/*';
  let settle: (outcome: Promise<Result<JsonAnswer>>) => void = () => undefined;
  const outcome = new Promise<Result<JsonAnswer>>((resolve) => {
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

  async function carryOut(): Promise<Result<JsonAnswer>> {
    const url = new URL(form === 'repeated' ? repeated(address) : address);
    const answer = await accepting(requests, 'json', url, [accept, PLAINER_JSON], signal, {
      isOfForm: ofMediaType,
    });
    const result = answer.ok ? await settled(() => datasetsOf(answer.value)) : answer;
    // A failure ends here: the library would make an Error without a reason of it.
    if (result.ok) {
      Object.assign(instance, { readyState: 4, status: 200, response: result.value.datasets });
      instance.onreadystatechange?.();
    }
    return result;
  }

  return { instance: instance as unknown as XMLHttpRequest, outcome };
}

/** `includefield=a,b` as `includefield=a&includefield=b` */
function repeated(url: string): string {
  return url.replace(/includefield=([^&]*)/, (_, fields: string) =>
    decodeURIComponent(fields)
      .split(',')
      .map((field) => `includefield=${field}`)
      .join('&'),
  );
}
