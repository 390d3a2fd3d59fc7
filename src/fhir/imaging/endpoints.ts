import { withoutSlashes } from '../../domain/text';
import type { StudyUid } from '../../domain/ids';
import type { Endpoint } from '../../domain/ports/endpoint';
import { inTurns } from '../../domain/turns';
import { safeAddress } from '../resource/addresses';
import { codesOf } from '../resource/coded';
import { studyUidOf } from './imaging-study';
import { objects, text, type Json } from '../resource/json';
import { containedId, localReference } from '../resource/reference';
import { getJson, type FhirServer } from '../resource/request';

/** The extension of SMART Imaging Access, under both addresses it is seen with */
const REQUIRES_TOKEN = [
  'http://fhir.org/argonaut/smart-imaging/StructureDefinition/requires-access-token',
  'http://hl7.org/fhir/smart-app-launch/StructureDefinition/requires-access-token',
];
/** Endpoints that a server did not include are asked for one by one, as far as this */
const MOST_ASKED = 16;

/**
 * The DICOMweb endpoints that these ImagingStudy resources name: contained, included, or asked for by their references.
 * An endpoint that cannot be read is left out; archives of the configuration are asked in any case.
 */
export async function endpointsOf(
  server: FhirServer,
  studies: readonly Json[],
  included: readonly Json[],
  signal: AbortSignal,
): Promise<readonly Endpoint[]> {
  const known = new Map(included.map((resource) => [`Endpoint/${text(resource['id']) ?? ''}`, resource]));
  const named = await inTurns(studies, (study) => localEndpoints(study, server.base));
  const missing = [...new Set(named.flat())]
    .filter((reference) => !known.has(reference))
    .slice(0, MOST_ASKED);
  const asked = await Promise.all(
    missing.map((reference) => getJson(server, new URL(reference, server.base), signal)),
  );
  for (const [at, answer] of asked.entries()) {
    const [resource] = answer.ok ? objects([answer.value]) : [];
    if (resource?.['resourceType'] === 'Endpoint') known.set(missing[at] ?? '', resource);
  }
  return grouped((await inTurns(studies, (study) => namedBy(study, known, server.base))).flat());
}

/** The endpoint of the study and those of its series */
const referencesOf = (study: Json) => [
  ...objects(study['endpoint']),
  ...objects(study['series']).flatMap(({ endpoint }) => objects(endpoint)),
];

const localEndpoints = (study: Json, base: URL) =>
  referencesOf(study)
    .map((reference) => localReference(reference, base))
    .filter((reference) => reference?.startsWith('Endpoint/'))
    .flatMap((reference) => reference ?? []);

function namedBy(study: Json, known: ReadonlyMap<string, Json>, base: URL): readonly Endpoint[] {
  const uid = studyUidOf(study);
  if (uid === undefined) return [];
  const contained = new Map(objects(study['contained']).map((resource) => [text(resource['id']), resource]));
  return referencesOf(study).flatMap((reference) => {
    const inside = containedId(reference);
    const resource = inside ? contained.get(inside) : known.get(localReference(reference, base) ?? '');
    const endpoint = resource && endpointFrom(resource, uid);
    return endpoint ? [endpoint] : [];
  });
}

/** An active DICOM WADO-RS endpoint at a safe address, or `undefined`. */
export function endpointFrom(resource: Json, study: StudyUid): Endpoint | undefined {
  const address = safeAddress(text(resource['address']));
  const isActive = resource['status'] === 'active' || resource['status'] === 'test';
  if (resource['resourceType'] !== 'Endpoint' || !isActive || address === undefined) return undefined;
  if (!codesOf(resource['connectionType']).includes('dicom-wado-rs')) return undefined;
  const name = text(resource['name']);
  const requiresToken = objects(resource['extension']).some(
    ({ url, valueBoolean }) => REQUIRES_TOKEN.includes(text(url) ?? '') && valueBoolean === true,
  );
  return { root: rootOf(address), ...(name && { name }), requiresToken, studies: [study] };
}

/** Some endpoints name the study itself: the service's root is what comes before it. */
function rootOf(address: URL): string {
  return withoutSlashes(`${address.origin}${address.pathname}`.replace(/\/stud(?:y|ies)\/[\d.]+\/?$/, ''));
}

function grouped(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const byRoot = new Map<string, { readonly endpoint: Endpoint; readonly studies: Set<StudyUid> }>();
  for (const endpoint of endpoints) {
    const before = byRoot.get(endpoint.root);
    const studies = before?.studies ?? new Set();
    for (const study of endpoint.studies) studies.add(study);
    const requiresToken = endpoint.requiresToken || before?.endpoint.requiresToken === true;
    byRoot.set(endpoint.root, { endpoint: { ...(before?.endpoint ?? endpoint), requiresToken }, studies });
  }
  return [...byRoot.values()].map(({ endpoint, studies }) => ({ ...endpoint, studies: [...studies] }));
}
