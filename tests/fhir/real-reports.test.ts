// @vitest-environment jsdom
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/documents/read-document';
import { documentText } from '../../src/domain/report/report-document';
import type { Report } from '../../src/domain/report/report';
import type { Json } from '../../src/fhir/resource/json';
import { plannedImagingOf } from '../../src/fhir/imaging/requests-and-appointments';
import { forms } from './forms';
import { fullReportsOf } from '../../src/fhir/reports/report-search';
import { launchedFor, recordWith } from './report-server';

const data = new URL('../../../shared/data/fhir/', `file://${import.meta.filename}`);
const isHere = existsSync(data);
if (!isHere) console.warn('Skipped: the published FHIR examples are not in ../shared/data/fhir.');

const signal = new AbortController().signal;
const read = (name: string) => JSON.parse(readFileSync(new URL(name, data), 'utf8')) as Json;
const patientOf = (resource: Json) =>
  (resource['subject'] as { reference?: string } | undefined)?.reference?.split('/')[1] ?? 'p';

/** The example as its own patient's record holds it, with the other examples beside it. */
async function reportOf(name: string, others: readonly string[] = []): Promise<Report | undefined> {
  const resource = read(name);
  const resources = others.map(read);
  const record = recordWith({
    DiagnosticReport: [resource],
    ...Object.fromEntries(
      resources.map((each) => [
        String(each['resourceType']),
        resources.filter((one) => one['resourceType'] === each['resourceType']),
      ]),
    ),
  });
  const answer = await fullReportsOf(record, launchedFor(patientOf(resource)), forms, signal);
  return answer.ok ? answer.value.reports[0] : undefined;
}

async function textOf(report: Report | undefined): Promise<string> {
  const parts: string[] = [];
  for (const content of report?.contents ?? []) {
    if (content.kind === 'document') parts.push(documentText(content.document));
    else {
      const bytes = await content.bytes(signal);
      const form = bytes.ok ? readDocument(bytes.value, content.mediaType, 'Record') : bytes;
      parts.push(
        !form.ok ? form.problem.kind : form.value.kind === 'pdf' ? 'PDF' : documentText(form.value.document),
      );
    }
  }
  return parts.join('\n\n');
}

describe.skipIf(!isHere)('published examples', () => {
  test('IHE IMR: HTML with headings, its series:image marks in the narrative, and results', async () => {
    const report = await reportOf('ihe-imr/DiagnosticReport-ex-DiagnosticReport.json', [
      'ihe-imr/Observation-ex-IMRObservation-Impression-1.json',
      'ihe-imr/Practitioner-ex-Practitioner.json',
    ]);
    expect(report).toMatchObject({ status: 'final', studyReferences: ['ImagingStudy/ex-ImagingStudy'] });
    const text = await textOf(report);
    for (const words of [
      'INDICATION',
      'FINDINGS',
      'IMPRESSION',
      'Hepatic steatosis.',
      'diffuse hypoattenuation of the liver',
    ])
      expect(text).toContain(words);
    const narrative = report?.contents.at(-1);
    const bytes = narrative?.kind === 'attachment' ? await narrative.bytes(signal) : undefined;
    const form = bytes?.ok ? readDocument(bytes.value, 'text/html', 'Record') : undefined;
    expect(JSON.stringify(form)).toContain('"reference":{"seriesNumber":2,"imageNumber":12}');
  });

  test('NHS England: conclusion, GMC number of a logical reference, accession number', async () => {
    const report = await reportOf('nhs-england/DiagnosticReport-Imaging.json');
    expect(report).toMatchObject({
      status: 'final',
      issued: '2023-09-07T11:45:41+11:00',
      accessionNumbers: ['123456789'],
      authors: [
        { name: 'FICTITIOUS, Ralph', registration: 'GMC 1234567', verifies: true },
        { name: 'King Charles University Hospital, Testham', verifies: false },
      ],
    });
    expect(await textOf(report)).toBe('Conclusion\n\nNormal - no action');
  });

  test('UK Core: a report of a CT that is joined to its study, with a narrative alone', async () => {
    const report = await reportOf('uk-core/UKCore-DiagnosticReport-CTChestScan-Example.json');
    expect(report).toMatchObject({
      title: 'Radiology studies report',
      studyReferences: ['ImagingStudy/UKCore-ImagingStudy-CTChestScan-Example'],
      authors: [
        { name: 'WHITE ROSE MEDICAL CENTRE', verifies: true },
        { name: 'LEEDS TEACHING HOSPITALS NHS TRUST' },
      ],
    });
    expect(await textOf(report)).toBe('An example to illustrate a diagnostic report for a CT scan');
  });

  test('US Core: a portable chest X-ray as XHTML, with results that are not there', async () => {
    const report = await reportOf('us-core/DiagnosticReport-chest-xray-report.json');
    expect(report?.authors).toEqual([{ name: 'Dr Ronald Bone', verifies: true }]);
    const text = await textOf(report);
    for (const words of [
      'IMPRESSION\n\nNo acute abnormality.',
      'No pneumothorax.',
      '2 results of this report could not be read.',
    ])
      expect(text).toContain(words);
  });

  test('HL7 R4: a CT with a coded conclusion', async () => {
    const report = await reportOf('hl7-r4/DiagnosticReport-f201.json');
    expect(report?.title).toBe('CT of head-neck');
    expect(await textOf(report)).toContain(
      'Conclusion\n\nCT brains: large tumor sphenoid/clivus.\n\nCoded conclusion\n\nMalignant tumor of craniopharyngeal duct',
    );
  });

  test('HL7 R4: an ultrasound whose key image is a Media with DICOM identifiers', async () => {
    const report = await reportOf('hl7-r4/DiagnosticReport-ultrasound.json', [
      'hl7-r4/Media-1.2.840.11361907579238403408700.3.1.04.19970327150033.json',
    ]);
    expect(report?.keyImages).toEqual([
      {
        study: '1.2.840.113619.2.21.848.34082.0.538976288.3',
        series: '1.2.840.113619.2.21.3408.700.0.757923840.3.0',
        instance: '1.2.840.11361907579238403408700.3.1.04.19970327150033',
      },
    ]);
    expect(await textOf(report)).toContain('Unremarkable study');
  });

  test.each([
    'us-core/DiagnosticReport-cardiology-report.json',
    'uk-core/UKCore-DiagnosticReport-DiagnosticStudiesReport-Example.json',
    'fhir-test-cases/r5_diagnosticreport-eric.json',
  ])('%s says nowhere that it is about imaging', async (name) => {
    expect(await reportOf(name)).toBeUndefined();
  });

  test('HL7 R4: a bone density whose category is not said is about imaging by its words', async () => {
    expect((await reportOf('hl7-r4/DiagnosticReport-102.json'))?.title).toBe('DXA BONE DENSITOMETRY');
  });

  test.each([
    ['hl7-r4/ServiceRequest-di.json', 'Chest CT', 'Check for metastatic disease'],
    ['us-core/servicerequest-chest-xray.json', 'Portable XR Chest Views', 'Bicycle accident'],
    [
      'uk-core/UKCore-ServiceRequest-CTChestScan-Example.json',
      'Computed tomography of chest',
      'Pulmonary embolism',
    ],
  ])('%s is a request', async (name, what, reason) => {
    const resource = read(name);
    const answer = await plannedImagingOf(
      recordWith({ ServiceRequest: [resource], Appointment: [] }),
      launchedFor(patientOf(resource)),
      signal,
    );
    expect(answer).toMatchObject({ ok: true, value: { planned: [{ kind: 'requested', what, reason }] } });
  });

  test.each([
    ['hl7-r4/ServiceRequest-example.json', ['completed']],
    ['ihe-imr/ServiceRequest-ex-ServiceRequest.json', ['completed']],
    ['nhs-england/ServiceRequest-DPP.json', []],
  ])('%s is done, or no imaging', async (name, statuses) => {
    const resource = read(name);
    const answer = await plannedImagingOf(
      recordWith({ ServiceRequest: [resource], Appointment: [] }),
      launchedFor(patientOf(resource)),
      signal,
    );
    expect(answer.ok && answer.value.planned.map(({ status }) => status)).toEqual(statuses);
  });
});
