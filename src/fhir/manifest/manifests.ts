import { togetherShort, unreadable, type Shortfall } from '../../domain/knowledge/remote';
import { samePerson, worstMatch, type PersonMatch } from '../../domain/patient/patient';
import type { Denied } from '../../domain/list/federation';
import type { Endpoint } from '../../domain/ports/endpoint';
import type { ManifestImaging } from '../../domain/ports/record';
import { ok, type Result } from '../../domain/problem';
import type { Manifest, ManifestPlace } from '../../domain/study/manifest';
import type { SeriesUid, StudyUid } from '../../domain/ids';
import type { Study, StudyManifest } from '../../domain/study/study';
import { bytesAt, bytesOfBase64 } from '../reports/report-bytes';
import { ofType } from '../resource/bundle';
import { dicomwebRoot } from '../../domain/endpoint-root';
import { isSafe } from '../resource/addresses';
import { localTime } from '../imaging/imaging-study';
import { ownAddress } from '../resource/own-address';
import { searchOfPatient } from '../resource/patient-search';
import { getJson, type FhirServer } from '../resource/request';
import { doubtOf, ownedAmong, type LaunchedPatient, type Owner } from '../resource/subject';
import { object, text } from '../resource/json';
import { parsedInTurns } from '../../http/json';
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
  const references = kept.map(({ json, ownership }) => ({ json, doubt: ownership === 'cannot-tell' }));
  const groups = entriesByStudy(references, server.base);
  const wanted = groups.slice(0, MOST);
  const cut: readonly Shortfall[] = groups.length > MOST ? [{ kind: 'limit-reached', most: MOST }] : [];
  const read: Read[] = [];
  const gathered = (): ManifestImaging => imagingOf(read, somebodyElses, [...shortfalls, ...cut]);
  const waiting = [...wanted];
  const readOn = async (most: number) => {
    for (let left = most; left > 0; left -= 1) {
      const next = waiting.shift();
      if (next === undefined) return;
      read.push(await manifestOf(next, question, { ...owner, brought: undefined }, signal));
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
const searched = ({ server, patient }: ManifestQuestion, signal: AbortSignal) =>
  searchOfPatient(
    server,
    {
      type: 'DocumentReference',
      patient: patient.id,
      pageSize: 200,
      those: `format=${[FHIR_FORM, KOS_FORM].map(encodeURIComponent).join(',')}`,
    },
    signal,
  );

/** What came of one study's manifests. */
type Read =
  | {
      readonly kind: 'read';
      readonly study: Study;
      readonly places: readonly ManifestPlace[];
      readonly shortfalls: readonly Shortfall[];
    }
  | { readonly kind: 'denied'; readonly uid: StudyUid; readonly identity: PersonMatch }
  /** Of which study it is nobody knows */
  | { readonly kind: 'lost' }
  /** Key images, which say nothing of where a study lies; or taken back */
  | { readonly kind: 'no-manifest' };

/** A number that is another person's, where nothing else of them is known */
const OTHER_NUMBER: PersonMatch = { kind: 'different', differs: ['identifier'] };

/**
 * One of the forms is fetched; the other where the first cannot be had. What was replaced is read only where nothing that
 * replaced it can be, and is said to be that.
 */
async function manifestOf(
  { study: promised, current, older }: EntriesOfStudy,
  question: ManifestQuestion,
  owner: Owner,
  signal: AbortSignal,
): Promise<Read> {
  let fault: StudyManifest['fault'] = 'not-read';
  let isOther = false;
  let isOne = false;
  for (const entry of [...current, ...older]) {
    if (!current.includes(entry)) fault = 'older';
    const manifest = await fetched(entry, question, owner, signal);
    if (manifest === 'no-manifest') continue;
    isOne = true;
    if (manifest === undefined) continue;
    const { study, people, whose, places, made, shortfalls } = manifest;
    const match =
      people.length > 0 ? worstMatch(people.map((one) => samePerson(owner.patient, one))) : undefined;
    const uid = promised ?? study.uid;
    if (match?.kind === 'different') return { kind: 'denied', uid, identity: match };
    if (whose === 'somebody-elses') return { kind: 'denied', uid, identity: OTHER_NUMBER };
    if (promised !== undefined && study.uid !== promised) {
      isOther = true;
      continue;
    }
    const when = localTime(made ?? entry.date);
    const started = entry.form === 'kos' ? localTime(entry.started) : undefined;
    // Whom it is of is what it says itself: its entry is no proof of that.
    const isSaid = match?.kind === 'same' || whose === 'ours';
    return {
      kind: 'read',
      places,
      shortfalls,
      study: {
        ...study,
        ...(started !== undefined && { started }),
        ...(match && { identity: match }),
        ...(!isSaid && (match === undefined || entry.doubt) && CANNOT_TELL),
        manifest: {
          ...(when !== undefined && { made: when }),
          ...(study.seriesCount !== undefined && { seriesCount: study.seriesCount }),
          ...(fault === 'older' && { fault }),
        },
      },
    };
  }
  if (!isOne) return { kind: 'no-manifest' };
  if (promised === undefined) return { kind: 'lost' };
  const [first] = current;
  const started = localTime(first?.started);
  return {
    kind: 'read',
    places: [],
    shortfalls: [],
    study: {
      uid: promised,
      modalities: [],
      heldBy: [],
      inRecord: true,
      ...(started !== undefined && { started }),
      ...(first?.doubt && CANNOT_TELL),
      manifest: { fault: isOther ? 'other-study' : 'not-read' },
    },
  };
}

const CANNOT_TELL = doubtOf('cannot-tell');

/**
 * The document behind an entry, by what its bytes are and not by what they are called; `undefined` where it does not come,
 * or cannot be read.
 */
async function fetched(
  { url, data, form, study }: ManifestEntry,
  { server, readKos }: ManifestQuestion,
  owner: Owner,
  signal: AbortSignal,
): Promise<Manifest | 'no-manifest' | undefined> {
  try {
    const read = bytesOfBase64(data) ?? (await documentAt(server, url ?? '', form, signal));
    if (read === undefined) return undefined;
    const json = read instanceof Uint8Array ? await jsonIn(read) : read;
    const isFile = read instanceof Uint8Array && json === undefined;
    return (isFile ? await readKos(read, study) : bundleManifest(json, owner)) ?? 'no-manifest';
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** JSON begins with a brace, and no file of DICOM does. */
function jsonIn(bytes: Uint8Array): Promise<unknown> | undefined {
  const isJson = /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
  return isJson ? parsedInTurns(new TextDecoder().decode(bytes)) : undefined;
}

/** What lies there, in the form that its entry promises; in the other, where it is not that. */
async function documentAt(
  server: FhirServer,
  url: string,
  form: ManifestEntry['form'],
  signal: AbortSignal,
): Promise<unknown> {
  const address = ownAddress(url, server.base);
  // Elsewhere the token would go astray, and without it nobody would answer.
  if (address === undefined) return undefined;
  const asJson = async () => {
    const answer = await getJson(server, address, signal);
    const json = answer.ok ? object(answer.value) : undefined;
    // R4 3.1.0.1.11: asked for in FHIR's JSON, a Binary comes as the resource, with the document in it.
    return json?.['resourceType'] === 'Binary' ? ok(bytesOfBase64(text(json['data']))) : answer;
  };
  const asFile = () => bytesAt(server, url, 'application/dicom', () => false, signal);
  const [first, second] = form === 'fhir' ? [asJson, asFile] : [asFile, asJson];
  const answer = await first();
  const found = !answer.ok && answer.problem.kind === 'malformed' ? await second() : answer;
  return found.ok ? found.value : undefined;
}

function imagingOf(
  read: readonly Read[],
  somebodyElses: number,
  shortfalls: readonly Shortfall[],
): ManifestImaging {
  const denied = read.flatMap((one): readonly Denied[] =>
    one.kind === 'denied'
      ? [{ uid: one.uid, identity: one.identity, manifest: { fault: 'other-person' } }]
      : [],
  );
  const lost = read.filter(({ kind }) => kind === 'lost').length;
  // Two entries that did not say so may be of one study.
  const studies = new Map<StudyUid, Extract<Read, { kind: 'read' }>>();
  for (const one of read)
    if (one.kind === 'read' && isBetter(one.study, studies.get(one.study.uid)?.study))
      studies.set(one.study.uid, one);
  const places = [...studies.values()].flatMap((one) =>
    eachPlace(one.places).map((place) => endpointOf(place, one.study.uid)),
  );
  return {
    studies: [...studies.values()].map(({ study }) => study),
    ...(somebodyElses + denied.length > 0 && { somebodyElses: somebodyElses + denied.length }),
    denied,
    endpoints: places.filter((place) => 'requiresToken' in place),
    elsewhere: together(places.filter((place) => 'why' in place)),
    shortfalls: togetherShort([
      ...shortfalls,
      ...[...studies.values()].flatMap((one) => one.shortfalls),
      ...unreadable(lost),
    ]),
  };
}

/** Each place once, with all of its series: a manifest names it again for each. */
function eachPlace(places: readonly ManifestPlace[]): readonly ManifestPlace[] {
  const byKey = new Map<string, { readonly place: ManifestPlace; readonly series: Set<SeriesUid> }>();
  for (const place of places) {
    const key = JSON.stringify([place.root, place.location, place.name]);
    const there = byKey.get(key);
    if (there) for (const uid of place.series) there.series.add(uid);
    else byKey.set(key, { place, series: new Set(place.series) });
  }
  return [...byKey.values()].map(({ place, series }) => ({ ...place, series: [...series] }));
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
