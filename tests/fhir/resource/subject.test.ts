import { describe, expect, it } from 'vitest';
import { NHS_NUMBER } from '../../../src/domain/patient/identifier';
import type { Patient } from '../../../src/domain/patient/patient';
import { encounterInContext } from '../../../src/fhir/record/encounter';
import type { Json } from '../../../src/fhir/resource/json';
import { ownershipIn, ownershipOfPart, patientsIn, type Owner } from '../../../src/fhir/resource/subject';

const patient: Patient = {
  id: 'p1',
  name: { family: 'Smith', given: ['Aria'] },
  birthDate: '1985-07-14',
  identifiers: [{ system: NHS_NUMBER, value: '9434765919' }],
};
const base = new URL('https://record.example/fhir/');
const owner: Owner = { patient, base, now: Date.parse('2026-11-29T12:00:00Z') };
const number = (value: string, system = NHS_NUMBER) => ({ identifier: { system, value } });
const contained = (id: string, more: object) => ({ resourceType: 'Patient', id, ...more });
const aria = contained('a', { name: [{ family: 'Smith', given: ['Aria'] }], birthDate: '1985-07-14' });
const bob = contained('b', { name: [{ family: 'Jones', given: ['Bob'] }], birthDate: '1950-01-01' });
const numbered = contained('n', { identifier: [{ system: NHS_NUMBER, value: '4010232137' }] });
const group = { resourceType: 'Group', id: 'g' };
const device = { resourceType: 'Device', id: 'd' };
const relative = { resourceType: 'RelatedPerson', id: 'r' };

const subjects: readonly (readonly [string, unknown, string])[] = [
  ['a relative reference', { reference: 'Patient/p1' }, 'ours'],
  ['a version of it', { reference: 'Patient/p1/_history/2' }, 'ours'],
  ['an absolute one', { reference: 'https://record.example/fhir/Patient/p1' }, 'ours'],
  ['in http', { reference: 'http://record.example/fhir/Patient/p1' }, 'ours'],
  ['in capitals, with its port', { reference: 'HTTPS://Record.Example:443/FHIR/Patient/p1' }, 'ours'],
  ['with two slashes', { reference: 'https://record.example/fhir//Patient/p1' }, 'ours'],
  ['another patient', { reference: 'Patient/p2' }, 'somebody-elses'],
  ['an id in another case', { reference: 'Patient/P1' }, 'somebody-elses'],
  ['the same id on another server', { reference: 'https://other.example/fhir/Patient/p1' }, 'somebody-elses'],
  ['the same id of another tenant', { reference: 'https://record.example/b/Patient/p1' }, 'somebody-elses'],
  [
    'the same id at another port',
    { reference: 'https://record.example:8443/fhir/Patient/p1' },
    'somebody-elses',
  ],
  ...[
    'http://internal:8080/fhir/Patient/p1',
    'http://10.1.2.3/hapi/fhir/Patient/p1',
    'http://fhir.svc/Patient/p1',
  ].map((reference) => [`the same id at an inner name: ${reference}`, { reference }, 'cannot-tell'] as const),
  ['another id at an inner name', { reference: 'http://internal:8080/fhir/Patient/p2' }, 'somebody-elses'],
  [
    'an inner name, and a held number',
    { reference: 'http://internal:8080/fhir/Patient/p1', ...number('9434765919') },
    'ours',
  ],
  [
    'an inner name, and another number',
    { reference: 'http://internal:8080/fhir/Patient/p1', ...number('4010232137') },
    'somebody-elses',
  ],
  ['a group at an inner name', { reference: 'http://internal:8080/fhir/Group/p1' }, 'cannot-tell'],
  ['the same id with a user name', { reference: 'http://u@internal/fhir/Patient/p1' }, 'somebody-elses'],
  ['the patient, said to be a group', { reference: 'Patient/p1', type: 'Group' }, 'cannot-tell'],
  ['the patient, said to be one', { reference: 'Patient/p1', type: 'Patient' }, 'ours'],
  ['the patient by a path that goes up again', { reference: 'Patient/p2/../p1' }, 'somebody-elses'],
  ['the patient in a list', [{ reference: 'Patient/p1' }], 'cannot-tell'],
  ['the patient with a query', { reference: 'Patient/p1?x=1' }, 'somebody-elses'],
  ['the patient, encoded', { reference: 'Patient%2Fp1' }, 'somebody-elses'],
  ['a group', { reference: 'Group/p1' }, 'cannot-tell'],
  ['a group elsewhere', { reference: 'https://other.example/fhir/Group/p1' }, 'cannot-tell'],
  ['a version of a group', { reference: 'Group/p1/_history/2' }, 'cannot-tell'],
  ['a person, who may be the patient', { reference: 'Person/p1' }, 'cannot-tell'],
  ['a person of this record by address', { reference: 'https://ehr.example/fhir/Person/9' }, 'cannot-tell'],
  ['somebody related to a patient', { reference: 'RelatedPerson/p1' }, 'somebody-elses'],
  ['a clinician', { reference: 'Practitioner/p1' }, 'somebody-elses'],
  [
    'a clinician in a role, elsewhere',
    { reference: 'https://o.example/PractitionerRole/1' },
    'somebody-elses',
  ],
  ['a device, which is nobody', { reference: 'Device/p1' }, 'cannot-tell'],
  ['a version of a device elsewhere', { reference: 'https://o.example/Device/1/_history/2' }, 'cannot-tell'],
  [
    'a device with the patient’s number beside it',
    { reference: 'Device/1', ...number('9434765919') },
    'ours',
  ],
  [
    'a device with another’s number beside it',
    { reference: 'Device/1', ...number('4010232137') },
    'somebody-elses',
  ],
  ['a device that is contained', { reference: '#d' }, 'cannot-tell'],
  ['somebody else who is contained', { reference: '#r' }, 'somebody-elses'],
  ['a place', { reference: 'Location/Group' }, 'cannot-tell'],
  ...['Organization', 'Substance', 'Medication', 'Specimen'].map(
    (type) => [`a ${type}, as R5 allows`, { reference: `${type}/1` }, 'cannot-tell'] as const,
  ),
  ['an id by itself', { reference: 'p1' }, 'cannot-tell'],
  ['a type in small letters', { reference: 'patient/p1' }, 'cannot-tell'],
  ['a slash before it', { reference: '/Patient/p1' }, 'cannot-tell'],
  ['a colon', { reference: 'Patient:p2' }, 'cannot-tell'],
  ['words', { reference: 'See the request form' }, 'cannot-tell'],
  ['a dash', { reference: '-' }, 'cannot-tell'],
  ['a held number', number('943 476 5919'), 'ours'],
  ['a held number in wide digits', number('９４３４７６５９１９'), 'ours'],
  ['a held number with what cannot be seen', number('943\u200b4765919'), 'ours'],
  ['a held number in a list', { identifier: [{ system: NHS_NUMBER, value: '9434765919' }] }, 'ours'],
  ['a held number as a number', { identifier: { system: NHS_NUMBER, value: 9434765919 } }, 'ours'],
  ['another number as a number', { identifier: { system: NHS_NUMBER, value: 4010232137 } }, 'somebody-elses'],
  ['a held number of a system with its version', number('9434765919', `${NHS_NUMBER}|1.0`), 'ours'],
  ['a held number by its OID', number('9434765919', 'urn:oid:2.16.840.1.113883.2.1.4.1'), 'ours'],
  ['another number', number('4010232137'), 'somebody-elses'],
  ['a number of an unknown authority', number('1', 'https://b.example'), 'cannot-tell'],
  [
    'another server, and a held number',
    { reference: 'https://b.example/Patient/9', ...number('9434765919') },
    'ours',
  ],
  ['the patient, and another number', { reference: 'Patient/p1', ...number('4010232137') }, 'cannot-tell'],
  ['a held number in a question', { reference: `Patient?identifier=${NHS_NUMBER}|9434765919` }, 'ours'],
  [
    'another number in a question',
    { reference: `Patient?identifier=${NHS_NUMBER}|4010232137` },
    'somebody-elses',
  ],
  ['words only', { display: 'SMITH, Aria' }, 'cannot-tell'],
  ['nothing', undefined, 'cannot-tell'],
  ['something that is no reference', 7, 'cannot-tell'],
  ['a contained Patient that is the same', { reference: '#a' }, 'ours'],
  ['a contained Patient that is not', { reference: '#b' }, 'somebody-elses'],
  ['a contained Patient with another number', { reference: '#n' }, 'somebody-elses'],
  ['a contained group', { reference: '#g' }, 'cannot-tell'],
  ['something contained that is not there', { reference: '#x' }, 'cannot-tell'],
  ['a urn of the Bundle', { reference: 'urn:uuid:ABC' }, 'ours'],
  ['a urn of another Patient in the Bundle', { reference: 'urn:uuid:def' }, 'somebody-elses'],
  ['a urn of nobody', { reference: 'urn:uuid:0' }, 'cannot-tell'],
  ['a Patient of the Bundle at an inner name', { reference: 'http://inside:8080/fhir/Patient/p1' }, 'ours'],
  [
    'the same id at an inner name, who is another',
    { reference: 'http://elsewhere:8080/fhir/Patient/p1' },
    'somebody-elses',
  ],
];
const brought = patientsIn(
  {
    entry: [
      { fullUrl: 'urn:uuid:abc', resource: { resourceType: 'Patient', id: 'p1' } },
      { fullUrl: 'urn:uuid:def', resource: bob },
      { fullUrl: 'urn:uuid:0', resource: { resourceType: 'Group' } },
      { fullUrl: 'https://record.example/fhir/Patient/p2', resource: bob },
      { fullUrl: 'http://inside:8080/fhir/Patient/p1', resource: { ...aria, id: 'p1' } },
      { fullUrl: 'http://elsewhere:8080/fhir/Patient/p1', resource: { ...bob, id: 'p1' } },
      null,
    ],
  },
  base,
);

const types = [
  ...['ImagingStudy', 'DiagnosticReport', 'ServiceRequest', 'Observation', 'DocumentReference'],
  ...['Media', 'ImagingSelection', 'Encounter'],
];

describe.each(types)('a %s', (resourceType) => {
  it.each(subjects)('of %s', (_, subject, expected) => {
    const json: Json = { resourceType, subject, contained: [aria, bob, numbered, group, device, relative] };
    expect(ownershipIn(json, { ...owner, brought })).toBe(expected);
  });
});

describe('other places of a subject', () => {
  const actor = (reference: string, type?: string) => ({ actor: { reference, ...(type && { type }) } });
  it.each<[string, Json, string]>([
    ['STU 3', { resourceType: 'ImagingStudy', patient: { reference: 'Patient/p2' } }, 'somebody-elses'],
    ['no participant', { resourceType: 'Appointment' }, 'cannot-tell'],
    [
      'no patient among them',
      { resourceType: 'Appointment', participant: [actor('Location/1'), {}] },
      'cannot-tell',
    ],
    [
      'the patient',
      { resourceType: 'Appointment', participant: [actor('Location/1'), actor('Patient/p1')] },
      'ours',
    ],
    [
      'both',
      { resourceType: 'Appointment', participant: [actor('Patient/p2'), actor('Patient/p1')] },
      'ours',
    ],
    ['another', { resourceType: 'Appointment', participant: [actor('Patient/p2')] }, 'somebody-elses'],
    [
      'the patient of another server',
      { resourceType: 'Appointment', participant: [actor('https://b.example/Patient/p1')] },
      'somebody-elses',
    ],
    ['a number', { resourceType: 'Appointment', participant: [{ actor: number('9434765919') }] }, 'ours'],
    [
      'a typed urn',
      { resourceType: 'Appointment', participant: [actor('urn:uuid:1', 'Patient')] },
      'cannot-tell',
    ],
    ['R5', { resourceType: 'Appointment', subject: { reference: 'Patient/p2' } }, 'somebody-elses'],
    [
      'a document whose source knew somebody else',
      {
        resourceType: 'DocumentReference',
        subject: { reference: 'Patient/p1' },
        context: { sourcePatientInfo: { reference: '#b' } },
        contained: [bob],
      },
      'somebody-elses',
    ],
    [
      'a document whose source knew them too',
      {
        resourceType: 'DocumentReference',
        subject: { reference: 'Patient/p1' },
        context: { sourcePatientInfo: { reference: '#a' } },
        contained: [aria],
      },
      'ours',
    ],
  ])('%s', (_, json, expected) => expect(ownershipIn(json, owner)).toBe(expected));

  it.each([
    [['numbered'], 'n'],
    [['numbered, with the mark'], '#n'],
  ])('a contained Patient is found by its id, %s', (_, id) =>
    expect(ownershipIn({ subject: { reference: '#n' }, contained: { ...numbered, id } }, owner)).toBe(
      'somebody-elses',
    ),
  );

  it.each([
    ['another person first', [numbered, { ...aria, id: 'n' }]],
    ['another person last', [{ ...aria, id: 'n' }, numbered]],
    ['the same person twice', [aria, aria].map((each) => ({ ...each, id: 'n' }))],
  ])('of two contained under one id nobody can tell which is meant: %s', (_, contained) =>
    expect(ownershipIn({ subject: { reference: '#n' }, contained }, owner)).toBe('cannot-tell'),
  );

  it('what a report contains is its own, unless it says otherwise', () => {
    const silent = { resourceType: 'Observation', id: '1' };
    const other = { resourceType: 'Observation', id: '2', subject: { reference: '#b' } };
    const report = { resourceType: 'DiagnosticReport', contained: [silent, other, bob] };
    expect(ownershipOfPart(silent, report, owner)).toBe('ours');
    expect(ownershipOfPart(other, report, owner)).toBe('somebody-elses');
    expect(ownershipOfPart({ ...silent }, report, owner)).toBe('cannot-tell');
  });
});

describe('a resource with a subject and a patient', () => {
  const [ours, theirs, words] = [
    { reference: 'Patient/p1' },
    { reference: 'Patient/p2' },
    { display: 'SMITH' },
  ];
  it.each([
    ['that are both ours', ours, ours, 'ours'],
    ['that contradict each other', ours, theirs, 'cannot-tell'],
    ['that contradict each other the other way', theirs, ours, 'cannot-tell'],
    ['of which one says nothing', words, ours, 'ours'],
    ['of which one is another’s and one says nothing', theirs, words, 'somebody-elses'],
    ['that both say nothing', words, words, 'cannot-tell'],
  ])('%s', (_, subject, named, expected) => {
    expect(ownershipIn({ resourceType: 'ImagingStudy', subject, patient: named }, owner)).toBe(expected);
  });
});

describe('an encounter in context', () => {
  const about = (subject?: object) => ({ resourceType: 'Encounter', id: '1', ...(subject && { subject }) });
  it.each([
    ['was not read', undefined, 'Encounter/1'],
    ['is the patient’s', about({ reference: 'Patient/p1' }), 'Encounter/1'],
    ['is another’s', about({ reference: 'Patient/p2' }), undefined],
    ['names nobody', about(), undefined],
    ['names nobody who can be compared', about({ display: 'SMITH, Aria' }), undefined],
  ])('that %s', (_, read, expected) => {
    expect(encounterInContext('Encounter/1', read, owner)).toBe(expected);
  });
});
