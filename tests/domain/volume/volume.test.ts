import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid } from '../../../src/domain/ids';
import { positionIn, volumeOfStack, wholeStackOf } from '../../../src/domain/volume/series';
import { volumeOf } from '../../../src/domain/volume/volume';
import { aPixel } from '../instances';
import { aVolume, here, slices, stackOf } from './a-volume';

const four = [0, 1, 2, 3];
const refusal = (frames: Parameters<typeof volumeOf>[0]) => {
  const result = volumeOf(frames);
  return result.ok ? 'sound' : result.why;
};
const typed = (kind: 'image-type' | 'frame-type', value: string) => () => ({
  frame: { distinctions: [{ kind: 'echo', value: 1 } as const, { kind, value }] },
});

describe('a volume', () => {
  it('counts its slices along their normal, whichever way the stack runs', () => {
    const { slices: found, step, uneven, gaps } = aVolume([9, 6, 3, 0]);
    expect(found.map(({ at, along }) => [at, along])).toEqual([
      [3, 0],
      [2, 3],
      [1, 6],
      [0, 9],
    ]);
    expect({ step, uneven, gaps }).toEqual({ step: 3, uneven: false, gaps: [] });
  });

  it('takes a tilted gantry, whose slices move sideways all alike', () => {
    const result = refusal(slices(four, (at) => ({ plane: { position: [0, at, at * 2] } })));
    expect(result).toBe('sound');
  });

  it.each([
    ['a missing slice', [0, 1, 2, 4, 5, 6], [3]],
    ['two missing slices', [0, 1, 2, 5, 6, 7], [3]],
    ['one missing at the end', [0, 1, 2, 3, 4, 6], [5]],
    ['one missing among slices that overlap', [0, 1, 3, 4, 5, 6], [2], 8],
    ['one missing at the end of slices that overlap', [0, 1, 2, 3, 4, 6], [5], 8],
    ['steps that change for good and are said to', [0, 1, 2, 3, 4, 8, 12, 16], [], 4],
    ['uneven steps', [0, 2, 4.5, 7.5, 9.5], []],
    ['one missing, counted downwards', [6, 5, 4, 2, 1, 0], [3]],
  ] as const)('knows its gaps: %s', (_, heights, gaps, thickness?: number) => {
    const volume = aVolume(heights, () => ({ plane: thickness ? { thickness } : {} }));
    expect(volume.gaps).toEqual(gaps);
    expect(volume.uneven).toBe(gaps.length === 0);
  });
});

const SUPPLEMENT = { firstMapped: 1000, bits: 8, red: [1], green: [1], blue: [1] };

describe('no volume is made of', () => {
  it.each([
    ['localisers', slices(four, typed('image-type', 'LOCALIZER')), { kind: 'localisers' }],
    [
      'localisers of an enhanced object',
      slices([0, 40], typed('frame-type', 'LOCALIZER NONE')),
      { kind: 'localisers' },
    ],
    ['two slices', slices([0, 1]), { kind: 'few-planes', count: 2 }],
    [
      'colour',
      slices(four, () => ({ image: aPixel({ samplesPerPixel: 3, photometric: 'RGB' }) })),
      { kind: 'colour' },
    ],
    [
      'colour by a palette',
      slices(four, () => ({ image: aPixel({ photometric: 'PALETTE COLOR' }) })),
      { kind: 'colour' },
    ],
    [
      'greys with colours above them',
      slices(four, () => ({ image: aPixel({ supplement: SUPPLEMENT }) })),
      { kind: 'colour' },
    ],
    [
      'slices of which one has no position',
      slices(four, (at) => ({ frame: at === 2 ? { plane: undefined as never } : {} })),
      { kind: 'no-position', count: 1 },
    ],
    [
      'slices without a frame of reference',
      slices(four, () => ({ plane: { frameOfReference: undefined as never } })),
      { kind: 'no-frame-of-reference' },
    ],
    [
      'slices of two frames of reference',
      slices(four, (at) => ({ plane: at > 1 ? { frameOfReference: frameOfReferenceUid('1.2.8') } : {} })),
      { kind: 'frames-of-reference' },
    ],
    [
      'slices that turn',
      slices(four, (at) =>
        at > 1 ? { plane: { row: [0.9976, 0.0698, 0], column: [-0.0698, 0.9976, 0] } } : {},
      ),
      { kind: 'turned', degrees: expect.closeTo(4, 1) as number },
    ],
    [
      'slices without spacing',
      slices(four, () => ({ plane: { spacing: undefined as never } })),
      { kind: 'no-spacing' },
    ],
    [
      'slices whose spacing changes',
      slices(four, (at) => (at > 1 ? { plane: { spacing: [1, 1.5] } } : {})),
      { kind: 'spacing', spacings: [1, 1.5] },
    ],
    [
      'slices of unlike size',
      slices(four, (at) => ({ image: aPixel({ rows: at > 1 ? 8 : 4 }) })),
      { kind: 'size' },
    ],
    [
      'slices beside one another',
      slices(four, (at) => ({ plane: { position: [at % 2 === 0 ? 0 : 9, 0, at] } })),
      { kind: 'shifted', by: expect.any(Number) as number },
    ],
    [
      'two images a place',
      slices([0, 0, 1, 1, 2, 2]),
      {
        kind: 'several-at-one-place',
        images: 2,
        parts: [
          [0, 2, 4],
          [1, 3, 5],
        ],
      },
    ],
    [
      'one image that is there twice',
      slices([0, 1, 1, 2, 3]),
      { kind: 'several-at-one-place', images: 2, parts: [] },
    ],
    [
      'many images of two places',
      slices([0, 0, 1, 1]),
      { kind: 'several-at-one-place', images: 2, parts: [] },
    ],
  ])('%s', (_, frames, why) => {
    expect(refusal(frames)).toEqual(why);
  });

  it('an object without pixels of a size, which has none alike', () => {
    const frames = slices(four, (at) => ({ image: at === 0 ? (undefined as never) : aPixel() }));
    expect(refusal(frames)).toEqual({ kind: 'size' });
  });
});

describe('a run of which a part lies otherwise', () => {
  const half = (from: number, plane: object) =>
    slices([from, from + 1, from + 2, from + 3], (at) => ({
      uid: `1.2.3.${from + at + 1}`,
      instanceNumber: from + at + 1,
      plane: { position: [0, 0, from + at], frameOfReference: here, ...plane },
    }));
  const run = (plane: object) => stackOf([...half(0, {}), ...half(4, plane)]);

  it('is refused in both of its parts where its direction or spacing changes', () => {
    for (const plane of [{ row: [0.9976, 0.0698, 0], column: [-0.0698, 0.9976, 0] }, { spacing: [2, 2] }]) {
      const parts = run(plane);
      expect(parts).toHaveLength(2);
      for (const part of parts) expect(volumeOfStack(part, parts).ok).toBe(false);
    }
  });

  it('is two volumes of one series where stacks of other pixels lie within one another', () => {
    const parts = stackOf([...half(0, {}), ...half(0.5, { spacing: [2, 2] })]);
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(volumeOfStack(part, parts).ok).toBe(true);
  });

  it('is one volume where nothing changes, whatever else there is', () => {
    const parts = stackOf(half(0, {}));
    const other = stackOf(half(0, {})).map((one) => ({ ...one, id: 'other', series: '1.2.77' as never }));
    const [one] = parts;
    if (!one) throw new Error('nothing');
    expect(volumeOfStack(one, [one, ...other]).ok).toBe(true);
    expect(volumeOfStack(one, [one, { ...one, id: 'same', frames: [] }]).ok).toBe(true);
    // Another stack of it that is parted by what it says, or that lies across it, or one more that is like it
    expect(volumeOfStack(one, [one, { ...one, id: 'b', apart: [{ kind: 'echo', value: 2 }] }]).ok).toBe(true);
    expect(volumeOfStack({ ...one, apart: [{ kind: 'echo', value: 1 }] }, [{ ...one, id: 'b' }]).ok).toBe(
      true,
    );
    const across = slices([0, 1, 2, 3], () => ({ plane: { row: [0, 1, 0], column: [0, 0, -1] } }));
    expect(volumeOfStack(one, [one, { ...one, id: 'c', frames: across }]).ok).toBe(true);
    expect(volumeOfStack(one, [one, { ...one, id: 'd' }]).ok).toBe(true);
    // A run that goes on as it was, one that says a place twice, one picture beside it, and one of which a place is not known
    const later = (
      heights: readonly number[],
      uid: string,
      parts: Parameters<typeof slices>[1] = () => ({}),
    ) => slices(heights, (at) => ({ uid: `${uid}.${at}`, ...parts(at) }));
    const beside = [
      later([4, 5, 6, 7], '1.2.5'),
      later([3, 4, 5, 6, 6], '1.2.6'),
      later([9], '1.2.7'),
      later([4, 5, 6], '1.2.8', (at) => (at === 2 ? { frame: { plane: undefined as never } } : {})),
    ];
    for (const [at, frames] of beside.entries())
      expect(volumeOfStack(one, [one, { ...one, id: `beside-${at}`, frames }]).ok).toBe(true);
    const nowhere = slices(four, () => ({ plane: { frameOfReference: undefined as never } }));
    const [lost] = stackOf(nowhere);
    if (!lost) throw new Error('nothing');
    const result = volumeOfStack(lost, [lost, { ...lost, id: 'e' }]);
    expect(result.ok ? undefined : result.why.kind).toBe('no-frame-of-reference');
  });
});

describe('key images of a stack', () => {
  it('have the planes of that stack, and not of what lies between them', () => {
    const [stack] = stackOf(slices([0, 1, 2, 3, 4, 5]));
    if (!stack) throw new Error('nothing');
    const again = slices([0, 1, 2, 3, 4, 5]);
    const pile = { ...stack, id: 'key', frames: again.slice(0, 3) };
    expect(wholeStackOf(pile, [pile, stack])).toBe(stack);
    expect(positionIn(stack.frames, again[2])).toBeGreaterThanOrEqual(0);
    expect(positionIn(stack.frames, undefined)).toBe(-1);
    const [foreign] = slices([9], () => ({ uid: '1.2.99' }));
    const mixed = { ...pile, frames: [...pile.frames, ...(foreign ? [foreign] : [])] };
    expect(wholeStackOf(mixed, [pile, stack])).toBe(mixed);
    expect(wholeStackOf(stack, [pile, stack])).toBe(stack);
  });
});
