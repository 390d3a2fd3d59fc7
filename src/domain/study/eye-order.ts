import { attributesOf, type Frame } from './study';

interface Ordered<Order> {
  readonly frames: readonly Frame[];
  readonly order: Order;
  readonly gaps: readonly number[];
}

/** Pixels: lines that cross in one place have no order of their own */
const APART = 1;

/**
 * Frames that lie as lines on a picture are gone through from its top, or its left, to its other end: on an eye "up" is
 * what the picture shows, and not which way the patient lay. Lines that cross are left in their order.
 */
export function fromTop<Order>(ordered: Ordered<Order>): Ordered<Order> {
  const { frames, gaps, order } = ordered;
  const lines = frames.map((frame) => attributesOf(frame)?.line);
  const on = lines[0]?.on;
  if (on === undefined || lines.some((line) => line?.on !== on)) return ordered;
  const middles = lines.map((line) => {
    const [first, last] = [line?.points[0], line?.points.at(-1)];
    return [0, 1].map((axis) => ((first?.[axis] ?? 0) + (last?.[axis] ?? 0)) / 2);
  });
  const spread = [0, 1].map((axis) => {
    const along = middles.map((middle) => middle[axis] ?? 0);
    return Math.max(...along) - Math.min(...along);
  });
  const axis = (spread[1] ?? 0) >= (spread[0] ?? 0) ? 1 : 0;
  if ((spread[axis] ?? 0) < APART) return ordered;
  const along = (at: number) => middles[at]?.[axis] ?? 0;
  const sorted = [...frames.keys()].sort((a, b) => along(a) - along(b));
  const isTurned = sorted.every((at, index) => at === frames.length - 1 - index);
  return {
    frames: sorted.flatMap((at) => frames[at] ?? []),
    order,
    gaps: isTurned ? gaps.map((gap) => frames.length - gap).reverse() : gaps,
  };
}
