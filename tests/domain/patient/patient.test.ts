import { describe, expect, it } from 'vitest';
import {
  isNhsNumber,
  nhsNumberOf,
  samePerson,
  type DicomPerson,
  type Patient,
} from '../../../src/domain/patient/patient';

const SALFORD = 'https://salford.example/Id/hospital-number';

const aria: Patient = {
  id: 'aria',
  name: { family: 'Smith', given: ['Aria', 'Jane'], prefix: 'Ms' },
  birthDate: '1985-07-14',
  identifiers: [
    { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 012 3456' },
    { system: SALFORD, value: 'S1001' },
  ],
};

const dicom = (parts: Partial<DicomPerson>): DicomPerson => ({ otherIds: [], ...parts });
const named = (family: string, given = 'Aria') => ({ family, given: [given] });

describe('the same-person rule', () => {
  const cases: readonly [string, DicomPerson, ReturnType<typeof samePerson>['kind']][] = [
    [
      'everything agrees',
      dicom({
        patientId: { system: SALFORD, value: 'S1001' },
        name: named('SMITH'),
        birthDate: '1985-07-14',
      }),
      'same',
    ],
    [
      'name and birth date agree without a number',
      dicom({ name: named('SMITH'), birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'only the number is there, and agrees',
      dicom({ patientId: { system: SALFORD, value: 'S1001' } }),
      'same',
    ],
    [
      'a number of an authority the record does not know says nothing',
      dicom({
        patientId: { system: 'urn:oid:1.2.3', value: 'S9' },
        name: named('SMITH'),
        birthDate: '1985-07-14',
      }),
      'same',
    ],
    [
      'a number without an authority says nothing',
      dicom({ patientId: { value: 'S9' }, name: named('SMITH'), birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'another number of the same hospital is somebody else, whatever the name',
      dicom({
        patientId: { system: SALFORD, value: 'S2002' },
        name: named('SMITH'),
        birthDate: '1985-07-14',
      }),
      'different',
    ],
    [
      'one number agrees but another differs: somebody else',
      dicom({
        patientId: { system: SALFORD, value: 'S1001' },
        otherIds: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990999999' }],
      }),
      'different',
    ],
    [
      'birth date and family name both differ: somebody else even when the number agrees',
      dicom({
        patientId: { system: SALFORD, value: 'S1001' },
        name: named('JONES'),
        birthDate: '1950-01-01',
      }),
      'different',
    ],
    [
      'only the family name differs: unconfirmed',
      dicom({ name: named('JONES'), birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'only the birth date differs: unconfirmed',
      dicom({ name: named('SMITH'), birthDate: '1985-07-15' }),
      'unconfirmed',
    ],
    [
      'the number agrees but the birth date does not: unconfirmed',
      dicom({
        patientId: { system: SALFORD, value: 'S1001' },
        name: named('SMITH'),
        birthDate: '1985-07-15',
      }),
      'unconfirmed',
    ],
    ['only the name is there: unconfirmed', dicom({ name: named('SMITH') }), 'unconfirmed'],
    ['nothing is there: unconfirmed', dicom({}), 'unconfirmed'],
    [
      'accents, hyphens and case are no difference',
      dicom({ name: named('sMÍth', 'ARIA'), birthDate: '1985' }),
      'same',
    ],
    ['a shortened given name agrees', dicom({ name: named('SMITH', 'A'), birthDate: '1985-07-14' }), 'same'],
    [
      'another given name: unconfirmed',
      dicom({ name: named('SMITH', 'Bea'), birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'a number is compared without its spaces',
      dicom({ patientId: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990123456' } }),
      'same',
    ],
  ];
  it.each(cases)('%s', (_, person, kind) => {
    expect(samePerson(aria, person).kind).toBe(kind);
  });

  it('names what differs and what is absent', () => {
    expect(samePerson(aria, dicom({ name: named('JONES'), patientId: { value: '1' } }))).toEqual({
      kind: 'unconfirmed',
      differs: ['family name'],
      absent: ['identifier', 'date of birth'],
    });
  });

  it('confirms nobody against a record that says nothing of its patient', () => {
    const nobody: Patient = { id: 'x', name: { given: [] }, identifiers: [] };
    expect(samePerson(nobody, dicom({ name: named('SMITH'), birthDate: '1985-07-14' })).kind).toBe(
      'unconfirmed',
    );
  });
});

describe('NHS numbers', () => {
  it.each([
    ['9434765919', true],
    ['9434765918', false],
    ['4010232137', true],
    ['1234567890', false],
    ['943476591', false],
    ['94347659190', false],
    ['943476591X', false],
    // 11 − (sum mod 11) = 10: such a number is never issued
    ['1000000010', false],
    // the check digit 11 is written 0
    ['0000000000', true],
  ])('%s is valid: %s', (digits, valid) => {
    expect(isNhsNumber(digits)).toBe(valid);
  });

  it('keeps an invalid number as recorded and says that it is not valid', () => {
    expect(nhsNumberOf(aria)).toEqual({ value: '999 012 3456', valid: isNhsNumber('9990123456') });
    expect(nhsNumberOf({ ...aria, identifiers: [] })).toBeUndefined();
  });
});
