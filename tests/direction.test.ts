import { documentsOf } from '../src/dicomweb/objects/encapsulated-bytes';
import { expect, it } from 'vitest';
import { readInstances } from '../src/dicom/image/instances';
import { personFrom } from '../src/dicom/person';
import { seriesFrom, studyFrom } from '../src/dicom/study';
import { objectsRead } from '../src/dicomweb/objects/read-objects';
import { atOnce } from '../src/domain/steps';
import { requestsTo } from '../src/dicomweb/requests/request';
import { archiveId, studyUid } from '../src/domain/ids';
import { studyFrom as imagingStudyFrom } from '../src/fhir/imaging/imaging-study';
import { onlyId } from '../src/fhir/resource/subject';
import { patientFrom } from '../src/fhir/record/patient';
import { reportFrom } from '../src/fhir/reports/report-resource';
import { anArchive, aStudyAnswer, SERIES, STUDY } from './dicomweb/wire';
import { plannedImagingOf } from '../src/fhir/imaging/requests-and-appointments';
import { encounterInContext } from '../src/fhir/record/encounter';
import { userName } from '../src/fhir/record/user-name';
import { verifiedUser } from '../src/fhir/smart/id-token';
import { launchedFor, recordWith } from './fhir/report-server';
import { SEEDS } from './fuzz/seeds';

/** Every embedding, override and isolate, and nothing that ends it */
const TURNED = '\u202e\u202b\u2067\u2066\u202d\u202a';
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;

type Path = readonly (string | number)[];

/** Where the texts of a value stand. */
function textsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key]));
}

/** A copy in which the text at a place turns round what is beside it. */
function turnedAt<T>(value: T, path: Path): T {
  const copy = structuredClone(value);
  let holder = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  holder[last] = `${TURNED}${String(holder[last])}${TURNED}`;
  return copy;
}

/** The texts of what was read that would turn round what is beside them. */
function turning(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return DIRECTION.test(value) ? [`${path}: ${value}`] : [];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  if (value instanceof Map || value instanceof Set) return turning([...value], path);
  return Object.entries(value).flatMap(([key, each]) => turning(each, `${path}/${key}`));
}

const record = recordWith({});
const owner = { patient: onlyId('p1'), base: record.base, now: record.now() };
const archive = archiveId('salford');
const context = { archive, bulk: new Map(), study: STUDY, series: SERIES };
const text = (vr: string, value: unknown) => ({ vr, Value: [value] });
const STUDY_ANSWER = aStudyAnswer(STUDY, {
  '00081030': text('LO', 'CT chest'),
  '00080050': text('SH', 'A1'),
  '00080080': text('LO', 'Salford'),
  '00100010': text('PN', { Alphabetic: 'SMITH^ARIA', Ideographic: '李^明' }),
  '00100020': text('LO', '123'),
  '00100021': text('LO', 'Salford'),
  '00100030': text('DA', '19850714'),
  '00101000': text('LO', '456'),
});
const SERIES_ANSWER = {
  '0020000E': text('UI', SERIES),
  '00080060': text('CS', 'CT'),
  '0008103E': text('LO', 'Axial'),
  '00180015': text('CS', 'CHEST'),
  '00200060': text('CS', 'L'),
  '00080021': text('DA', '20261118'),
};

const PERSON = { reference: 'Patient/p1', display: 'SMITH, Aria' };
const CHEST = { coding: [{ code: '363679005', display: 'Imaging' }], text: 'CT chest' };
const REQUEST = {
  resourceType: 'ServiceRequest',
  id: '3',
  status: 'active',
  intent: 'order',
  subject: PERSON,
  category: [CHEST],
  code: CHEST,
  priority: 'urgent',
  authoredOn: '2026-11-20',
  occurrenceDateTime: '2026-12-11',
  requester: { display: 'Dr Farrow-Hale' },
  performer: [{ display: 'Royal Bolton' }],
  reasonCode: [{ text: 'Nodule' }],
  identifier: [{ type: { coding: [{ code: 'ACSN' }] }, system: 'urn:x', value: 'A1' }],
};
const APPOINTMENT = {
  resourceType: 'Appointment',
  id: '9',
  status: 'booked',
  description: 'CT chest',
  start: '2026-12-11T10:20:00Z',
  serviceType: [CHEST],
  comment: 'Bring the card',
  basedOn: [{ reference: 'ServiceRequest/3' }],
  participant: [
    { actor: PERSON, status: 'accepted' },
    { actor: { reference: 'Location/1', display: 'Royal Bolton' }, status: 'accepted' },
  ],
};
const PRACTITIONER = {
  resourceType: 'Practitioner',
  id: '7',
  name: [
    { use: 'official', prefix: ['Dr'], given: ['Robin'], family: 'Hale', suffix: ['MD'], text: 'Dr Hale' },
  ],
};
const ENCOUNTER = {
  resourceType: 'Encounter',
  id: '4',
  status: 'in-progress',
  class: { code: 'AMB', display: 'Clinic' },
  subject: PERSON,
  serviceProvider: { display: 'Salford Royal' },
};
const NEVER = new AbortController().signal;
const planned = (answers: Record<string, unknown>) =>
  plannedImagingOf(recordWith(answers), launchedFor('p1'), NEVER);

/** An id_token with these claims, signed as the server's keys say. */
async function userIn(claims: { readonly fhirUser: string }) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = record.now() / 1000;
  const all = {
    iss: 'https://record.example',
    aud: 'viewer',
    nonce: 'n',
    iat: seconds,
    exp: seconds + 60,
    ...claims,
  };
  const signed = `${part({ alg: 'ES256', kid: 'k' })}.${part(all)}`;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(signed));
  const jwk = {
    ...(await crypto.subtle.exportKey('jwk', pair.publicKey)),
    kid: 'k',
    alg: 'ES256',
    use: 'sig',
  };
  const user = await verifiedUser(
    `${signed}.${Buffer.from(signature).toString('base64url')}`,
    {
      clientId: 'viewer',
      issuer: 'https://record.example',
      nonce: 'n',
      jwksUri: 'https://record.example/jwks',
    },
    () => Promise.resolve(Response.json({ keys: [jwk] })),
    record.now,
    NEVER,
  );
  expect(user).toBeDefined();
  return user;
}

type Reader = [what: string, seed: object, read: (value: never) => unknown];

it.each<Reader>([
  ['a patient', SEEDS.patient, (json) => patientFrom(json, 'p1', owner)],
  ['a study of the record', SEEDS.study, imagingStudyFrom],
  ['a report of the record', SEEDS.report, (json) => reportFrom(json, new Map(), record, owner)],
  ['a request', REQUEST, (json) => planned({ ServiceRequest: [json], Appointment: [] })],
  ['an appointment', APPOINTMENT, (json) => planned({ ServiceRequest: [REQUEST], Appointment: [json] })],
  [
    'who is signed in',
    PRACTITIONER,
    (json) => userName(recordWith({ Practitioner: json }), 'Practitioner/7', NEVER),
  ],
  ['an encounter', ENCOUNTER, (json) => encounterInContext('Encounter/4', json, owner)],
  ['an id_token', { fhirUser: 'Practitioner/7' }, userIn],
  ['a study of an archive', STUDY_ANSWER, (json) => studyFrom(json, archive)],
  ['a series of an archive', SERIES_ANSWER, seriesFrom],
  ['a person of an archive', STUDY_ANSWER, (json) => personFrom(json, undefined)],
  ...SEEDS.instances.map((seed, at): Reader => [
    `picture ${at}`,
    seed,
    (json) => readInstances([json], context),
  ]),
  ...SEEDS.objects.map((seed, at): Reader => [
    `report or key object ${at}`,
    seed,
    (json) =>
      atOnce(
        objectsRead(
          [json],
          { source: 'Salford', bulk: new Map(), study: studyUid(STUDY) },
          documentsOf(requestsTo(anArchive())),
        ),
      ),
  ]),
])('%s turns nothing of the screen round, whatever of its texts says so', async (_, seed, read) => {
  expect(JSON.stringify(await read(seed as never))).not.toBeUndefined();
  const found = new Set<string>();
  for (const path of textsIn(seed))
    for (const each of turning(await read(turnedAt(seed, path) as never)))
      found.add(`${path.join('.')} → ${each.replace(/[\u202a-\u202e\u2066-\u2069]/g, '*')}`.slice(0, 140));
  expect([...found]).toEqual([]);
});
