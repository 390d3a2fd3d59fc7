import { describe, expect, it } from 'vitest';
import { addressesOf } from '../../../src/dicomweb/requests/addresses';
import { requestsTo } from '../../../src/dicomweb/requests/request';
import { anArchive, ROOT, SERIES, STUDY } from '../wire';

const requests = requestsTo(anArchive());
const base = requests.address(['studies', STUDY, 'series', SERIES, '']);
const OWN = `${ROOT}/studies/${STUDY}/bulkdata/1`;
const addressOf = (reference: string) => addressesOf(requests, reference, base, STUDY).at(-1)?.href;

describe('bulk data of this archive', () => {
  it.each([
    OWN,
    OWN.replace('salford', 'SALFORD'),
    OWN.replace('.example', '.example:443'),
    OWN.replace('https:', 'http:'),
    OWN.replace('https://', 'https://somebody:secret@'),
    `http://10.0.0.4:8042/Studies/${STUDY}/bulkdata/1`,
    `//pacs-inner:8080/dicom-web/studies/${STUDY}/bulkdata/1`,
    `http://pacs-inner/x/../studies/${STUDY}/series/../bulkdata/1`,
    '../../bulkdata/1',
    'bulkdata/1',
  ])('is asked for at its own address: %s', (reference) => expect(addressOf(reference)).toBe(OWN));

  it.each([
    `${ROOT.replace('https:', 'http:')}/bulkdata/1`,
    `${ROOT.replace('.example', '.example:8443')}/bulkdata/1`,
    'http://pacs-inner:8080/dicom-web/bulkdata/1',
    '/dicom-web/bulkdata/1',
  ])('is told by the service’s own path where no study is named: %s', (reference) =>
    expect(addressOf(reference)).toBe(`${ROOT}/bulkdata/1`),
  );

  it.each([
    'https://other.example/dicom-web/bulkdata/1',
    'http://pacs-inner:8080/other/bulkdata/1',
    'http://pacs-inner/studies/9.9.9/bulkdata/1',
    'urn:oid:1.2.3',
    'file:///dicom/1.dcm',
  ])('is not what lies elsewhere: %s', (reference) => expect(addressOf(reference)).toBeUndefined());
});
