import { describe, expect, it } from 'vitest';
import { sources, type ImageDisplay } from '../../deploy/gateway/patient-source';
import type { TokenResponse } from '../../src/fhir/smart/token-response';
import { usual } from './gateway-site';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const token: TokenResponse = {
  accessToken: 'a',
  expiresIn: 300,
  patient: undefined,
  needPatientBanner: true,
  context: [],
  unreadContext: 0,
};
const bundle = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});
const patient = (id: string) => ({ resourceType: 'Patient', id });
const study = (id: string) => ({ resourceType: 'ImagingStudy', subject: { reference: `Patient/${id}` } });

/** What Invoke Image Display opens, where the record answers a search so. */
async function opened(display: ImageDisplay, answer: unknown) {
  const asked: string[] = [];
  const result = await sources['ihe-iid'].patientOf(
    token,
    { display },
    {
      where: 'Record',
      base: new URL('https://record.example/fhir/'),
      settings: {
        ...usual,
        assigners: { '2.16.840.1.113883.2.1.4.1': NHS, SALFORD: 'https://salford.example/id' },
      },
      search: (query) => {
        asked.push(decodeURIComponent(query));
        return Promise.resolve(answer);
      },
    },
  );
  return { result, asked };
}

describe('Invoke Image Display', () => {
  it('asks for scopes of the user, and for no launch', () => {
    const scopes = sources['ihe-iid'].scopes(['permission-v2'], {});
    expect(scopes).toMatch(/^openid fhirUser .*user\/Patient\.r /);
    expect(scopes).not.toMatch(/patient\/|launch/);
  });

  it.each<[string, ImageDisplay, object, string, readonly string[]]>([
    [
      'a number',
      { of: 'patient', id: '9990123456' },
      bundle(patient('aria')),
      `Patient?identifier=${NHS}|9990123456`,
      [],
    ],
    [
      'a number of an authority by its OID',
      { of: 'patient', id: '9990123456^^^&2.16.840.1.113883.2.1.4.1&ISO' },
      bundle(patient('aria')),
      `Patient?identifier=${NHS}|9990123456`,
      [],
    ],
    [
      'a number of an authority by its name',
      { of: 'patient', id: 'S-1^^^SALFORD' },
      bundle(patient('aria')),
      'Patient?identifier=https://salford.example/id|S-1',
      [],
    ],
    [
      'a study',
      { of: 'study', uid: '1.2.3' },
      bundle(study('aria'), study('aria')),
      'ImagingStudy?identifier=urn:dicom:uid|urn:oid:1.2.3',
      ['1.2.3'],
    ],
    [
      'an accession number',
      { of: 'study', accession: 'A1' },
      bundle(study('aria')),
      'ImagingStudy?identifier=A1',
      [],
    ],
  ])('opens %s of exactly one patient', async (_what, display, answer, query, named) => {
    const { result, asked } = await opened(display, answer);
    expect(asked).toEqual([query]);
    expect(result).toEqual({ ok: true, value: { patient: 'aria', named } });
  });

  it.each<[string, ImageDisplay, unknown, string]>([
    ['nobody answers to it', { of: 'patient', id: '1' }, bundle(), 'no-patient'],
    ['two answer to it', { of: 'patient', id: '1' }, bundle(patient('a'), patient('b')), 'patient-unusable'],
    [
      'a study is of two',
      { of: 'study', accession: 'A' },
      bundle(study('a'), study('b')),
      'patient-unusable',
    ],
    [
      'there are more pages',
      { of: 'patient', id: '1' },
      { ...bundle(patient('a')), link: [{ relation: 'next', url: 'x' }] },
      'patient-unusable',
    ],
    [
      'the authority is not known',
      { of: 'patient', id: '1^^^NOBODY' },
      bundle(patient('a')),
      'patient-unusable',
    ],
    ['the record does not answer', { of: 'patient', id: '1' }, undefined, 'patient-unavailable'],
    [
      'it answers with an outcome',
      { of: 'patient', id: '1' },
      { resourceType: 'OperationOutcome' },
      'patient-unavailable',
    ],
    [
      'a study’s patient is of another record',
      { of: 'study', uid: '1.2.3' },
      bundle({
        resourceType: 'ImagingStudy',
        subject: { reference: 'https://other.example/fhir/Patient/aria' },
      }),
      'no-patient',
    ],
  ])('opens nobody’s where %s', async (_what, display, answer, kind) => {
    expect((await opened(display, answer)).result).toMatchObject({ ok: false, problem: { kind } });
  });
});

describe('EMIS-X', () => {
  it('opens nobody’s without its one-time code', async () => {
    const given = { ...token, patient: { kind: 'id', id: 'aria' } as const };
    const source = {
      where: 'Record',
      base: new URL('https://record.example/fhir/'),
      settings: usual,
      search: () => Promise.resolve(undefined),
    };
    expect(await sources['emis-x'].patientOf(given, {}, source)).toMatchObject({ ok: false });
    expect(await sources['emis-x'].patientOf(given, { launch: 'code' }, source)).toMatchObject({ ok: true });
  });
});
