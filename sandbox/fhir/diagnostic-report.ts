import type { CatalogueStudy, Hospital } from '../catalogue';
import { accession } from './accession';
import { imagingStudyId } from './imaging-study';
import { practitionerId } from './practitioner';
import { hashedId, reference, systems, ukInstant } from './resource';
import type { Resource } from './resource';
import { serviceRequestId } from './service-request';

/** The finished report of a study; absent where nobody has reported. */
export function diagnosticReport(study: CatalogueStudy, hospital: Hospital): Resource | undefined {
  const { report } = study;
  if (report === undefined) return undefined;
  const paragraphs = report.text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return {
    resourceType: 'DiagnosticReport',
    id: hashedId('report', study),
    text: { status: 'generated', div: narrative(paragraphs) },
    ...(study.accessionNumber !== '' && { identifier: [accession(study, hospital)] }),
    ...(study.reason !== undefined && { basedOn: [reference('ServiceRequest', serviceRequestId(study))] }),
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD', display: 'Radiology' },
        ],
      },
    ],
    code: { text: study.description },
    subject: reference('Patient', study.personId),
    ...(study.started !== undefined && { effectiveDateTime: ukInstant(study.started) }),
    issued: ukInstant(report.issued.includes('T') ? report.issued : `${report.issued}T12:00:00`),
    performer: [{ display: hospital.name }],
    resultsInterpreter: [
      { reference: `Practitioner/${practitionerId(report.author)}`, display: report.author },
    ],
    imagingStudy: [studyReference(study)],
    ...(paragraphs.length > 0 && { conclusion: paragraphs.at(-1) }),
    presentedForm: [
      {
        contentType: 'text/plain; charset=utf-8',
        language: 'en-GB',
        data: Buffer.from(report.text, 'utf8').toString('base64'),
        title: 'Report',
      },
    ],
  };
}

/** Where the record has no ImagingStudy, the report can only say which study it means, not where it is. */
function studyReference(study: CatalogueStudy) {
  if (study.inRecord !== false) return reference('ImagingStudy', imagingStudyId(study));
  const value = `urn:oid:${study.studyInstanceUid}`;
  return { type: 'ImagingStudy', identifier: { system: systems.dicomUid, value } };
}

function narrative(paragraphs: readonly string[]): string {
  const body = paragraphs.map((paragraph) => `<p>${escapeXml(paragraph).replaceAll('\n', '<br/>')}</p>`);
  return `<div xmlns="http://www.w3.org/1999/xhtml">${body.join('')}</div>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
