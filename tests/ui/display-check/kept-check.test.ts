import { describe, expect, it } from 'vitest';
import { HOLDS, keep, noteOffered, stateOf, wasOffered } from '../../../src/ui/display-check/kept-check';

const screen = '1366x768@1';
const now = 1_800_000_000_000;
const DAY = 86_400_000;

function storeWith(text?: string) {
  const held = new Map<string, string>(text === undefined ? [] : [['plainfilm:display-check', text]]);
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  };
}
const blocked = {
  getItem: () => {
    throw new Error('blocked');
  },
  setItem: () => {
    throw new Error('full');
  },
};

describe('what is known of a device’s screen', () => {
  it.each([
    ['passed', { result: 'passed', at: now - DAY, screen }, 'passed'],
    ['failed', { result: 'failed', at: now - DAY, screen }, 'failed'],
    ['on its last day', { result: 'passed', at: now - HOLDS * DAY, screen }, 'passed'],
    ['a day too old', { result: 'passed', at: now - (HOLDS + 1) * DAY, screen }, 'expired'],
    ['of another screen', { result: 'passed', at: now, screen: '800x600@2' }, 'never'],
    ['of a clock that was set back', { result: 'passed', at: now + 30 * DAY, screen }, 'never'],
    ['of something else', { result: 'yes', at: now, screen }, 'never'],
    ['of no time', { result: 'passed', at: 'now', screen }, 'never'],
  ])('is read where it was %s', (_, kept, expected) => {
    expect(stateOf(storeWith(JSON.stringify(kept)), now, screen)).toBe(expected);
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[1]'],
  ])('is never where there is %s', (_, text) => {
    expect(stateOf(storeWith(text), now, screen)).toBe('never');
  });

  it('is never, and not kept, where storage is blocked', () => {
    expect(stateOf(blocked, now, screen)).toBe('never');
    expect(stateOf(undefined, now, screen)).toBe('never');
    expect(keep(blocked, { result: 'passed', at: now, screen })).toBe(false);
    expect(keep(undefined, { result: 'passed', at: now, screen })).toBe(false);
    expect(wasOffered(blocked)).toBe(true);
  });

  it('is kept without a word of a patient, and offered once', () => {
    const store = storeWith();
    expect(keep(store, { result: 'failed', at: now, screen })).toBe(true);
    expect(stateOf(store, now, screen)).toBe('failed');
    expect(wasOffered(store)).toBe(false);
    expect(noteOffered(store)).toBe(true);
    expect(wasOffered(store)).toBe(true);
    expect([...store.held.keys()]).toEqual(['plainfilm:display-check', 'plainfilm:display-check-offered']);
  });
});
