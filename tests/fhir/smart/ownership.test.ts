import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { refreshOwnership } from '../../../src/fhir/smart/ownership';

const { signal } = new AbortController();

/** Locks of one browser: each name is held by one page until the page is left. */
function locks() {
  const queues = new Map<string, (() => void)[]>();
  const page = () => {
    const held: string[] = [];
    const request = (name: string, forLife: () => Promise<unknown>) => {
      const queue = queues.get(name) ?? [];
      const take = () => {
        held.push(name);
        void forLife();
      };
      queues.set(name, [...queue, take]);
      if (queue.length === 0) take();
      return new Promise(() => undefined);
    };
    const leave = () => {
      for (const name of held) {
        const [, next, ...rest] = queues.get(name) ?? [];
        queues.set(name, next ? [next, ...rest] : rest);
        next?.();
      }
    };
    return { locks: { request } as unknown as Pick<LockManager, 'request'>, leave };
  };
  return page;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('who owns the refresh token', () => {
  test('the first tab does, a duplicate of it does not', async () => {
    const page = locks();
    const first = refreshOwnership('launch-1', page().locks);
    const duplicate = refreshOwnership('launch-1', page().locks);
    expect(await first(signal)).toBe(true);
    const asked = duplicate(signal);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await asked).toBe(false);
  });

  test('tabs of two launches do not stand in each other’s way', async () => {
    const page = locks();
    expect(await refreshOwnership('launch-1', page().locks)(signal)).toBe(true);
    expect(await refreshOwnership('launch-2', page().locks)(signal)).toBe(true);
  });

  test('a reloaded page does, once the page before it is gone', async () => {
    const page = locks();
    const before = page();
    refreshOwnership('launch-1', before.locks);
    const asked = refreshOwnership('launch-1', page().locks)(signal);
    await vi.advanceTimersByTimeAsync(1000);
    before.leave();
    expect(await asked).toBe(true);
  });

  test('nobody waits for it after the session ended', async () => {
    const page = locks();
    refreshOwnership('launch-1', page().locks);
    const end = new AbortController();
    const asked = refreshOwnership('launch-1', page().locks)(end.signal);
    end.abort();
    expect(await asked).toBe(false);
  });

  test('a browser without locks renews all the same', async () => {
    expect(await refreshOwnership('launch-1', undefined)(signal)).toBe(true);
  });
});
