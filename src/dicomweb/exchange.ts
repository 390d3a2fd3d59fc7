import type { Problem, Result } from '../domain/problem';
import { settled } from '../http/failure';
import { datasetsOf, type JsonAnswer } from './requests/json-answer';
import { accepting } from './requests/accepting';
import type { Requests } from './requests/request';

/** After the one that the library asks for (PS3.18 §8.7.3) */
const PLAINER_JSON = 'application/dicom+json, application/json, */*;q=0.1';

/** Of the answer's form only: what may be wrong with a search's parameters is for the search to try. */
const ofMediaType = (problem: Problem) => problem.kind === 'failed' && [406, 415].includes(problem.status);

/**
 * The XMLHttpRequest that dicomweb-client drives, carried out by our own requests: its own has no deadline, no abort
 * and no status of a failure, and it logs answers. Only what the library touches is here.
 */
export interface Exchange {
  readonly instance: XMLHttpRequest;
  /** What became of it; pending until the library has sent it. Rejects with the signal's reason when aborted. */
  readonly outcome: Promise<Result<JsonAnswer>>;
}

/** How several attributes are asked for: archives honour only the one or the other, the library writes only the list. */
export type FieldsForm = 'repeated' | 'list';

export function exchange(requests: Requests, signal: AbortSignal, form: FieldsForm = 'repeated'): Exchange {
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
