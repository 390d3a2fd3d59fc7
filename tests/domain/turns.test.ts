import { expect, test } from 'vitest';
import { inTurns, nextTurn } from '../../src/domain/turns';

const busy = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

test('what waits for the thread comes before the next turn', async () => {
  const order: string[] = [];
  setTimeout(() => order.push('timer'));
  busy(5);
  while (order.length === 0) await nextTurn();
  order.push('turn');
  expect(order).toEqual(['timer', 'turn']);
});

test('a long list lets others in between, and keeps its order', async () => {
  const items = Array.from({ length: 8 }, (_, index) => index);
  let between = 0;
  const timer = setInterval(() => (between += 1), 1);
  const made = await inTurns(items, (item) => {
    busy(20);
    return item * 2;
  });
  clearInterval(timer);
  expect(made).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
  expect(between).toBeGreaterThanOrEqual(3);
});

test('a short list is done in the turn it began in', async () => {
  let turns = 0;
  const counting = nextTurn().then(() => (turns += 1));
  const made = await inTurns(['a', 'b'], (item) => `${item}${turns}`);
  expect(made).toEqual(['a0', 'b0']);
  await counting;
});

test('what fails in a later turn fails the whole', async () => {
  const made = inTurns([1, 2, 3], (item) => {
    busy(20);
    if (item === 3) throw new Error('three');
  });
  await expect(made).rejects.toThrow('three');
});
