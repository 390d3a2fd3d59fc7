import { describe, expect, it } from 'vitest';
import { isNhsNumber } from '../../../src/domain/patient/identifier';
import {
  nhsNumbersOf,
  samePerson,
  worstMatch,
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
      'a name in another script agrees, though its Latin letters are none of the record’s',
      dicom({ name: named('YAMADA', 'TAROU'), alsoWritten: [named('Smith')], birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'a name that agrees in no script differs',
      dicom({ name: named('YAMADA'), alsoWritten: [named('山田')], birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'a family name in another script, and a given name that agrees in none',
      dicom({
        name: named('YAMADA'),
        alsoWritten: [named('Smith', 'Bea'), named('山田', 'Aria')],
        birthDate: '1985-07-14',
      }),
      'unconfirmed',
    ],
    [
      'a given name in another script alone is nobody’s family name',
      dicom({
        patientId: { system: SALFORD, value: 'S1001' },
        name: named('SMITH', 'Bea'),
        alsoWritten: [named('山田', 'Aria')],
        birthDate: '1985-07-14',
      }),
      'unconfirmed',
    ],
    [
      'a name that agrees in its usual letters needs no other script',
      dicom({ name: named('SMITH'), alsoWritten: [named('Smith', 'A')], birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'a name in another script agrees where only the given name’s Latin letters are none of the record’s',
      dicom({ name: named('SMITH', 'TAROU'), alsoWritten: [named('Smith')], birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'given name and birth date agree, and no family name is there',
      dicom({ name: { given: ['Aria'] }, birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'family name and birth date agree, and no given name is there',
      dicom({ name: { family: 'SMITH', given: [] }, birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'another birth date differs, whatever the name is written in',
      dicom({ name: named('YAMADA'), alsoWritten: [named('Smith')], birthDate: '1980-01-01' }),
      'unconfirmed',
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
      dicom({ name: named('sMÍth', 'ARIA'), birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'a bare initial is less known, not the same',
      dicom({ name: named('SMITH', 'A'), birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'a shortened given name may be a twin’s',
      dicom({ name: named('SMITH', 'Ari'), birthDate: '1985-07-14' }),
      'unconfirmed',
    ],
    [
      'a year alone is less known, not the same',
      dicom({ name: named('SMITH'), birthDate: '1985' }),
      'unconfirmed',
    ],
    [
      'a year and an initial beside a number that agrees',
      dicom({ patientId: { system: SALFORD, value: 'S1001' }, name: named('SMITH', 'A'), birthDate: '1985' }),
      'same',
    ],
    ['another year and another name', dicom({ name: named('JONES'), birthDate: '1950' }), 'different'],
    [
      'the whole name in one component',
      dicom({ name: { family: 'SMITH ARIA', given: [] }, birthDate: '1985-07-14' }),
      'same',
    ],
    [
      'the whole name of somebody else in one component',
      dicom({ name: { family: 'JONES BOB', given: [] }, birthDate: '1950-07-14' }),
      'different',
    ],
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
      absent: ['identifier', 'birth date'],
      less: [],
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
    expect(nhsNumbersOf(aria)).toEqual([{ value: '999 012 3456', valid: isNhsNumber('9990123456') }]);
    expect(nhsNumbersOf({ ...aria, identifiers: [] })).toEqual([]);
  });

  it('are told one by one where several are current; one that has ended names nobody', () => {
    const system = 'urn:oid:2.16.840.1.113883.2.1.4.1';
    const identifiers = [
      { system, value: '9434765919' },
      { system: 'http://fhir.nhs.net/Id/nhs-number', value: '943-476-5919' },
      { system, value: '4010232137' },
      { system, value: '9990000018', ended: true as const },
    ];
    expect(nhsNumbersOf({ ...aria, identifiers }).map(({ value }) => value)).toEqual([
      '9434765919',
      '4010232137',
    ]);
    // Pictures may still be filed under it.
    const old = dicom({ patientId: { system, value: '999 000 0018' }, name: named('SMITH') });
    expect(samePerson({ ...aria, identifiers }, old).kind).toBe('same');
  });
});

describe('the worst of several matches', () => {
  const unconfirmed = { kind: 'unconfirmed', differs: ['given name'], absent: [], less: [] } as const;
  const other = {
    kind: 'unconfirmed',
    differs: [],
    absent: ['identifier'],
    less: ['birth date'],
  } as const;
  const different = { kind: 'different', differs: ['identifier'] } as const;
  it.each([
    ['none', [], { kind: 'same' }],
    ['all the same', [{ kind: 'same' }, { kind: 'same' }], { kind: 'same' }],
    ['one of somebody else', [{ kind: 'same' }, unconfirmed, different], different],
    [
      'two that are not confirmed',
      [unconfirmed, { kind: 'same' }, other],
      { kind: 'unconfirmed', differs: ['given name'], absent: ['identifier'], less: ['birth date'] },
    ],
  ] as const)('%s', (_, matches, worst) => expect(worstMatch(matches)).toEqual(worst));
});

describe('what stands where no NHS number is known', () => {
  const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
  it.each(['-', 'unknown', '0000000000', '999 999 9999'])('%s names nobody', (value) => {
    const ours = { ...aria, identifiers: [{ system: NHS, value }] };
    expect(samePerson(ours, dicom({ patientId: { system: NHS, value } })).kind).toBe('unconfirmed');
    expect(samePerson(aria, dicom({ patientId: { system: NHS, value } })).kind).toBe('unconfirmed');
  });
});
