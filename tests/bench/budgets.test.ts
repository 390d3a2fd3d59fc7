import { describe, expect, test } from 'vitest';
import { inWords, isKept, roundTripBudgets, sizeBudgets, workBudgets } from '../../bench/budgets';
import type { Row } from '../../bench/report';

const roundTrips = (cold: number, warm: number) =>
  roundTripBudgets({ roundTrips: [{ name: 'CT', cold, warm }] });

describe('a budget of counts', () => {
  test('is kept up to its limit and missed above it, or where nothing was measured', () => {
    const [cold] = roundTrips(1, 1);
    const limit = cold?.limit ?? NaN;
    const kept = [limit, limit + 0.1, NaN].map((measured) => roundTrips(measured, 1).every(isKept));
    expect(kept).toEqual([true, false, false]);
  });

  test('holds what is reached, never below what is to be reached', () => {
    for (const { limit, bar = Infinity } of roundTrips(1, 1)) expect(limit).toBeGreaterThanOrEqual(bar);
  });

  test('says what is still to be reached until it is', () => {
    const words = (warm: number) => roundTrips(1, warm).map(inWords)[1];
    expect(words(4.4)).toMatch(/^ok +CT: round trips, warm: 4\.40 of [\d.]+ \(to reach: 4\)$/);
    expect(words(3.9)).toMatch(/^ok +CT: round trips, warm: 3\.90 of [\d.]+$/);
    expect(words(99)).toMatch(/^MISSED/);
  });

  test('counts requests and code of a launch that had nothing in the cache', () => {
    const run = {
      at: {},
      requests: 40,
      bytes: { code: 0, data: 0, pixels: 0 },
      codeBeforeFirstImage: 250_000,
    };
    const row = (cache: Row['cache']): Row => ({
      name: 'CR',
      line: { name: 'unshaped' },
      cache,
      runs: [{ ...run, waterfall: '' }],
    });
    const budgets = sizeBudgets({ rows: [row('cold'), row('warm')] });
    expect(budgets.map(({ what, measured }) => [what, measured])).toEqual([
      ['CR: code before the first image', 250],
      ['CR: requests before the first image', 40],
    ]);
  });
});

describe('a budget of processor time', () => {
  const measured = (...runs: readonly (readonly [main: number, fixed: number])[]) =>
    workBudgets({ name: 'CR', runs: runs.map(([main, fixed]) => ({ main, fixed })) });

  test('is of each launch against the fixed work beside it, the middle of them', () => {
    // The second was on a machine half as fast: nothing was added. The third met something else.
    expect(measured([300, 100], [600, 200], [900, 100]).map((budget) => budget.measured)).toEqual([3]);
  });

  test('is missed by a launch that does half as much again, and where nothing was measured', () => {
    expect(measured([350, 100]).every(isKept)).toBe(true);
    expect(measured([525, 100]).every(isKept)).toBe(false);
    expect(measured([NaN, NaN]).every(isKept)).toBe(false);
    expect(measured().every(isKept)).toBe(false);
  });
});
