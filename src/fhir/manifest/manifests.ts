import { togetherShort, unreadable, type Shortfall } from '../../domain/knowledge/remote';
import { samePerson, worstMatch, type Patient, type PersonMatch } from '../../domain/patient/patient';
import type { Endpoint } from '../../domain/ports/endpoint';
import type { ManifestImaging } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { Manifest, ManifestPlace } from '../../domain/study/manifest';
import type { StudyUid } from '../../domain/ids';
import type { Study, StudyManifest } from '../../domain/study/study';
import { bytesAt, bytesOfBase64 } from '../reports/report-bytes';
import { ofType } from '../resource/bundle';
import { dicomwebRoot } from '../../domain/endpoint-root';
import { isSafe } from '../resource/addresses';
import { localTime } from '../imaging/imaging-study';
import { ownAddress } from '../resource/own-address';
import { searchOfPatient } from '../resource/patient-search';
import { getJson, type FhirServer } from '../resource/request';
import { ownedAmong, type LaunchedPatient } from '../resource/subject';
import { bundleManifest } from './bundle-manifest';
import {
  entriesByStudy,
  FHIR_FORM,
  KOS_FORM,
  type EntriesOfStudy,
  type ManifestEntry,
} from './manifest-entries';

/** Reads a Key Object Selection; `undefined` where it is one of key images. Rejects where it cannot be read. */
export type ReadKos = (bytes: Uint8Array, promised?: StudyUid) => Promise<Manifest | undefined>;

export interface ManifestQuestion {
  readonly server: FhirServer;
  readonly patient: LaunchedPatient;
  readonly readKos: ReadKos;
  /** Settles when what may stand back behind a first picture may be asked for */
  readonly afterPicture?: (signal: AbortSignal) => Promise<void>;
}

/** Manifests that are asked for before a first picture: those of the newest studies */
const AT_ONCE = 4;
/** Further than this nobody looks in one sitting */
const MOST = 200;

/**
 * The studies of the patient's imaging manifests (IHE RAD MADO): found by DocumentReference, one a study whatever its forms.
 * The newest few are read at once, the others behind a first picture.
 * @param soFar told what is read while others are still to come
 * Rejects only with the signal's reason.
 */
export async function readManifests(
  question: ManifestQuestion,
  signal: AbortSignal,
  soFar?: (some: ManifestImaging) => void,
): Promise<Result<ManifestImaging>> {
  const { server, patient, afterPicture } = question;
  const found = await searched(question, signal);
  if (!found.ok) return found;
  const { resources, shortfalls, brought } = found.value;
  const person = await patient.read;
  const owner = { patient: person, base: server.base, now: server.now(), brought };
  const { kept, somebodyElses } = await ownedAmong(ofType(resources, 'DocumentReference'), owner);
  const groups = entriesByStudy(
    kept.map(({ json }) => json),
    server.base,
  );
  const wanted = groups.slice(0, MOST);
  const cut: readonly Shortfall[] = groups.length > MOST ? [{ kind: 'limit-reached', most: MOST }] : [];
  const read: Read[] = [];
  const gathered = (): ManifestImaging => imagingOf(read, somebodyElses, [...shortfalls, ...cut]);
  const waiting = [...wanted];
  const readOn = async (most: number) => {
    for (let left = most; left > 0; left -= 1) {
      const next = waiting.shift();
      if (next === undefined) return;
      read.push(await manifestOf(next, question, person, signal));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => readOn(1)));
  if (waiting.length > 0) {
    soFar?.(gathered());
    await afterPicture?.(signal);
    await Promise.all(Array.from({ length: AT_ONCE }, () => readOn(MOST)));
  }
  return ok(gathered());
}

/** By format where the record searches by it; else all documents, of which those are taken. */
async function searched({ server, patient }: ManifestQuestion, signal: AbortSignal) {
  const of = { type: 'DocumentReference', patient: patient.id, pageSize: 200 };
  const those = `format=${[FHIR_FORM, KOS_FORM].map(encodeURIComponent).join(',')}`;
  const found = await searchOfPatient(server, { ...of, those }, signal);
  const isOfForm = !found.ok && found.problem.kind === 'failed' && found.problem.status < 500;
  return isOfForm ? searchOfPatient(server, of, signal) : found;
}

/** What came of one study's manifests. */
type Read =
  | { readonly kind: 'read'; readonly study: Study; readonly places: readonly ManifestPlace[] }
  | { readonly kind: 'denied'; readonly uid: StudyUid; readonly identity: PersonMatch }
  /** Of which study it is nobody knows */
  | { readonly kind: 'lost' }
  /** Key images, which say nothing of where a study lies */
  | { readonly kind: 'no-manifest' };

/**
 * One of the forms is fetched; the other where the first cannot be had. What was replaced is read only where nothing that
 * replaced it can be, and is said to be that.
 */
async function manifestOf(
  { study: promised, current, older }: EntriesOfStudy,
  question: ManifestQuestion,
  person: Patient,
  signal: AbortSignal,
): Promise<Read> {
  let fault: StudyManifest['fault'] = 'not-read';
  let isOther = false;
  for (const entry of [...current, ...older]) {
    if (!current.includes(entry)) fault = 'older';
    const manifest = await fetched(entry, question, signal);
    if (manifest === 'no-manifest') {
      if (promised === undefined) return { kind: 'no-manifest' };
      continue;
    }
    if (manifest === undefined) continue;
    const { study, people, places, made } = manifest;
    const match = people.length > 0 ? worstMatch(people.map((one) => samePerson(person, one))) : undefined;
    if (match?.kind === 'different') return { kind: 'denied', uid: promised ?? study.uid, identity: match };
    if (promised !== undefined && study.uid !== promised) {
      isOther = true;
      continue;
    }
    const when = localTime(made ?? entry.date);
    const started = entry.form === 'kos' ? localTime(entry.started) : undefined;
    return {
      kind: 'read',
      places,
      study: {
        ...study,
        ...(started !== undefined && { started }),
        ...(match && { identity: match }),
        manifest: {
          ...(when !== undefined && { made: when }),
          ...(study.seriesCount !== undefined && { seriesCount: study.seriesCount }),
          ...(fault === 'older' && { fault }),
        },
      },
    };
  }
  if (promised === undefined) return { kind: 'lost' };
  const [first] = current;
  const started = localTime(first?.started);
  return {
    kind: 'read',
    places: [],
    study: {
      uid: promised,
      modalities: [],
      heldBy: [],
      inRecord: true,
      ...(started !== undefined && { started }),
      manifest: { fault: isOther ? 'other-study' : 'not-read' },
    },
  };
}

/** The document behind an entry; `undefined` where it does not come, or cannot be read. */
async function fetched(
  entry: ManifestEntry,
  { server, readKos }: ManifestQuestion,
  signal: AbortSignal,
): Promise<Manifest | 'no-manifest' | undefined> {
  const { url, data, form, study } = entry;
  try {
    if (form === 'fhir') {
      const inside = bytesOfBase64(data);
      if (inside) return bundleManifest(JSON.parse(new TextDecoder().decode(inside)), server.now());
      const address = ownAddress(url ?? '', server.base);
      // Elsewhere the token would go astray, and without it nobody would answer.
      const answer = address && (await getJson(server, address, signal));
      return answer?.ok ? bundleManifest(answer.value, server.now()) : undefined;
    }
    const bytes = bytesOfBase64(data) ?? (await kosBytes(server, url ?? '', signal));
    return bytes && ((await readKos(bytes, study)) ?? 'no-manifest');
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

async function kosBytes(server: FhirServer, url: string, signal: AbortSignal) {
  const answer = await bytesAt(server, url, 'application/dicom', () => false, signal);
  return answer.ok ? answer.value : undefined;
}

function imagingOf(
  read: readonly Read[],
  somebodyElses: number,
  shortfalls: readonly Shortfall[],
): ManifestImaging {
  const denied = read.flatMap((one) =>
    one.kind === 'denied' ? [{ uid: one.uid, identity: one.identity }] : [],
  );
  const lost = read.filter(({ kind }) => kind === 'lost').length;
  // Two entries that did not say so may be of one study.
  const studies = new Map<StudyUid, Extract<Read, { kind: 'read' }>>();
  for (const one of read)
    if (one.kind === 'read' && isBetter(one.study, studies.get(one.study.uid)?.study))
      studies.set(one.study.uid, one);
  const places = [...studies.values()].flatMap((one) =>
    one.places.map((place) => endpointOf(place, one.study.uid)),
  );
  return {
    studies: [...studies.values()].map(({ study }) => study),
    ...(somebodyElses + denied.length > 0 && { somebodyElses: somebodyElses + denied.length }),
    denied,
    endpoints: places.filter((place) => 'requiresToken' in place),
    elsewhere: together(places.filter((place) => 'why' in place)),
    shortfalls: togetherShort([...shortfalls, ...unreadable(lost)]),
  };
}

const isBetter = (one: Study, other: Study | undefined): boolean =>
  other === undefined ||
  (other.manifest?.seriesCount === undefined && one.manifest?.seriesCount !== undefined);

/** A place that can be looked for, by its address or by the UID that a configuration may know. */
function endpointOf(
  { root, location, name, series }: ManifestPlace,
  study: StudyUid,
): Endpoint | ManifestImaging['elsewhere'][number] {
  const address = root !== undefined && URL.canParse(root) && isSafe(new URL(root)) ? root : undefined;
  if (address === undefined && location === undefined)
    return { name: name ?? 'An archive that a manifest names', why: 'not-known-what-for', studies: [study] };
  return {
    ...(address !== undefined && { root: dicomwebRoot(address) }),
    ...(location !== undefined && { location }),
    ...(name !== undefined && { name }),
    // A manifest does not say so, and a token goes nowhere unasked.
    requiresToken: false,
    studies: [study],
    series,
  };
}

function together(places: ManifestImaging['elsewhere']): ManifestImaging['elsewhere'] {
  const byKey = new Map(places.map((place) => [`${place.name} ${place.studies.join()}`, place]));
  return [...byKey.values()];
}
