import { instanceUid, isUid, seriesUid } from '../../domain/ids';
import { manifestPlace, type Manifest, type ManifestPlace } from '../../domain/study/manifest';
import { counted, listedInOrder } from '../../domain/study/manifest-study';
import type { ListedInstance, Series } from '../../domain/study/study';
import { studyFrom } from '../imaging/imaging-study';
import { modalitiesIn } from '../imaging/modality';
import { personOf } from '../record/patient';
import { codesOf, identifiersOf, words } from '../resource/coded';
import { code, count, object, objects, present, text, type Json } from '../resource/json';
import { accessionsAmong } from '../resource/orders';
import { plainUid, referencesIn } from '../resource/reference';
import { IN_USE } from '../imaging/endpoints';

const EXTENSIONS = 'https://profiles.ihe.net/RAD/MADO/StructureDefinition/';

/**
 * An imaging manifest as a FHIR document (IHE RAD MADO): one ImagingStudy with all its instances, and an Endpoint for each
 * series. References are resolved within the Bundle and nowhere else.
 * @param now epoch milliseconds
 * Throws an Error of a few words where it cannot be read.
 */
export function bundleManifest(json: unknown, now: number): Manifest {
  const bundle = object(json);
  const entries = objects(bundle?.['entry']).flatMap(({ fullUrl, resource }) => {
    const own = object(resource);
    return own ? [{ url: text(fullUrl) ?? '', resource: own }] : [];
  });
  if (bundle?.['resourceType'] !== 'Bundle') throw new Error('it is no Bundle');
  const ofType = (type: string) =>
    entries.flatMap(({ resource }) => (resource['resourceType'] === type ? [resource] : []));
  const [imaging, ...others] = ofType('ImagingStudy');
  // Its id means something within the Bundle only: no report names it by that.
  const study = imaging && studyFrom({ ...imaging, id: undefined });
  if (imaging === undefined || study === undefined) throw new Error('it describes no study');
  if (others.some((other) => studyFrom(other)?.uid !== study.uid))
    throw new Error('it describes several studies');

  const resolve = resolverOf(entries);
  const series = objects(imaging['series']).flatMap((each) => seriesFrom(each) ?? []);
  const [composition] = ofType('Composition');
  const accessions = accessionsAmong(
    ofType('ServiceRequest').flatMap((order) => identifiersOf(order).map(({ json: one }) => one)),
  );
  const { accessionNumber = accessions[0], accessionNumbers = [] } = study;
  const all = [...new Set([accessionNumber ?? [], accessionNumbers, accessions].flat())];
  return {
    study: present({
      ...study,
      description: study.description ?? text(composition?.['title']),
      accessionNumber,
      accessionNumbers: all.length > 1 ? all : undefined,
      ...counted(series),
    }),
    people: peopleIn(imaging, composition, ofType('Patient'), resolve).map((person) => personOf(person, now)),
    ...present({ made: text(bundle['timestamp']) ?? text(composition?.['date']) }),
    places: objects(imaging['series']).flatMap((each) => placesOf(each, resolve)),
  };
}

type Resolve = (reference: Json) => Json | undefined;

/** By the exact text first; then by type and id, at the end of a fullUrl: no two writers agree on what it looks like. */
function resolverOf(entries: readonly { readonly url: string; readonly resource: Json }[]): Resolve {
  return (reference) => {
    const literal = text(reference['reference']);
    if (literal === undefined) return undefined;
    const exact = entries.find(({ url }) => url === literal);
    if (exact) return exact.resource;
    const [name] = /(?:^|[/:])([A-Z][A-Za-z]+\/[^/]+)$/.exec(literal)?.slice(1) ?? [];
    if (name === undefined) return undefined;
    return entries.find(
      ({ url, resource }) =>
        url.endsWith(`/${name}`) ||
        url.endsWith(`:${name}`) ||
        `${text(resource['resourceType'])}/${text(resource['id'])}` === name,
    )?.resource;
  };
}

/** The Patients that study and document name; all that came where neither leads to one: none of them may be another person. */
function peopleIn(
  imaging: Json,
  composition: Json | undefined,
  patients: readonly Json[],
  resolve: Resolve,
): readonly Json[] {
  const named = [imaging['subject'], composition?.['subject']].flatMap((subject) => {
    const own = object(subject);
    const found = own && resolve(own);
    return found?.['resourceType'] === 'Patient' ? [found] : [];
  });
  return named.length > 0 ? [...new Set(named)] : patients;
}

function seriesFrom(json: Json): Series | undefined {
  const uid = plainUid(json['uid']);
  if (uid === undefined || !isUid(uid)) return undefined;
  const listed = objects(json['instance']).flatMap((each) => instanceFrom(each) ?? []);
  const series = present<Series>({
    uid: seriesUid(uid),
    number: count(json['number']),
    modality: modalitiesIn(json['modality'])[0] ?? '',
    description: text(json['description']),
    bodyPart: text(object(json['bodySite'])?.['display']) ?? words(json['bodySite']),
  });
  return listedInOrder(series, listed);
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

/** Where one series lies: its Endpoints for retrieval, one for a person's eyes among them being no such place. */
function placesOf(json: Json, resolve: Resolve): readonly ManifestPlace[] {
  const uid = plainUid(json['uid']);
  if (uid === undefined || !isUid(uid)) return [];
  return referencesIn(json['endpoint']).flatMap((reference) => {
    const endpoint = resolve(reference);
    if (endpoint?.['resourceType'] !== 'Endpoint') return [];
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
