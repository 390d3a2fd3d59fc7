import { seeded } from '../builders/random';
import './window';
import { describe, expect, it } from 'vitest';
import { studyUid } from '../../src/domain/ids';
import { endpointFrom } from '../../src/fhir/imaging/endpoints';
import { studyFrom } from '../../src/fhir/imaging/imaging-study';
import type { Json } from '../../src/fhir/resource/json';
import { onlyId } from '../../src/fhir/resource/subject';
import { patientIn } from './record/a-patient';
import { inR4Form } from '../../src/fhir/reports/report-r4';
import { reportFrom } from '../../src/fhir/reports/report-resource';
import { byReference } from '../../src/fhir/reports/report-surroundings';
import { withVersions } from '../../src/fhir/reports/report-versions';
import { readSmartConfiguration } from '../../src/fhir/smart/smart-configuration';
import { readTokenResponse } from '../../src/fhir/smart/token-response';
import { fuzzed, FUZZ_RUNS, FUZZ_TIMEOUT, LONGEST, mutatedJson } from '../fuzz/fuzz';
import { recordWith } from './report-server';

const coded = (text: string) => ({
  coding: [{ system: 'http://loinc.org', code: '1', display: text }],
  text,
});
const STUDY: Json = {
  resourceType: 'ImagingStudy',
  id: 's1',
  status: 'available',
  subject: { reference: 'Patient/p1' },
  identifier: [
    { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' },
    { type: coded('Accession'), value: 'A1' },
  ],
  started: '2026-11-18T09:12:00Z',
  procedureCode: [coded('CT chest')],
  basedOn: [{ reference: 'ServiceRequest/1' }],
  series: [
    {
      uid: '1.2.3.1',
      number: 1,
      modality: { code: 'CT' },
      bodySite: { display: 'Chest' },
      laterality: { code: '7771000' },
      numberOfInstances: 3,
      instance: [{ uid: '1.2.3.1.1', number: 1 }],
    },
  ],
  endpoint: [{ reference: 'Endpoint/e1' }],
};
const REPORT: Json = {
  resourceType: 'DiagnosticReport',
  id: 'r1',
  status: 'final',
  code: coded('CT chest'),
  issued: '2026-11-18T16:40:00Z',
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Clear.</p></div>' },
  conclusion: 'Clear.',
  presentedForm: [{ contentType: 'text/plain', data: 'Q2xlYXIu', title: 'Report' }, { url: 'Binary/b1' }],
  performer: [{ reference: 'Practitioner/d1' }],
  resultsInterpreter: [{ reference: '#d2' }, { display: 'Dr X' }],
  contained: [{ resourceType: 'PractitionerRole', id: 'd2', code: [coded('Consultant')] }],
  result: [{ reference: 'Observation/o1' }],
  media: [{ comment: 'Nodule', link: { reference: 'Media/m1' } }],
  imagingStudy: [{ reference: 'ImagingStudy/s1' }],
  identifier: [{ system: 'urn:x', value: 'R1' }],
  extension: [{ url: 'diagnosticReport-replaces', valueReference: { reference: 'DiagnosticReport/r0' } }],
};
const AROUND: readonly Json[] = [
  { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Farrow', given: ['I'], prefix: ['Dr'] }] },
  {
    resourceType: 'Observation',
    id: 'o1',
    code: coded('Size'),
    valueQuantity: { value: 12, unit: 'mm' },
    component: [{ code: coded('Width'), valueString: '4 mm' }],
    hasMember: [{ reference: 'Observation/o1' }],
  },
  { resourceType: 'Media', id: 'm1', content: { contentType: 'image/jpeg', url: 'Binary/b2' } },
];
const PATIENT: Json = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ use: 'official', family: 'Smith', given: ['Aria'], prefix: ['Ms'] }],
  birthDate: '1985-07-14',
  gender: 'female',
  deceasedBoolean: false,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990123456' }],
};
const ENDPOINT: Json = {
  resourceType: 'Endpoint',
  id: 'e1',
  status: 'active',
  connectionType: { code: 'dicom-wado-rs' },
  address: 'https://a.example/dicom-web',
};
const server = recordWith({});
const owner = { patient: onlyId('p1'), base: server.base, now: server.now() };

/** What is read of a resource, or that there is nothing. */
const told = (value: unknown) => (value === undefined ? 'none' : 'read');

describe(`${FUZZ_RUNS} mutations`, { timeout: FUZZ_TIMEOUT }, () => {
  it.each<[string, object, (json: Json) => unknown]>([
    ['an ImagingStudy', STUDY, (json) => studyFrom(json)],
    ['a Patient', PATIENT, (json) => patientIn(json, 'p1')],
    [
      'an Endpoint',
      ENDPOINT,
      (json) => {
        const endpoint = endpointFrom(json, studyUid('1.2.3'));
        return typeof endpoint === 'string' ? undefined : endpoint;
      },
    ],
    [
      'a SMART configuration',
      {
        issuer: 'https://r.example',
        authorization_endpoint: 'https://r.example/a',
        token_endpoint: 'https://r.example/t',
        capabilities: ['launch-ehr'],
        code_challenge_methods_supported: ['S256'],
      },
      readSmartConfiguration,
    ],
    [
      'a token answer',
      {
        access_token: 'a',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'launch',
        patient: 'p1',
        fhirContext: [{ reference: 'ImagingStudy/1' }],
        need_patient_banner: true,
      },
      (json) => readTokenResponse(json, 'https://r.example/fhir'),
    ],
  ])('of %s are each read or none', async (_, seed, read) => {
    expect(told(read(seed as Json))).toBe('read');
    const next = seeded(11);
    const { slowest, outcomes } = await fuzzed(() => told(read(mutatedJson(seed, next) as Json)));
    expect(Object.keys(outcomes).sort()).toEqual(['none', 'read']);
    expect(slowest).toBeLessThan(LONGEST);
  });

  it('of reports with what lies around them are each read or none', async () => {
    const next = seeded(12);
    const { slowest, outcomes } = await fuzzed(() => {
      const json = mutatedJson(REPORT, next);
      const others = mutatedJson(AROUND, next);
      // As a Bundle's reading leaves them: objects
      const around = byReference(others.filter((one) => typeof one === 'object' && one !== null));
      const report = reportFrom(inR4Form(json), around, server, owner);
      if (report) withVersions([{ json, report }], server.base);
      return told(report);
    });
    expect(Object.keys(outcomes).sort()).toEqual(['none', 'read']);
    expect(slowest).toBeLessThan(LONGEST);
  });
});
