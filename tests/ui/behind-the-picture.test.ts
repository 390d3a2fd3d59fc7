import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { later } from '../../src/ui/parts/late';

describe('what is done behind a picture', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('waits for the picture, however long that takes', async () => {
    let come: () => void = () => undefined;
    const act = vi.fn(() => Promise.resolve('done'));
    const done = later(act, () => new Promise<void>((resolve) => (come = resolve)));
    await vi.advanceTimersByTimeAsync(4000);
    expect(act).not.toHaveBeenCalled();
    come();
    expect(await done).toBe('done');
  });

  test('does not begin in the turns in which the picture comes early', async () => {
    const act = vi.fn(() => Promise.resolve());
    const done = later(act, () => Promise.resolve());
    await vi.advanceTimersByTimeAsync(100);
    expect(act).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4000);
    await done;
    expect(act).toHaveBeenCalledOnce();
  });

  test('is done where no launch waits for any', async () => {
    const done = later(
      () => Promise.resolve('done'),
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(4000);
    expect(await done).toBe('done');
  });
});
