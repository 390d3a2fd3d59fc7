import { describe, expect, it } from 'vitest';
import { encodedBudget } from '../../src/rendering/frames/encoded-budget';
import { encodedFrames } from '../../src/rendering/frames/encoded-frames';
import { outwards } from '../../src/rendering/frames/load-order';

const SIZE = 1000;
const aFrame = (bytes = SIZE) => ({ bytes: new Uint8Array(bytes), transferSyntax: '1.2.840.10008.1.2.1' });

function held(count: number, ceiling: number, budget = encodedBudget(ceiling)) {
  const dropped: number[] = [];
  let current = 0;
  const frames = encodedFrames({
    count,
    budget,
    current: () => current,
    near: 4,
    dropped: (at) => dropped.push(at),
  });
  const here = () => Array.from({ length: count }, (_, at) => at).filter(frames.has);
  const put = (...places: readonly number[]) => places.forEach((at) => frames.put(at, aFrame()));
  const go = (at: number) => (current = at);
  return { budget, frames, dropped, here, put, go };
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('the frames of a stack as the archive stores them', () => {
  it('are all kept where they fit', () => {
    const { frames, put, here, dropped } = held(100, 100 * SIZE);
    put(...upTo(100));
    expect(here()).toHaveLength(100);
    expect(dropped).toEqual([]);
    expect(frames.isPartial()).toBe(false);
    expect(frames.span()).toEqual({ from: 0, to: 99 });
  });

  it('are said to be too many as soon as some let expect it', () => {
    const { frames, put } = held(1000, 100 * SIZE);
    put(...upTo(7));
    expect(frames.isPartial()).toBe(false);
    put(7);
    expect(frames.isPartial()).toBe(true);
  });

  it('go where they are farthest from the viewer, those near never', () => {
    const { put, here, go, budget } = held(1000, 20 * SIZE);
    put(...upTo(20));
    go(500);
    put(...upTo(9).map((away) => 496 + away));
    expect(here().filter((at) => at >= 496)).toEqual(upTo(9).map((away) => 496 + away));
    expect(here()).not.toContain(0);
    expect(budget.bytes()).toBeLessThanOrEqual(20 * SIZE);
  });

  it('stay when they are near, though they alone are more than there is room for', () => {
    const { put, here } = held(1000, 3 * SIZE);
    put(...upTo(5));
    expect(here()).toEqual(upTo(5));
  });

  it('are wanted around the viewer, as many as fit, at the ends too', () => {
    const { frames, put, go } = held(1000, 100 * SIZE);
    put(...upTo(10));
    expect(frames.span()).toEqual({ from: 0, to: 89 });
    go(500);
    expect(frames.span()).toEqual({ from: 455, to: 544 });
    go(999);
    expect(frames.span()).toEqual({ from: 910, to: 999 });
  });

  it('tell of each that was given up', () => {
    const { put, dropped, here } = held(1000, 10 * SIZE);
    put(...upTo(30));
    expect(dropped.toSorted((one, other) => one - other)).toEqual(
      upTo(30).filter((at) => !here().includes(at)),
    );
  });
});

describe('the bytes that all stacks share', () => {
  it('are one stack’s alone where there is no other', () => {
    const { put, here } = held(100, 50 * SIZE);
    put(...upTo(50));
    expect(here()).toHaveLength(50);
  });

  it('are given up by the stack that has more than its share when another needs them', () => {
    const budget = encodedBudget(50 * SIZE);
    const first = held(100, 0, budget);
    first.put(...upTo(50));
    const second = held(100, 0, budget);
    second.put(...upTo(20));
    expect(second.here()).toHaveLength(20);
    expect(first.here().length).toBeGreaterThanOrEqual(25);
    expect(budget.bytes()).toBeLessThanOrEqual(50 * SIZE);
    second.put(...upTo(40));
    expect(budget.bytes()).toBeLessThanOrEqual(50 * SIZE);
    expect(first.here().length).toBeGreaterThan(20);
    expect(first.frames.isPartial()).toBe(true);
  });

  it('come back when a stack is taken down', () => {
    const budget = encodedBudget(50 * SIZE);
    const first = held(100, 0, budget);
    first.put(...upTo(40));
    first.frames.dispose();
    expect(budget.bytes()).toBe(0);
    const second = held(50, 0, budget);
    second.put(...upTo(50));
    expect(second.here()).toHaveLength(50);
  });

  it('are half of what was held, from when the device had no memory left', () => {
    const { budget, put, here } = held(100, 100 * SIZE);
    put(...upTo(60));
    budget.shrink();
    expect(budget.bytes()).toBeLessThanOrEqual(30 * SIZE);
    put(...upTo(100));
    expect(here().length).toBeLessThanOrEqual(30);
  });
});

describe('the order outwards', () => {
  it('is from the viewer to both sides, each place once', () => {
    expect(outwards(5, { from: 3, to: 9 })).toEqual([5, 6, 4, 7, 3, 8, 9]);
  });

  it('begins at the nearer end where the viewer is outside', () => {
    expect(outwards(20, { from: 3, to: 6 })).toEqual([6, 5, 4, 3]);
    expect(outwards(0, { from: 3, to: 6 })).toEqual([3, 4, 5, 6]);
  });
});
