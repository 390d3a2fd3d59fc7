import { describe, expect, it } from 'vitest';
import { tableLike } from '../../../src/domain/hanging/linking';
import type { Lut } from '../../../src/domain/study/study';
import { aFrame } from '../../rendering/pictures';

const table = (explanation?: string): Lut => ({
  firstMapped: 0,
  bits: 8,
  values: [0, 255],
  ...(explanation && { explanation }),
});
const stack = (...tables: readonly (string | undefined)[]) => ({
  frames: [aFrame({}, { voiLuts: tables.map(table) })],
});

describe('a table that was chosen in one view is, in a view that is linked to it', () => {
  it.each<
    [string, readonly (string | undefined)[], number, readonly (string | undefined)[], number | undefined]
  >([
    ['the one of the same explanation', ['NORMAL', 'HARD'], 1, ['HARD', 'NORMAL'], 0],
    ['none where it has no such table', ['NORMAL', 'HARD'], 1, ['NORMAL'], undefined],
    ['none where it has no tables', ['NORMAL'], 0, [], undefined],
    ['the one in its place where neither is explained', [undefined, undefined], 1, [undefined, undefined], 1],
    ['none where only the other is explained', [undefined], 0, ['NORMAL'], undefined],
    ['none where the chosen one is not there', ['NORMAL'], 3, ['NORMAL'], undefined],
  ])('%s', (_, own, chosen, others, right) => {
    expect(tableLike(chosen, stack(...own), 0, { displaySet: stack(...others), at: 0 })).toBe(right);
  });
});
