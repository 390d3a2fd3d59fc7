import { describe, expect, it } from 'vitest';
import { slideOf } from '../../../src/domain/slide/build';
import { coloursFor } from '../../../src/domain/slide/colours';
import {
  corners,
  lengthBetween,
  magnificationOf,
  onGlass,
  roundLength,
  turnedBy,
} from '../../../src/domain/slide/place';
import type { SlidePart } from '../../../src/domain/slide/slide';
import { aPart, aPath } from './parts';

const slide = (parts: Partial<SlidePart>) => {
  const built = slideOf([aPart(parts)]);
  if (!built) throw new Error('no slide');
  return built;
};

describe('A place on a slide', () => {
  const usual = { origin: [20, 40], orientation: { row: [0, -1], column: [-1, 0] } } as const;

  it('is in millimetres of the glass, its origin being the centre of the first pixel', () => {
    expect(onGlass(slide(usual), [0.25, 0.25])).toEqual([20, 40]);
    expect(onGlass(slide(usual), [1000.25, 0.25])).toEqual([20, 39]);
    expect(corners(slide(usual))?.map((place) => place.map((one) => Number(one.toFixed(6))))).toEqual([
      [20, 40],
      [20, 39.9965],
      [19.9975, 40],
      [19.9975, 39.9965],
    ]);
  });

  it.each([{ origin: [20, 40] }, { orientation: usual.orientation }, {}] as const)(
    'is nowhere on it without %o',
    (parts) => {
      expect(onGlass(slide(parts), [0, 0])).toBeUndefined();
      expect(corners(slide(parts))).toBeUndefined();
    },
  );

  it.each([
    [[0, -1], [-1, 0], undefined],
    [[0, 1], [1, 0], { by: 180, mirrored: false }],
    [[-1, 0], [0, 1], { by: -90, mirrored: false }],
    [[1, 0], [0, -1], { by: 90, mirrored: false }],
    [[1, 0], [0, 1], { by: 90, mirrored: true }],
    [[0, -1], [1, 0], { by: 0, mirrored: true }],
  ] as const)('rows towards %j and columns towards %j lie %j', (row, column, turned) => {
    expect(turnedBy({ orientation: { row, column } })).toEqual(turned);
  });

  it('lies in no way that nobody says', () => {
    expect(turnedBy({})).toBeUndefined();
  });

  it('is as far from another as on the slide', () => {
    expect(lengthBetween([100, 100], [400, 500])).toBe(500);
  });
});

describe('A scale', () => {
  it.each([
    [120, 100],
    [99, 50],
    [50, 50],
    [4.9, 2],
    [1.5, 1],
    [1000, 1000],
    [0.9, 0.5],
    [0.013, 0.01],
  ])('of at most %f is %f', (most, length) => expect(roundLength(most)).toBe(length));

  it.each([
    [0.25, 40],
    [0.5, 20],
    [2, 5],
  ])('of %f µm a pixel is what an objective of %i× shows', (pitch, power) =>
    expect(magnificationOf(pitch)).toBe(power),
  );
});

describe('The colours of optical paths', () => {
  const grey = (id: string, wavelength?: number) =>
    aPath(id, { isColour: false, ...(wavelength && { wavelength }) });

  it('are their own where a path is in colour, and grey where one is alone', () => {
    expect(coloursFor([aPath()])).toEqual([undefined]);
    expect(coloursFor([aPath(), grey('2', 525)])).toEqual([undefined, [255, 255, 255]]);
  });

  it('are those of their light, and never one for two', () => {
    const [dapi, fitc, cy5] = coloursFor([grey('DAPI', 461), grey('FITC', 525), grey('CY5', 670)]);
    expect([dapi, fitc, cy5]).toEqual([
      [70, 110, 255],
      [0, 230, 60],
      [255, 0, 200],
    ]);
    const many = coloursFor([
      grey('1', 525),
      grey('2', 530),
      grey('3'),
      ...'456789'.split('').map((id) => grey(id)),
    ]);
    expect(new Set(many.slice(0, 6).map(String)).size).toBe(6);
    expect(many.slice(6)).toEqual([
      [255, 255, 255],
      [255, 255, 255],
      [255, 255, 255],
    ]);
  });
});
