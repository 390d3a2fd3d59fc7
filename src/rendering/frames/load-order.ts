import type { Span } from './encoded-frames';

/**
 * In which order a stack's frames are asked for, the shown one left out: its neighbours, the ends, the middle, every
 * fourth (a coarse view of the whole), then the rest from where the viewer is outwards.
 */
export function loadOrder(count: number, at: number): readonly number[] {
  const order = new Set([at + 1, at - 1, at + 2, at - 2, 0, count - 1, Math.floor(count / 2)]);
  for (let every = 0; every < count; every += 4) order.add(every);
  for (let away = 1; away < count; away++) order.add(at + away).add(at - away);
  order.delete(at);
  return [...order].filter((position) => position >= 0 && position < count);
}

/** Every position of a span, those nearest to `at` first. */
export function outwards(at: number, { from, to }: Span): readonly number[] {
  const order = from <= at && at <= to ? [at] : [];
  const isIn = (position: number) => from <= position && position <= to;
  for (let away = 1; order.length < to - from + 1; away++) order.push(...[at + away, at - away].filter(isIn));
  return order;
}
