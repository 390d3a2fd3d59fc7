import { inTurns } from '../../domain/turns';
import { search } from '../resource/bundle';
import { object, objects, text, type Json } from '../resource/json';
import { containedId, containedIn, localReference } from '../resource/reference';
import type { FhirServer } from '../resource/request';

/** Other resources by their reference, `Practitioner/1`. */
export type Surroundings = ReadonlyMap<string, Json>;

/** What a report may point to and the viewer reads, by a search for their ids: each has its scope in `scopes.ts`. */
export const READ = [
  'Observation',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Media',
  'DocumentReference',
  'ImagingSelection',
];

/** One search names this many resources: longer addresses are refused by some servers. */
const BATCH = 40;
const MOST = 2000;

/** The resource behind a reference: contained, or among those that were read. */
export function resolved(
  reference: unknown,
  within: Json,
  around: Surroundings,
  base: URL,
): Json | undefined {
  if (containedId(reference) !== undefined) return containedIn(within, reference);
  return around.get(localReference(reference, base) ?? '');
}

/** Resources of a search by their references. */
export function byReference(resources: readonly Json[]): Map<string, Json> {
  return new Map(
    resources.flatMap((resource) => {
      const id = text(resource['id']);
      return id === undefined ? [] : [[`${text(resource['resourceType']) ?? ''}/${id}`, resource]];
    }),
  );
}

/**
 * Adds what these resources point to and what that points to. What cannot be read is missing from the answer, and the report
 * says so where it matters: a report is never held back because its author's page is.
 * @throws the signal's reason when it aborts
 */
export async function withReferenced(
  server: FhirServer,
  resources: readonly Json[],
  known: Surroundings,
  signal: AbortSignal,
): Promise<Surroundings> {
  const around = new Map(known);
  const asked = new Set<string>();
  let next: readonly Json[] = resources;
  for (let step = 0; step < 3 && next.length > 0; step += 1) {
    const references = (await inTurns(next, (each) => referencesOf(each, server.base))).flat();
    const missing = [...new Set(references)]
      .filter((reference) => !around.has(reference) && !asked.has(reference))
      .slice(0, MOST - asked.size);
    for (const reference of missing) asked.add(reference);
    const already = [...new Set(references)]
      .map((each) => around.get(each))
      .filter((each) => each !== undefined);
    const found = await readAll(server, missing, signal);
    for (const [reference, resource] of found) around.set(reference, resource);
    next = step === 0 ? [...already, ...found.values()] : [...found.values()];
  }
  return around;
}

/** What is worth following from a report, a role, or a group of results. */
function referencesOf(resource: Json, base: URL): readonly string[] {
  const media = objects(resource['media']).map(({ link }) => link);
  const supporting = objects(resource['supportingInfo']).map((each) => each['reference'] ?? each);
  const inside = objects(resource['contained']).flatMap((each) =>
    referencesOf({ ...each, contained: undefined }, base),
  );
  const lists = ['performer', 'resultsInterpreter', 'result', 'hasMember'].flatMap((name) =>
    objects(resource[name]),
  );
  const isRole = resource['resourceType'] === 'PractitionerRole';
  const single = isRole ? [object(resource['practitioner']), object(resource['organization'])] : [];
  const direct = [...lists, ...media, ...supporting, ...single].flatMap(
    (each) => localReference(each, base) ?? [],
  );
  return [...direct, ...inside].filter((reference) => READ.includes(reference.split('/')[0] ?? ''));
}

async function readAll(server: FhirServer, references: readonly string[], signal: AbortSignal) {
  // What the sign-in does not allow is not asked; the report says what of it is not here.
  const batches = READ.filter((type) => server.grants(type, 's')).flatMap((type) => {
    const ids = references
      .filter((each) => each.startsWith(`${type}/`))
      .map((each) => each.slice(type.length + 1));
    return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, at) => ({
      type,
      ids: ids.slice(at * BATCH, (at + 1) * BATCH),
    }));
  });
  const answers = await Promise.all(
    batches.map(({ type, ids }) => search(server, `${type}?_id=${ids.join(',')}&_count=${BATCH}`, signal)),
  );
  const found = byReference(answers.flatMap((answer) => (answer.ok ? answer.value.resources : [])));
  // Only what was asked for: a server's generosity does not put a stranger's resource in place of another.
  return new Map([...found].filter(([reference]) => references.includes(reference)));
}
