import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/domain/problem';
import { plannedImagingOf } from '../../../src/fhir/imaging/requests-and-appointments';
import { forms } from '../forms';
import { imagingOf } from '../../../src/fhir/imaging/imaging';
import { readReports } from '../../../src/fhir/reports/read-reports';
import { search } from '../../../src/fhir/resource/bundle';
import { rootOnce } from '../../../src/fhir/resource/patients-root';
import { ownNameIn, withOwnNames } from '../../../src/fhir/resource/own-names';
import { spaceOf, type FhirServer } from '../../../src/fhir/resource/request';
import { launchedFor, recordWith } from '../report-server';

const base = new URL('https://record.example/fhir/');
const INNER = 'http://internal:8080/deep/fhir';
const signal = new AbortController().signal;

describe('the inner name by which a record calls itself', () => {
  const self = (url: string) => ({ resourceType: 'Bundle', link: [{ relation: 'self', url }] });
  it.each([
    [`${INNER}/ImagingStudy?patient=p1`, INNER],
    [`${INNER}/ImagingStudy/_search?patient=p1`, INNER],
    [`${INNER}/Patient/p1`, undefined],
    ['https://other.example/fhir/ImagingStudy?patient=p1', undefined],
    ['https://record.example/fhir/ImagingStudy?patient=p1', undefined],
    ['ImagingStudy?patient=p1', undefined],
    ['', undefined],
  ])('%s is %s', (url, expected) => {
    expect(ownNameIn(self(url), base, 'ImagingStudy')).toBe(expected);
  });

  it.each<[object, object]>([
    [{ reference: `${INNER}/Patient/p1` }, { reference: 'Patient/p1' }],
    [{ reference: `${INNER}/Patient/p1/_history/3` }, { reference: 'Patient/p1/_history/3' }],
    [{ a: [{ b: { reference: `${INNER}/Endpoint/1` } }] }, { a: [{ b: { reference: 'Endpoint/1' } }] }],
    [{ attachment: { url: `${INNER}/Binary/1` } }, { attachment: { url: 'Binary/1' } }],
    ...[
      { reference: 'http://internal:8081/deep/fhir/Patient/p1' },
      { reference: 'http://internal:8080/deep/fhir2/Patient/p1' },
      { reference: `${INNER}/../b/Patient/p1` },
      { reference: `${INNER}/Patient/p1?x=1` },
      { reference: 'https://other.example/fhir/Patient/p1' },
      { reference: { reference: 1 } },
      { url: `${INNER}/StructureDefinition/1` },
      { address: `${INNER}/Binary/1` },
      { identifier: { value: `${INNER}/Patient/p1` } },
      { fullUrl: `${INNER}/Patient/p1` },
    ].map((same): [object, object] => [same, same]),
  ])('makes of %j %j', (given, expected) => {
    expect(withOwnNames<unknown>(given, new Set([INNER]))).toEqual(expected);
  });
});

const person = { reference: 'Patient/p1' };
const study = {
  resourceType: 'ImagingStudy',
  id: '1',
  status: 'available',
  subject: person,
  identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }],
  encounter: { reference: 'Encounter/4' },
  basedOn: [{ reference: 'ServiceRequest/3' }],
  endpoint: [{ reference: 'Endpoint/1' }],
};
const endpoint = {
  resourceType: 'Endpoint',
  id: '1',
  status: 'active',
  connectionType: { code: 'dicom-wado-rs' },
  address: 'https://salford.example/dicom-web',
};
const report = {
  resourceType: 'DiagnosticReport',
  id: '5',
  status: 'final',
  code: { text: 'CT chest' },
  subject: person,
  category: [{ coding: [{ code: 'RAD' }] }],
  imagingStudy: [{ reference: 'ImagingStudy/1' }],
  basedOn: [{ reference: 'ServiceRequest/3' }],
  performer: [{ reference: 'Practitioner/6' }],
  result: [{ reference: 'Observation/7' }],
  presentedForm: [{ contentType: 'text/plain', url: 'Binary/8' }],
};
const practitioner = { resourceType: 'Practitioner', id: '6', name: [{ family: 'Farrow-Hale' }] };
const result = {
  resourceType: 'Observation',
  id: '7',
  status: 'final',
  subject: person,
  code: { text: 'Diameter' },
  valueString: '15 mm',
};
const order = {
  resourceType: 'ServiceRequest',
  id: '3',
  status: 'active',
  intent: 'order',
  subject: person,
  code: { text: 'CT chest' },
  category: [{ coding: [{ code: '363679005' }] }],
  requester: { reference: 'Practitioner/6' },
};
const appointment = {
  resourceType: 'Appointment',
  id: '9',
  status: 'booked',
  start: '2026-12-11T10:20:00Z',
  basedOn: [{ reference: 'ServiceRequest/3' }],
  participant: [{ actor: person, status: 'accepted' }],
};
const binary = {
  resourceType: 'Binary',
  contentType: 'text/plain',
  securityContext: person,
  data: btoa('Clear.'),
};

/** Everything in relative references, or all of them at another address with the Bundle saying where it came from. */
function aRecord(
  root: string | undefined,
  isSaid = true,
  more: object = {},
  setting: Partial<FhirServer> = {},
) {
  const named = <T>(resource: T): T =>
    root === undefined
      ? resource
      : (JSON.parse(
          JSON.stringify(resource).replace(/"(reference|url)":"([A-Z])/g, `"$1":"${root}/$2`),
        ) as T);
  const bundle = (type: string, ...resources: readonly { id: string; resourceType: string }[]) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    ...(root !== undefined && isSaid && { link: [{ relation: 'self', url: `${root}/${type}?patient=p1` }] }),
    entry: resources.map((resource) => ({
      fullUrl: `${root ?? base.href}/${resource.resourceType}/${resource.id}`,
      resource: named(resource),
    })),
  });
  return recordWith(
    {
      ImagingStudy: bundle('ImagingStudy', study, endpoint),
      DiagnosticReport: bundle('DiagnosticReport', report, practitioner),
      ServiceRequest: bundle('ServiceRequest', order),
      Appointment: bundle('Appointment', appointment),
      Observation: bundle('Observation', result),
      'Observation/7': named(result),
      'Binary/8': named(binary),
      ...more,
    },
    setting,
  );
}

async function everythingOf(record: ReturnType<typeof aRecord>) {
  const patient = launchedFor('p1');
  const value = <T>(each: { ok: true; value: T } | { ok: false; problem: Problem }) => {
    if (!each.ok) throw new Error(each.problem.kind);
    return each.value;
  };
  const imaging = value(await imagingOf(record, patient, forms, signal));
  const found = value(await search(record, 'DiagnosticReport?patient=p1', signal));
  const { reports } = value(await readReports(record, patient, found, signal));
  const planned = await plannedImagingOf(record, patient, signal);
  const [form] = (reports[0]?.contents ?? []).filter(({ kind }) => kind === 'attachment');
  const bytes = form?.kind === 'attachment' ? value(await form.bytes(signal)) : undefined;
  return {
    imaging,
    reports: JSON.parse(JSON.stringify(reports)) as unknown,
    planned,
    text: new TextDecoder().decode(bytes),
  };
}

describe('a record that names its own resources by an inner address', () => {
  it('reads as if it had named them relatively: subjects, orders, encounters, endpoints, authors, results, bytes', async () => {
    const plain = await everythingOf(aRecord(undefined));
    expect(plain).toMatchObject({
      imaging: { studies: [{ encounter: 'Encounter/4', orders: ['ServiceRequest/3'] }] },
      reports: [{ studyReferences: ['ImagingStudy/1'], authors: [{ name: 'Farrow-Hale' }] }],
      text: 'Clear.',
    });
    expect(plain.imaging.endpoints).toHaveLength(1);
    expect(await everythingOf(aRecord(INNER))).toEqual(plain);
  });

  it.each([
    ['at another server', 'https://other.example/fhir', true],
    ['at an inner address that it did not call its own', INNER, false],
  ])('is not followed %s', async (_, root, isSaid) => {
    const { imaging } = await everythingOf(aRecord(root, isSaid)).catch(() => ({ imaging: undefined }));
    expect(imaging?.studies.every(({ encounter, ownership }) => !encounter && ownership) ?? true).toBe(true);
  });

  it('sends nothing to that address', async () => {
    const record = aRecord(INNER);
    await everythingOf(record);
    expect(record.asked.filter(({ url }) => !url.startsWith(base.href))).toEqual([]);
  });
});

describe('a record that says only of the patient by which inner address it calls them', () => {
  const patientAt = (fullUrl: string | undefined, ...more: readonly object[]) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [{ fullUrl, resource: { resourceType: 'Patient', id: 'p1' } }, ...more],
  });
  const saying = (patient: unknown, setting: Partial<FhirServer> = {}) =>
    aRecord(INNER, false, { Patient: patient }, { launched: rootOnce('p1', signal), ...setting });
  const ownerships = async (record: ReturnType<typeof aRecord>) => {
    const imaging = await imagingOf(record, launchedFor('p1'), forms, signal);
    return imaging.ok && imaging.value.studies.map(({ ownership }) => ownership ?? 'ours');
  };
  const askedForPatient = (record: ReturnType<typeof aRecord>) =>
    record.asked.filter(({ url }) => url.startsWith(`${base.href}Patient`)).length;

  it('reads as if it had named all relatively, where every entry is called so; it is asked once', async () => {
    const plain = await everythingOf(aRecord(undefined));
    const record = saying(patientAt(`${INNER}/Patient/p1`));
    expect(await everythingOf(record)).toEqual(plain);
    expect(askedForPatient(record)).toBe(1);
    expect(record.asked.filter(({ url }) => !url.startsWith(base.href))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['another inner root', patientAt('http://internal:9090/fhir/Patient/p1')],
    ['another patient', patientAt(`${INNER}/Patient/p2`)],
    ['our own address', patientAt(`${base.href}Patient/p1`)],
    ['an address that is nobody’s own', patientAt('https://other.example/fhir/Patient/p1')],
    ['a name of the Bundle', patientAt('urn:uuid:0c3c5b4e-5a6a-4c4e-8a52-4b1f8f1d6f10')],
    ['no address', patientAt(undefined)],
    ['two patients', patientAt(`${INNER}/Patient/p1`, { resource: { resourceType: 'Patient', id: 'p1' } })],
    [
      'a patient of another id',
      {
        resourceType: 'Bundle',
        entry: [{ fullUrl: `${INNER}/Patient/p1`, resource: { resourceType: 'Patient', id: 'p2' } }],
      },
    ],
    ['a refusal', new Response(null, { status: 403 })],
    ['nothing', { resourceType: 'Bundle' }],
  ])('whose it is stays unknown with %s', async (_, patient) => {
    expect(await ownerships(saying(patient))).toEqual(['cannot-tell']);
  });

  it('is not asked where the sign-in does not allow the search', async () => {
    const record = saying(patientAt(`${INNER}/Patient/p1`), {
      grants: (type, kind) => type !== 'Patient' || kind !== 's',
    });
    expect(await ownerships(record)).toEqual(['cannot-tell']);
    expect(askedForPatient(record)).toBe(0);
  });

  it.each([
    ['relatively', aRecord(undefined, true, {}, { launched: rootOnce('p1', signal) })],
    ['at an address that it calls its own', aRecord(INNER, true, {}, { launched: rootOnce('p1', signal) })],
    [
      'at another server',
      aRecord('https://other.example/fhir', false, {}, { launched: rootOnce('p1', signal) }),
    ],
  ])('is not asked where it names the patient %s', async (_, record) => {
    await everythingOf(record).catch(() => undefined);
    expect(askedForPatient(record)).toBe(0);
  });

  it('holds for the patient alone where other entries are called otherwise, and never for another patient', async () => {
    const at = (id: string, subject: string, fullUrl: string) => ({
      fullUrl,
      resource: {
        ...study,
        id,
        subject: { reference: subject },
        identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:1.2.${id}` }],
        basedOn: [{ reference: `${INNER}/ServiceRequest/3` }],
      },
    });
    const record = aRecord(
      INNER,
      false,
      {
        Patient: patientAt(`${INNER}/Patient/p1`),
        ImagingStudy: {
          resourceType: 'Bundle',
          entry: [
            at('1', `${INNER}/Patient/p1`, `${INNER}/ImagingStudy/1`),
            at('2', 'http://internal:9090/fhir/Patient/p1', 'http://internal:9090/fhir/ImagingStudy/2'),
            at('3', `${INNER}/Patient/p2`, `${INNER}/ImagingStudy/3`),
            at('4', `${INNER}/Patient/p10`, `${INNER}/ImagingStudy/4`),
          ],
        },
      },
      { launched: rootOnce('p1', signal) },
    );
    const imaging = await imagingOf(record, launchedFor('p1'), forms, signal);
    expect(imaging).toMatchObject({
      ok: true,
      value: { somebodyElses: 2, studies: [{ uid: '1.2.1' }, { uid: '1.2.2', ownership: 'cannot-tell' }] },
    });
    expect(imaging.ok && imaging.value.studies[0]).not.toHaveProperty('ownership');
    expect(imaging.ok && imaging.value.studies[0]).not.toHaveProperty('orders');
  });

  it('says nothing of the session where the search is refused', async () => {
    const refused: string[] = [];
    const tokens = {
      tokenFor: () => 'token-1',
      renewed: () => Promise.resolve('token-2'),
      refused: (_: string, space: string) => void refused.push(space),
    };
    const record = saying(new Response(null, { status: 401 }), { tokens });
    expect(await ownerships(record)).toEqual(['cannot-tell']);
    expect(refused).toHaveLength(1);
    expect(refused).not.toContain(spaceOf(base, new URL('Patient/p1', base)));
  });

  it('is asked again after it did not come', async () => {
    const launched = rootOnce('p1', signal);
    const refused = { Patient: new Response(null, { status: 500 }) };
    expect(await launched.root(aRecord(INNER, false, refused), signal)).toBeUndefined();
    expect(await launched.root(saying(patientAt(`${INNER}/Patient/p1`)), signal)).toBe(INNER);
  });
});
