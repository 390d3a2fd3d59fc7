import type { TokenSource } from '../../domain/ports/token-source';
import { err, ok, type Result } from '../../domain/problem';
import type { Answer } from '../../http/answer';
import { settled } from '../../http/failure';
import { readJson, type NoJson } from '../../http/json';
import type { ServerCapabilities } from '../../http/question-forms';
import { request } from '../../http/request';
import { saidMissing } from '../../http/warning';
import { object } from './json';
import { withOwnNames } from './own-names';
import { isOfPerson } from './outcome';

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
  /** What it was seen to take, for the session */
  readonly capabilities: ServerCapabilities;
  /** Whether the sign-in was granted to read (`r`) or to search (`s`) resources of a type: what was not is not asked */
  grants(type: string, interaction: 'r' | 's'): boolean;
  /** Whether it was granted to search some resources of a type alone */
  grantsPart?(type: string): boolean;
  /** Milliseconds it may be silent, see `Server` */
  readonly patience?: number;
  /** The launched patient, and how the record itself calls the place where they are; see `patients-root.ts` */
  readonly launched?: {
    readonly id: string;
    readonly root: (server: FhirServer, signal: AbortSignal) => Promise<string | undefined>;
  };
}

const RETRIES = { repeats: 2, delay: 1000, longest: 10_000 };
const FORBIDDEN = 403;

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
  const space = spaceOf(server.base, address);
  // A refusal may say whom it refuses; what others say is for engineers.
  const isAnswer = (status: number) => status === FORBIDDEN;
  const answer = await request({ ...server, retries: RETRIES }, { address, accept, space, isAnswer }, signal);
  if (!answer.ok) return answer;
  if (answer.value.status === FORBIDDEN) return forbidden(answer.value, server.where);
  const result = await settled(() => read(answer.value));
  return result.ok ? result.value : result;
}

/** The type of resource that is asked for: a server that refuses Appointments to this sign-in may give the rest. */
export function spaceOf(base: URL, { pathname }: URL): string {
  const [type = '', id] = pathname.slice(base.pathname.length).split('/');
  // That the patient may be read speaks for the session; that nobody may be searched for does not.
  return base.href + type + (type === 'Patient' && id === undefined ? '?' : '');
}

/** Bytes of a refusal that are read: an OperationOutcome is short */
const LONGEST_REFUSAL = 64 * 1024;

/** Whether a refusal's OperationOutcome says that it is the person, and not the form of the question. */
async function forbidden(answer: Answer, where: string): Promise<Result<never>> {
  const plain = err({ kind: 'forbidden' as const, where });
  if (!answer.mediaType.type.includes('json')) {
    answer.discard();
    return plain;
  }
  const read = await settled(() => readJson(answer.chunks(), LONGEST_REFUSAL));
  const outcome = read.ok && read.value.ok ? object(read.value.value.value) : undefined;
  return outcome !== undefined && isOfPerson(outcome)
    ? err({ kind: 'forbidden', where, ofPerson: true })
    : plain;
}

/** A body in FHIR JSON, and whether its headers or its status speak of what is missing: nobody can tell what that is. */
export interface JsonAnswer {
  readonly json: unknown;
  readonly warning: boolean;
}

/** GETs FHIR JSON, see `ask`. @throws the signal's reason when it aborts */
export async function getJson(
  server: FhirServer,
  address: URL,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const answer = await getAnswer(server, address, signal);
  return answer.ok ? ok(withOwnNames(answer.value.json, server.capabilities.ownNames)) : answer;
}

/** As `getJson`, with what the headers say of it. */
export function getAnswer(
  server: FhirServer,
  address: URL,
  signal: AbortSignal,
): Promise<Result<JsonAnswer>> {
  const question = {
    address,
    accept: 'application/fhir+json',
    read: async (answer: Answer): Promise<Result<JsonAnswer>> => {
      const read = await json(answer, server.where);
      return read.ok ? ok({ json: read.value, warning: saidMissing(answer) !== undefined }) : read;
    },
  };
  return ask(server, question, signal);
}

/** One page of the longest list that is read: 20,000 resources of a record are a tenth of it */
const MOST = 64 * 1024 * 1024;

const WHAT: Readonly<Record<Exclude<NoJson, 'too-large'>, string>> = {
  nothing: 'nothing',
  markup: 'HTML or XML',
  broken: 'broken JSON',
  'too-deep': 'JSON that nests too deeply',
};

/** A login page says 200 too, so what it holds counts, not what it says it is. */
async function json(answer: Answer, where: string): Promise<Result<unknown>> {
  const read = await readJson(answer.chunks(), MOST, answer.mediaType);
  if (read.ok) return ok(read.value.value);
  if (read.problem === 'too-large')
    return err({ kind: 'too-large', where, what: 'a list of more than 64 MB' });
  const isMarkup = read.problem === 'broken' && answer.mediaType.type.includes('html');
  return err({
    kind: 'malformed',
    where,
    what: `${WHAT[isMarkup ? 'markup' : read.problem]} instead of FHIR JSON`,
  });
}
