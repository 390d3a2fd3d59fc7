import { describe, expect, it } from 'vitest';
import type { Sheet, Strip } from '../../src/domain/waveform/sheet';
import { PAGE, paperParts } from '../../src/ui/waveform/paper-pages';

const strip = (top: number, height: number): Strip => ({
  channel: 0,
  name: 'II',
  inverted: false,
  left: 15,
  top,
  width: 250,
  height,
  from: 0,
  to: 10,
  kind: 'millivolts',
  zero: top + height / 2,
  perUnit: 10,
  ticks: [],
  isFirst: true,
});

const sheetOf = (width: number, heights: readonly number[]): Sheet => {
  const tops = heights.map((_, at) => heights.slice(0, at).reduce((sum, one) => sum + one, 0));
  return {
    width,
    height: heights.reduce((sum, one) => sum + one, 0),
    strips: heights.map((height, at) => strip(tops[at] ?? 0, height)),
    absent: [],
    speed: 25,
    gain: 10,
    hasMillivolts: true,
  };
};

describe('curves on paper', () => {
  it('ten seconds of twelve leads with their rhythm row are on one page, at 25 mm a second', () => {
    expect(paperParts(sheetOf(15 + 250 + 5, [30, 30, 30, 30]), 0)).toEqual([
      { left: 0, top: 0, width: 270, height: 120 },
    ]);
  });

  it('go on on the next page by whole rows', () => {
    const parts = paperParts(
      sheetOf(
        270,
        Array.from({ length: 12 }, () => 20),
      ),
      0,
    );
    expect(parts.map(({ top, height }) => [top, height])).toEqual([
      [0, 140],
      [140, 100],
    ]);
  });

  it('that are longer than a page go on to the right, from what is seen, and say of which seconds they are', () => {
    const whole = paperParts(sheetOf(15 + 25 * 20 + 5, [30]), 0);
    expect(whole.map(({ left, width }) => [left, width])).toEqual([
      [0, PAGE.width],
      [PAGE.width, 520 - PAGE.width],
    ]);
    expect(whole.map(({ seconds }) => seconds)).toEqual([
      [0, (PAGE.width - 15) / 25, 20],
      [(PAGE.width - 15) / 25, 20, 20],
    ]);
    const hour = paperParts(sheetOf(15 + 25 * 3600 + 5, [30]), 40_000);
    expect(hour).toHaveLength(4);
    expect(hour[0]?.left).toBe(40_000);
  });

  it('a row that is higher than a page has a page of its own', () => {
    const parts = paperParts(sheetOf(270, [30, 200, 30]), 0);
    expect(parts.map(({ height }) => height)).toEqual([30, 200, 30]);
  });
});
