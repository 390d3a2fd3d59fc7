import { instanceUid, isUid, seriesUid } from '../../domain/ids';
import { unreadable } from '../../domain/knowledge/remote';
import type { Ownership } from '../../domain/patient/ownership';
import { manifestPlace, type Manifest, type ManifestPlace } from '../../domain/study/manifest';
import { counted, eachOnce, listedInOrder } from '../../domain/study/manifest-study';
import type { ListedInstance, Series } from '../../domain/study/study';
import { studyFrom } from '../imaging/imaging-study';
import { modalitiesIn } from '../imaging/modality';
import { personOf } from '../record/patient';
import { codesOf, identifiersOf, words } from '../resource/coded';
import { isWithin } from '../resource/addresses';
import { code, count, list, object, objects, present, text, type Json } from '../resource/json';
import { accessionsAmong } from '../resource/orders';
import { containedIn, plainUid, referencesIn } from '../resource/reference';
import { ownershipIn, type Owner } from '../resource/subject';
import { IN_USE } from '../imaging/endpoints';

const EXTENSIONS = 'https://profiles.ihe.net/RAD/MADO/StructureDefinition/';

/**
 * An imaging manifest as a FHIR document (IHE RAD MADO): one ImagingStudy with all its instances, and an Endpoint for each
 * series. References are resolved within the Bundle and nowhere else.
 * @param owner the patient it has to be of
 * @returns `undefined` where it was taken back: its Composition is entered in error
 * Throws an Error of a few words where it cannot be read.
 */
export function bundleManifest(json: unknown, owner: Owner): Manifest | undefined {
  const bundle = object(json);
  if (bundle?.['resourceType'] !== 'Bundle') throw new Error('it is no Bundle');
  const entries = objects(bundle['entry']).flatMap(({ fullUrl, resource }): readonly Entry[] => {
    const own = object(resource);
    return own ? [{ url: text(fullUrl) ?? '', resource: own }] : [];
  });
  const ofType = (type: string) => entries.filter(({ resource }) => resource['resourceType'] === type);
  const [entry, ...others] = ofType('ImagingStudy');
  // Its id means something within the Bundle only: no report names it by that.
  const study = entry && studyFrom({ ...entry.resource, id: undefined });
  if (entry === undefined || study === undefined) throw new Error('it describes no study');
  if (others.some(({ resource }) => studyFrom(resource)?.uid !== study.uid))
    throw new Error('it describes several studies');
  const [composition] = ofType('Composition');
  if (code(composition?.resource['status']) === 'entered-in-error') return undefined;

  const resolve = resolverOf(entries);
  const given = [entry, ...others].flatMap(({ url, resource }) =>
    list(resource['series']).map((each) => ({ each, from: { url, resource } })),
  );
  const read = given.map(({ each }) => seriesFrom(object(each)));
  const series = eachOnce(read.flatMap((one) => one?.series ?? []));
  const accessions = accessionsAmong(
    ofType('ServiceRequest').flatMap(({ resource }) => identifiersOf(resource).map(({ json: one }) => one)),
  );
  const { accessionNumber = accessions[0], accessionNumbers = [] } = study;
  const all = [...new Set([accessionNumber ?? [], accessionNumbers, accessions].flat())];
  const subjects = [entry, ...others, composition].flatMap((each) => subjectOf(each, resolve, owner) ?? []);
  const patients = subjects.flatMap(({ found }) => found);
  const listed = counted(series);
  const sent = series.reduce((sum, one) => sum + (one.listed?.length ?? 0), 0);
  // What it counts and does not list may be in the archive all the same.
  const announced = Math.max(listed.instanceCount, study.instanceCount ?? 0);
  return {
    study: present({
      ...study,
      description: study.description ?? text(composition?.resource['title']),
      accessionNumber,
      accessionNumbers: all.length > 1 ? all : undefined,
      ...listed,
      seriesCount: Math.max(listed.seriesCount, study.seriesCount ?? 0),
      instanceCount: announced,
    }),
    // All that came where no reference leads to one: none of them may be another person.
    people: [
      ...new Set(patients.length > 0 ? patients : ofType('Patient').map(({ resource }) => resource)),
    ].map((person) => personOf(person, owner.now)),
    whose: whoseOf(subjects.map(({ ownership }) => ownership)),
    ...present({ made: text(bundle['timestamp']) ?? text(composition?.resource['date']) }),
    places: given.flatMap(({ each, from }) => placesOf(object(each) ?? {}, from, resolve)),
    shortfalls: [
      ...unreadable(read.reduce((sum, one) => sum + (one?.unreadable ?? 1), 0)),
      ...(announced > sent ? [{ kind: 'fewer-than-announced' as const, announced, came: sent }] : []),
    ],
  };
}

interface Entry {
  readonly url: string;
  readonly resource: Json;
}

/** What a reference of an entry leads to within the Bundle: several, where nobody can tell which of them is meant. */
type Resolve = (reference: Json, from: Entry) => readonly Json[];

/**
 * What the entry contains; then by the exact text; then what is beside the entry that names it (R4 Bundle, "Resolving
 * references in Bundles"); then by type and id, at the end of a fullUrl: no two writers agree on what it looks like.
 */
function resolverOf(entries: readonly Entry[]): Resolve {
  const byName = new Map<string, Json[]>();
  const put = (name: string, resource: Json) => {
    const there = byName.get(name);
    if (there === undefined) byName.set(name, [resource]);
    else if (!there.includes(resource)) there.push(resource);
  };
  for (const { url, resource } of entries) {
    put(url, resource);
    for (const name of [nameIn(url), `${text(resource['resourceType'])}/${text(resource['id'])}`])
      if (name !== undefined && name !== url) put(name, resource);
  }
  return (reference, from) => {
    const literal = text(reference['reference']);
    if (literal === undefined || literal === '') return [];
    if (literal.startsWith('#')) {
      const own = containedIn(from.resource, reference);
      return own ? [own] : [];
    }
    const name = nameIn(literal);
    const own = nameIn(from.url);
    const beside = own !== undefined && name === literal ? from.url.slice(0, -own.length) + name : undefined;
    const found = [literal, beside, name].map((each) => (each === undefined ? undefined : byName.get(each)));
    return found.find((each) => each !== undefined) ?? [];
  };
}

/** Type and id at the end of an address, whatever is before it */
const nameIn = (address: string): string | undefined =>
  /(?:^|[/:])([A-Z][A-Za-z]+\/[^/]+)$/.exec(address)?.[1];

/** Whom an entry names as its subject, and what of that came with it. `undefined` where it names nobody. */
function subjectOf(
  entry: Entry | undefined,
  resolve: Resolve,
  owner: Owner,
): { readonly found: readonly Json[]; readonly ownership: Ownership } | undefined {
  const subject = object(entry?.resource['subject']);
  if (entry === undefined || subject === undefined) return undefined;
  const named = resolve(subject, entry);
  const found = named.filter(({ resourceType }) => resourceType === 'Patient');
  const literal = text(subject['reference']);
  // Its id is the writer's, and may be the launched patient's by chance: so may one that leads nowhere in here.
  const isOfRecord = isWithin(new URL(URL.canParse(entry.url) ? entry.url : 'urn:none'), owner.base);
  const leadsNowhere = named.length === 0 && literal === nameIn(literal ?? '') && !isOfRecord;
  const [only, ...more] = found;
  const brought = new Map(
    only && literal && more.length === 0 ? [[literal.toLowerCase(), { ...only, id: undefined }]] : [],
  );
  const said = leadsNowhere || more.length > 0 ? { ...subject, reference: undefined } : subject;
  return {
    found,
    ownership: ownershipIn({ ...entry.resource, subject: present(said) }, { ...owner, brought }),
  };
}

/** The worst of what its references say */
const whoseOf = (said: readonly Ownership[]): Ownership =>
  (['somebody-elses', 'cannot-tell', 'ours'] as const).find((each) => said.includes(each)) ?? 'cannot-tell';

/** A series of the manifest, and what of it could not be read; `undefined` where that is all of it. */
function seriesFrom(json: Json | undefined) {
  const uid = plainUid(json?.['uid']);
  if (json === undefined || uid === undefined || !isUid(uid)) return undefined;
  const given = list(json['instance']);
  const listed = given.flatMap((each) => instanceFrom(object(each) ?? {}) ?? []);
  const series = present<Series>({
    uid: seriesUid(uid),
    number: count(json['number']),
    modality: modalitiesIn(json['modality'])[0] ?? '',
    description: text(json['description']),
    bodyPart: text(object(json['bodySite'])?.['display']) ?? words(json['bodySite']),
    instanceCount: count(json['numberOfInstances']),
  });
  return { series: listedInOrder(series, listed), unreadable: given.length - listed.length };
}

function instanceFrom(json: Json): ListedInstance | undefined {
  const uid = plainUid(json['uid']);
  if (uid === undefined || !isUid(uid)) return undefined;
  const [frames] = objects(json['extension']).flatMap(({ url, valueInteger }) =>
    url === `${EXTENSIONS}MadoNumberOfFrames` ? (count(valueInteger) ?? []) : [],
  );
  return present<ListedInstance>({
    uid: instanceUid(uid),
    sopClass: plainUid(codesOf(json['sopClass'])[0]) ?? '',
    number: count(json['number']),
    frames,
  });
}

/**
 * Where one series lies: its Endpoints for retrieval, one for a person's eyes among them being no such place; the study's
 * where it names none of its own.
 */
function placesOf(json: Json, from: Entry, resolve: Resolve): readonly ManifestPlace[] {
  const uid = plainUid(json['uid']);
  if (uid === undefined || !isUid(uid)) return [];
  const own = referencesIn(json['endpoint']);
  const named = own.length > 0 ? own : referencesIn(from.resource['endpoint']);
  return named
    .flatMap((reference) => resolve(reference, from))
    .flatMap((endpoint) => {
      if (endpoint['resourceType'] !== 'Endpoint') return [];
      const types = codesOf(endpoint['connectionType']).map((code) => code.toLowerCase());
      if (types.length > 0 && !types.includes('dicom-wado-rs')) return [];
      if (!IN_USE.has(code(endpoint['status']) ?? 'active')) return [];
      const [location] = objects(endpoint['extension']).flatMap(({ url, valueString, valueOid, valueUri }) =>
        url === `${EXTENSIONS}MadoRetrieveLocationUIDExtension`
          ? (text(valueString ?? valueOid ?? valueUri) ?? [])
          : [],
      );
      return [manifestPlace([seriesUid(uid)], text(endpoint['address']), location, text(endpoint['name']))];
    });
}
