import type { CatalogueReport, CatalogueStudy, Hospital } from '../catalogue';
import { accession } from './accession';
import { imagingStudyId } from './imaging-study';
import { practitionerId } from './practitioner';
import { hashedId, reference, systems, ukInstant } from './resource';
import type { Resource } from './resource';
import { serviceRequestId } from './service-request';

export const reportId = (study: CatalogueStudy) => hashedId('report', study);

/** A study's report, and the version that it replaced; none where nobody has reported. */
export function diagnosticReports(study: CatalogueStudy, hospital: Hospital): readonly Resource[] {
  const { report } = study;
  if (report === undefined) return [];
  const current = diagnosticReport(study, hospital, report, reportId(study));
  if (report.earlier === undefined) return [current];
  const before: CatalogueReport = { ...report, ...report.earlier, status: 'final' };
  const earlier = diagnosticReport(study, hospital, before, hashedId('earlier', study));
  const replaces = {
    url: 'http://hl7.org/fhir/StructureDefinition/diagnosticReport-replaces',
    valueReference: reference('DiagnosticReport', earlier.id),
  };
  return [{ ...current, extension: [replaces] }, earlier];
}

function diagnosticReport(
  study: CatalogueStudy,
  hospital: Hospital,
  report: CatalogueReport,
  id: string,
): Resource {
  const paragraphs = report.text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  const isPdf = report.form === 'pdf';
  const media = keyImages(study, report);
  return {
    resourceType: 'DiagnosticReport',
    id,
    ...(media.length > 0 && { contained: media }),
    ...(!isPdf && { text: { status: 'generated', div: narrative(paragraphs) } }),
    ...(study.accessionNumber !== '' && { identifier: [accession(study, hospital)] }),
    ...(study.reason !== undefined && { basedOn: [reference('ServiceRequest', serviceRequestId(study))] }),
    status: report.status ?? 'final',
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
    ...(media.length > 0 && { media: media.map(({ id: name }) => ({ link: { reference: `#${name}` } })) }),
    ...(paragraphs.length > 0 && !isPdf && { conclusion: paragraphs.at(-1) }),
    presentedForm: [presentedForm(report, paragraphs)],
  };
}

function presentedForm(report: CatalogueReport, paragraphs: readonly string[]) {
  const named = { language: 'en-GB', title: 'Report' };
  const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
  if (report.form === 'pdf' && report.pdf !== undefined)
    return { ...named, contentType: 'application/pdf', data: base64(report.pdf) };
  if (report.form === 'html')
    return { ...named, contentType: 'text/html; charset=utf-8', data: base64(narrative(paragraphs)) };
  return { ...named, contentType: 'text/plain; charset=utf-8', data: base64(report.text) };
}

/** The report's pictures as Media with their DICOM identifiers, as HL7's own example writes them. */
function keyImages(study: CatalogueStudy, { keyImages = [] }: CatalogueReport): readonly Resource[] {
  const identifier = (words: string, uid: string) => ({
    type: { text: words },
    system: systems.dicomUid,
    value: `urn:oid:${uid}`,
  });
  return keyImages.flatMap(({ series: at, image }, index) => {
    const series = study.series[at - 1];
    const instance = series?.instances[image - 1];
    if (series === undefined || instance === undefined) return [];
    return [
      {
        resourceType: 'Media',
        id: `key-${index + 1}`,
        identifier: [
          identifier('InstanceUID', instance.sopInstanceUid),
          identifier('studyId', study.studyInstanceUid),
          identifier('seriesId', series.seriesInstanceUid),
        ],
        status: 'completed',
        subject: reference('Patient', study.personId),
        content: { contentType: 'application/dicom' },
      },
    ];
  });
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
