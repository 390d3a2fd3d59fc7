import { describe, expect, it } from 'vitest';
import { frameOrder } from '../../../src/domain/study/order';
import { aFrame, anInstance, aPlane, attributes } from '../instances';
import type { Frame, Vector } from '../../../src/domain/study/study';

const axial = (z: number, number?: number, at: Partial<{ temporal: number }> = {}): Frame =>
  aFrame(
    anInstance({
      uid: `1.${z}.${number ?? 0}.${at.temporal ?? 0}`,
      instanceNumber: number,
      frame: { plane: aPlane({ position: [0, 0, z] }), temporalPosition: at.temporal },
    }),
  );
const numbered = (instanceNumber?: number, acquisitionNumber?: number): Frame =>
  aFrame(
    anInstance({
      uid: `2.${instanceNumber ?? 0}.${acquisitionNumber ?? 0}`,
      instanceNumber,
      acquisitionNumber,
    }),
  );
const heights = (frames: readonly Frame[]) => frames.map((f) => f.instance.frames[0]?.plane?.position[2]);
const numbers = (frames: readonly Frame[]) => frames.map((f) => f.instance.instanceNumber);

describe('the order of frames', () => {
  it('is by geometry whatever the instance numbers say', () => {
    const { frames, order } = frameOrder([axial(10, 1), axial(0, 2), axial(5, 3)]);
    expect(heights(frames)).toEqual([10, 5, 0]);
    expect(order).toBe('geometry');
  });

  it('keeps the pictures of each place of a gated heart together, beat after beat', () => {
    const beat = (z: number, at: number): Frame =>
      aFrame(
        anInstance({
          uid: `1.${z}.${at}`,
          instanceNumber: at * 10 + z,
          frame: { plane: aPlane({ position: [0, 0, z] }), beat: at },
        }),
      );
    const { frames } = frameOrder([1, 2, 3].flatMap((at) => [beat(0, at), beat(5, at)]));
    const heightsThen = heights(frames);
    expect(heightsThen.slice(0, 3)).toEqual([heightsThen[0], heightsThen[0], heightsThen[0]]);
    expect(heightsThen.slice(3)).toEqual([heightsThen[3], heightsThen[3], heightsThen[3]]);
  });

  it('is by geometry when every instance number is 1', () => {
    expect(heights(frameOrder([axial(10, 1), axial(0, 1), axial(5, 1)]).frames)).toEqual([10, 5, 0]);
  });

  it.each([
    ['up', [0, 5, 10]],
    ['down', [10, 5, 0]],
  ])('runs %s where the instance numbers do, so that image n is the nth', (_, places) => {
    const frames = places.map((z, at) => axial(z, at + 1));
    expect(heights(frameOrder([...frames].reverse()).frames)).toEqual(places);
  });

  it.each([
    ['axial slices from the head down', [1, 0, 0], [0, 1, 0], 2, -1],
    ['coronal slices from the front back', [1, 0, 0], [0, 0, -1], 1, 1],
    ['sagittal slices from the right across', [0, 1, 0], [0, 0, -1], 0, 1],
  ] as const)('runs, where numbers do not tell, through %s', (_, row, column, axis, sign) => {
    const at = (place: number) => {
      const position: [number, number, number] = [0, 0, 0];
      position[axis] = place;
      return aFrame(anInstance({ uid: `5.${place}`, frame: { plane: aPlane({ position, row, column }) } }));
    };
    const ordered = frameOrder([at(5), at(0), at(10)]).frames;
    const places = ordered.map(({ instance }) => instance.frames[0]?.plane?.position[axis]);
    expect(places).toEqual(sign > 0 ? [0, 5, 10] : [10, 5, 0]);
  });

  it.each([
    ['axial slices from the head down', [-1, 0, 0], [0, 1, 0], 2, -1],
    ['coronal slices from the front back', [-1, 0, 0], [0, 0, -1], 1, 1],
    ['sagittal slices from the right across', [0, -1, 0], [0, 0, -1], 0, 1],
  ] as const)('runs the same way through mirrored %s', (_, row, column, axis, sign) => {
    const at = (place: number) => {
      const position: [number, number, number] = [0, 0, 0];
      position[axis] = place;
      return aFrame(anInstance({ uid: `6.${place}`, frame: { plane: aPlane({ position, row, column }) } }));
    };
    const places = frameOrder([at(5), at(0), at(10)]).frames.map(
      ({ instance }) => instance.frames[0]?.plane?.position[axis],
    );
    expect(places).toEqual(sign > 0 ? [0, 5, 10] : [10, 5, 0]);
  });

  it('is none of geometry where one frame has no plane, or planes are not parallel', () => {
    const turned = aFrame(
      anInstance({ uid: '7.1', frame: { plane: aPlane({ row: [0, 1, 0], column: [0, 0, -1] }) } }),
    );
    expect(frameOrder([axial(0, 1), axial(5, 2), turned]).order).not.toBe('geometry');
    expect(frameOrder([axial(0, 1), axial(5, 2), numbered(3)]).order).not.toBe('geometry');
    for (const some of [
      [axial(0), axial(5, 2), axial(10)],
      [axial(0, 1), axial(5), axial(10, 3)],
    ])
      expect(heights(frameOrder(some).frames)).toEqual([10, 5, 0]);
    expect(frameOrder([]).frames).toEqual([]);
    expect(frameOrder([axial(0, 1)]).order).toBe('number');
  });

  it('is by frame number within one object of several frames', () => {
    const whole = anInstance({ uid: '8.1' });
    const planes = [0, 5, 10].map((z) => ({ ...whole.frames[0], plane: aPlane({ position: [0, 0, z] }) }));
    const instance = { ...whole, frames: planes } as Frame['instance'];
    const frames = [3, 1, 2].map((number): Frame => ({ instance, number }));
    expect(frameOrder(frames).frames.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('leaves what nothing tells apart as it came', () => {
    const [one, other] = [axial(5, 1), axial(5, 1)];
    expect(
      frameOrder([axial(0, 1), one, other]).frames.filter((frame) => frame !== one && frame !== other),
    ).toHaveLength(1);
    expect(frameOrder([axial(0, 1), one, other]).frames.indexOf(one)).toBeLessThan(
      frameOrder([axial(0, 1), one, other]).frames.indexOf(other),
    );
  });

  it('is by time, then by number, where slices share a place', () => {
    const mixed = [
      axial(5, 2, { temporal: 2 }),
      axial(0, undefined),
      axial(5, 3),
      axial(5, 1, { temporal: 1 }),
    ];
    const { frames, order } = frameOrder(mixed);
    expect(order).toBe('geometry');
    expect(numbers(frames.filter(({ instance }) => instance.frames[0]?.plane?.position[2] === 5))).toEqual([
      1, 2, 3,
    ]);
    expect(
      numbers(
        frameOrder([axial(0, 2), axial(0, 1), axial(5, 3)]).frames.filter((one) => heights([one])[0] === 0),
      ),
    ).toEqual([1, 2]);
  });

  it('goes through one volume before the next where one of them lacks a slice, and marks it', () => {
    const phase = (temporal: number) =>
      [0, 5, 10, 15, 20].map((z, at) => axial(z, 5 * (temporal - 1) + at + 1, { temporal }));
    const all = [1, 2, 3].flatMap(phase);
    const { frames, gaps } = frameOrder(all.filter((_, at) => at !== 7).toReversed());
    expect(numbers(frames)).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15]);
    expect(gaps).toEqual([7]);
  });

  it('takes moments that are each slice’s own for no volumes', () => {
    const all = [1, 2].flatMap((acquisition) =>
      [0, 1, 2, 3, 4].map((at) =>
        aFrame(
          anInstance({
            uid: `8.${acquisition}.${at}`,
            instanceNumber: at + 1,
            acquisitionNumber: acquisition,
            frame: { plane: aPlane({ position: [0, 0, 5 * at] }), temporalPosition: 100 * acquisition + at },
          }),
        ),
      ),
    );
    const { frames } = frameOrder(all.filter((_, at) => at !== 6));
    expect(heights(frames)).toEqual([0, 5, 10, 15, 20, 0, 10, 15, 20]);
  });

  /** Frames of one object: where each lies, and its Dimension Index Values */
  type Dimensioned = readonly (readonly [number | undefined, ...number[]])[];
  const dimensioned = (...all: Dimensioned): readonly Frame[] => {
    const instance = anInstance({ uid: '9', numberOfFrames: all.length });
    const [frame] = instance.frames;
    const frames = all.map(([z, ...dimensions]) => ({
      ...attributes(frame),
      ...(z !== undefined && { plane: aPlane({ position: [0, 0, z] }) }),
      dimensions,
    }));
    return frames.map((_, at) => ({ instance: { ...instance, frames }, number: at + 1 }));
  };
  const framesInOrder = (all: readonly Frame[]) => frameOrder(all).frames.map(({ number }) => number);

  it.each<[string, Dimensioned, readonly number[]]>([
    [
      'down, where its frames were stored up',
      [
        [0, 3],
        [5, 2],
        [10, 1],
      ],
      [3, 2, 1],
    ],
    [
      'up, where its frames were stored in any order',
      [
        [5, 1, 2],
        [0, 1, 1],
        [10, 1, 3],
      ],
      [2, 1, 3],
    ],
    [
      'through what lies at one place before the next',
      [
        [0, 1, 1],
        [5, 2, 1],
        [0, 1, 2],
        [5, 2, 2],
        [0, 1, 3],
        [5, 2, 3],
      ],
      [1, 3, 5, 2, 4, 6],
    ],
    [
      'through one volume before the next, the later first where it says so',
      [
        [0, 2, 1],
        [5, 2, 2],
        [0, 1, 1],
        [5, 1, 2],
      ],
      [3, 4, 1, 2],
    ],
    [
      'by index alone, where nothing lies anywhere',
      [
        [undefined, 2],
        [undefined, 3],
        [undefined, 1],
      ],
      [3, 1, 2],
    ],
    [
      'by index alone, where all lie at one place',
      [
        [7, 2],
        [7, 3],
        [7, 1],
      ],
      [3, 1, 2],
    ],
  ])('is the one that the object states: %s', (_, all, order) => {
    expect(framesInOrder(dimensioned(...all))).toEqual(order);
  });

  it.each<[string, Dimensioned, readonly number[]]>([
    [
      'goes to and fro',
      [
        [0, 1],
        [10, 2],
        [5, 3],
        [15, 4],
      ],
      [4, 2, 3, 1],
    ],
    [
      'has one index twice',
      [
        [0, 1],
        [5, 1],
        [10, 2],
      ],
      [1, 2, 3],
    ],
    [
      'has fewer indices for one frame',
      [
        [0, 2, 1],
        [5, 1],
        [10, 1, 1],
      ],
      [1, 2, 3],
    ],
    ['has none for one frame', [[0, 2], [5], [10, 1]], [1, 2, 3]],
  ])('is by geometry where the stated one %s', (_, all, order) => {
    expect(framesInOrder(dimensioned(...all))).toEqual(order);
  });

  it('marks a slice that is missing in the stated order', () => {
    expect(frameOrder(dimensioned([0, 5], [5, 4], [15, 2], [20, 1])).gaps).toEqual([2]);
  });

  it('does so by acquisition where no time is stated', () => {
    const slice = (acquisitionNumber: number, at: number) =>
      aFrame(
        anInstance({
          uid: `7.${acquisitionNumber}.${at}`,
          instanceNumber: at + 1,
          acquisitionNumber,
          frame: { plane: aPlane({ position: [0, 0, 5 * at] }) },
        }),
      );
    const all = [1, 2].flatMap((acquisition) => [0, 1, 2, 3, 4].map((at) => slice(acquisition, at)));
    const { frames } = frameOrder(all.filter((_, at) => at !== 6));
    expect(heights(frames)).toEqual([0, 5, 10, 15, 20, 0, 10, 15, 20]);
  });

  it.each([
    [2, 0.015, [1, 2, 3, 4, 5, 6, 7, 8]],
    [undefined, 0.0005, [1, 2, 3, 4, 5, 6, 7, 8]],
    // Slices of a tenth of a millimetre may lie so near to one another.
    [0.1, 0.015, [8, 4, 7, 3, 6, 2, 5, 1]],
  ])('takes slices %j mm thick for one place where %d mm lie between', (thickness, off, order) => {
    const slice = (volume: number, at: number) =>
      aFrame(
        anInstance({
          uid: `8.${volume}.${at}`,
          instanceNumber: 4 * volume + at + 1,
          frame: { plane: aPlane({ position: [0, 0, 2 * at + volume * off], thickness }) },
        }),
      );
    const all = [0, 1].flatMap((volume) => [0, 1, 2, 3].map((at) => slice(volume, at)));
    expect(numbers(frameOrder(all.toReversed()).frames)).toEqual(order);
  });

  it('follows the normal of a tilted gantry', () => {
    const tilt = 0.3;
    const row: Vector = [1, 0, 0];
    const column: Vector = [0, Math.cos(tilt), Math.sin(tilt)];
    const at = (z: number) =>
      aFrame(anInstance({ uid: `3.${z}`, frame: { plane: aPlane({ position: [0, 0, z], row, column }) } }));
    const { frames, order, gaps } = frameOrder([at(6), at(2), at(4), at(0)]);
    expect(heights(frames)).toEqual([6, 4, 2, 0]);
    expect([order, gaps]).toEqual(['geometry', []]);
  });

  it('marks a missing slice before the one that follows it', () => {
    expect(frameOrder([0, 5, 10, 20, 25].map((z, at) => axial(z, at))).gaps).toEqual([3]);
  });

  it('takes spacing that varies a little for no gap', () => {
    expect(frameOrder([0, 5, 10.4, 15, 22].map((z) => axial(z))).gaps).toEqual([]);
  });

  it('keeps two slices at one place in time order, and counts them as no gap', () => {
    const frames = [axial(5, 2, { temporal: 2 }), axial(0, 1), axial(5, 3, { temporal: 1 }), axial(10, 4)];
    const ordered = frameOrder(frames);
    expect(numbers(ordered.frames)).toEqual([1, 3, 2, 4]);
    expect(ordered.gaps).toEqual([]);
  });

  it('is by number where all slices are at one place', () => {
    const { frames, order } = frameOrder([axial(0, 3), axial(0, 1), axial(0, 2)]);
    expect([numbers(frames), order]).toEqual([[1, 2, 3], 'number']);
  });

  it('is by number where planes are not parallel', () => {
    const sagittal = aFrame(
      anInstance({
        uid: '4.1',
        instanceNumber: 1,
        frame: { plane: aPlane({ row: [0, 1, 0], column: [0, 0, -1] }) },
      }),
    );
    expect(frameOrder([axial(0, 2), sagittal]).order).toBe('number');
  });

  it('goes by acquisition before instance number, absent ones last', () => {
    const { frames } = frameOrder([numbered(undefined, 1), numbered(2, 2), numbered(1, 2), numbered(9, 1)]);
    expect(frames.map(({ instance }) => [instance.acquisitionNumber, instance.instanceNumber])).toEqual([
      [1, 9],
      [1, undefined],
      [2, 1],
      [2, 2],
    ]);
  });

  it('is said to be guessed where numbers do not tell frames apart', () => {
    expect(frameOrder([numbered(1), numbered(1)]).order).toBe('guessed');
    expect(frameOrder([numbered(), numbered()]).order).toBe('guessed');
  });

  it('is no guess for a single frame, with or without a number', () => {
    expect(frameOrder([numbered()]).order).toBe('number');
    expect(frameOrder([]).order).toBe('number');
  });
});
