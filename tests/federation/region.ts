import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createActor } from 'xstate';
import { knownArchive } from '../../src/config/known-archive';
import type { ConfiguredArchive } from '../../src/config/site-config';
import { kosManifest } from '../../src/dicom/manifest/kos-manifest';
import { dicomwebArchive } from '../../src/dicomweb/archive';
import { dicomwebFrames } from '../../src/dicomweb/frames/frames';
import { wholeStudies } from '../../src/dicomweb/whole-studies/whole-studies';
import { archiveId } from '../../src/domain/ids';
import { NHS_NUMBER } from '../../src/domain/patient/identifier';
import type { Patient } from '../../src/domain/patient/patient';
import type { Frame, Study } from '../../src/domain/study/study';
import { readManifests } from '../../src/fhir/manifest/manifests';
import { patientFrom } from '../../src/fhir/record/patient';
import type { FhirServer } from '../../src/fhir/resource/request';
import { serverCapabilities } from '../../src/http/question-forms';
import { openStudy, retrieveStudy } from '../../src/workflow/study/open-study';
import { holdersOf } from '../../src/workflow/study/retrieval';
import { studyListMachine } from '../../src/workflow/study-list/study-list.machine';
import { aFile, sequence, text, us, words, type Written } from '../dicomweb/part10-file';
import { concat, multipartBody, tokens } from '../dicomweb/wire';
import { aPorts, aRecord } from '../fakes';

/* A record with imaging manifests and the archives of a region, as the shared cases describe them. */

export const CASES = resolve(import.meta.dirname, '../../../shared/cases/record-and-hub/cases/mado');
export const SAMPLES = resolve(import.meta.dirname, '../../../shared/cases/record-and-hub/fhir/ihe-mado');
/** Said once where they do not lie beside this checkout */
export const isThere = existsSync(CASES) && existsSync(SAMPLES);
if (!isThere) console.warn('Skipped: manifests are not in ../shared/cases/record-and-hub.');

export type Json = Readonly<Record<string, unknown>>;

export interface Holding {
  readonly study: string;
  readonly series: readonly { readonly uid: string; readonly instances: readonly string[] }[];
  /** Never answers */
  readonly hangs?: true;
}

export interface GivenRegion {
  readonly patient: Json;
  readonly documents: Json;
  /** What lies at an address below the record: a resource, bytes, or a status */
  readonly documentsAt: Readonly<Record<string, Json | Uint8Array | number>>;
  /** The Key Object Selections among them, as DICOM JSON */
  readonly datasets: Readonly<Record<string, Json>>;
  readonly places: readonly {
    readonly name: string;
    readonly root: string;
    readonly uids: readonly string[];
  }[];
  /** By the archive's name */
  readonly held: Readonly<Record<string, Holding>>;
}

/** A case as it lies in its folder. */
export function caseRegion(name: string): GivenRegion {
  const folder = join(CASES, readdirSync(CASES).find((each) => each.startsWith(name)) ?? name);
  const json = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
  const files = readdirSync(folder);
  const config = json('config.json') as unknown as {
    archives: { name: string; dicomweb: string; retrieveLocationUids: string[] }[];
  };
  return {
    patient: json('launch-patient.json'),
    documents: json('documents.json'),
    documentsAt: Object.fromEntries(
      files.flatMap((file): [string, Json | Uint8Array][] => {
        const [, bundle] = /^manifest-(.*)\.json$/.exec(file) ?? [];
        const [, kos] = /^kos-(.*)\.json$/.exec(file) ?? [];
        if (bundle !== undefined) return [[`Bundle/${bundle}`, json(file)]];
        return kos === undefined ? [] : [[`Binary/${kos}`, kosFile(json(file))]];
      }),
    ),
    datasets: Object.fromEntries(
      files.flatMap((file): [string, Json][] => {
        const [, kos] = /^kos-(.*)\.json$/.exec(file) ?? [];
        return kos === undefined ? [] : [[kos, json(file)]];
      }),
    ),
    places: config.archives.map(({ name: called, dicomweb, retrieveLocationUids }) => ({
      name: called,
      root: dicomweb,
      uids: retrieveLocationUids,
    })),
    held: Object.fromEntries(
      files.flatMap((file): [string, Holding][] => {
        const [, letter] = /^archive-(\w)\.json$/.exec(file) ?? [];
        return letter === undefined
          ? []
          : [[`Archive ${letter.toUpperCase()}`, json(file) as unknown as Holding]];
      }),
    ),
  };
}

/** DICOM JSON as a file. */
export const kosFile = (dataset: Json): Uint8Array => aFile(written(dataset));

type Element = { readonly vr: string; readonly Value?: readonly unknown[] };

const written = (dataset: Json): readonly Written[] =>
  Object.entries(dataset as Record<string, Element>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, { vr, Value = [] }]) =>
      vr === 'SQ'
        ? sequence(
            tag,
            Value.map((item) => written(item as Json)),
          )
        : text(tag, vr, Value.map((value) => (value as Json)['Alphabetic'] ?? value).join('\\')),
    );

/** A region with a patient's list over it, and every request that was made. */
export function region({ patient: resource, documents, documentsAt, places, held }: GivenRegion) {
  const record = 'https://record.example/fhir/';
  const asked: { readonly url: string; readonly token: boolean }[] = [];
  const at = new Date('2026-11-21T12:00:00Z').getTime();
  const read = patientFrom(resource, String(resource['id']), { base: new URL(record), now: at });
  if (read.kind !== 'patient') throw new Error('no patient');
  const { patient } = read;

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    asked.push({ url: url.href, token: new Headers(init?.headers).has('authorization') });
    if (url.href.startsWith(`${record}DocumentReference?`)) return Response.json(documents);
    if (url.href.startsWith(record)) return answered(documentsAt[url.href.slice(record.length)] ?? 404);
    const place = places.find(({ root }) => url.href.startsWith(`${root}/`));
    const holding = place && held[place.name];
    if (place === undefined) throw new TypeError(`nobody answers at ${url.host}`);
    if (holding?.hangs) return new Promise((_, reject) => init?.signal?.addEventListener('abort', reject));
    return archiveAnswer(url.pathname.slice(new URL(place.root).pathname.length), holding, patient);
  };

  const server: FhirServer = {
    base: new URL(record),
    where: 'Care Record',
    tokens: tokens('token-1'),
    fetch,
    now: () => at,
    wait: () => Promise.resolve(),
    capabilities: serverCapabilities(),
    grants: () => true,
  };
  const whole = wholeStudies();
  const addresses = places.map(({ name, root }) => ({
    id: archiveId(name),
    name,
    root,
    credentials: 'ehr-token' as const,
    tokens: tokens('token-1'),
    timeout: 300,
    patient: () => patient,
    wholeStudies: whole,
  }));
  const archives = addresses.map(dicomwebArchive);
  const configured = places.map(({ name, root, uids }): ConfiguredArchive => ({
    id: name,
    name,
    root,
    credentials: 'ehr-token',
    retrieveLocationUids: uids,
  }));
  const ports = aPorts();
  const list = createActor(studyListMachine, {
    input: {
      ...ports,
      archives,
      archiveAt: (endpoint) => {
        const known = knownArchive(configured, endpoint);
        return archives.find(({ id }) => id === known?.id);
      },
      record: aRecord({
        patient,
        name: 'Care Record',
        manifests: {
          name: 'Care Record (manifests)',
          ask: (signal, soFar) =>
            readManifests(
              {
                server,
                patient: { id: patient.id, read: Promise.resolve(patient) },
                readKos: kosManifest,
              },
              signal,
              soFar,
            ),
        },
      }),
    },
  });
  const frames = dicomwebFrames({
    archiveOf: (id) => addresses.find((one) => one.id === id),
    wholeStudies: whole,
  });
  const prefetched: Frame[] = [];
  const signal = new AbortController().signal;
  return {
    asked,
    frames,
    list,
    patient,
    archives,
    audited: ports.audited,
    fetch,
    /** What was asked of archives since, but their lists of this patient's studies */
    ofStudies: (since = 0) =>
      asked
        .slice(since)
        .map(({ url }) => new URL(url))
        .filter(({ host, pathname }) => host !== 'record.example' && !/\/studies$/.test(pathname))
        .map(({ host, pathname }) => `${host} ${pathname.replace(/^.*?\/studies/, '')}`),
    /** Opens it as the viewer does, to its first picture's bytes */
    async open(study: Study) {
      const now = () => ({ studies: list.getSnapshot().context.studies, archives });
      const open = openStudy(study, now);
      const opened = await retrieveStudy(
        open,
        patient,
        { prefetchFirst: (frame) => prefetched.push(frame) },
        signal,
      );
      const [first] = prefetched;
      const picture = first && (await frames.frame(first, 'now', signal));
      return { open, opened, first, picture };
    },
    holders: (study: Study) => holdersOf(study, archives).map(({ name }) => name),
  };
}

const answered = (what: Json | Uint8Array | number): Response => {
  if (typeof what === 'number') return new Response(null, { status: what });
  if (what instanceof Uint8Array)
    return new Response(new Uint8Array(what), { headers: { 'content-type': 'application/dicom' } });
  return Response.json(what, { headers: { 'content-type': 'application/fhir+json' } });
};

function archiveAnswer(path: string, holding: Holding | undefined, patient: Patient): Response {
  const [, study, , series, , instance, last] = path.split('/').slice(1);
  const dicomJson = (value: unknown) =>
    Response.json(value, { headers: { 'content-type': 'application/dicom+json' } });
  const notFound = () => new Response(null, { status: 404 });
  if (holding === undefined) return study === undefined ? dicomJson([]) : notFound();
  const instances = holding.series.reduce((sum, one) => sum + one.instances.length, 0);
  if (study === undefined)
    return dicomJson([
      {
        '0020000D': { vr: 'UI', Value: [holding.study] },
        '00201206': { vr: 'IS', Value: [holding.series.length] },
        '00201208': { vr: 'IS', Value: [instances] },
      },
    ]);
  if (study !== holding.study) return notFound();
  if (/\/series$/.test(path))
    return dicomJson(
      holding.series.map(({ uid, instances: those }) => ({
        '0020000D': { vr: 'UI', Value: [study] },
        '0020000E': { vr: 'UI', Value: [uid] },
        '00080060': { vr: 'CS', Value: ['CT'] },
        '00201209': { vr: 'IS', Value: [those.length] },
      })),
    );
  const held = holding.series.find(({ uid }) => uid === series);
  if (held === undefined) return notFound();
  if (instance === undefined)
    return dicomJson(held.instances.map((uid) => metadata(study, held.uid, uid, patient)));
  if (!held.instances.includes(instance)) return notFound();
  if (last === 'metadata') return dicomJson([metadata(study, held.uid, instance, patient)]);
  const file = aFile([
    ...written(withoutPixels(metadata(study, held.uid, instance, patient))),
    us('00280002', 1),
    text('00280004', 'CS', 'MONOCHROME2'),
    us('00280010', 2),
    us('00280011', 2),
    us('00280100', 16),
    us('00280101', 12),
    us('00280102', 11),
    us('00280103', 0),
    words('7FE00010', new Uint8Array(8).fill(numberOf(instance))),
  ]);
  const body = multipartBody([{ headers: { 'Content-Type': 'application/dicom' }, bytes: file }]);
  return new Response(concat([body]), {
    headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary=BOUNDARY' },
  });
}

const numberOf = (instance: string) => Number(instance.split('.').at(-1));

const withoutPixels = (dataset: Json): Json =>
  Object.fromEntries(Object.entries(dataset).filter(([tag]) => !tag.startsWith('0028')));

function metadata(study: string, series: string, instance: string, patient: Patient): Json {
  const number = numberOf(instance);
  const nhs = patient.identifiers.find(({ system }) => system === NHS_NUMBER)?.value ?? '';
  const one = (vr: string, ...Value: unknown[]) => ({ vr, Value });
  return {
    '00080016': one('UI', '1.2.840.10008.5.1.4.1.1.2'),
    '00080018': one('UI', instance),
    '00080060': one('CS', 'CT'),
    '00100010': one('PN', { Alphabetic: `${patient.name.family}^${patient.name.given[0]}` }),
    '00100020': one('LO', nhs),
    '00100030': one('DA', patient.birthDate?.replaceAll('-', '') ?? ''),
    '00180050': one('DS', 2),
    '0020000D': one('UI', study),
    '0020000E': one('UI', series),
    '00200013': one('IS', number),
    '00200032': one('DS', 0, 0, number * 2),
    '00200037': one('DS', 1, 0, 0, 0, 1, 0),
    '00200052': one('UI', `${study}.9`),
    '00280002': one('US', 1),
    '00280004': one('CS', 'MONOCHROME2'),
    '00280010': one('US', 2),
    '00280011': one('US', 2),
    '00280030': one('DS', 1, 1),
    '00280100': one('US', 16),
    '00280101': one('US', 12),
    '00280102': one('US', 11),
    '00280103': one('US', 0),
  };
}
