import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { NHS_NUMBER } from '../../src/domain/patient/identifier';
import type { Patient } from '../../src/domain/patient/patient';
import Banner from '../../src/ui/patient/Banner.svelte';
import { aPatient, fixedNow } from '../fakes';
import { axeFindings } from './render-app';

const shown = (given: Partial<Patient> = {}, compact = false) => {
  render(Banner, { props: { patient: aPatient(given), compact, now: fixedNow } });
  return screen.getByRole('banner', { name: 'Patient' });
};

/** Text as it is read: one space between words */
const read = (element: Element) => (element.textContent ?? '').replace(/[\s\u00a0]+/g, ' ').trim();

describe('the patient banner', () => {
  it('says name, date of birth, gender and NHS number in this order (PAB-0016)', () => {
    expect(read(shown())).toBe('SMITH, Aria (Ms) Born 14-Jul-1985 (41y) Gender Female NHS No. 999 012 3454');
  });

  it.each<[string, Partial<Patient>, string]>([
    ['a child', { birthDate: '2022-10-13' }, 'Born 13-Oct-2022 (4y 1m)'],
    ['a baby', { birthDate: '2026-10-23' }, 'Born 23-Oct-2026 (4w 1d)'],
    ['only the month known', { birthDate: '1945-07' }, 'Born Jul-1945 (81y)'],
    ['no date of birth', { birthDate: undefined }, 'Born Not recorded Gender'],
    ['no gender', { gender: undefined }, 'Gender Not recorded'],
    ['unknown gender', { gender: 'unknown' }, 'Gender Unknown'],
    ['no NHS number', { identifiers: [] }, 'NHS No. Not recorded'],
    [
      'an NHS number whose check digit is wrong',
      { identifiers: [{ system: NHS_NUMBER, value: '9990123456' }] },
      'NHS No. 999 012 3456 not a valid NHS number',
    ],
    [
      'an NHS number that is too short',
      { identifiers: [{ system: NHS_NUMBER, value: '12345' }] },
      'NHS No. 12345 not a valid NHS number',
    ],
    [
      'an NHS number under its OID',
      { identifiers: [{ system: 'urn:oid:2.16.840.1.113883.2.1.4.1', value: '943-476-5919' }] },
      'NHS No. 943 476 5919',
    ],
    [
      'an NHS number that has ended before the current one',
      {
        identifiers: [
          { system: NHS_NUMBER, value: '9434765919' },
          { system: NHS_NUMBER, value: '4010232137', ended: true },
        ],
      },
      'NHS No. 943 476 5919',
    ],
    [
      'an NHS number that has ended alone',
      { identifiers: [{ system: NHS_NUMBER, value: '4010232137', ended: true }] },
      'NHS No. None current',
    ],
    [
      'two current NHS numbers',
      {
        identifiers: [
          { system: NHS_NUMBER, value: '9434765919' },
          { system: NHS_NUMBER, value: '4010232137' },
        ],
      },
      '943 476 5919 , 401 023 2137 2 different NHS numbers are recorded as current',
    ],
    ['a name as one text', { name: { given: [], text: 'Aria van der Smith' } }, 'Aria van der Smith'],
    [
      'a second entry in the record',
      { recordedTwice: true },
      'The record has another entry for this patient.',
    ],
    [
      'a double name',
      { name: { family: 'Evans-West', given: ['Jonathan'], prefix: 'Sir' } },
      'EVANS-WEST, Jonathan (Sir)',
    ],
  ])('with %s', (_, given, words) => expect(read(shown(given))).toContain(words));

  it('never says a question mark', () => {
    expect(
      read(shown({ name: { given: [] }, birthDate: undefined, gender: undefined, identifiers: [] })),
    ).not.toContain('?');
  });

  it('of somebody who died says so below the birth, and the age at death without brackets (PAB-0055 to 0063)', () => {
    const banner = shown({ birthDate: '1945-07-14', deceased: '2026-02-03' });
    expect(read(banner)).toContain('Born 14-Jul-1945 Died 03-Feb-2026 Age at death 80y');
    expect(banner.classList).toContain('deceased');
  });

  it('says that somebody died where the date is not recorded, and then no age', () => {
    const words = read(shown({ deceased: true }));
    expect(words).toContain('Died Not recorded');
    expect(words).not.toMatch(/\d+y/);
  });

  it('keeps name, birth and number in the compact line', () => {
    const banner = shown({}, true);
    expect(banner.classList).toContain('compact');
    expect(within(banner).getByText('SMITH, Aria (Ms)')).toBeTruthy();
    expect(read(banner)).toContain('14-Jul-1985');
    expect(read(banner)).toContain('999 012 3454');
  });

  it('has nothing for axe to find', async () => {
    shown({ deceased: '2026-02-03' });
    expect(await axeFindings()).toEqual([]);
  });
});
