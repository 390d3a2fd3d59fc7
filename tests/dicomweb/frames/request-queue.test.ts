import { describe, expect, it } from 'vitest';
import type { FramePriority } from '../../../src/domain/ports/frames';
import { requestQueue } from '../../../src/dicomweb/frames/request-queue';

const job = (priority: FramePriority, weight = 0) => ({ priority: () => priority, weight: () => weight });
const heavy = (priority: FramePriority) => job(priority, 4e6);

describe('a lane', () => {
  it('halves what runs at a time when the archive is busy, down to one', () => {
    const busy = requestQueue({ start: 6, most: 6, streak: 3, bytes: 1e6 });
    const limits = [0, 1, 2, 3].map(() => {
      busy.slower();
      return busy.limit();
    });
    expect(limits).toEqual([3, 1, 1, 1]);
  });

  it('grows by one after a row of successes, up to the most', () => {
    const growing = requestQueue({ start: 4, most: 6, streak: 3, bytes: 1e6 });
    for (let count = 0; count < 30; count++) growing.faster();
    expect(growing.limit()).toBe(6);
    growing.slower();
    for (let count = 0; count < 2; count++) growing.faster();
    expect(growing.limit()).toBe(3);
    growing.faster();
    expect(growing.limit()).toBe(4);
  });

  it('lets one more run when a person waits for it, and only one', () => {
    const full = requestQueue({ start: 1, most: 1, streak: 1, bytes: 1e6 });
    const stack = job('stack');
    const waitedFor = job('now');
    for (const one of [stack, job('next'), waitedFor, job('now')]) full.add(one);
    const taken = [full.take(), full.take()];
    expect(taken.map((one) => one?.priority())).toEqual(['now', 'now']);
    expect(full.take()).toBeUndefined();
    taken.slice(0, 1).forEach((one) => one && full.finish(one));
    expect(full.take()).toBeUndefined();
    taken.slice(1).forEach((one) => one && full.finish(one));
    expect(full.take()?.priority()).toBe('next');
  });

  it('sends a large frame alone, however many could run', () => {
    const large = requestQueue({ start: 4, most: 6, streak: 3, bytes: 1e6 });
    const first = heavy('now');
    const second = heavy('now');
    for (const one of [first, second]) large.add(one);
    const taken = large.take();
    expect(taken).toBeDefined();
    expect(large.take()).toBeUndefined();
    if (taken) large.finish(taken);
    expect(large.take()).toBeDefined();
  });

  it('lets what a person waits for start beside a large frame that nobody waits for', () => {
    const large = requestQueue({ start: 4, most: 6, streak: 3, bytes: 1e6 });
    large.add(heavy('stack'));
    expect(large.take()?.priority()).toBe('stack');
    large.add(heavy('next'));
    expect(large.take()).toBeUndefined();
    large.add(heavy('now'));
    expect(large.take()?.priority()).toBe('now');
  });
});
