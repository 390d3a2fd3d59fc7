import type { FhirServer } from '../resource/request';
import { object, objects, text } from '../resource/json';
import type { Answer } from '../../http/answer';
import { settled } from '../../http/failure';
import { readJson } from '../../http/json';
import { request } from '../../http/request';
import { retryAfter } from '../../http/retry-after';

/** What became of a sending. */
export type Sent =
  | { readonly kind: 'taken' }
  /** This one will never be taken; `why` is what the store said */
  | { readonly kind: 'never'; readonly why?: string }
  /**
   * To be tried again after so many milliseconds: nothing is taken from this viewer, or not now. `silent`: no answer came in
   * time, so that nobody knows whether it was taken
   */
  | { readonly kind: 'refused' | 'later'; readonly again: number; readonly silent?: true };

/** Who is refused is not asked more often: leave may be given meanwhile */
const REFUSED_PAUSE = 60_000;
/** Nobody waits for it */
const PATIENCE = 15_000;
const NO_REPEATS = { repeats: 0, delay: 0, longest: 0 };
/** It has no place for them, whoever asks */
const NO_PLACE: ReadonlySet<number> = new Set([404, 405, 410, 501]);

/** Where events are posted to, and what its refusal of a token speaks for. */
export interface PostOffice
  extends Pick<FhirServer, 'where' | 'fetch' | 'wait' | 'now'>, Partial<Pick<FhirServer, 'tokens'>> {
  readonly address: URL;
  readonly space: string;
}

/**
 * Posts one event, once.
 * @param pause milliseconds until the next try, where the store says none
 */
export async function post(
  { address, space, ...server }: PostOffice,
  body: string,
  pause: number,
  now: () => number,
  ended: AbortSignal,
): Promise<Sent> {
  const question = {
    address,
    accept: 'application/fhir+json',
    space,
    body: { contentType: 'application/fhir+json', bytes: new TextEncoder().encode(body) },
    // The last look is still reported while the tab closes.
    keepalive: true,
    isAnswer: (status: number) => status !== 401,
  };
  const answer = await request({ ...server, retries: NO_REPEATS, patience: PATIENCE }, question, ended);
  if (!answer.ok) {
    const { kind } = answer.problem;
    if (kind === 'redirected') return { kind: 'never' };
    if (kind === 'unauthorised') return { kind: 'refused', again: REFUSED_PAUSE };
    return { kind: 'later', again: pause, silent: true };
  }
  const { status } = answer.value;
  const isRefused = status === 403 || NO_PLACE.has(status);
  if (status >= 400 && status < 500 && status !== 408 && status !== 429 && !isRefused)
    return { kind: 'never', ...(await refusalIn(answer.value)) };
  answer.value.discard();
  if (status < 300) return { kind: 'taken' };
  if (isRefused) return { kind: 'refused', again: REFUSED_PAUSE };
  return { kind: 'later', again: retryAfter(answer.value.header('retry-after'), now(), pause, 60_000) };
}

/** Bytes of a refusal that are read, and letters of it that are kept */
const [LONGEST_REFUSAL, MOST_WORDS] = [64 * 1024, 200];

/** What the store has against an event, in its own words: its form, and nothing of the patient is asked for there. */
async function refusalIn(answer: Answer): Promise<{ readonly why?: string }> {
  const read = await settled(() => readJson(answer.chunks(), LONGEST_REFUSAL));
  const outcome = read.ok && read.value.ok ? object(read.value.value.value) : undefined;
  const said = objects(outcome?.['issue']).map(
    (issue) => text(issue['diagnostics']) ?? text(object(issue['details'])?.['text']),
  );
  const why = said.find((each) => each !== undefined)?.slice(0, MOST_WORDS);
  return why === undefined ? {} : { why };
}
