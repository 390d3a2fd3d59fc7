import { describe, expect, test } from 'vitest';
import { lines } from '../../bench/cases';
import type { Measured } from '../../bench/journey';
import { comparisonSection, cellOf } from '../../bench/peers/comparison';
import { found, type Visit } from '../../bench/peers/visit';

const seconds = (figure: number) => (figure / 1000).toFixed(2);
const [shaped, unshaped] = lines;
if (shaped === undefined || unshaped === undefined) throw new Error('the bench has two lines');

const measured = (at: Measured['at']): Measured => ({
  at,
  requests: 12,
  bytes: { code: 250_000, data: 10_000, pixels: 3_000_000 },
  codeBeforeFirstImage: 250_000,
  waterfall: '',
});

const ours = {
  rows: [{ name: 'CR', line: shaped, cache: 'cold', runs: [measured({ 'first-image': 2500 })] }],
  scrolled: [],
  memory: [],
} as const;

const visit = (peer: string, cold: Visit['cold']): Visit => ({
  peer,
  name: 'CR',
  line: shaped,
  cold,
  warm: { failed: 'not opened again' },
});

describe('what is said of another viewer', () => {
  test('is the median of its runs', () => {
    expect(cellOf([{ figure: 1000 }, { figure: 5000 }, { figure: 3000 }], seconds)).toBe('3.00');
  });

  test('names the runs that failed beside the median of the others', () => {
    const runs = [{ figure: 1000 }, { failed: 'no picture within two minutes' }, { figure: 3000 }];
    expect(cellOf(runs, seconds)).toBe('2.00 (2 of 3; failed: no picture within two minutes)');
  });

  test('is why it failed where no run came to an end', () => {
    expect(cellOf([{ failed: 'nothing within 180 s' }], seconds)).toBe('failed: nothing within 180 s');
  });

  test('tells what a viewer does not have from what it failed at', () => {
    expect(cellOf([], seconds)).toBe('–');
    expect(cellOf([{ figure: undefined }], seconds)).toBe('–');
  });

  test('stands in one row with ours and with what is to be reached', () => {
    const visits = [
      visit('OHIF', { figure: measured({ 'first-image': 7210 }) }),
      visit('dwv', { failed: 'no picture within two minutes' }),
    ];
    const section = comparisonSection(ours, { peers: ['OHIF', 'dwv'], visits, absent: [] }, new Date(0));
    expect(section).toContain(
      '| CR: first image, s | 40 ms, 20 Mbit/s | cold | 2.50 | 7.21 | failed: no picture within two minutes | 2.7 |',
    );
  });

  test('is left out of rows of another line', () => {
    const other = { ...visit('OHIF', { figure: measured({ 'first-image': 7210 }) }), line: unshaped };
    const section = comparisonSection(ours, { peers: ['OHIF'], visits: [other], absent: [] }, new Date(0));
    expect(section).toContain('| CR: first image, s | 40 ms, 20 Mbit/s | cold | 2.50 | – | 2.7 |');
  });

  test('is that it could not be fetched', () => {
    const absent = ['OHIF: @ohif/app 3.13.2 could not be fetched from the npm registry'];
    const section = comparisonSection(ours, { peers: [], visits: [], absent }, new Date(0));
    expect(section).toContain('**Not measured**: OHIF: @ohif/app 3.13.2 could not be fetched');
  });
});

describe('a viewer that hangs', () => {
  test('is given up after its time', async () => {
    const never = new Promise<number>(() => undefined);
    expect(await found(never, 10)).toEqual({ failed: 'nothing within 0.01 s' });
  });

  test('has its failure kept to one line that a table can hold', async () => {
    const failing = Promise.reject(new Error('page.goto: a | b\nCall log:\n  - navigating'));
    expect(await found(failing)).toEqual({ failed: 'page.goto: a ¦ b' });
  });
});
