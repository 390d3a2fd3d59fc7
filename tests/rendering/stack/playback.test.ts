import { describe, expect, it } from 'vitest';
import { pathOf, stayOf, type Course } from '../../../src/domain/study/course';
import { playback } from '../../../src/rendering/stack/playback';
import { arePicturesHere, displaySetsOfCase } from '../../pixels/cases';

describe('playing', () => {
  const played = (
    count: number,
    framesPerSecond: number,
    frame: (at: number) => 'ready' | 'coming' | 'failed' = () => 'ready',
    { frameRate, course = {} }: { frameRate?: number; course?: Course } = {},
  ) => {
    const shown: number[] = [];
    let at = 0;
    const stack = {
      path: () => pathOf(course, count),
      stay: (position: number) => stayOf({ frameRate, course }, position, framesPerSecond),
      position: () => at,
      frame,
      goTo: (position: number) => {
        at = position;
        shown.push(position);
      },
    };
    return { shown, stack };
  };

  it('keeps the speed of the object on a fast screen', () => {
    const { shown, stack } = played(4, 10);
    const run = playback(stack);
    for (let time = 0; time <= 1000; time += 10) run.tick(time);
    expect(shown).toEqual([1, 2, 3, 0, 1, 2, 3, 0, 1, 2]);
  });

  it('skips frames, in order, on a slow one', () => {
    const { shown, stack } = played(100, 30);
    const run = playback(stack);
    for (let time = 0; time <= 1000; time += 100) run.tick(time);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(shown).toHaveLength(10);
    expect(shown.at(-1)).toBeGreaterThanOrEqual(28);
  });

  it('waits for a frame that is not here, and then goes on from it', () => {
    let isHere = false;
    const { shown, stack } = played(10, 10, (at) => (at < 3 || isHere ? 'ready' : 'coming'));
    const run = playback(stack);
    for (let time = 0; time <= 1000; time += 50) run.tick(time);
    expect(Math.max(...shown)).toBe(3);
    isHere = true;
    for (let time = 1050; time <= 1500; time += 50) run.tick(time);
    expect(Math.max(...shown)).toBeGreaterThan(5);
    expect(Math.max(...shown)).toBeLessThan(9);
  });

  it('passes over a failed frame', () => {
    const { shown, stack } = played(4, 10, (at) => (at === 2 ? 'failed' : 'ready'));
    const run = playback(stack);
    for (let time = 0; time <= 600; time += 10) run.tick(time);
    expect(shown.slice(0, 5)).toEqual([1, 3, 0, 1, 3]);
  });

  it('goes there and back where the object sweeps', () => {
    const { shown, stack } = played(4, 10, undefined, { course: { sweeps: true } });
    const run = playback(stack);
    for (let time = 0; time <= 900; time += 10) run.tick(time);
    expect(shown).toEqual([1, 2, 3, 2, 1, 0, 1, 2, 3]);
  });

  it('leaves out what is trimmed', () => {
    const { shown, stack } = played(6, 10, undefined, { course: { from: 2, to: 4 } });
    const run = playback(stack);
    for (let time = 0; time <= 500; time += 10) run.tick(time);
    expect(shown).toEqual([1, 2, 3, 1, 2]);
  });

  it.each([
    ['as the object has it', 1, 1],
    ['at twice its speed', 2, 2],
  ])('lets each frame stay as long as the object says, %s', (_, rate, faster) => {
    const course = { stays: [100, 100, 2800] };
    const { shown, stack } = played(3, rate, undefined, { frameRate: 1, course });
    const at: number[] = [];
    const run = playback({ ...stack, goTo: (to) => (at.push(now), stack.goTo(to)) });
    let now = 0;
    for (; now <= 3300 / faster; now += 10) run.tick(now);
    expect(shown.slice(0, 4)).toEqual([1, 2, 0, 1]);
    [100, 200, 3000].forEach((time, step) =>
      expect(Math.abs((at[step] ?? 0) - time / faster)).toBeLessThanOrEqual(10),
    );
  });

  it('is no slower than a frame a minute, and may be slower than one a second', () => {
    expect([0, 0.02, 0.5, 1, 500].map((rate) => Math.round(stayOf({}, 0, rate)))).toEqual([
      60_000, 50_000, 2000, 1000, 8,
    ]);
  });
});

describe.runIf(arePicturesHere)('runs that failed once', () => {
  it('stay as their Frame Time Vector says, and go there and back', async () => {
    const [vector, sweeping] = await displaySetsOfCase('14-cine');
    const stays = vector?.course?.stays ?? [];
    expect([stays.slice(0, 10), stays.slice(10)]).toEqual([Array(10).fill(100), Array(10).fill(2000)]);
    expect(pathOf(sweeping?.course ?? {}, 10)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });
});
