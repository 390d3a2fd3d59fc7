import { describe, expect, it } from 'vitest';
import {
  boxAround,
  labelPlace,
  leader,
  shared,
  wrapped,
  type Box,
} from '../../../src/ui/measure/label-place';

const view = { width: 800, height: 600 };
const label = { width: 120, height: 50 };
const isInView = ({ left, top, width, height }: Box) =>
  left >= 0 && top >= 0 && left + width <= view.width && top + height <= view.height;

describe('a label', () => {
  it.each<[string, Box]>([
    ['in the middle', { left: 380, top: 280, width: 40, height: 40 }],
    ['at the right edge', { left: 770, top: 280, width: 20, height: 40 }],
    ['in a corner', { left: 0, top: 0, width: 30, height: 30 }],
    ['as wide as the view', { left: 5, top: 300, width: 790, height: 0 }],
    ['as high as the view', { left: 400, top: 5, width: 0, height: 590 }],
    ['partly outside of the view', { left: -200, top: 500, width: 300, height: 300 }],
  ])('covers nothing of a figure %s, and stays in the view', (_, figure) => {
    const place = labelPlace(figure, label, view, []);
    expect(shared(place, figure)).toBe(0);
    expect(isInView(place)).toBe(true);
  });

  it('gives way to labels and figures that are there', () => {
    const figure = { left: 380, top: 280, width: 40, height: 40 };
    const first = labelPlace(figure, label, view, []);
    const second = labelPlace(figure, label, view, [first]);
    expect(shared(first, second)).toBe(0);
    expect(shared(second, figure)).toBe(0);
  });

  it('stays in the view where a figure fills it', () => {
    expect(isInView(labelPlace({ left: -10, top: -10, width: 900, height: 700 }, label, view, []))).toBe(
      true,
    );
  });

  it('is led to the nearest point of its figure', () => {
    const line = leader({ left: 100, top: 100, width: 50, height: 20 }, [
      [0, 0],
      [180, 110],
    ]);
    expect(line).toEqual([
      [150, 110],
      [180, 110],
    ]);
    expect(leader({ left: 0, top: 0, width: 1, height: 1 }, [])).toBeUndefined();
  });

  it('is wrapped between words, and loses none', () => {
    const text = 'in the patient, estimated with a stated magnification of 1.1';
    const lines = wrapped(text, 20);
    expect(lines.join(' ')).toBe(text);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(20);
  });
});

it('the box around points holds them all', () => {
  expect(
    boxAround([
      [3, 9],
      [-1, 4],
      [7, 5],
    ]),
  ).toEqual({ left: -1, top: 4, width: 8, height: 5 });
});
