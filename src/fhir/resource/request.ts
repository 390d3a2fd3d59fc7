import type { TokenSource } from '../../domain/ports/token-source';
import { err, ok, type Result } from '../../domain/problem';
import type { Answer } from '../../http/answer';
import { settled } from '../../http/failure';
import { request } from '../../http/request';

/** How the record is asked. */
export interface FhirServer {
  /** The FHIR base, with a slash at its end */
  readonly base: URL;
  /** The record's name */
  readonly where: string;
  readonly tokens: TokenSource;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds it may be silent, see `Server` */
  readonly patience?: number;
}

const RETRIES = { repeats: 2, delay: 1000, longest: 10_000 };

/** What is asked of the record, and how its answer is read. */
export interface Question<T> {
  readonly address: URL;
  readonly accept: string;
  /** Reads the body of an answer that is good by its status. */
  readonly read: (answer: Answer) => Promise<Result<T>>;
}

/**
 * GETs below the record's base, see `request`. Redirects are not followed: they could lead a token astray.
 * @throws the signal's reason when it aborts
 */
export async function ask<T>(
  server: FhirServer,
  { address, accept, read }: Question<T>,
  signal: AbortSignal,
): Promise<Result<T>> {
  const question = { address, accept, space: spaceOf(server.base, address) };
  const answer = await request({ ...server, retries: RETRIES }, question, signal);
  if (!answer.ok) return answer;
  const result = await settled(() => read(answer.value));
  return result.ok ? result.value : result;
}

/** The type of resource that is asked for: a server that refuses Appointments to this sign-in may give the rest. */
export const spaceOf = (base: URL, { pathname }: URL): string =>
  base.href + (pathname.slice(base.pathname.length).split('/')[0] ?? '');

/** Bytes of JSON that are taken */
const MOST_JSON = 256 * 1024 * 1024;

/** GETs FHIR JSON, see `ask`. @throws the signal's reason when it aborts */
export function getJson(server: FhirServer, address: URL, signal: AbortSignal): Promise<Result<unknown>> {
  const question = {
    address,
    accept: 'application/fhir+json',
    read: async (answer: Answer) => json(answer, await answer.bytes(MOST_JSON)),
  };
  return ask(server, question, signal);
}

/** A login page says 200 too, so what it holds counts, not what it says it is. */
function json({ mediaType, where }: Answer, bytes: Uint8Array): Result<unknown> {
  const body = new TextDecoder().decode(bytes);
  try {
    return ok(JSON.parse(body) as unknown);
  } catch {
    const what =
      body === ''
        ? 'nothing'
        : mediaType.type.includes('html') || body.trimStart().startsWith('<')
          ? 'HTML or XML'
          : 'broken JSON';
    return err({ kind: 'malformed', where, what: `${what} instead of FHIR JSON` });
  }
}
