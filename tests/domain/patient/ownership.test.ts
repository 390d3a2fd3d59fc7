import { describe, expect, it } from 'vitest';
import { NHS_NUMBER, type Identifier } from '../../../src/domain/patient/identifier';
import { ownershipOf, type Ownership, type Subject } from '../../../src/domain/patient/ownership';
import type { DicomPerson, Patient } from '../../../src/domain/patient/patient';

const patient: Patient = {
  id: 'aria',
  name: { family: 'Smith', given: ['Aria'] },
  birthDate: '1985-07-14',
  identifiers: [{ system: NHS_NUMBER, value: '9434765919' }],
};

const numbers: Record<string, readonly Identifier[]> = {
  none: [],
  held: [{ system: 'urn:oid:2.16.840.1.113883.2.1.4.1', value: '943 476 5919' }],
  another: [{ system: NHS_NUMBER, value: '4010232137' }],
  'of an unknown authority': [{ system: 'https://b.example/Id', value: '9434765919' }],
  'without an authority': [{ value: '9434765919' }],
};

const brought = (person: Partial<DicomPerson>): Subject['literal'] => ({
  kind: 'brought',
  person: { otherIds: [], ...person },
});

const literals: Record<string, Subject['literal']> = {
  'the patient': { kind: 'patient', id: 'aria' },
  'another patient': { kind: 'patient', id: 'bob' },
  'the same id at an inner name': { kind: 'perhaps-patient', id: 'aria' },
  'another id at an inner name': { kind: 'perhaps-patient', id: 'bob' },
  elsewhere: { kind: 'other' },
  nothing: { kind: 'nothing' },
  'a Patient that is the same': brought({ name: patient.name, birthDate: '1985-07-14' }),
  'a Patient that may be': brought({ name: patient.name }),
  'a Patient that is not': brought({ name: { family: 'Jones', given: ['Bob'] }, birthDate: '1950-01-01' }),
};

/** By what the reference says literally: with the held number, another one, and no number that can be compared */
const rule: Record<string, readonly [held: Ownership, another: Ownership, none: Ownership]> = {
  'the patient': ['ours', 'cannot-tell', 'ours'],
  'another patient': ['cannot-tell', 'somebody-elses', 'somebody-elses'],
  'the same id at an inner name': ['ours', 'somebody-elses', 'cannot-tell'],
  'another id at an inner name': ['cannot-tell', 'somebody-elses', 'somebody-elses'],
  elsewhere: ['ours', 'somebody-elses', 'somebody-elses'],
  nothing: ['ours', 'somebody-elses', 'cannot-tell'],
  'a Patient that is the same': ['ours', 'somebody-elses', 'ours'],
  'a Patient that may be': ['ours', 'somebody-elses', 'cannot-tell'],
  'a Patient that is not': ['somebody-elses', 'somebody-elses', 'somebody-elses'],
};

const table = Object.entries(literals).flatMap(([said, literal]) =>
  Object.entries(numbers).map(([number, identifiers]) => {
    const [held, another, none] = rule[said] ?? [];
    const expected = number === 'held' ? held : number === 'another' ? another : none;
    return [said, number, expected, { literal, identifiers }] as const;
  }),
);

describe('whose a resource is', () => {
  it.each(table)('naming %s, with a number: %s, is %s', (_said, _number, expected, subject) => {
    expect(ownershipOf(patient, [subject])).toBe(expected);
  });

  const ours: Subject = { literal: { kind: 'patient', id: 'aria' }, identifiers: [] };
  const theirs: Subject = { literal: { kind: 'patient', id: 'bob' }, identifiers: [] };
  const open: Subject = { literal: { kind: 'nothing' }, identifiers: [] };
  it.each<[string, readonly Subject[], Ownership]>([
    ['nobody', [], 'cannot-tell'],
    ['ours among others', [theirs, open, ours], 'ours'],
    ['somebody else and an unknown', [theirs, open], 'cannot-tell'],
    ['two others', [theirs, theirs], 'somebody-elses'],
  ])('with %s taking part', (_, subjects, expected) => {
    expect(ownershipOf(patient, subjects)).toBe(expected);
  });
});
