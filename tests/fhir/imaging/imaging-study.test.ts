import { describe, expect, it } from 'vitest';
import { endpointFrom, placesOf } from '../../../src/fhir/imaging/endpoints';
import { forms } from '../forms';
import { imagingOf } from '../../../src/fhir/imaging/imaging';
import { studyFrom, studyUidOf } from '../../../src/fhir/imaging/imaging-study';
import { modalitiesIn } from '../../../src/fhir/imaging/modality';
import { studyUid } from '../../../src/domain/ids';
import { launchedFor, recordWith } from '../report-server';

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const SNOMED = 'http://snomed.info/sct';
const UID = '1.2.840.113619.2.55.3';
const signal = new AbortController().signal;

const stu3 = {
  resourceType: 'ImagingStudy',
  id: 's',
  uid: `urn:oid:${UID}`,
  accession: { system: 'urn:accessions', value: 'ACC1' },
  patient: { reference: 'Patient/p1' },
  context: { reference: 'Encounter/9' },
  modalityList: [{ system: DCM, code: 'CT' }],
  availability: 'ONLINE',
  numberOfSeries: 1,
  series: [
    {
      uid: `urn:oid:${UID}.1`,
      modality: { system: DCM, code: 'CT' },
      instance: [{ uid: `urn:oid:${UID}.1.1` }],
    },
  ],
};
const r4 = {
  resourceType: 'ImagingStudy',
  id: 's',
  identifier: [
    { system: 'urn:dicom:uid', value: `urn:oid:${UID}` },
    { type: { coding: [{ code: 'ACSN' }] }, value: 'ACC1' },
  ],
  subject: { reference: 'Patient/p1' },
  encounter: { reference: 'Encounter/9' },
  modality: [{ system: DCM, code: 'CT' }],
  series: [{ uid: `${UID}.1`, modality: { system: DCM, code: 'CT' }, instance: [{ uid: `${UID}.1.1` }] }],
};
const r5 = {
  ...r4,
  basedOn: [{ reference: { reference: 'ServiceRequest/3' } }],
  modality: [{ coding: [{ system: DCM, code: 'CT' }] }],
  series: [
    {
      ...r4.series[0],
      modality: {
        coding: [
          { system: SNOMED, code: '77477000' },
          { system: DCM, code: 'CT' },
        ],
      },
    },
  ],
};

describe('an ImagingStudy', () => {
  it.each([
    ['STU 3', stu3],
    ['R4', r4],
    ['R5', r5],
  ])('of %s is read alike', async (_, resource) => {
    const answer = await imagingOf(
      recordWith({ ImagingStudy: [resource] }),
      launchedFor('p1'),
      forms,
      signal,
    );
    expect(answer).toMatchObject({
      ok: true,
      value: {
        studies: [
          {
            uid: UID,
            accessionNumber: 'ACC1',
            modalities: ['CT'],
            encounter: 'Encounter/9',
            series: [{ uid: `${UID}.1`, modality: 'CT', firstInstance: `${UID}.1.1` }],
          },
        ],
        shortfalls: [],
      },
    });
  });

  it('of R5 names its order as a CodeableReference', async () => {
    const answer = await imagingOf(recordWith({ ImagingStudy: [r5] }), launchedFor('p1'), forms, signal);
    expect(answer).toMatchObject({ value: { studies: [{ orders: ['ServiceRequest/3'] }] } });
  });

  it.each<[string, object, string | undefined]>([
    ['its own system', { identifier: [{ system: 'urn:dicom:uid', value: UID }] }, UID],
    ['a prefix', { identifier: [{ value: `urn:oid:${UID}` }] }, UID],
    ['capitals', { identifier: [{ system: 'URN:DICOM:UID', value: `URN:OID:${UID}` }] }, UID],
    ['another prefix', { identifier: [{ system: 'urn:dicom:uid', value: `oid:${UID}` }] }, UID],
    ['its system as a prefix', { identifier: [{ value: `urn:dicom:uid:${UID}` }] }, UID],
    [
      'the padding of files',
      { identifier: [{ system: 'urn:dicom:uid', value: `urn:oid: ${UID}\u0000` }] },
      UID,
    ],
    ['a code of DICOM', { identifier: [{ type: { coding: [{ code: '110180' }] }, value: UID }] }, UID],
    [
      'a system of DICOM',
      { identifier: [{ system: 'http://dicom.nema.org', value: UID + '.4.5' }] },
      UID + '.4.5',
    ],
    ['itself, without a list', { identifier: { system: 'urn:dicom:uid', value: `urn:oid:${UID}` } }, UID],
    ['nothing but its form', { identifier: [{ value: UID }] }, UID],
    ['`uid`', { uid: UID }, UID],
    ['an accession number with dots', { identifier: [{ value: '12.34.56' }] }, undefined],
    ['another system', { identifier: [{ system: 'urn:other', value: UID }] }, undefined],
  ])('is known by a UID with %s', (_, resource, uid) => expect(studyUidOf({ ...resource })).toBe(uid));

  it.each([
    ['2026-11-18T09:12:30.5+01:00', '2026-11-18T09:12:30'],
    ['2026-11-18 09:12:30', '2026-11-18T09:12:30'],
    ['2026-11-18T09:12:30+0100', '2026-11-18T09:12:30'],
    ['20261118', '2026-11-18'],
    ['2026-11', '2026-11'],
    ['18/11/2026', undefined],
  ])('begins at %s, which is %s', (started, expected) =>
    expect(studyFrom({ ...r4, started })?.started).toBe(expected),
  );

  it.each([
    ['Cancelled', { withdrawn: 'cancelled' }],
    ['ENTERED-IN-ERROR ', { withdrawn: 'entered-in-error' }],
    ['Registered', { awaited: true }],
  ])('is what its status says in any letters: %s', (status, expected) =>
    expect(studyFrom({ ...r4, status })).toMatchObject(expected),
  );

  it('is counted and named where its numbers have another form', () => {
    const uid = { system: 'urn:dicom:uid', value: UID };
    const dotted = { type: { coding: [{ code: 'ACSN' }] }, value: '1.2.3.4.5.6.7' };
    const study = studyFrom({ ...r4, numberOfInstances: '312', identifier: [dotted, uid] });
    expect(study).toMatchObject({ uid: UID, instanceCount: 312, accessionNumber: '1.2.3.4.5.6.7' });
    expect(studyFrom({ ...r4, identifier: [{ ...dotted, value: 4711 }, uid] })?.accessionNumber).toBe('4711');
  });

  it.each<[string, unknown]>([
    ['a series without a UID', [...r4.series, { modality: { code: 'CT' } }]],
    ['a series with another UID than one', [...r4.series, { uid: 'x' }]],
    ['something that is no series', [...r4.series, null]],
  ])('with %s leaves its series to the archive, so that none is left out in silence', (_, series) => {
    const study = studyFrom({ ...r4, series });
    expect([study?.series, study?.seriesCount]).toEqual([undefined, 2]);
  });

  it('that lists fewer series than it has leaves them to the archive', () =>
    expect(studyFrom({ ...r4, numberOfSeries: 3 })).toMatchObject({ seriesCount: 3, modalities: ['CT'] }));
});

describe('a modality', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['of a Coding', { system: DCM, code: 'CT' }, ['CT']],
    [
      'of a concept, whatever stands before it',
      {
        coding: [
          { system: SNOMED, code: '77477000' },
          { system: DCM, code: 'CT' },
        ],
      },
      ['CT'],
    ],
    ['under the system’s OID', { coding: [{ system: 'urn:oid:1.2.840.10008.2.16.4', code: 'MR' }] }, ['MR']],
    ['of a version of the system', { system: `${DCM}|2023`, code: 'DX' }, ['DX']],
    ['in small letters, of the system that is meant', { system: DCM, code: 'dx' }, ['DX']],
    ['without a system, when it looks like one', { code: 'US' }, ['US']],
    ['of another system, when it looks like one', { system: 'urn:local', code: 'RTSTRUCT' }, ['RTSTRUCT']],
    ['of another terminology alone', { coding: [{ system: SNOMED, code: '168537006' }] }, []],
    ['of LOINC alone', { coding: [{ code: 'LP29684-5' }] }, []],
    ['of several', [{ code: 'CT' }, { coding: [{ system: DCM, code: 'PT' }] }], ['CT', 'PT']],
    ['of something else', ['CT', null, 7], []],
  ])('%s', (_, value, modalities) => expect(modalitiesIn(value)).toEqual(modalities));
});

describe('where the record says that a study is', () => {
  const endpoint = {
    resourceType: 'Endpoint',
    id: 'e',
    status: 'active',
    name: 'Bury',
    connectionType: { code: 'dicom-wado-rs' },
    address: 'https://bury.example/dicom-web/studies/',
  };
  const of = (more: object) => endpointFrom({ ...endpoint, ...more }, studyUid(UID));

  it.each<[string, object, string]>([
    ['is out of use', { status: 'off' }, 'switched-off'],
    ['is suspended', { status: 'suspended' }, 'switched-off'],
    ['is suspended in capitals', { status: 'SUSPENDED' }, 'switched-off'],
    ['is a viewer’s page', { connectionType: { code: 'ihe-iid' } }, 'no-way-to-ask'],
    ['is in the clear', { address: 'http://bury.example/rs' }, 'foreign-origin'],
    ['has no address', { address: undefined }, 'not-known-what-for'],
    ['is no endpoint', { resourceType: 'Location' }, 'not-known-what-for'],
  ])('and %s is named as not asked', (_, more, why) => expect(of(more)).toBe(why));

  it.each([
    ['a Coding', { code: 'dicom-wado-rs' }],
    ['a concept', { coding: [{ code: 'dicom-wado-rs' }] }],
    ['a concept of one coding', { coding: { code: 'dicom-wado-rs' } }],
    ['a list of concepts', [{ coding: [{ code: 'ihe-iid' }, { code: 'DICOM-WADO-RS' }] }]],
  ])('is read with %s as its connection', (_, connectionType) =>
    expect(of({ connectionType })).toMatchObject({ root: 'https://bury.example/dicom-web', name: 'Bury' }),
  );

  const iid = { ...endpoint, id: 'i', name: 'Bury viewer', connectionType: { code: 'ihe-iid' } };
  const placed = (references: readonly object[], grants = true) =>
    placesOf(
      recordWith({}, { grants: () => grants }),
      [{ ...r4, endpoint: references }],
      [endpoint, iid],
      signal,
    );

  it('is named where it cannot be asked, by the name that the record gives', async () => {
    expect(await placed([{ reference: 'Endpoint/i' }])).toEqual({
      endpoints: [],
      elsewhere: [{ name: 'Bury viewer', why: 'no-way-to-ask', studies: [UID] }],
    });
    expect((await placed([{ reference: 'Endpoint/404', display: 'Leigh' }])).elsewhere).toMatchObject([
      { name: 'Leigh', why: 'not-known-what-for' },
    ]);
  });

  it('that is one of many is asked for like the first, and what is beyond all bounds is said to be unknown', async () => {
    const ids = Array.from({ length: 140 }, (_, at) => `e${at}`);
    const served = { ...endpoint, address: 'https://bury.example/rs' };
    const answers = Object.fromEntries(ids.map((id) => [`Endpoint/${id}`, { ...served, id }]));
    const studies = ids.map((id, at) => ({
      ...r4,
      identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:1.2.${at + 1}` }],
      endpoint: [{ reference: `Endpoint/${id}` }],
    }));
    const { endpoints, elsewhere } = await placesOf(recordWith(answers), studies, [], signal);
    expect(endpoints[0]?.studies).toHaveLength(128);
    expect(elsewhere).toMatchObject([{ why: 'address-not-had' }]);
    expect(elsewhere[0]?.studies).toHaveLength(12);
  });

  it('is not a second place where there is a way to ask', async () =>
    expect((await placed([{ reference: 'Endpoint/e' }, { reference: 'Endpoint/i' }])).elsewhere).toEqual([]));

  it('is not asked for where the sign-in does not include it, and says so', async () =>
    expect((await placed([{ reference: 'Endpoint/404' }], false)).elsewhere).toMatchObject([
      { why: 'no-scope' },
    ]));
});
