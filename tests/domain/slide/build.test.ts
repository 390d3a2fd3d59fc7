import { describe, expect, it } from 'vitest';
import { slideOf } from '../../../src/domain/slide/build';
import type { SlidePart } from '../../../src/domain/slide/slide';
import { areaOf, cellsIn, levelFor, tileAt, validPixels } from '../../../src/domain/slide/tiles';
import { aPart, aPath, placesAt, type Parts } from './parts';

const built = (...parts: readonly SlidePart[]) => {
  const slide = slideOf(parts);
  if (!slide) throw new Error('no slide');
  return slide;
};

describe('A slide', () => {
  it('is none where no object has tiles', () => {
    expect(slideOf([])).toBeUndefined();
  });

  it.each([
    ['no columns', { matrix: [0, 6] }],
    ['no rows', { matrix: [8, 0] }],
    ['less than a column', { matrix: [-8, 6] }],
    ['part of a column', { matrix: [8.5, 6] }],
    ['a tile without size', { tile: [0, 4] }],
    ['no frames', { frames: 0 }],
    ['no optical path', { paths: [] }],
    ['more tiles than can be', { matrix: [65_535 * 4, 65_535 * 4] }],
  ] as const)('is not made of an object with %s', (_, parts) => {
    expect(slideOf([aPart(parts)])).toBeUndefined();
    const { shortfalls, levels } = built(aPart(), aPart({ uid: '1.2.4', ...parts }));
    expect([shortfalls.unusable, levels.length]).toEqual([1, 1]);
  });

  it('has the finest level first, whatever came first', () => {
    const slide = built(aPart({ uid: '1.2.4', matrix: [4, 3], frames: 1, pitch: [1, 1] }), aPart());
    expect(slide.levels.map(({ matrix }) => matrix)).toEqual([
      [8, 6],
      [4, 3],
    ]);
    expect(slide).toMatchObject({ size: [4, 3], isScaled: true, planes: 1 });
    expect(slide.levels[1]).toMatchObject({ pitch: [1, 1], offset: [0, 0], grid: [1, 1] });
  });

  it.each([
    ['its own spacing', { pitch: [0.5, 0.25] }, [4, 1.5], true],
    ['the size of what was imaged', { pitch: undefined, extent: [16, 18] }, [16, 18], true],
    ['nothing: a pixel is one', { pitch: undefined }, [8, 6], false],
  ] as const)('is as large as says %s', (_, parts, size, isScaled) => {
    expect(built(aPart(parts as Partial<SlidePart>))).toMatchObject({ size, isScaled });
  });

  const base = { extent: [4, 3], origin: [20, 40], orientation: { row: [0, -1], column: [-1, 0] } } as const;

  it.each([
    [
      'one imaged size, whatever the rounding of its spacing',
      { extent: [4, 3], pitch: [1.4, 1.4] },
      [4 / 3, 1],
      [0, 0],
    ],
    ['nearly one size by its spacing', { pitch: [1.32, 1] }, [4 / 3, 1], [0, 0]],
    [
      'a place half a pixel in',
      { pitch: [4 / 3, 1], origin: [20 - 0.00025, 40 - 0.0004] },
      [4 / 3, 1],
      [0, 0],
    ],
    ['no place', { pitch: [4 / 3, 1], origin: undefined }, [4 / 3, 1], [0, 0]],
    [
      'another part of the glass',
      { pitch: [0.5, 0.5], origin: [20 - 0.002, 40 - 0.001] },
      [0.5, 0.5],
      [1, 2],
    ],
    ['a part that begins where the slide does', { pitch: [0.5, 0.5] }, [0.5, 0.5], [0, 0]],
    ['nothing but a shape', { pitch: undefined, matrix: [4, 3] }, [1, 1], [0, 0]],
  ] as const)('lays a level over the finest by %s', (_, parts, pitch, offset) => {
    const coarse = {
      uid: '1.2.4',
      matrix: [3, 3],
      tile: [4, 4],
      frames: 1,
      origin: [20, 40],
      ...parts,
    } as Parts;
    const level = built(aPart(base), aPart(coarse)).levels[1];
    expect(level?.pitch.map((one) => Number(one.toFixed(6)))).toEqual(
      pitch.map((one) => Number(one.toFixed(6))),
    );
    expect(level?.offset.map((one) => Number(one.toFixed(6)))).toEqual(offset);
  });

  it('leaves out a picture of another shape that says nothing of its size', () => {
    const slide = built(aPart(), aPart({ uid: '1.2.4', matrix: [4, 4], frames: 1, pitch: undefined }));
    expect([slide.levels.length, slide.shortfalls.unusable]).toEqual([1, 1]);
  });

  it('goes through columns, rows, focal planes, then optical paths', () => {
    const paths = [aPath('a'), aPath('b')];
    const slide = built(aPart({ paths, planes: 3, frames: 24 }));
    const number = (path: string, plane: number, cell: number) => {
      const tile = tileAt(slide.levels[0], path, plane, cell);
      return tile.kind === 'frames' ? tile.frames[0]?.number : tile.kind;
    };
    expect([
      number('a', 0, 0),
      number('a', 0, 3),
      number('a', 1, 0),
      number('b', 0, 0),
      number('b', 2, 3),
    ]).toEqual([1, 4, 5, 13, 24]);
    expect([number('c', 0, 0), number('a', 3, 0)]).toEqual(['absent', 'missing']);
    expect(slide.planes).toBe(3);
  });

  it('joins what was cut in parts by their offset, in whatever order they come', () => {
    const part = (number: number, offset: number, frames: number) =>
      aPart({
        uid: `1.2.${9 - number}`,
        number: 9 - number,
        frames,
        concatenated: { uid: '1.9', offset, number, of: 3 },
      });
    const whole = built(part(3, 3, 1), part(1, 0, 2), part(2, 2, 1));
    expect([0, 1, 2, 3].map((cell) => tileAt(whole.levels[0], '1', 0, cell))).toMatchObject([
      { frames: [{ number: 1, instance: { uid: '1.2.8' } }] },
      { frames: [{ number: 2, instance: { uid: '1.2.8' } }] },
      { frames: [{ number: 1, instance: { uid: '1.2.7' } }] },
      { frames: [{ number: 1, instance: { uid: '1.2.6' } }] },
    ]);
    expect(whole.shortfalls).toEqual({ outside: 0, doubled: 0, unusable: 0, missing: [] });
    const lacking = built(part(3, 3, 1), part(1, 0, 2));
    expect(tileAt(lacking.levels[0], '1', 0, 2)).toEqual({ kind: 'missing' });
    expect(lacking.shortfalls.missing).toEqual([{ number: 2, of: 3 }]);
    const silent = built(aPart({ frames: 2, concatenated: { uid: '1.9', offset: 0 } }));
    expect(silent.shortfalls.missing).toEqual([]);
  });

  type Place = readonly [column: number, row: number, path?: number, plane?: number];
  const deep = (uid: string, depths: readonly number[], ...places: readonly Place[]) =>
    aPart({ uid, frames: places.length, depths, planes: depths.length, places: placesAt(...places) });
  const instanceAt = (slide: ReturnType<typeof built>, plane: number, cell: number) => {
    const tile = tileAt(slide.levels[0], '1', plane, cell);
    return tile.kind === 'frames'
      ? tile.frames.map(({ instance, number }) => [instance.uid, number])
      : tile.kind;
  };

  it('counts the focal planes of objects that have one place at several depths together', () => {
    const slide = built(
      deep('1.2.4', [5], [0, 0], [4, 0]),
      deep('1.2.3', [0, 2], [0, 0, 0, 0], [0, 0, 0, 1]),
    );
    expect([slide.planes, slide.shortfalls.doubled]).toEqual([3, 0]);
    expect([0, 1, 2].map((plane) => instanceAt(slide, plane, 0))).toEqual([
      [['1.2.3', 1]],
      [['1.2.3', 2]],
      [['1.2.4', 1]],
    ]);
    expect(instanceAt(slide, 2, 1)).toEqual([['1.2.4', 2]]);
  });

  it('tells planes from a focus by all objects of a level', () => {
    // Neither has a place twice.
    const slide = built(
      deep('1.2.3', [0, 5], [0, 0], [4, 0, 0, 1]),
      deep('1.2.4', [0, 5], [4, 0], [0, 0, 0, 1]),
    );
    const found = [0, 1].map((plane) => [0, 1].map((cell) => instanceAt(slide, plane, cell)));
    expect(found).toEqual([
      [[['1.2.3', 1]], [['1.2.4', 1]]],
      [[['1.2.4', 2]], [['1.2.3', 2]]],
    ]);
  });

  it('takes hundreds of depths for a focus', () => {
    const depths = Array.from({ length: 65 }, (_, at) => at);
    const slide = built(deep('1.2.3', depths, ...depths.map((at) => [0, 0, 0, at] as const)));
    expect([slide.planes, slide.shortfalls.doubled]).toEqual([1, 64]);
  });

  it.each([
    ['follow the tissue with their focus', [deep('1.2.3', [0, 5], [0, 0], [4, 0, 0, 1])], 0],
    ['lie beside one another', [deep('1.2.3', [0], [0, 0]), deep('1.2.4', [5], [4, 0])], 0],
    ['have a place twice at one depth', [deep('1.2.3', [0], [0, 0]), deep('1.2.4', [0], [0, 0])], 1],
    ['say no depth', [deep('1.2.3', [0], [0, 0]), { ...deep('1.2.4', [5], [0, 0]), depths: undefined }], 1],
  ])('is of one plane where objects %s', (_, parts, doubled) => {
    const slide = built(...parts);
    expect([slide.planes, slide.shortfalls.doubled]).toEqual([1, doubled]);
    expect(instanceAt(slide, 0, 0)).toEqual([['1.2.3', 1]]);
  });

  it('counts what lies outside, what has a place already, and keeps the first', () => {
    const places = placesAt([0, 0], [4, 0], [0, 0], [8, 0], [0, -4], [0, 0, 7], [0, 0, 0, -1], [4, 4]);
    const slide = built(aPart({ frames: 9, places }));
    expect(slide.shortfalls).toMatchObject({ outside: 5, doubled: 1 });
    expect(tileAt(slide.levels[0], '1', 0, 0)).toMatchObject({ frames: [{ number: 1, at: [0, 0] }] });
    expect(tileAt(slide.levels[0], '1', 0, 2)).toEqual({ kind: 'absent' });
    const twice = built(aPart({ number: 1 }), aPart({ uid: '1.2.4', number: 2, frames: 5 }));
    expect(twice.shortfalls).toMatchObject({ outside: 1, doubled: 5 });
    expect(tileAt(twice.levels[0], '1', 0, 0)).toMatchObject({ frames: [{ instance: { uid: '1.2.3' } }] });
  });

  it('puts a frame that keeps to no grid in every tile that it lies in', () => {
    const places = placesAt([2, 1], [-2, 0], [4, 3], [6, 4]);
    const { levels } = built(aPart({ frames: 4, places }));
    const at = (cell: number) => {
      const tile = tileAt(levels[0], '1', 0, cell);
      return tile.kind === 'frames'
        ? tile.frames.map(({ number, at: from }) => [number, ...from])
        : tile.kind;
    };
    expect([at(0), at(1), at(2), at(3)]).toEqual([
      [
        [1, 2, 1],
        [2, -2, 0],
      ],
      [
        [1, -2, 1],
        [3, 0, 3],
      ],
      [[1, 2, -3]],
      [
        [1, -2, -3],
        [3, 0, -1],
        [4, 2, 0],
      ],
    ]);
  });

  it('has paths of objects of their own, and a level may have one of them', () => {
    const slide = built(
      aPart({ paths: [aPath('a')] }),
      aPart({ uid: '1.2.4', paths: [aPath('b')] }),
      aPart({ uid: '1.2.5', matrix: [4, 3], frames: 1, pitch: [1, 1], paths: [aPath('a')] }),
    );
    expect(slide.paths.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(tileAt(slide.levels[0], 'b', 0, 3)).toMatchObject({
      frames: [{ number: 4, instance: { uid: '1.2.4' } }],
    });
    expect(slide.levels[1] && tileAt(slide.levels[1], 'b', 0, 0)).toEqual({ kind: 'absent' });
    expect(slide.shortfalls.doubled).toBe(0);
  });

  it('takes parts without a number in the order of their names', () => {
    const slide = built(aPart({ uid: '1.2.5' }), aPart({ uid: '1.2.4' }));
    expect(slide.levels[0].parts.map(({ instance }) => instance.uid)).toEqual(['1.2.4', '1.2.5']);
  });
});

describe('The tiles of a level', () => {
  const slide = built(
    aPart({ matrix: [10, 6], frames: 6 }),
    aPart({ uid: '1.2.4', matrix: [5, 3], frames: 2, pitch: [1, 1] }),
    aPart({ uid: '1.2.5', matrix: [3, 2], frames: 1, pitch: [5 / 3, 1.5] }),
  );
  const [level] = slide.levels;

  it.each([
    ['all', [0, 0], [5, 3], [1, 4, 0, 2, 3, 5]],
    ['a point of one', [2.5, 1], [0.5, 0.5], [1]],
    ['nothing beside it', [6, 0], [5, 3], []],
    ['nothing above it', [0, -9], [5, 3], []],
    ['up to an edge', [0, 0], [2, 2], [0]],
  ] as const)('in an area: %s', (_, from, size, cells) => {
    expect([...cellsIn(level, { from, size })].sort()).toEqual([...cells].sort());
  });

  it('are named from the middle outwards', () => {
    expect(
      cellsIn(level, { from: [0, 0], size: [5, 3] })
        .slice(0, 2)
        .sort(),
    ).toEqual([1, 4]);
  });

  it('end where the matrix does', () => {
    expect([validPixels(level, 0), validPixels(level, 5)]).toEqual([
      [4, 4],
      [2, 2],
    ]);
    expect(areaOf(level, 5)).toEqual({ from: [4, 2], size: [1, 1] });
  });

  it.each([
    [0.1, 0],
    [0.33, 0],
    [0.5, 0],
    [0.7, 1],
    [1.2, 2],
    [100, 2],
  ])('are those of the coarsest level that is fine enough for %f µm a pixel', (pitch, at) => {
    expect(levelFor(slide, pitch)).toBe(at);
  });
});
