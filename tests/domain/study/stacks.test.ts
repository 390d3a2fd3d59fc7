import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid, seriesUid } from '../../../src/domain/ids';
import { hangByProtocol } from '../../../src/domain/hanging/hang-by-protocol';
import { displaySetsOf, rawLast } from '../../../src/domain/study/display-set';
import { stacksOf } from '../../../src/domain/study/stacks';
import type { Distinction, Instance, Vector } from '../../../src/domain/study/study';
import { arePicturesHere, displaySetsOfCase, filesOf } from '../../pixels/cases';
import { anInstance, aPixel, aPlane, attributes } from '../instances';

const series = { uid: seriesUid('1.2.1'), modality: 'MR', description: 'Head' };
const numbers = (instances: readonly Instance[]) =>
  displaySetsOf(series, instances).map(({ label, frames }) => [
    label,
    frames.map(({ instance, number }) => (instance.frames.length > 1 ? number : instance.instanceNumber)),
  ]);

/** `place` in mm along the normal; `told` what the object says tells it apart. */
const slice = (
  instanceNumber: number,
  place: number,
  parts: { told?: readonly Distinction[]; thickness?: number; row?: Vector; step?: number } = {},
) =>
  anInstance({
    uid: `1.${instanceNumber}`,
    instanceNumber,
    modality: 'MR',
    frame: {
      plane: aPlane({
        position: [0, 0, place],
        thickness: parts.thickness,
        step: parts.step,
        ...(parts.row && { row: parts.row }),
      }),
      distinctions: parts.told,
    },
  });

describe('levels of a slide', () => {
  const level = (number: number, holds: 'tissue' | 'label', of: string) =>
    anInstance({
      uid: `1.${number}`,
      instanceNumber: number,
      modality: 'SM',
      numberOfFrames: 4,
      slide: { holds, of, data: {}, bulk: new Map() },
    });

  it('are one stack, each as a whole, and its label is another', () => {
    const stacks = stacksOf([level(1, 'tissue', 'a'), level(2, 'tissue', 'a'), level(3, 'label', 'a')]);
    expect(stacks.map(({ frames }) => frames.map(({ instance, number }) => [instance.uid, number]))).toEqual([
      [
        ['1.1', 1],
        ['1.2', 1],
      ],
      [['1.3', 1]],
    ]);
  });

  it('without pixels are objects without a picture', () => {
    expect(stacksOf([{ ...level(1, 'tissue', 'a'), image: undefined }])).toHaveLength(1);
  });
});

describe('pictures of one place that the object tells apart', () => {
  it.each<readonly [Distinction['kind'], string | number, string | number, string, string]>([
    ['b-value', 0, 1000, 'b 0', 'b 1000'],
    ['echo', 1, 2, 'echo 1', 'echo 2'],
    ['echo-time', 4.9, 7.4, 'TE 4.9 ms', 'TE 7.4 ms'],
    ['frame-type', 'DIFFUSION ADC', 'DIFFUSION NONE', 'DIFFUSION ADC', 'DIFFUSION NONE'],
    ['image-type', 'WATER', 'FAT', 'WATER', 'FAT'],
    ['segment', '1 Liver', '2 Spleen', 'segment 1 Liver', 'segment 2 Spleen'],
    ['stack', 'A', 'B', 'stack A', 'stack B'],
    ['energy-window', 1, 2, 'energy window 1', 'energy window 2'],
    ['detector', 1, 2, 'detector 1', 'detector 2'],
    ['inversion-time', 100, 2000, 'TI 100 ms', 'TI 2000 ms'],
    ['flip-angle', 5, 25, 'flip 5°', 'flip 25°'],
    ['diffusion', 'directions', 'trace', 'directions', 'trace'],
    ['contrast', 'A', 'B', 'contrast A', 'contrast B'],
    ['voltage', 80, 140, '80 kV', '140 kV'],
    ['kernel', 'B30f', 'B70f', 'B30f', 'B70f'],
    ['thickness', 1, 5, '1 mm', '5 mm'],
  ])('are stacks of their own by %s, named by it', (kind, one, other, first, second) => {
    const instances = [1, 2, 3].flatMap((place) => [
      slice(place, place, { told: [{ kind, value: one }] }),
      slice(place + 3, place, { told: [{ kind, value: other }] }),
    ]);
    expect(numbers(instances)).toEqual([
      [`Head · ${first}`, [1, 2, 3]],
      [`Head · ${second}`, [4, 5, 6]],
    ]);
  });

  it('are apart within one object of many frames, too', () => {
    const told = (value: number): readonly Distinction[] => [{ kind: 'b-value', value }];
    const many = anInstance({ uid: '7', modality: 'MR', numberOfFrames: 6 });
    const frames = [0, 1, 2, 0, 1, 2].map((place, at) =>
      attributes({ plane: aPlane({ position: [0, 0, place] }), distinctions: told(at < 3 ? 0 : 800) }),
    );
    expect(numbers([{ ...many, frames }])).toEqual([
      ['Head · b 0', [1, 2, 3]],
      ['Head · b 800', [4, 5, 6]],
    ]);
  });

  it('stay on one stack where all say the same', () => {
    const told: readonly Distinction[] = [{ kind: 'b-value', value: 0 }];
    expect(numbers([1, 2, 3].map((place) => slice(place, place, { told })))).toEqual([['Head', [1, 2, 3]]]);
  });

  it.each<[Distinction['kind'], readonly (string | number)[]]>([
    ['segment', ['1 Liver', '2 Spleen', '3 Kidney', '4 Kidney', '5 Aorta']],
    ['image-type', ['CBF', 'CBV', 'MTT', 'TTP']],
    ['frame-type', ['PERFUSION CBF', 'PERFUSION CBV', 'PERFUSION MTT', 'PERFUSION TTP']],
  ])('are apart where each is one picture of another %s: none of them is a course', (kind, values) => {
    const pictures = values.map((value, at) => slice(at + 1, 0, { told: [{ kind, value }] }));
    const name = kind === 'segment' ? 'segment ' : '';
    expect(numbers(pictures)).toEqual(values.map((value, at) => [`Head · ${name}${value}`, [at + 1]]));
  });

  it('are apart by as many segments as there are', () => {
    const segments = Array.from({ length: 104 }, (_, at) => `${at + 1} Part`);
    const pictures = segments.flatMap((value, at) =>
      [0, 1, 2].map((place) => slice(3 * at + place + 1, at + place, { told: [{ kind: 'segment', value }] })),
    );
    const sets = numbers(pictures);
    expect(sets).toHaveLength(104);
    expect(sets[41]).toEqual(['Head · segment 42 Part', [124, 125, 126]]);
  });

  it('are one stack to scroll through where each is another echo of one place', () => {
    const echoes = [1, 2, 3, 4, 5].map((value) => slice(value, 0, { told: [{ kind: 'echo', value }] }));
    expect(numbers(echoes)).toEqual([['Head', [1, 2, 3, 4, 5]]]);
  });

  it('do not count pictures without a place as being at one', () => {
    const placeless = [1, 2].map((number) =>
      anInstance({
        uid: `1.${number}`,
        instanceNumber: number,
        frame: { distinctions: [{ kind: 'image-type', value: number === 1 ? 'WATER' : 'FAT' }] },
      }),
    );
    expect(numbers(placeless)).toEqual([['Head', [1, 2]]]);
  });

  it('are not parted by an image type that differs from place to place', () => {
    const mixed = [1, 2, 3, 4].map((place) =>
      slice(place, place, { told: [{ kind: 'image-type', value: place === 3 ? 'NORM DIS2D' : 'NORM' }] }),
    );
    expect(numbers(mixed)).toEqual([['Head', [1, 2, 3, 4]]]);
  });

  it('are apart by their acquisition, however their numbers run', () => {
    const told = (value: number): readonly Distinction[] => [{ kind: 'inversion-time', value }];
    const pictures = [3, 9, 1, 7, 5].map((number, place) => slice(number, place, { told: told(100) }));
    const others = [4, 2, 10, 6, 8].map((number, place) => slice(number, place, { told: told(2000) }));
    const piles = displaySetsOf(series, [...pictures, ...others]).map(({ label, frames }) => [
      label,
      frames.map(({ instance }) => instance.instanceNumber).sort((a = 0, b = 0) => a - b),
    ]);
    expect(piles).toEqual([
      ['Head · TI 100 ms', [1, 3, 5, 7, 9]],
      ['Head · TI 2000 ms', [2, 4, 6, 8, 10]],
    ]);
  });

  it('are apart where some were taken without contrast agent, which those do not say', () => {
    const told: readonly Distinction[] = [{ kind: 'contrast', value: 'Agent' }];
    const pictures = [1, 2, 3].flatMap((place) => [slice(place, place), slice(place + 3, place, { told })]);
    expect(numbers(pictures)).toEqual([
      ['Head', [1, 2, 3]],
      ['Head · contrast Agent', [4, 5, 6]],
    ]);
  });

  it.each<[Distinction['kind'], (place: number, volume: number) => number]>([
    ['inversion-time', (place, volume) => 100 * place + volume],
    ['thickness', (place) => place],
  ])('are not parted by %s where each place has its own', (kind, valueAt) => {
    const volume = (at: number) =>
      [1, 2, 3].map((place) => slice(place + 3 * at, place, { told: [{ kind, value: valueAt(place, at) }] }));
    expect(numbers([0, 1].flatMap(volume))).toEqual([['Head', [1, 2, 3, 4, 5, 6]]]);
  });

  it.each<[Distinction['kind'], readonly number[], readonly number[], readonly string[]]>([
    ['b-value', [50, 49.9, 50.04], [800, 797, 803], ['b 50', 'b 800']],
    ['b-value', [0, 0.1, 0], [20, 20, 20.2], ['b 0', 'b 20']],
    ['echo-time', [4.949, 4.951, 4.95], [7.4, 7.38, 7.42], ['TE 5 ms', 'TE 7.4 ms']],
    ['echo-time', [0.07, 0.07, 0.07], [0.14, 0.14, 0.14], ['TE 0.07 ms', 'TE 0.14 ms']],
    ['inversion-time', [199.96, 200, 200.03], [2000, 2004, 1996], ['TI 200 ms', 'TI 2000 ms']],
    ['flip-angle', [4.96, 5, 5], [25, 25.02, 25], ['flip 5°', 'flip 25°']],
    ['voltage', [80, 80.2, 79.8], [140, 140, 140], ['80 kV', '140 kV']],
    ['thickness', [1.2499, 1.25, 1.2501], [5, 4.9999, 5], ['1.25 mm', '5 mm']],
  ])('are not parted by a %s that was computed anew for each: %j, %j', (kind, some, others, names) => {
    const volume = (values: readonly number[], from: number) =>
      values.map((value, place) => slice(from + place, place, { told: [{ kind, value }] }));
    expect(numbers([...volume(some, 1), ...volume(others, 4)])).toEqual([
      [`Head · ${names[0]}`, [1, 2, 3]],
      [`Head · ${names[1]}`, [4, 5, 6]],
    ]);
  });

  it('are of one stack where numbers computed anew are all that differs', () => {
    const values = [49.4, 50, 49.8, 50.2];
    const pictures = values.map((value, at) => slice(at + 1, at, { told: [{ kind: 'b-value', value }] }));
    expect(numbers(pictures)).toEqual([['Head', [1, 2, 3, 4]]]);
  });

  /** Places of a volume in mm, each with its thickness */
  const cut = (thickness: number, places: readonly number[], from: number) =>
    places.map((place, at) =>
      slice(from + at, place, { thickness, told: [{ kind: 'thickness', value: thickness }] }),
    );
  it('are apart where thick slices lie between thin ones, of which none is at the same place', () => {
    const thick = cut(5, [0, 5, 10, 15], 1);
    const thin = cut(1, [1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14], 5);
    expect(numbers([...thick, ...thin])).toEqual([
      ['Head · 5 mm', [1, 2, 3, 4]],
      ['Head · 1 mm', [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ]);
  });

  it.each([
    ['at its end', [...cut(3, [0, 3, 6, 9], 1), ...cut(6, [14, 20, 26], 5)], [1, 2, 3, 4, 5, 6, 7]],
    [
      'in its middle',
      [...cut(5, [0, 5], 1), ...cut(1, [8, 9, 10, 11], 3), ...cut(5, [14, 19], 7)],
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
  ])('are one stack whose slices have another thickness %s', (_, pictures, all) => {
    expect(numbers(pictures)).toEqual([['Head', all]]);
  });

  /** Places of pictures of one thickness, in the order of their numbers */
  const numbered = (thickness: number | undefined, ...places: readonly number[]) =>
    places.map((place, at) => slice(at + 1, place, { thickness }));

  it.each([
    ['twice', numbered(5, 0, 5, 10, 15, 20, 2, 7, 12, 17), [5, 4]],
    ['twice, downwards', numbered(5, 20, 15, 10, 5, 22, 17, 12, 7), [4, 4]],
    ['three times', numbered(3, 0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11), [4, 4, 4]],
  ])('are volumes of their own where slices that touch go through the body %s', (_, pictures, lengths) => {
    const sets = displaySetsOf(series, [...pictures].reverse());
    expect(sets.map(({ frames }) => frames.length)).toEqual(lengths);
    expect(sets.map(({ frames }) => frames[0]?.instance.instanceNumber)).toEqual(
      lengths.map((_, at) => 1 + lengths.slice(0, at).reduce((sum, one) => sum + one, 0)),
    );
    expect(new Set(sets.map(({ label }) => label)).size).toBe(lengths.length);
  });

  const unnumbered = numbered(5, 0, 5, 10, 15, 2, 7, 12, 17).map((one) => ({
    ...one,
    instanceNumber: undefined,
  }));
  it.each([
    ['were taken in turns, the odd ones first', numbered(3, 0, 6, 12, 18, 3, 9, 15, 21)],
    ['overlap from the first to the last', numbered(5, 0, 2, 4, 6, 8, 10, 12, 14)],
    ['were numbered against one another', numbered(5, 0, 5, 10, 15, 17, 12, 7, 2)],
    ['go on with other slices behind them', numbered(5, 10, 15, 20, 25, -10, -5, 0, 5)],
    ['say no thickness', numbered(undefined, 0, 5, 10, 15, 2, 7, 12, 17)],
    ['have no numbers', unnumbered],
  ])('are one stack where slices %s', (_, pictures) => {
    expect(numbers(pictures)).toHaveLength(1);
  });

  it('are of one stack where pictures of several thicknesses do not say where they lie', () => {
    const placeless = [1, 5].map((value, at) =>
      anInstance({
        uid: `1.${at + 1}`,
        instanceNumber: at + 1,
        frame: { distinctions: [{ kind: 'thickness', value }] },
      }),
    );
    expect(numbers(placeless)).toEqual([['Head', [1, 2]]]);
  });

  it('are parted by direction alone where thicknesses change from one direction to another', () => {
    const turned = [4, 5, 6].map((number) =>
      slice(number, number, { row: [0, 0, 1], told: [{ kind: 'thickness', value: 5 }] }),
    );
    expect(numbers([...cut(1, [1, 2, 3], 1), ...turned]).map(([, all]) => all)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('are not called by how they were acquired where something else tells them apart', () => {
    const pictures = [1, 2, 3].flatMap((place) =>
      [0, 1].map((at) =>
        slice(place + 3 * at, place, {
          told: [
            { kind: 'echo', value: at + 1 },
            { kind: 'flip-angle', value: 5 + at },
          ],
        }),
      ),
    );
    expect(numbers(pictures).map(([label]) => label)).toEqual(['Head · echo 1', 'Head · echo 2']);
  });

  it('go one volume after the other where nothing but their numbers tells them apart', () => {
    const volumes = [1, 2, 3, 4, 5, 6].map((number) => slice(number, (number - 1) % 3));
    expect(numbers(volumes)).toEqual([['Head', [1, 2, 3, 4, 5, 6]]]);
  });
});

describe('a heart in several moments', () => {
  const moment = (number: number, place: number, beat?: number) =>
    anInstance({
      uid: `1.${number}`,
      instanceNumber: number,
      modality: 'MR',
      frame: { plane: aPlane({ position: [0, 0, place] }), temporalPosition: beat, beat },
    });
  // Moments of each place are a little other than those of the one before.
  const all = [0, 8, 16].flatMap((place, at) =>
    [0, 1, 2, 3].map((n) => moment(4 * at + n + 1, place, 40 * n + at)),
  );

  it('goes through the moments of one place before the next, and is played there', () => {
    const [set, ...others] = displaySetsOf(series, all.toReversed());
    expect(others).toEqual([]);
    expect(set?.frames.map(({ instance }) => instance.instanceNumber)).toEqual(
      Array.from({ length: 12 }, (_, at) => at + 1),
    );
    expect(set?.cycle).toBe(4);
  });

  it.each([
    ['a place has fewer moments', all.slice(1)],
    ['there is one place', all.slice(0, 4)],
    ['one picture does not say its moment', [...all.slice(0, 11), moment(12, 16)]],
    ['there is one moment', [all[0], all[4], all[8]].filter((one) => one !== undefined)],
  ])('is played as a whole where %s', (_, some) => {
    const [set] = displaySetsOf(series, some);
    expect(set?.frames).toHaveLength(some.length);
    expect(set?.cycle).toBeUndefined();
  });
});

describe('direction', () => {
  const tilted = (degrees: number): Vector => [
    Math.cos((degrees * Math.PI) / 180),
    0,
    Math.sin((degrees * Math.PI) / 180),
  ];

  it.each([
    [0.0002, 1],
    [0.05, 1],
    [0.5, 1],
    [5, 2],
    [20, 2],
  ])('%f degrees off makes %i stacks, wherever a rounded cosine would fall', (degrees, stacks) => {
    // 2.8 degrees: a cosine of 0.04885, beside which tenths and thousandths change
    const instances = [1, 2, 3, 4].map((number) =>
      slice(number, number, { row: tilted(2.8 + (number % 2) * degrees) }),
    );
    expect(displaySetsOf(series, instances)).toHaveLength(stacks);
  });

  it('of every picture another, of one size and space, is a turn: one stack by number', () => {
    const turn = Array.from({ length: 12 }, (_, at) => slice(at + 1, 0, { row: tilted(at * 30) }));
    expect(displaySetsOf(series, turn).map(({ frames, order }) => [frames.length, order])).toEqual([
      [12, 'number'],
    ]);
  });

  it('is no turn where one of the pictures does not say its own', () => {
    const frames = [0, 30, 60, 90].map((degrees) => attributes({ plane: aPlane({ row: tilted(degrees) }) }));
    const many = anInstance({ uid: '7', modality: 'XA', numberOfFrames: 5 });
    expect(stacksOf([{ ...many, frames: [...frames, attributes()] }])).toHaveLength(5);
  });

  it('of a localiser is three stacks', () => {
    expect(
      displaySetsOf(
        series,
        [0, 90, 180].map((degrees, at) => slice(at + 1, 0, { row: tilted(degrees) })),
      ),
    ).toHaveLength(3);
  });
});

describe('a stack', () => {
  it.each([
    ['spacing', anInstance({ uid: '9', frame: { plane: aPlane({ position: [0, 0, 9], spacing: [2, 2] }) } })],
    [
      'matrix',
      anInstance({ uid: '9', image: aPixel({ rows: 8 }), frame: { plane: aPlane({ position: [0, 0, 9] }) } }),
    ],
    ['direction of columns', anInstance({ uid: '9', frame: { plane: aPlane({ column: [0, -1, 0] }) } })],
    [
      'spacing, where one has none',
      anInstance({ uid: '9', frame: { plane: aPlane({ position: [0, 0, 9], spacing: undefined }) } }),
    ],
    [
      'spacing between columns alone',
      anInstance({ uid: '9', frame: { plane: aPlane({ position: [0, 0, 9], spacing: [1, 2] }) } }),
    ],
    [
      'frame of reference',
      anInstance({
        uid: '9',
        frame: { plane: aPlane({ position: [0, 0, 9], frameOfReference: frameOfReferenceUid('1.9') }) },
      }),
    ],
  ])('does not take in a picture of another %s', (_, other) => {
    expect(displaySetsOf(series, [slice(1, 1), slice(2, 2), other])).toHaveLength(2);
  });
});

describe('pictures that say where they lie, and not how large their pixels are', () => {
  it('are one stack', () => {
    const places = [1, 2, 3].map((place) =>
      anInstance({
        uid: `1.${place}`,
        instanceNumber: place,
        frame: { plane: aPlane({ position: [0, 0, place], spacing: undefined }) },
      }),
    );
    expect(numbers(places)).toEqual([['Head', [1, 2, 3]]]);
  });
});

describe('pictures that no number tells apart', () => {
  const numberless = (uid: string, instanceNumber?: number) =>
    anInstance({
      uid,
      frame: { plane: aPlane({ position: [0, 0, 1] }) },
      ...(instanceNumber !== undefined && { instanceNumber }),
    });
  const uids = (instances: readonly Instance[]) =>
    stacksOf(instances).map(({ frames }) => frames.map(({ instance }) => instance.uid));

  it.each([
    ['by their UIDs', [numberless('1.2'), numberless('1.1'), numberless('1.3')]],
    ['by their UIDs where they have one number', ['1.3', '1.1', '1.2'].map((uid) => numberless(uid, 7))],
    ['after those that have one', [numberless('1.2', 9), numberless('1.3'), numberless('1.1', 2)]],
  ])('go %s, in whatever order they came', (_, instances) => {
    const here = uids(instances);
    expect(uids([...instances].reverse())).toEqual(here);
    expect(here).toEqual([['1.1', '1.2', '1.3']]);
  });
});

describe('gaps', () => {
  const gapsOf = (steps: readonly number[], thicknesses: readonly (number | undefined)[], step?: number) => {
    let place = 0;
    const places = [0, ...steps].map((each) => (place += each));
    const [set] = displaySetsOf(
      series,
      places.map((each, at) => slice(at + 1, each, { thickness: thicknesses[at], step })),
    );
    return set?.gaps;
  };
  const all = (count: number, value: number) => new Array<number>(count).fill(value);

  it.each<
    readonly [
      string,
      readonly number[],
      readonly (number | undefined)[],
      number | undefined,
      readonly number[],
    ]
  >([
    [
      'two thicknesses that touch',
      [...all(4, 2.5), 5, ...all(4, 7.5)],
      [...all(5, 2.5), ...all(5, 7.5)],
      undefined,
      [],
    ],
    [
      'a thin slice missing where most are thick',
      [2.5, 5, 2.5, 5, ...all(6, 7.5)],
      [...all(4, 2.5), ...all(7, 7.5)],
      undefined,
      [2],
    ],
    [
      'a thick slice missing',
      [...all(4, 2.5), 5, 7.5, 15, 7.5],
      [...all(5, 2.5), ...all(4, 7.5)],
      undefined,
      [7],
    ],
    ['thin slices far apart on purpose', all(6, 10), all(7, 1), undefined, []],
    ['one of these missing', [10, 10, 20, 10, 10], all(6, 1), undefined, [3]],
    ['a stated step that leaves room', all(5, 6), all(6, 5), 6, []],
    ['one missing by the stated step', [6, 6, 12, 6], all(5, 5), 6, [3]],
    ['slices that overlap, one missing', [1, 1, 2, 1, 1], all(6, 2), undefined, [3]],
    ['no thickness, one missing', [1, 1, 2, 1, 1], all(6, 0).map(() => undefined), undefined, [3]],
  ])('with %s', (_, steps, thicknesses, step, gaps) => {
    expect(gapsOf(steps, thicknesses, step)).toEqual(gaps);
  });
});

describe('projections that say where they lie', () => {
  const slab = (instanceNumber: number, parts: Partial<Instance>) =>
    anInstance({
      uid: `2.${instanceNumber}`,
      instanceNumber,
      modality: 'MG',
      frame: { plane: aPlane({ position: [0, 0, instanceNumber] }) },
      ...parts,
    });

  it.each<[string, Partial<Instance>, Partial<Instance>, number]>([
    ['of one view', { laterality: 'R', view: 'CC' }, { laterality: 'R', view: 'CC' }, 1],
    ['of two sides', { laterality: 'R', view: 'CC' }, { laterality: 'L', view: 'CC' }, 2],
    ['of two views', { laterality: 'R', view: 'CC' }, { laterality: 'R', view: 'MLO' }, 2],
    ['of which one does not say its view', { laterality: 'R', view: 'CC' }, { laterality: 'R' }, 2],
    ['of which one does not say its side', { laterality: 'R' }, {}, 2],
    ['that say neither', {}, {}, 1],
  ])('%s', (_, one, other, stacks) => {
    expect(stacksOf([slab(1, one), slab(2, other)])).toHaveLength(stacks);
  });
});

describe('mammograms', () => {
  const view = (instanceNumber: number, intent: Instance['intent']) =>
    anInstance({
      uid: `2.${instanceNumber}`,
      instanceNumber,
      modality: 'MG',
      laterality: 'R',
      view: 'CC',
      intent,
    });

  it('made for looking at come before raw ones, which are called raw', () => {
    const sets = displaySetsOf({ ...series, modality: 'MG' }, [
      view(1, 'FOR PROCESSING'),
      view(2, 'FOR PRESENTATION'),
    ]);
    expect(sets.map(({ label, raw }) => [label, raw])).toEqual([
      ['R CC', undefined],
      ['R CC (raw)', true],
    ]);
  });
});

describe.runIf(arePicturesHere)('pictures that failed once', () => {
  it('slices of two thicknesses have no gap, and one where a slice is taken away', async () => {
    const [whole] = await displaySetsOfCase('06-two-thicknesses');
    expect([whole?.frames.length, whole?.gaps]).toEqual([28, []]);
    const rest = (await filesOf('06-two-thicknesses')).filter(({ name }) => name !== '20.dcm');
    const [set] = displaySetsOf(
      { ...series, modality: 'CT' },
      rest.map(({ instance }) => instance),
    );
    expect(set?.gaps).toHaveLength(1);
  });

  it('directions that jitter by rounding are one stack in order of place', async () => {
    const sets = await displaySetsOfCase('08-cosines-jitter');
    expect(sets.map(({ frames, order }) => [frames.length, order])).toEqual([[20, 'geometry']]);
    const places = sets[0]?.frames.map(({ instance }) => instance.frames[0]?.plane?.position[2] ?? 0) ?? [];
    expect([...places].sort((a, b) => a - b)).toEqual(
      places[0] === Math.min(...places) ? places : [...places].reverse(),
    );
  });

  it('diffusion is a stack for each b-value, each in the order of its numbers', async () => {
    const sets = await displaySetsOfCase('09-dwi-volumes');
    expect(
      sets.map(({ label, frames }) => [
        label.split(' · ').at(-1),
        frames.map(({ instance }) => instance.instanceNumber),
      ]),
    ).toEqual(
      ['b 0', 'b 500', 'b 1000'].map((b, at) => [b, Array.from({ length: 10 }, (_, n) => at * 10 + n + 1)]),
    );
  });

  it('a tomosynthesis of single pictures is one stack in order of place beside four views', async () => {
    const sets = await displaySetsOfCase('16-tomosynthesis-single');
    expect(sets.map(({ frames }) => frames.length).sort((a, b) => a - b)).toEqual([1, 1, 1, 1, 24]);
    expect(sets.find(({ frames }) => frames.length === 24)?.order).toBe('geometry');
  });
});

describe.runIf(arePicturesHere)('mammograms that failed once', () => {
  const viewOf = ({ label }: { readonly label: string }) => label.slice(0, 5).trim();

  it('hang as made for looking at, and raw ones stay within reach at the end', async () => {
    const sets = rawLast(await displaySetsOfCase('15-mammogram-raw-first'));
    const hung = hangByProtocol({ current: sets });
    const found = hung?.hanging.map((id) => sets.find((one) => one.id === id));
    expect([hung?.layout, found?.map((one) => one && [viewOf(one), one.raw])]).toEqual([
      '2x2',
      [
        ['R CC', undefined],
        ['L CC', undefined],
        ['R MLO', undefined],
        ['L MLO', undefined],
      ],
    ]);
    expect(sets.slice(-4).every(({ raw }) => raw)).toBe(true);
  });

  it('hang as four views beside a tomosynthesis of one of them', async () => {
    const sets = [...(await displaySetsOfCase('16-tomosynthesis-single'))].reverse();
    const hung = hangByProtocol({ current: sets });
    const counts = hung?.hanging.map((id) => sets.find((one) => one.id === id)?.frames.length);
    expect([hung?.layout, counts]).toEqual(['2x2', [1, 1, 1, 1]]);
  });
});

describe('stacks of one name', () => {
  const placed = (at: number, parts: Parameters<typeof aPlane>[0]) =>
    anInstance({
      uid: `1.${at}`,
      instanceNumber: at,
      modality: 'MR',
      frame: { plane: aPlane({ position: [0, 0, at], ...parts }) },
    });

  it.each<readonly [string, Parameters<typeof aPlane>[0], Parameters<typeof aPlane>[0], readonly string[]]>([
    [
      'direction',
      { row: [1, 0, 0], column: [0, 1, 0] },
      { row: [1, 0, 0], column: [0, 0, -1] },
      ['Head · axial', 'Head · coronal'],
    ],
    [
      'pixel size',
      { spacing: [0.7, 0.7] },
      { spacing: [0.35, 0.35] },
      ['Head · 0.7 mm pixels', 'Head · 0.35 mm pixels'],
    ],
  ])('are called by their %s', (_, one, other, labels) => {
    const instances = [placed(1, one), placed(2, one), placed(3, other), placed(4, other)];
    expect(displaySetsOf(series, instances).map(({ label }) => label)).toEqual(labels);
  });

  it('are called by the numbers of their pictures where their geometry is called alike', () => {
    const disc = (degrees: number) => {
      const turn = (degrees * Math.PI) / 180;
      return { column: [0, Math.cos(turn), Math.sin(turn)] as const };
    };
    const coronal = { column: [0, 0, -1] as const };
    const discs = [
      [1, disc(0)],
      [2, disc(0)],
      [3, disc(8)],
      [5, disc(8)],
      [4, disc(16)],
      [6, coronal],
    ] as const;
    const sets = displaySetsOf(
      series,
      discs.map(([at, plane]) => placed(at, plane)),
    );
    expect(sets.map(({ label }) => label)).toEqual([
      'Head · axial · no. 1–2',
      'Head · axial · from no. 3',
      'Head · axial · no. 4',
      'Head · coronal',
    ]);
  });

  it.each([undefined, 1])('keep their one name where the number of all is %s', (instanceNumber) => {
    const instances = [1, 2].map((at) => ({
      ...placed(at, { frameOfReference: frameOfReferenceUid(`1.${at}`) }),
      instanceNumber,
    }));
    expect(displaySetsOf(series, instances).map(({ label }) => label)).toEqual(['Head', 'Head']);
  });

  it('that have no plane and several scales say that millimetres differ', () => {
    const flat = (at: number, pitch: number) =>
      anInstance({
        uid: `1.${at}`,
        instanceNumber: at,
        modality: 'US',
        frame: { pixelSize: { geometry: 'unknown', pixelSpacing: [pitch, pitch] } },
      });
    expect(displaySetsOf(series, [flat(1, 0.2), flat(2, 0.3)])[0]).toMatchObject({ scaleDiffers: true });
    expect(displaySetsOf(series, [flat(1, 0.2), flat(2, 0.2)])[0]?.scaleDiffers).toBeUndefined();
  });
});

it('greys and colours of a palette that lie at one place are two stacks', () => {
  const pictures = ['MONOCHROME2', 'PALETTE COLOR', 'MONOCHROME2', 'PALETTE COLOR'].map(
    (photometric, at) => ({
      ...slice(at + 1, Math.floor(at / 2)),
      image: aPixel({ photometric }),
    }),
  );
  expect(numbers(pictures).map(([, own]) => own)).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

describe('what was computed of others', () => {
  const of = (type: string, derivation: string): readonly Distinction[] => [
    { kind: 'image-type', value: type },
    { kind: 'derivation', value: derivation },
  ];
  it.each<[string, readonly [string, string, number][], readonly unknown[]]>([
    [
      'is a stack of its own at the same places',
      [
        ['M', 'original', 0],
        ['M', 'derived', 0],
        ['M', 'original', 1],
        ['M', 'derived', 1],
      ],
      [
        ['Head · original', [1, 3]],
        ['Head · derived', [2, 4]],
      ],
    ],
    [
      'is called by its own words where it has some',
      [
        ['M', 'original', 0],
        ['ADC', 'derived', 0],
        ['M', 'original', 1],
        ['ADC', 'derived', 1],
      ],
      [
        ['Head · M', [1, 3]],
        ['Head · ADC', [2, 4]],
      ],
    ],
    [
      'is of the same stack at other places',
      [
        ['M', 'original', 0],
        ['M', 'derived', 1],
        ['M', 'original', 2],
      ],
      [['Head', [1, 2, 3]]],
    ],
  ])('%s', (_, pictures, stacks) => {
    const all = pictures.map(([type, derivation, place], at) =>
      slice(at + 1, place, { told: of(type, derivation) }),
    );
    expect(numbers(all)).toEqual(stacks);
  });
});
