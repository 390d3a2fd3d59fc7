import type { Result } from '../domain/problem';
import { settled } from '../http/failure';
import type { Dataset } from '../dicom/dataset';
import { datasetsOf } from './requests/json-answer';
import type { Requests } from './requests/request';

/**
 * The XMLHttpRequest that dicomweb-client drives, carried out by our own requests: its own has no deadline, no abort
 * and no status of a failure, and it logs answers. Only what the library touches is here.
 */
export interface Exchange {
  readonly instance: XMLHttpRequest;
  /** What became of it; pending until the library has sent it. Rejects with the signal's reason when aborted. */
  readonly outcome: Promise<Result<readonly Dataset[]>>;
}

export function exchange(requests: Requests, signal: AbortSignal): Exchange {
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
