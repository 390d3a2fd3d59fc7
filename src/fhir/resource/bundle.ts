import { err, ok, type Result } from '../../domain/problem';
import { isWithin } from './addresses';
import { object, objects, text, type Json } from './json';
import { getJson, type FhirServer } from './request';
import { patientsIn } from './subject';

/** A search's resources: what matched and what was included. */
export interface Found {
  readonly resources: readonly Json[];
  /** Entries that are no resource */
  readonly unreadable: number;
  /** Patients among the entries, by the `urn:uuid:…` that the others name them by */
  readonly brought: ReadonlyMap<string, Json>;
}

const MOST_PAGES = 200;
const MOST_RESOURCES = 20_000;

/**
 * Searches, and follows every `next` link, which is opaque but must lie within the record's own base: a link that leads
 * elsewhere is malformed and not followed. All pages or a problem: half a list never passes for a list (H2).
 * @param query relative to the base: `ImagingStudy?patient=1`
 * @param further settles when a page after the first may be asked for
 */
export async function search(
  server: FhirServer,
  query: string,
  signal: AbortSignal,
  further?: (signal: AbortSignal) => Promise<void>,
): Promise<Result<Found>> {
  const seen = new Set<string>();
  const resources: Json[] = [];
  const brought = new Map<string, Json>();
  let unreadable = 0;
  let address: URL | undefined = new URL(query, server.base);
  while (address !== undefined) {
    if (seen.has(address.href)) return malformed(server, 'a page that names itself as the next one');
    if (seen.size >= MOST_PAGES || resources.length > MOST_RESOURCES)
      return malformed(server, 'more pages than a patient can have');
    seen.add(address.href);
    const answer = await getJson(server, address, signal);
    if (!answer.ok) return answer;
    const bundle = object(answer.value);
    if (bundle?.['resourceType'] !== 'Bundle') return malformed(server, 'something else instead of a Bundle');

    const page = pageOf(bundle);
    for (const resource of page.resources) resources.push(resource);
    unreadable += page.unreadable;
    for (const [url, patient] of page.brought) brought.set(url, patient);
    const next = nextOf(bundle, address);
    if (next !== undefined && !isWithin(next, server.base))
      return malformed(server, 'a next page on another server');
    if (next !== undefined) await further?.(signal);
    address = next;
  }
  return ok({ resources, unreadable, brought });
}

const malformed = ({ where }: FhirServer, what: string) => err({ kind: 'malformed' as const, where, what });

function pageOf(bundle: Json): Found {
  const entries = Array.isArray(bundle['entry']) ? (bundle['entry'] as unknown[]) : [];
  const resources = entries.flatMap((entry) => {
    const resource = object(object(entry)?.['resource']);
    return resource && text(resource['resourceType']) ? [resource] : [];
  });
  return {
    resources: resources.filter(({ resourceType }) => resourceType !== 'OperationOutcome'),
    unreadable: entries.length - resources.length,
    brought: patientsIn(bundle),
  };
}

/** Relative links are read against the page that names them. Something that is no address leads nowhere, and says so. */
function nextOf(bundle: Json, page: URL): URL | undefined {
  const link = objects(bundle['link']).find(({ relation }) => relation === 'next');
  if (link === undefined) return undefined;
  const url = text(link['url']);
  return url !== undefined && URL.canParse(url, page.href) ? new URL(url, page) : new URL('about:blank');
}
