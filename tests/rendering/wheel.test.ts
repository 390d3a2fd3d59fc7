import { describe, expect, it } from 'vitest';
import { wheelSteps } from '../../src/rendering/viewport/wheel';

const turned = (deltas: readonly number[], every = 16) => {
  const steps = wheelSteps();
  return deltas.map((delta, at) => steps(delta, at * every));
};
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

describe('a wheel', () => {
  it('goes one frame a notch, whatever the size of a notch is', () => {
    for (const notch of [53, 100, 120, 333]) expect(sum(turned(Array(20).fill(notch)))).toBe(20);
  });

  it('loses no notch of several that come as one event', () => {
    expect(turned([100, 300, 200, -100, -400])).toEqual([1, 3, 2, -1, -4]);
  });

  it('takes the size of a notch anew after a rest', () => {
    expect(turned([50, 50], 100)).toEqual([1, 1]);
    expect(turned([50, 150], 2000)).toEqual([1, 1]);
  });

  it('adds up what a trackpad sends, and begins anew where it turns', () => {
    expect(sum(turned(Array(30).fill(4)))).toBe(3);
    expect(turned([30, -30, -30]).map((steps) => steps || 0)).toEqual([0, 0, -1]);
  });
});
