import { describe, expect, it } from 'vitest';
import { itemOf, itemsOf, textOf, valuesOf, type Dataset } from '../../src/dicom/dataset';
import { reportFrom } from '../../src/dicom/sr/document';
import { documentText } from '../../src/domain/report/report-document';
import type { Report } from '../../src/domain/report/report';
import { contentOf, documentOf, element, objectsAbsent, realObject, spansOf } from './objects-wire';
import { INSTANCE, SERIES } from './wire';
import { atOnce } from '../../src/domain/steps';

/** dwv leaves out what tells its object from others; in an archive it could not be. */
const ARROW = 'sr/sr-arrow.dcm';
const FILES = [
  'odd/reportsi_with_empty_number_tags.dcm',
  'sr/CT-RDSR-Siemens-Multi-1.dcm',
  'sr/DX-RDSR-Canon_CXDI.dcm',
  'sr/ESR_non-dose.dcm',
  'sr/no-pixel-data.dcm',
  'sr/report_dfl',
  'sr/reportsi.dcm',
  'sr/sample-sr.dcm',
  ARROW,
  'sr/sr-circle.dcm',
  'sr/sr-ruler.dcm',
  'sr/sr.dcm',
  'sr/sr_document.dcm',
  'sr/structured_report.dcm',
  'sr/test-SR.dcm',
];

function read(path: string): { report: Report; dataset: Dataset } {
  const { dataset, bulk } = realObject(path);
  const named =
    path === ARROW
      ? { ...dataset, '00080018': element('UI', INSTANCE), '0020000E': element('UI', SERIES) }
      : dataset;
  return { report: atOnce(reportFrom(named, { source: 'Salford Royal', bulk })), dataset };
}

const words = (report: Report) => documentText(documentOf(report));
const typeOf = (dataset: Dataset) => textOf(dataset, '0040A040');
const nameOf = (dataset: Dataset) => textOf(itemOf(dataset, '0040A043') ?? {}, '00080104') ?? '';
/** Said with the authors, or of no use to a reader */
const isApart = (dataset: Dataset) => /observer.*(name|type)$|language/i.test(nameOf(dataset));

describe.skipIf(objectsAbsent())('a real report', () => {
  it.each(FILES)('%s says every text and every code of its content', (path) => {
    const { report, dataset } = read(path);
    const said = `${words(report)}\n${JSON.stringify(report.authors)}`;
    for (const one of contentOf(dataset).filter((content) => !isApart(content))) {
      const texts = typeOf(one) === 'TEXT' ? (textOf(one, '0040A160') ?? '').split(/[\r\n]+/) : [];
      const codes =
        typeOf(one) === 'CODE' ? itemsOf(one, '0040A168').map((code) => textOf(code, '00080104') ?? '') : [];
      for (const part of [...texts, ...codes]) expect(said).toContain(part.trim());
    }
  });

  it.each(FILES)('%s says every number of its content, to a ten-thousandth', (path) => {
    const { report, dataset } = read(path);
    const numbers = words(report)
      .match(/[+-]?\d+(\.\d+)?/g)
      ?.map(Number);
    for (const one of contentOf(dataset).filter((content) => typeOf(content) === 'NUM')) {
      const value = Number(valuesOf(itemOf(one, '0040A300') ?? {}, '0040A30A')[0] ?? Number.NaN);
      if (Number.isNaN(value)) expect(words(report)).toContain('no value');
      else expect(numbers?.some((number) => Math.abs(number - value) <= Math.abs(value) * 1e-4)).toBe(true);
    }
  });

  it.each(FILES)('%s leads to every image of its content', (path) => {
    const { report, dataset } = read(path);
    const wanted = contentOf(dataset)
      .filter((content) => typeOf(content) === 'IMAGE')
      .flatMap((content) => itemsOf(content, '00081199').map((sop) => textOf(sop, '00081155')));
    const linked = spansOf(documentOf(report).blocks).flatMap((span) =>
      span.kind === 'image' ? (span.reference.instance ?? []) : [],
    );
    expect(new Set(linked)).toEqual(new Set(wanted));
  });

  it.each([
    ['sr/CT-RDSR-Siemens-Multi-1.dcm', 'X-Ray Radiation Dose Report', 'final', '2018-01-05T17:21:08', 0],
    ['sr/DX-RDSR-Canon_CXDI.dcm', 'X-Ray Radiation Dose Report', 'final', '2016-08-18T19:27:12', 0],
    ['sr/ESR_non-dose.dcm', 'Diagnostic Imaging Report', 'partial', '2013-01-24T12:28:03', 0],
    ['sr/no-pixel-data.dcm', 'Consultation Report', 'partial', '2005-05-30T16:05:27', 0],
    ['sr/report_dfl', 'Consultation Report', 'partial', '2000-11-10T12:20:57', 0],
    ['sr/reportsi.dcm', 'Document Title', 'partial', '2005-05-30T16:05:27', 1],
    ['odd/reportsi_with_empty_number_tags.dcm', 'Document Title', 'partial', '2005-05-30T16:05:27', 1],
    ['sr/sample-sr.dcm', 'Imaging Measurement Report', 'preliminary', '2023-08-24T16:01:43', 1],
    [ARROW, 'Measurement Group', 'partial', '2025-04-02T16:48:53', 1],
    ['sr/sr-circle.dcm', 'Imaging Measurement Report', 'partial', '2025-04-09T17:55:39', 1],
    ['sr/sr-ruler.dcm', 'Imaging Measurement Report', 'partial', '2025-04-09T17:57:10', 1],
    ['sr/sr.dcm', 'Imaging Measurement Report', 'partial', '2015-08-19T11:21:53', 0],
    ['sr/sr_document.dcm', 'Imaging Measurement Report', 'preliminary', '2019-03-17T17:33:15', 1],
    ['sr/structured_report.dcm', 'Imaging Measurement Report', 'preliminary', '2020-06-17T12:25:54', 2],
    ['sr/test-SR.dcm', 'Diagnosis', 'final', '2001-02-13T18:47:46', 2],
  ])('%s is "%s", %s, of %s, with %i key images', (path, title, status, issued, images) => {
    const { report } = read(path);
    expect(report).toMatchObject({ title, status, issued, source: 'Salford Royal' });
    expect(report.keyImages).toHaveLength(images);
  });

  it('has who verified it, and what it takes the place of', () => {
    const { report } = read('sr/test-SR.dcm');
    expect(report.authors).toEqual([
      {
        name: 'Jörg Riesmeier',
        organisation: 'OFFIS e.V.',
        registration: '99_OFFIS_DCMTK 1705',
        verifies: true,
      },
      { name: 'Verifying Observer', organisation: 'Organisation', verifies: true },
    ]);
    expect(report.replaces).toEqual(['1.2.276.0.7230010.3.1.4.2139363186.7819.982086466.1']);
    expect(report.verified).toBe(true);
  });

  it('has who observed, and where, from its content', () => {
    expect(read('sr/no-pixel-data.dcm').report.authors).toEqual([
      { name: 'David M. Packer, M. D.', organisation: 'Redlands Clinic', verifies: false },
    ]);
    expect(read('sr/sr_document.dcm').report.authors).toEqual([{ name: 'Foo', verifies: false }]);
    // "unknown^unknown" is nobody.
    expect(read('sr/structured_report.dcm').report.authors).toEqual([]);
  });

  it('without content has no text, which is not an empty one', () => {
    expect(read('sr/ESR_non-dose.dcm').report.contents).toEqual([]);
  });

  it('flows where the document says that it does', () => {
    expect(words(read('sr/report_dfl').report)).toContain(
      'referred by Dr. Fukuda was also seen by Dr. Mason at the Redlands Clinic. He has been seen in the past',
    );
    expect(words(read('sr/test-SR.dcm').report)).toContain('3 cm (Code: Sample Code) was detected.');
  });

  it('has measurements with units, derivations and methods as a table with the name of what was measured', () => {
    const { blocks } = documentOf(read('sr/sr.dcm').report);
    const table = blocks.find((block) => block.kind === 'table');
    expect(table).toMatchObject({ caption: 'Neoplasm, Primary, pharyngeal tonsil (adenoid)' });
    const said = words(read('sr/sr.dcm').report);
    expect(said).toContain('SUVbw (Mean)\t6.01529 g/ml (SUV body weight)');
    expect(said).toContain('Volume\t33.5824 ml (Measurement Method: Sum of segmented voxel volumes)');
    expect(said.indexOf('Image Library')).toBeGreaterThan(said.indexOf('SUVbw'));
  });

  it('has dose as tables, with what was not measured said', () => {
    const said = words(read('sr/DX-RDSR-Canon_CXDI.dcm').report);
    expect(said).toContain('Dose Area Product Total\t0.0000107 Gy·m²');
    expect(said).toContain('Dose (RP) Total\tno value');
    expect(words(read('sr/CT-RDSR-Siemens-Multi-1.dcm').report)).toContain(
      'CT Dose Length Product Total\t7.46 mGy·cm',
    );
  });

  it('follows a relationship to another part of the document', () => {
    expect(words(read('sr/test-SR.dcm').report)).toContain('[see SCoord Code: circle]');
  });

  it('knows study and series of its images from its evidence', () => {
    expect(read('sr/sr_document.dcm').report.keyImages).toEqual([
      {
        study: '1.3.6.1.4.1.5962.1.2.1.20040119072730.12322',
        series: '1.3.6.1.4.1.5962.1.3.1.1.20040119072730.12322',
        instance: '1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322',
      },
    ]);
  });

  it('without a UID of its own is refused in words', () => {
    const { dataset, bulk } = realObject(ARROW);
    expect(() => atOnce(reportFrom(dataset, { source: 'Salford Royal', bulk }))).toThrow(
      'it has no SOP Instance UID',
    );
  });
});
