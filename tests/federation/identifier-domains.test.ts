import { describe, expect, it } from 'vitest';
import { NHS_NUMBER, type ArchiveNumbers } from '../../src/domain/patient/identifier';
import { samePerson, type Patient } from '../../src/domain/patient/patient';
import { personFrom } from '../../src/dicom/person';
import { patientIdsFor } from '../../src/dicomweb/search/patient-ids';

const TRUST_A = 'urn:oid:2.999.1.10';
const TRUST_B = 'https://trust-b.example/mrn';
const patient: Patient = {
  id: 'p1',
  name: { family: 'Pryce', given: ['Anwen'] },
  birthDate: '1961-04-17',
  identifiers: [
    { system: NHS_NUMBER, value: '943 476 5919' },
    { system: TRUST_A, value: 'Q100417' },
    { system: TRUST_B, value: '77' },
  ],
};

describe('an archive is asked', () => {
  it.each<[string, ArchiveNumbers | undefined, unknown]>([
    ['by the NHS number where nothing is said', undefined, [{ value: '9434765919' }]],
    ['by the numbers of its own authority', TRUST_A, [{ value: 'Q100417' }]],
    [
      'by those of several, each with its issuer',
      [{ system: NHS_NUMBER }, { system: TRUST_A, issuer: 'TRUST-A' }, { system: TRUST_B, issuer: 'B' }],
      [{ value: '9434765919' }, { value: 'Q100417', issuer: 'TRUST-A' }, { value: '77', issuer: 'B' }],
    ],
    [
      'by those that the record has, where it has not all',
      [
        { system: 'urn:oid:2.999.9', issuer: 'X' },
        { system: TRUST_B, issuer: 'B' },
      ],
      [{ value: '77', issuer: 'B' }],
    ],
  ])('%s', (_, numbers, values) =>
    expect(patientIdsFor(patient, numbers)).toEqual({ kind: 'known', values }),
  );

  it('by none where the record has none of them, which is said', () =>
    expect(patientIdsFor(patient, [{ system: 'urn:oid:2.999.9', issuer: 'X' }])).toEqual({
      kind: 'none',
      why: 'no-identifier',
    }));
});

describe('a Patient ID', () => {
  const several: ArchiveNumbers = [{ system: NHS_NUMBER }, { system: TRUST_A, issuer: 'TRUST-A' }];
  const dataset = (id: string, issuer?: string) => ({
    '00100020': { vr: 'LO', Value: [id] },
    ...(issuer !== undefined && { '00100021': { vr: 'LO', Value: [issuer] } }),
  });
  it.each<[string, ArchiveNumbers | undefined, ReturnType<typeof dataset>, string | undefined, string]>([
    ['of a known issuer', several, dataset('Q100417', 'TRUST-A'), TRUST_A, 'same'],
    ['of a known issuer, another person’s', several, dataset('Q200811', 'TRUST-A'), TRUST_A, 'different'],
    ['without an issuer', several, dataset('9434765919'), NHS_NUMBER, 'same'],
    ['of an issuer that nobody named', several, dataset('Q100417', 'ELSEWHERE'), undefined, 'unconfirmed'],
    ['of one authority', TRUST_A, dataset('Q100417'), TRUST_A, 'same'],
    [
      'of one authority, said to be of another',
      TRUST_A,
      dataset('Q100417', 'whatever'),
      undefined,
      'unconfirmed',
    ],
    [
      'of another authority, another number',
      TRUST_A,
      dataset('Q200811', 'whatever'),
      undefined,
      'unconfirmed',
    ],
  ])('%s', (_, numbers, given, system, kind) => {
    const person = personFrom(given, numbers);
    expect(person.patientId?.system).toBe(system);
    expect(samePerson(patient, person).kind).toBe(kind);
  });
});
