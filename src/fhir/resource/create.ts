import { err, ok, type Problem, type Result } from '../../domain/problem';
import { settled } from '../../http/failure';
import { readJson } from '../../http/json';
import { request } from '../../http/request';
import { object, objects, text, type Json } from './json';
import { spaceOf, type FhirServer } from './request';

/** Nothing is repeated by itself: it may have arrived */
const NO_REPEATS = { repeats: 0, delay: 0, longest: 0 };
const PATIENCE = 15_000;
/** Bytes of a refusal that are read, and letters of it that are kept */
const [LONGEST_REFUSAL, MOST_WORDS] = [64 * 1024, 200];

/** Media types of what no FHIR server answers to a create */
const PAGES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);

/**
 * Puts a resource into the record, once: who asks again looks first whether it arrived.
 * @param to below the record's base, where it is not the place of its type: an operation
 * @throws the signal's reason when it aborts
 */
export async function createdIn(
  server: FhirServer,
  json: Json,
  signal: AbortSignal,
  to = text(json['resourceType']) ?? '',
): Promise<Result<void>> {
  const address = new URL(to, server.base);
  const answer = await request(
    { ...server, retries: NO_REPEATS, patience: PATIENCE },
    {
      address,
      accept: 'application/fhir+json',
      space: spaceOf(server.base, address),
      body: {
        contentType: 'application/fhir+json',
        bytes: new TextEncoder().encode(JSON.stringify(json)),
      },
      isAnswer: (status) => status >= 400 && status < 500 && ![401, 408, 429].includes(status),
    },
    signal,
  );
  if (!answer.ok) return answer;
  const { status, mediaType, chunks } = answer.value;
  if (status < 300) {
    answer.value.discard();
    // A page for people, of a sign-in or a proxy, is no word of the record's: nobody knows what it took.
    return PAGES.has(mediaType.type)
      ? err<Problem>({ kind: 'malformed', where: server.where, what: 'a page instead of an answer' })
      : ok(undefined);
  }
  const read = await settled(() => readJson(chunks(), LONGEST_REFUSAL));
  const outcome = read.ok && read.value.ok ? object(read.value.value.value) : undefined;
  const why = objects(outcome?.['issue'])
    .map((issue) => text(issue['diagnostics']) ?? text(object(issue['details'])?.['text']))
    .find(Boolean);
  return err<Problem>({
    kind: 'not-stored',
    where: server.where,
    why: why?.slice(0, MOST_WORDS) ?? `it refused (HTTP status ${status})`,
  });
}
