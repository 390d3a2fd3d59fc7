import { failed, found, type Result } from '../domain/problem';
import { isWithin } from './addresses';
import { object, text } from './json';
import { silence, type FhirServer } from './request';
import { retryAfter } from './wait';

const DEADLINE = 60_000;
const PAUSES = [1000, 3000];
const LONGEST_PAUSE = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of an attachment's `url`. Asked only below the record's own base, with its token (a literal address elsewhere is
 * `not-asked`: it could be anybody's); as they are, or out of the FHIR Binary that some servers wrap around them.
 * @throws the signal's reason when it aborts
 */
export async function bytesAt(
  server: FhirServer,
  url: string,
  mediaType: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const { where } = server;
  const address = URL.canParse(url, server.base.href) ? new URL(url, server.base) : undefined;
  if (address === undefined || !isWithin(address, server.base))
    return failed({ kind: 'not-asked', where, why: 'the report lies at an address outside the record' });
  const pauses = [...PAUSES];
  let token = server.tokens.tokenFor(address);
  let renewed = false;
  for (;;) {
    const answer = await attempt(server, address, mediaType, token, signal);
    if (!answer.ok) return answer;
    const { status, headers, bytes } = answer.value;
    if (status === 401 && token !== undefined && !renewed) {
      renewed = true;
      token = await server.tokens.renewed(token, signal);
      if (token === undefined) return failed({ kind: 'unauthorised', where });
      continue;
    }
    const pause = status === 429 || status === 503 ? pauses.shift() : undefined;
    if (pause === undefined) return read(status, headers, bytes, where);
    await server.wait(retryAfter(headers, server.now(), pause, LONGEST_PAUSE), signal);
    token = token && server.tokens.tokenFor(address);
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

async function attempt(
  { fetch, where }: FhirServer,
  address: URL,
  mediaType: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(DEADLINE);
  try {
    const { status, headers, body } = await fetch(address, {
      // R4 3.1.0.1.11: a Binary comes as itself where the Accept header is not FHIR's.
      headers: { accept: `${mediaType}, */*;q=0.5`, ...(token && { authorization: `Bearer ${token}` }) },
      signal: AbortSignal.any([signal, deadline]),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
    const bytes = await bounded(body);
    if (bytes === undefined) return failed({ kind: 'impossible-size', what: 'a report of more than 64 MB' });
    return found({ status, headers, bytes });
  } catch {
    signal.throwIfAborted();
    return failed(silence(deadline.aborted, where));
  }
}

/** Never more than the limit in memory, whatever the headers say. */
async function bounded(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    parts.push(part.value);
    size += part.value.byteLength;
    if (size > MOST_BYTES) {
      await reader?.cancel();
      return undefined;
    }
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function read(status: number, headers: Headers, bytes: Uint8Array, where: string): Result<Uint8Array> {
  if (status >= 200 && status < 300) return unwrapped(headers, bytes, where);
  if (status === 401) return failed({ kind: 'unauthorised', where });
  if (status === 403) return failed({ kind: 'forbidden', where });
  if (status === 404 || status === 410) return failed({ kind: 'not-found', where });
  if (status === 429 || status === 503) return failed({ kind: 'busy', where });
  return failed({ kind: 'failed', where, status });
}

/** A FHIR answer is a Binary with the bytes in it, or no report at all. */
function unwrapped(headers: Headers, bytes: Uint8Array, where: string): Result<Uint8Array> {
  if (bytes.byteLength === 0)
    return failed({ kind: 'malformed', where, what: 'nothing instead of a report' });
  if (!/fhir\+json|^application\/json/i.test(headers.get('content-type') ?? '')) return found(bytes);
  try {
    const resource = object(JSON.parse(new TextDecoder().decode(bytes)) as unknown);
    const inside =
      resource?.['resourceType'] === 'Binary' ? bytesOfBase64(text(resource['data'])) : undefined;
    return inside
      ? found(inside)
      : failed({ kind: 'malformed', where, what: 'something else instead of a report' });
  } catch {
    return failed({ kind: 'malformed', where, what: 'broken JSON instead of a report' });
  }
}

/** FHIR base64Binary may hold white space. `undefined` where it is no Base64. */
export function bytesOfBase64(data: string | undefined): Uint8Array | undefined {
  if (data === undefined) return undefined;
  try {
    return Uint8Array.from(atob(data.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
