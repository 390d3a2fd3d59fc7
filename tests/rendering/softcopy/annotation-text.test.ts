import { expect, it } from 'vitest';
import { placedText } from '../../../src/rendering/softcopy/annotation-text';

const width = (line: string) => line.length * 8;

it('begins in the upper left corner of its box, whichever corners name it, a line below the other', () => {
  const { lines, leader } = placedText(
    'a\nb',
    [
      [90, 70],
      [10, 20],
    ],
    undefined,
    width,
  );
  expect(lines).toEqual([
    { text: 'a', at: [10, 29] },
    { text: 'b', at: [10, 47] },
  ]);
  expect(leader).toBeUndefined();
});

it('stands beside its anchor where it has no box', () => {
  const { lines, leader } = placedText('a', undefined, [100, 50], width);
  expect(lines).toEqual([{ text: 'a', at: [108, 50] }]);
  expect(leader).toBeUndefined();
});

it('has a line from its nearest edge to its anchor, and none to one within it', () => {
  const box = [
    [10, 20],
    [20, 30],
  ] as const;
  expect(placedText('nodule', box, [200, 25], width).leader).toEqual([
    [58, 25],
    [200, 25],
  ]);
  expect(placedText('nodule', box, [0, 0], width).leader).toEqual([
    [10, 20],
    [0, 0],
  ]);
  expect(placedText('nodule', box, [30, 30], width).leader).toBeUndefined();
});

it.each([
  [undefined, [10, 10], 10],
  ['right', [102, 94], 94],
  ['center', [56, 52], 52],
] as const)('stands within its box as it is justified: %s', (justified, lefts, begin) => {
  const box = [
    [110, 60],
    [10, 20],
  ] as const;
  const { lines, leader } = placedText('a\nbc', box, [0, 30], width, justified);
  expect(lines.map(({ at }) => at[0])).toEqual(lefts);
  expect(leader).toEqual([
    [begin, 30],
    [0, 30],
  ]);
});
