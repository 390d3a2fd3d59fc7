import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/domain/study/study';
import { prefetch, isFreeLine } from '../../../src/rendering/frames/prefetch';
import { firstPictureGate } from '../../../src/domain/first-picture-gate';
import { anInstance } from '../../fakes';

const instance = anInstance();
const frame = (number: number): Frame => ({ instance, number });
const one = {};

/** A line on which each picture comes when the test says so. */
function aLine({ isFree = true } = {}) {
  const loading = firstPictureGate();
  const asked: { number: number; signal: AbortSignal; come: () => void }[] = [];
  let time = 0;
  const { fetch: foresee } = prefetch({
    fetch: ({ number }, signal) =>
      new Promise((come) => {
        asked.push({ number, signal, come });
      }),
    idle: loading.passed,
    isFree: () => isFree,
    now: () => time,
  });
  const numbers = () => asked.map(({ number }) => number);
  return { loading, asked, numbers, foresee, pass: (ms: number) => (time += ms) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what may be looked at next', () => {
  it('is fetched when nothing else is on its way, one after the other', async () => {
    const { loading, asked, numbers, foresee } = aLine();
    loading.begin(one);
    foresee([frame(1), frame(2)]);
    await settled();
    expect(numbers()).toEqual([]);
    loading.end(one);
    await settled();
    expect(numbers()).toEqual([1]);
    asked[0]?.come();
    await settled();
    expect(numbers()).toEqual([1, 2]);
  });

  it('waits again as soon as somebody looks at something new', async () => {
    const { loading, asked, numbers, foresee } = aLine();
    foresee([frame(1), frame(2)]);
    await settled();
    loading.begin(one);
    asked[0]?.come();
    await settled();
    expect(numbers()).toEqual([1]);
  });

  it('is let go of when something else is likelier, and kept when it still is', async () => {
    const { asked, foresee } = aLine();
    foresee([frame(1), frame(2)]);
    await settled();
    asked[0]?.come();
    await settled();
    foresee([frame(2), frame(3)]);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('is not fetched over a line that is not free', async () => {
    const { numbers, foresee } = aLine({ isFree: false });
    foresee([frame(1)]);
    await settled();
    expect(numbers()).toEqual([]);
  });

  it('ends with the first picture on a line that others need', async () => {
    const { asked, numbers, foresee, pass } = aLine();
    foresee([frame(1), frame(2)]);
    await settled();
    pass(2001);
    asked[0]?.come();
    await settled();
    expect(numbers()).toEqual([1]);
  });
});

describe('a line', () => {
  it.each([
    ['of a browser that tells nothing', undefined, true],
    ['by cable', { type: 'ethernet', effectiveType: '4g', saveData: false }, true],
    ['whose owner saves data', { effectiveType: '4g', saveData: true }, false],
    ['of a telephone', { type: 'cellular', effectiveType: '4g' }, false],
    ['that is slow', { type: 'wifi', effectiveType: '3g' }, false],
  ])('%s may carry what nobody asked for: %s → %s', (_, connection, isFree) => {
    expect(isFreeLine(connection)).toBe(isFree);
  });
});
