import { describe, expect, it } from 'vitest';
import { dicomwebRoot, isSameRoot } from '../../src/domain/endpoint-root';

const ROOT = 'https://pacs.example/dicom-web';

describe('the root of a DICOMweb address', () => {
  it.each([
    ROOT,
    `${ROOT}/`,
    `${ROOT}//`,
    `${ROOT}/studies`,
    `${ROOT}/studies/`,
    `${ROOT}//studies//`,
    `${ROOT}/Studies`,
    `${ROOT}/STUDIES/`,
    `${ROOT}/studies/1.2.840.1`,
    `${ROOT}/studies/1.2.840.1/`,
    `${ROOT}/studies/1.2.840.1/series/1.2/instances/1.3/frames/1`,
    `${ROOT}/studies/1.2.840.1/metadata`,
    `${ROOT}/studies?PatientID=1`,
    `${ROOT}/studies#x`,
    `${ROOT}/studies/{studyUID}`,
    `${ROOT}/studies/{StudyInstanceUID}/series/{SeriesInstanceUID}`,
    `${ROOT}/study/1.2.840.1`,
    `${ROOT}/series`,
    'HTTPS://PACS.example:443/dicom-web/studies',
  ])('of %s', (address) => expect(dicomwebRoot(address)).toBe(ROOT));

  it.each([
    ['https://pacs.example', 'https://pacs.example'],
    ['https://pacs.example/studies', 'https://pacs.example'],
    ['https://pacs.example/DICOM-web', 'https://pacs.example/DICOM-web'],
    ['https://pacs.example/studies-archive/rs', 'https://pacs.example/studies-archive/rs'],
    ['https://pacs.example/studies/rs', 'https://pacs.example/studies/rs'],
    [`${ROOT}?tenant=a`, `${ROOT}?tenant=a`],
    [`${ROOT}/?tenant=a#top`, `${ROOT}?tenant=a`],
    [`${ROOT}?`, ROOT],
    [`https://who:secret@PACS.example/dicom-web`, ROOT],
    ['see the handbook', 'see the handbook'],
    ['urn:oid:1.2', 'urn:oid:1.2'],
  ])('of %s is %s', (address, root) => expect(dicomwebRoot(address)).toBe(root));

  it('is one however it is written', () => {
    expect(isSameRoot(`${ROOT}/studies`, `${ROOT}/`)).toBe(true);
    expect(isSameRoot(ROOT, `${ROOT}/?tenant=a`)).toBe(true);
    expect(isSameRoot(ROOT, 'https://pacs.example/other')).toBe(false);
  });
});
