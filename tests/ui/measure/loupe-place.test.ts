import { describe, expect, it } from 'vitest';
import { LOUPE, loupePlace } from '../../../src/ui/measure/loupe-place';

const view = { width: 600, height: 400 };

describe('the loupe', () => {
  it.each([
    ['in the middle', [300, 200]],
    ['at the top', [300, 10]],
    ['in the left top corner', [2, 2]],
    ['in the right top corner', [598, 2]],
    ['in the right bottom corner', [598, 398]],
  ] as const)('stands in the view and not under the hand that is %s', (_name, at) => {
    const { left, top } = loupePlace(at, view);
    expect([left >= 0, left + LOUPE.size <= view.width]).toEqual([true, true]);
    expect([top >= 0, top + LOUPE.size <= view.height]).toEqual([true, true]);
    const away = Math.hypot(at[0] - (left + LOUPE.size / 2), at[1] - (top + LOUPE.size / 2));
    expect(away).toBeGreaterThan(LOUPE.size / 2);
  });
});
