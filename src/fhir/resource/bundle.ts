import { togetherShort, type Shortfall } from '../../domain/knowledge/remote';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import { inTurns } from '../../domain/turns';
import { count, list, object, objects, text, type Json } from './json';
import { nextPageOf } from './next-page';
import { isOutcome, outcomeInstead, shortfallOf } from './outcome';
import { getAnswer, type FhirServer } from './request';
import { namesInside, ownNameIn, withOwnNames } from './own-names';
import { patientsIn } from './subject';

/** A search's resources: what matched and what was included, each once; and why they may not be all. */
export interface Found {
  readonly resources: readonly Json[];
  /** Patients among the entries, by the `urn:uuid:…` that the others name them by */
  readonly brought: ReadonlyMap<string, Json>;
  readonly shortfalls: readonly Shortfall[];
}

/** A refusal, and whether a plainer form of the question may be answered all the same. */
export interface Refused {
  readonly problem: Problem;
  readonly ofForm: boolean;
}

const MOST_PAGES = 200;
const MOST_RESOURCES = 20_000;

/**
 * Searches, and follows every `next` link. What came is kept whatever becomes of the rest: a page that does not come, a
 * link that leads nowhere or round in a circle, a limit, an outcome or a Warning header that says so, and a total above
 * what came each make the answer one that is not all (H2). Only without a first page is it a problem.
 * @param query relative to the base: `ImagingStudy?patient=1`
 * @param beforeNext settles when a page after the first may be asked for
 */
export async function search(
  server: FhirServer,
  query: string,
  signal: AbortSignal,
  beforeNext?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<Found>> {
  const found = await searched(server, query, signal, beforeNext);
  return found.ok ? found : err(found.problem.problem);
}

/** As `search`, telling a refusal of the form from others. */
export async function searched(
  server: FhirServer,
  query: string,
  signal: AbortSignal,
  beforeNext?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<Found, Refused>> {
  const [type = ''] = query.split('?');
  const seen = new Set<string>();
  const all = collection(type, server.base);
  let address: URL | undefined = new URL(query, server.base);
  while (address !== undefined) {
    seen.add(address.href);
    const page = await pageAt(server, type, address, seen.size > 1, signal);
    if (!page.ok) {
      if (seen.size === 1) return page;
      return ok(all.with({ kind: 'page-missing', problem: page.problem.problem }));
    }
    const isNews = all.take(page.value);
    if (all.isFull()) return ok(all.with({ kind: 'limit-reached', most: MOST_RESOURCES }));
    const next = nextPageOf(page.value.bundle, address, server.base, type);
    if (next === undefined && (isNews || seen.size === 1)) return ok(all.whole());
    const isRound = (!isNews && seen.size > 1) || (next instanceof URL && seen.has(next.href));
    // Some write an empty link behind the last page, or that page's own: all that was announced is here then.
    if ((isRound || next === 'unsaid') && all.isAsAnnounced()) return ok(all.whole());
    if (isRound) return ok(all.with(circle(server)));
    if (!(next instanceof URL)) return ok(all.with(elsewhere(server)));
    if (seen.size >= MOST_PAGES) return ok(all.with({ kind: 'limit-reached', most: all.size() }));
    await beforeNext?.(signal);
    address = next;
  }
  return ok(all.whole());
}

interface Page {
  readonly bundle: Json;
  readonly warning: boolean;
}

async function pageAt(
  server: FhirServer,
  type: string,
  address: URL,
  isFurther: boolean,
  signal: AbortSignal,
): Promise<Result<Page, Refused>> {
  const answer = await getAnswer(server, address, signal);
  if (!answer.ok) return err({ problem: answer.problem, ofForm: mayBeOfForm(answer.problem) });
  const bundle = object(answer.value.json);
  const warning = answer.value.warning;
  if (bundle?.['resourceType'] === 'Bundle')
    return ok({ bundle: await inOwnWords(server, bundle, type, signal), warning });
  if (bundle !== undefined && isOutcome(bundle)) {
    const instead = outcomeInstead(bundle, server.where);
    if (instead.kind !== 'nothing')
      return err({ problem: instead.problem, ofForm: instead.kind === 'of-form' });
    // A page that was announced and is not known any more ("Search does not exist") had something on it.
    if (!isFurther) return ok({ bundle: {}, warning });
    return err({ problem: malformed(server, 'an OperationOutcome instead of a page'), ofForm: false });
  }
  return err({ problem: malformed(server, 'something else instead of a Bundle'), ofForm: false });
}

/**
 * A Bundle whose entries name each other as at the address that we know. A record that calls itself otherwise says so of the
 * answer (`self`), or of the launched patient: then that name holds for the patient, and for all else where every entry of
 * the answer is called by it.
 */
async function inOwnWords(server: FhirServer, given: Json, type: string, signal: AbortSignal): Promise<Json> {
  const { base, capabilities, launched } = server;
  const { ownNames } = capabilities;
  const ownName = ownNameIn(given, base, type);
  if (ownName !== undefined) ownNames.add(ownName);
  const bundle = await renamedIn(given, ownNames);
  const entries = objects(bundle['entry']);
  if (launched === undefined || !namesInside(entries, launched.id, base)) return bundle;
  const root = await launched.root(server, signal);
  if (root === undefined) return bundle;
  const isOfAll = entries.every(({ fullUrl }) => text(fullUrl)?.startsWith(`${root}/`));
  if (isOfAll) ownNames.add(root);
  return renamedIn(bundle, new Set([root]), isOfAll ? undefined : `Patient/${launched.id}`);
}

/** In turns: it may hold thousands. */
async function renamedIn(bundle: Json, names: ReadonlySet<string>, only?: string): Promise<Json> {
  if (names.size === 0) return bundle;
  const given = bundle['entry'];
  if (!Array.isArray(given)) return withOwnNames(bundle, names, only);
  return { ...bundle, entry: await inTurns(list(given), (each) => withOwnNames(each, names, only)) };
}

/** Refusals that servers give to parameters they do not know or will not take; 403 unless it says that it is the person. */
function mayBeOfForm(problem: Problem): boolean {
  if (problem.kind === 'forbidden') return problem.ofPerson !== true;
  return (
    problem.kind === 'failed' && [400, 405, 406, 413, 414, 415, 422, 431, 500, 501].includes(problem.status)
  );
}

const malformed = ({ where }: FhirServer, what: string): Problem => ({ kind: 'malformed', where, what });
const circle = (server: FhirServer): Shortfall => ({
  kind: 'page-missing',
  problem: malformed(server, 'a page that came before as the next one'),
});
const elsewhere = (server: FhirServer): Shortfall => ({
  kind: 'page-missing',
  problem: malformed(server, 'a next page at an address that is not the record’s'),
});

/** Labels of an answer from which something was taken away (v3-ObservationValue): as tags, or as security labels */
const TAKEN_AWAY: ReadonlySet<string> = new Set(['SUBSETTED', 'REDACTED']);

function isLabelledPart(bundle: Json): boolean {
  const { tag, security } = object(bundle['meta']) ?? {};
  return [...objects(tag), ...objects(security)].some((each) =>
    TAKEN_AWAY.has(text(each['code'])?.toUpperCase() ?? ''),
  );
}

/** What has come of a search so far. */
function collection(type: string, base: URL) {
  const resources = new Map<string, Json>();
  const outcomes: Json[] = [];
  const brought = new Map<string, Json>();
  let unreadable = 0;
  let matches = 0;
  let total: number | undefined;
  let warned = false;
  let full = false;

  /** @returns whether it brought anything that was not here already, or had nothing to bring */
  const take = ({ bundle, warning }: Page): boolean => {
    // Anything that is there and no entry could not be read.
    const entries = list(bundle['entry']);
    const before = resources.size + outcomes.length + unreadable;
    const said = count(bundle['total']);
    // What was announced once and is not any more may have gone, or may be kept back from here on.
    if (said !== undefined) total = Math.max(said, total ?? 0);
    warned ||= warning || isLabelledPart(bundle);
    for (const [url, patient] of patientsIn(bundle, base)) brought.set(url, patient);
    // R5 has a place of its own for them.
    outcomes.push(...objects(bundle['issues']).filter(isOutcome));
    for (const entry of entries) {
      const resource =
        object(object(entry)?.['resource']) ?? object(object(object(entry)?.['response'])?.['outcome']);
      const name = resource && text(resource['resourceType']);
      // What lies in a Bundle of its own answers another question, or says nothing of what is not in it.
      if (resource === undefined || name === undefined || name === 'Bundle') unreadable += 1;
      else if (isOutcome(resource)) outcomes.push(resource);
      else {
        const id = text(resource['id']);
        const key = id === undefined ? `#${resources.size}` : `${name}/${id}`;
        if (resources.has(key)) continue;
        // One page may hold more than all pages together may.
        full = resources.size >= MOST_RESOURCES;
        if (full) break;
        if (name === type) matches += 1;
        resources.set(key, resource);
      }
    }
    return entries.length === 0 || resources.size + outcomes.length + unreadable > before;
  };

  /**
   * A total is of matches (R4 Bundle.total). Some servers count what was included too, but one that is as large as all that is
   * here may be of matches that are missing: nobody can tell.
   */
  const isAsAnnounced = () => total !== undefined && total <= matches + unreadable;
  const shortfalls = (more: readonly Shortfall[]): readonly Shortfall[] => {
    const came = matches + unreadable;
    const said = shortfallOf(outcomes);
    return togetherShort([
      ...(unreadable > 0 ? [{ kind: 'unreadable' as const, count: unreadable }] : []),
      ...(said ? [said] : warned ? [{ kind: 'source-says-incomplete' as const }] : []),
      ...more,
      ...(total !== undefined && !isAsAnnounced()
        ? [{ kind: 'fewer-than-announced' as const, announced: total, came }]
        : []),
    ]);
  };
  const found = (more: readonly Shortfall[]): Found => ({
    resources: [...resources.values()],
    brought,
    shortfalls: shortfalls(more),
  });
  return {
    take,
    size: () => resources.size,
    isFull: () => full,
    isAsAnnounced,
    whole: () => found([]),
    with: (shortfall: Shortfall) => found([shortfall]),
  };
}

/** What the whole of several answers lacks. */
export const shortOf = (answers: readonly Result<Found>[]): readonly Shortfall[] =>
  togetherShort(answers.flatMap((answer) => (answer.ok ? answer.value.shortfalls : [])));

/** Those of one type */
export const ofType = (resources: readonly Json[], type: string): readonly Json[] =>
  resources.filter(({ resourceType }) => resourceType === type);
