import { afterEach, expect, test, vi } from 'vitest';
import { atOnce, type Steps } from '../../src/domain/steps';
import { inTurns, nextTurn, stepsInTurns } from '../../src/domain/turns';

const busy = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

afterEach(() => vi.restoreAllMocks());

/** No time passes, however slow the machine is. */
const timeStandsStill = () => vi.spyOn(performance, 'now').mockReturnValue(0);

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
  timeStandsStill();
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

function* counted(count: number, each: () => void): Steps<number> {
  for (let at = 0; at < count; at += 1) {
    yield;
    each();
  }
  return count;
}

test('work in steps lets others in between, and gives what it makes', async () => {
  let between = 0;
  const timer = setInterval(() => (between += 1), 1);
  expect(await stepsInTurns(counted(8, () => busy(20)))).toBe(8);
  clearInterval(timer);
  expect(between).toBeGreaterThanOrEqual(3);
});

test('short work in steps is done in the turn it began in', async () => {
  timeStandsStill();
  let turns = 0;
  const counting = nextTurn().then(() => (turns += 1));
  expect(await stepsInTurns(counted(100, () => expect(turns).toBe(0)))).toBe(100);
  expect(atOnce(counted(3, () => undefined))).toBe(3);
  await counting;
});

test('a step that fails fails the whole', async () => {
  const failing = () => {
    throw new Error('three');
  };
  await expect(stepsInTurns(counted(3, failing))).rejects.toThrow('three');
  expect(() => atOnce(counted(3, failing))).toThrow('three');
});
