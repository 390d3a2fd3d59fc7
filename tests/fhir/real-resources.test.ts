import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { studyUid } from '../../src/domain/ids';
import { endpointFrom } from '../../src/fhir/imaging/endpoints';
import { studyFrom } from '../../src/fhir/imaging/imaging-study';
import { objects, type Json } from '../../src/fhir/resource/json';
import { patientIn } from './record/a-patient';
import { joinsOf } from '../../src/fhir/reports/report-joins';

const data = new URL('../../../shared/data/fhir/', import.meta.url);
const isHere = existsSync(data);
if (!isHere) console.warn('Skipped: the published FHIR examples are not in ../shared/data/fhir.');

const read = (name: string) => JSON.parse(readFileSync(new URL(name, data), 'utf8')) as Json;
const base = new URL('https://record.example/fhir/');
const report = (name: string) => joinsOf(read(name), base);

describe.skipIf(!isHere)('published examples', () => {
  test('HL7 R4: a wrist X-ray with accession number, laterality and body site', () => {
    expect(studyFrom(read('hl7-r4/ImagingStudy-example-xr.json'))).toMatchObject({
      uid: '2.16.124.113543.6003.1154777499.30246.19789.3503430046',
      started: '2017-01-01T11:01:20',
      modalities: ['DX'],
      description: 'XR Wrist 3+ Views',
      bodyPart: 'Wrist Joint',
      accessionNumber: 'W12342398',
      seriesCount: 1,
      instanceCount: 2,
      inRecord: true,
      reference: 'ImagingStudy/example-xr',
      series: [
        {
          number: 3,
          modality: 'DX',
          laterality: 'L',
          bodyPart: 'Wrist Joint',
          instanceCount: 2,
          firstInstance: '2.16.124.113543.6003.1154777499.30246.19789.3503430045.1.1',
        },
      ],
    });
  });

  test('IHE IMR: what was done stands for the description; nobody counted the images', () => {
    const study = studyFrom(read('ihe-imr/ImagingStudy-ex-ImagingStudy.json'));
    expect(study).toMatchObject({
      uid: '1.2.3.4.5',
      started: '2020-12-31T23:30:50',
      modalities: ['CT'],
      description: 'CT Chest WO Contrast',
      seriesCount: 1,
    });
    expect(study).not.toHaveProperty('instanceCount');
    expect(study).not.toHaveProperty('accessionNumber');
  });

  test('Synthea: a UID under the system of URIs, and the modality only in the series', () => {
    const bundle = read('synthea/Chet_Thompson_eda17701-070d-4fae-9f7d-c8cd6263b63a.json');
    const resources = objects(bundle['entry']).flatMap(({ resource }) => objects([resource]));
    const studies = resources.filter(({ resourceType }) => resourceType === 'ImagingStudy').map(studyFrom);
    expect(studies).toMatchObject([
      {
        uid: '1.2.840.99999999.64756812.1559319190472',
        modalities: ['DX'],
        bodyPart: 'Ankle',
        instanceCount: 1,
      },
    ]);
  });

  test('UK Core: without a Study Instance UID there is nothing that an archive could be asked', () => {
    expect(studyFrom(read('uk-core/UKCore-ImagingStudy-CTChestScan-Example.json'))).toBeUndefined();
  });

  test.each([
    ['hl7-r4/Endpoint-example-wadors.json', 'https://pacs.hospital.org/wado-rs'],
    // In the clear: nothing is fetched from there.
    ['ihe-imr/Endpoint-ex-ImagingStudyEndpoint-Study.json', 'foreign-origin'],
    ['hl7-r4/Endpoint-example.json', 'no-way-to-ask'],
  ])('%s', (name, expected) => {
    const endpoint = endpointFrom(read(name), studyUid('1.2.3'));
    expect(typeof endpoint === 'string' ? endpoint : endpoint.root).toBe(expected);
  });

  test('an address that names the study itself is taken back to the root of its service', () => {
    const resource = read('ihe-imr/Endpoint-ex-ImagingStudyEndpoint-Study.json');
    const safe = { ...resource, address: String(resource['address']).replace('http:', 'https:') };
    expect(endpointFrom(safe, studyUid('1.2.3.4.5'))).toMatchObject({
      root: 'https://my.example.com/wadors',
    });
  });

  test('reports that name their study', () => {
    const named = (id: string) => ({ studyReferences: [`ImagingStudy/${id}`] });
    expect(report('ihe-imr/DiagnosticReport-ex-DiagnosticReport.json')).toMatchObject(
      named('ex-ImagingStudy'),
    );
    expect(report('uk-core/UKCore-DiagnosticReport-CTChestScan-Example.json')).toMatchObject(
      named('UKCore-ImagingStudy-CTChestScan-Example'),
    );
  });

  test('NHS England: a report that leads to its study only by the accession number, its own and its order’s', () => {
    expect(report('nhs-england/DiagnosticReport-Imaging.json')).toMatchObject({
      studies: [],
      studyReferences: [],
      accessionNumbers: ['123456789'],
    });
  });

  test.each([
    'hl7-r4/DiagnosticReport-102.json',
    'hl7-r4/DiagnosticReport-f201.json',
    'us-core/DiagnosticReport-cardiology-report.json',
    'us-core/DiagnosticReport-chest-xray-report.json',
    'uk-core/UKCore-DiagnosticReport-DiagnosticStudiesReport-Example.json',
    'fhir-test-cases/r5_diagnosticreport-eric.json',
  ])('%s leads to no study', (name) => {
    expect(report(name)).toMatchObject({ studies: [], studyReferences: [], accessionNumbers: [] });
  });

  test('HL7 R4: of several names the official one', () => {
    expect(patientIn(read('hl7-r4/Patient-example.json'), 'example')).toMatchObject({
      name: { family: 'Chalmers', given: ['Peter', 'James'] },
      birthDate: '1974-12-25',
      gender: 'male',
      identifiers: [{ value: '12345' }],
    });
  });

  test.each([
    [
      'smart-imaging/smart-sandbox-patient.json',
      { family: 'Kshlerin', given: ['Danae'], prefix: 'Mrs.' },
      '1964-05-13',
    ],
    ['ihe-imr/Patient-ex-Patient.json', { family: 'Smith', given: ['John'] }, undefined],
    ['hl7-r4/Patient-dicom.json', { family: 'MINT_TEST', given: [] }, undefined],
    ['hl7-r4/Patient-f201.json', { family: 'Bor', given: ['Roelof Olaf'], prefix: 'Drs.' }, '1960-03-13'],
  ])('%s', (name, expected, birthDate) => {
    const patient = patientIn({ ...read(name), id: 'x' }, 'x');
    expect([patient?.name, patient?.birthDate]).toEqual([expected, birthDate]);
  });
});
