import { describe, expect, it } from 'vitest';
import type { FramePriority } from '../../src/domain/ports';
import { lane } from '../../src/dicomweb/lane';

const job = (priority: FramePriority) => ({ priority: () => priority });

describe('a lane', () => {
  it('halves what runs at a time when the archive is busy, down to one', () => {
    const busy = lane({ start: 6, most: 6, streak: 3 });
    const limits = [0, 1, 2, 3].map(() => {
      busy.slower();
      return busy.limit();
    });
    expect(limits).toEqual([3, 1, 1, 1]);
  });

  it('grows by one after a row of successes, up to the most', () => {
    const growing = lane({ start: 4, most: 6, streak: 3 });
    for (let count = 0; count < 30; count++) growing.faster();
    expect(growing.limit()).toBe(6);
    growing.slower();
    for (let count = 0; count < 2; count++) growing.faster();
    expect(growing.limit()).toBe(3);
    growing.faster();
    expect(growing.limit()).toBe(4);
  });

  it('lets one more run when a person waits for it, and only one', () => {
    const full = lane({ start: 1, most: 1, streak: 1 });
    const stack = job('stack');
    const waitedFor = job('now');
    for (const one of [stack, job('next'), waitedFor, job('now')]) full.add(one);
    expect(full.take()?.priority()).toBe('now');
    expect(full.take()?.priority()).toBe('now');
    expect(full.take()).toBeUndefined();
    full.finish();
    expect(full.take()).toBeUndefined();
    full.finish();
    expect(full.take()?.priority()).toBe('next');
  });
});
