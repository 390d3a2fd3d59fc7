import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/domain/problem';
import { plannedImagingOf } from '../../../src/fhir/imaging/requests-and-appointments';
import { imagingOf } from '../../../src/fhir/imaging/imaging';
import { readReports } from '../../../src/fhir/reports/read-reports';
import { search } from '../../../src/fhir/resource/bundle';
import { ownNameIn, withOwnNames } from '../../../src/fhir/resource/own-names';
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
function aRecord(root: string | undefined, isSaid = true) {
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
  return recordWith({
    ImagingStudy: bundle('ImagingStudy', study, endpoint),
    DiagnosticReport: bundle('DiagnosticReport', report, practitioner),
    ServiceRequest: bundle('ServiceRequest', order),
    Appointment: bundle('Appointment', appointment),
    Observation: bundle('Observation', result),
    'Observation/7': named(result),
    'Binary/8': named(binary),
  });
}

async function everythingOf(record: ReturnType<typeof aRecord>) {
  const patient = launchedFor('p1');
  const value = <T>(each: { ok: true; value: T } | { ok: false; problem: Problem }) => {
    if (!each.ok) throw new Error(each.problem.kind);
    return each.value;
  };
  const imaging = value(await imagingOf(record, patient, signal));
  const found = value(await search(record, 'DiagnosticReport?patient=p1', signal));
  const { reports } = value(await readReports(record, patient, found, signal));
  const planned = await plannedImagingOf(record, patient, new Map(), signal);
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
