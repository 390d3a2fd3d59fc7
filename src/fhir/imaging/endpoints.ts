import { dicomwebRoot } from '../../domain/endpoint-root';
import { isUid, seriesUid, type SeriesUid, type StudyUid } from '../../domain/ids';
import type { Endpoint } from '../../domain/ports/endpoint';
import type { NamedElsewhere } from '../../domain/ports/record';
import type { Result, WhyNotAsked } from '../../domain/problem';
import { inTurns } from '../../domain/turns';
import { safeAddress } from '../resource/addresses';
import { codesOf } from '../resource/coded';
import { studyUidOf } from './imaging-study';
import { code, objects, text, type Json } from '../resource/json';
import { containedId, containedIn, localReference, plainUid, referencesIn } from '../resource/reference';
import { getJson, type FhirServer } from '../resource/request';

/** The extension of SMART Imaging Access, under both addresses it is seen with */
const REQUIRES_TOKEN = [
  'http://fhir.org/argonaut/smart-imaging/StructureDefinition/requires-access-token',
  'http://hl7.org/fhir/smart-app-launch/StructureDefinition/requires-access-token',
];
/** Endpoints that a server did not include are asked for one by one, as far as this, and so many at a time */
const MOST_ASKED = 128;
const AT_ONCE = 8;

/** An Endpoint resource always has an address. */
type RootedEndpoint = Endpoint & { readonly root: string };

/** Where the record says that its studies are: who can be asked, and who cannot and why. */
export interface NamedPlaces {
  readonly endpoints: readonly Endpoint[];
  readonly elsewhere: readonly NamedElsewhere[];
}

/**
 * The places that these ImagingStudy resources name: contained, included, or asked for by their references. What cannot be
 * read or asked is named with the reason: imaging that the record says is somewhere is never silently looked for nowhere.
 */
export async function placesOf(
  server: FhirServer,
  studies: readonly Json[],
  included: readonly Json[],
  signal: AbortSignal,
): Promise<NamedPlaces> {
  const known = new Map(included.map((resource) => [`Endpoint/${text(resource['id']) ?? ''}`, resource]));
  const named = await inTurns(studies, (study) => localEndpoints(study, server.base));
  const missing = [...new Set(named.flat())].filter((reference) => !known.has(reference));
  const mayAsk = server.grants('Endpoint', 'r');
  const asked = mayAsk ? missing.slice(0, MOST_ASKED) : [];
  // What was not asked for, or did not come, is not known: only an Endpoint that the record does not have is nowhere.
  const why = new Map<string, WhyNotAsked>(
    missing.map((reference) => [reference, mayAsk ? 'address-not-had' : 'no-scope']),
  );
  const waiting = [...asked];
  const askOn = async () => {
    for (let reference = waiting.shift(); reference !== undefined; reference = waiting.shift()) {
      const answer: Result<unknown> = await getJson(server, new URL(reference, server.base), signal);
      const [resource] = answer.ok ? objects([answer.value]) : [];
      if (resource?.['resourceType'] === 'Endpoint') known.set(reference, resource);
      else if (answer.ok || answer.problem.kind === 'not-found') why.set(reference, 'not-known-what-for');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  const places = await inTurns(studies, (study) => placesNamedBy(study, known, server.base, why));
  return {
    endpoints: grouped(places.flatMap(({ endpoints }) => endpoints)),
    elsewhere: together(places.flatMap(({ elsewhere }) => elsewhere)),
  };
}

/** The endpoint of the study and those of its series, which may lie in several archives */
const referencesOf = (study: Json): readonly { readonly reference: Json; readonly series?: SeriesUid }[] => [
  ...referencesIn(study['endpoint']).map((reference) => ({ reference })),
  ...objects(study['series']).flatMap(({ uid, endpoint }) => {
    const plain = plainUid(uid) ?? '';
    return referencesIn(endpoint).map((reference) => ({
      reference,
      ...(isUid(plain) && { series: seriesUid(plain) }),
    }));
  }),
];

const localEndpoints = (study: Json, base: URL) =>
  referencesOf(study)
    .map(({ reference }) => localReference(reference, base))
    .filter((reference) => reference?.startsWith('Endpoint/'))
    .flatMap((reference) => reference ?? []);

function placesNamedBy(
  study: Json,
  known: ReadonlyMap<string, Json>,
  base: URL,
  why: ReadonlyMap<string, WhyNotAsked>,
): Pick<NamedPlaces, 'elsewhere'> & { readonly endpoints: readonly RootedEndpoint[] } {
  const uid = studyUidOf(study);
  if (uid === undefined) return { endpoints: [], elsewhere: [] };
  const endpoints: RootedEndpoint[] = [];
  const elsewhere: NamedElsewhere[] = [];
  for (const { reference, series } of referencesOf(study)) {
    const local = localReference(reference, base) ?? '';
    const resource = containedId(reference) ? containedIn(study, reference) : known.get(local);
    const read = resource ? endpointFrom(resource, uid) : (why.get(local) ?? 'not-known-what-for');
    if (typeof read !== 'string') endpoints.push({ ...read, ...(series && { series: [series] }) });
    else {
      const name = text(resource?.['name']) ?? text(reference['display']) ?? UNNAMED;
      elsewhere.push({ name, why: read, studies: [uid] });
    }
  }
  // A second way into the same pictures is no second place.
  const matters = ({ why }: NamedElsewhere) => endpoints.length === 0 || !SECOND_WAYS.has(why);
  return { endpoints, elsewhere: elsewhere.filter(matters) };
}

/** As the list names it where the record does not */
const UNNAMED = 'An archive that the record names';

const SECOND_WAYS: ReadonlySet<WhyNotAsked> = new Set([
  'no-way-to-ask',
  'switched-off',
  'not-known-what-for',
  'address-not-had',
]);

/** R6 has `limited`: not all of it, and not nothing */
export const IN_USE: ReadonlySet<string> = new Set(['active', 'test', 'limited']);

/** A DICOM WADO-RS endpoint in use at a safe address, or why it cannot be asked. */
export function endpointFrom(resource: Json, study: StudyUid): RootedEndpoint | WhyNotAsked {
  if (resource['resourceType'] !== 'Endpoint') return 'not-known-what-for';
  const status = code(resource['status']) ?? 'active';
  if (!IN_USE.has(status)) return 'switched-off';
  const types = codesOf(resource['connectionType']).map((code) => code.toLowerCase());
  if (!types.includes('dicom-wado-rs')) return 'no-way-to-ask';
  const given = text(resource['address']);
  if (given === undefined || !URL.canParse(given)) return 'not-known-what-for';
  const address = safeAddress(given);
  if (address === undefined) return 'foreign-origin';
  const name = text(resource['name']);
  const requiresToken = objects(resource['extension']).some(
    ({ url, valueBoolean }) => REQUIRES_TOKEN.includes(text(url) ?? '') && valueBoolean === true,
  );
  return { root: dicomwebRoot(address.href), ...(name && { name }), requiresToken, studies: [study] };
}

function grouped(endpoints: readonly RootedEndpoint[]): readonly Endpoint[] {
  const byRoot = new Map<string, [RootedEndpoint, ...RootedEndpoint[]]>();
  for (const endpoint of endpoints) {
    const same = byRoot.get(endpoint.root);
    if (same) same.push(endpoint);
    else byRoot.set(endpoint.root, [endpoint]);
  }
  return [...byRoot.values()].map((same): Endpoint => {
    const parts = same.map(({ series }) => series).filter((some) => some !== undefined);
    const [{ root, name }] = same;
    return {
      root,
      ...(name && { name }),
      requiresToken: same.some(({ requiresToken }) => requiresToken),
      studies: [...new Set(same.flatMap(({ studies }) => studies))],
      // Where one of them names the study as a whole, all of it lies there.
      ...(parts.length === same.length && { series: [...new Set(parts.flat())] }),
    };
  });
}

/** Each place once, by its name and the reason. */
function together(places: readonly NamedElsewhere[]): readonly NamedElsewhere[] {
  const byName = new Map<string, { readonly place: NamedElsewhere; readonly studies: Set<StudyUid> }>();
  for (const place of places) {
    const key = `${place.why} ${place.name}`;
    const studies = byName.get(key)?.studies ?? new Set();
    for (const study of place.studies) studies.add(study);
    byName.set(key, { place, studies });
  }
  return [...byName.values()].map(({ place, studies }) => ({ ...place, studies: [...studies] }));
}
