import { describe, expect, it } from 'vitest';
import { NHS_NUMBER } from '../../../src/domain/patient/identifier';
import { nhsNumbersOf } from '../../../src/domain/patient/patient';
import { patientFrom } from '../../../src/fhir/record/patient';
import { patientIn, setting } from './a-patient';

const number = (value: unknown, more: object = {}) => ({ system: NHS_NUMBER, value, ...more });
const current = number('9434765919');

describe('the NHS numbers of a Patient', () => {
  it.each<[string, unknown, readonly string[]]>([
    [
      'whose other ended',
      [number('4010232137', { period: { end: '2026-11-28T23:59:59+00:00' } }), current],
      ['9434765919'],
    ],
    [
      'whose other has not begun',
      [number('4010232137', { period: { start: '2027-01-01' } }), current],
      ['9434765919'],
    ],
    ['whose other is old in capitals', [number('4010232137', { use: 'OLD' }), current], ['9434765919']],
    [
      'of which the second is official',
      [number('4010232137', { use: 'secondary' }), { ...current, use: 'Official' }],
      ['9434765919', '4010232137'],
    ],
    ['which is one by itself', current, ['9434765919']],
    ['which is a number', [number(4010232137)], ['4010232137']],
    ['which ended in a year gone by', [number('4010232137', { period: { end: '2025' } })], []],
    ['which ends this year', [number('4010232137', { period: { end: '2026' } })], ['4010232137']],
  ])('%s', (_, identifier, expected) => {
    const patient = patientIn({ resourceType: 'Patient', id: 'p1', identifier }, 'p1');
    expect(patient && nhsNumbersOf(patient).map(({ value }) => value)).toEqual(expected);
  });
});

describe('a Patient that is not current', () => {
  const other = { reference: 'Patient/p9' };
  it.each([
    ['replaced', { link: [{ other, type: 'replaced-by' }] }, 'replaced'],
    ['replaced (STU 3)', { link: [{ other, type: 'replace' }] }, 'replaced'],
    ['replaced in capitals', { link: [{ other, type: 'Replaced-By' }] }, 'replaced'],
    ['replaced by one link by itself', { link: { other, type: 'replaced-by' } }, 'replaced'],
    ['not in use', { active: false }, 'inactive'],
    ['not in use as a text', { active: 'false' }, 'inactive'],
  ])('is %s', (_, more, how) =>
    expect(patientFrom({ resourceType: 'Patient', id: 'p1', ...more }, 'p1', setting)).toEqual({
      kind: 'not-current',
      how,
    }),
  );
});
