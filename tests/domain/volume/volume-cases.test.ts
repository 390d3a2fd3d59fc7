import { describe, expect, it } from 'vitest';
import type { Vector } from '../../../src/domain/study/study';
import { holds, type Expected } from './holds';
import { reslice } from '../../../src/domain/volume/reslice';
import { volumeOf } from '../../../src/domain/volume/volume';
import { volumeOfStack } from '../../../src/domain/volume/series';
import { MISSING, OUTSIDE } from '../../../src/domain/volume/voxels';
import { plus, times } from '../../../src/domain/study/vector';
import { referenceLine } from '../../../src/domain/geometry/reference-line';
import { expected, groups, isHere, readCase, valueAt, voxelsOf } from './volume-cases';

describe.runIf(isHere)('planes and slabs of a volume', () => {
  it.each([
    '01-mpr-plain',
    '02-mpr-anisotropic',
    '03-mpr-tilt',
    '04-mpr-signed',
    '05-mpr-uneven',
    '06-mpr-missing',
    '08-mpr-double-oblique',
    '09-mpr-reversed',
    '10-mpr-pet-slopes',
  ])('%s: values and places are as they were put in', async (name) => {
    const read = await readCase(name);
    expect(read.displaySets).toHaveLength(1);
    const [displaySet] = read.displaySets;
    if (!displaySet) throw new Error('nothing');
    const right = expected<Expected>(name);
    const voxels = await voxelsOf(displaySet, read);
    holds(voxels, right);
    if (right.slices)
      expect(voxels.volume.slices.map(({ along }) => along)).toEqual(
        right.slices.map((along) => expect.closeTo(along, 6) as number),
      );
  });

  it('steps of 2, 2.5 and 3 mm are uneven and no gap; a missing slice is one', async () => {
    const uneven = await readCase('05-mpr-uneven');
    expect((await voxelsOf(uneven.displaySets[0] as never, uneven)).volume).toMatchObject({
      uneven: true,
      gaps: [],
    });
    const missing = await readCase('06-mpr-missing');
    const { volume } = await voxelsOf(missing.displaySets[0] as never, missing);
    expect(volume.gaps).toHaveLength(1);
    const gap = volume.gaps[0] as number;
    expect([volume.slices[gap - 1]?.along, volume.slices[gap]?.along]).toEqual([18, 24]);
  });

  it('a slab across a missing slice has no number', async () => {
    const read = await readCase('06-mpr-missing');
    const voxels = await voxelsOf(read.displaySets[0] as never, read);
    const { slabRefused } = expected<Expected>('06-mpr-missing');
    if (!slabRefused) throw new Error('not in the case');
    const plane = { origin: slabRefused.at, right: [1, 0, 0], down: [0, 1, 0], columns: 1, rows: 1 } as const;
    for (const kind of ['mip', 'minip', 'mean'] as const) {
      const { states, values } = reslice(voxels, plane, { kind, thickness: slabRefused.thickness });
      expect(states[0]).toBe(MISSING);
      expect(values[0]).toBeNaN();
    }
  });

  it('two stacks that cross have the same values where they meet, and lines where they cut', async () => {
    const read = await readCase('07-mpr-crossing');
    const right = expected<{
      axial: Expected;
      sagittal: Expected;
      agree: readonly { at: Vector; value: number; toleranceAxial: number; toleranceSagittal: number }[];
      lines: readonly { on: string; column?: number; row?: number }[];
    }>('07-mpr-crossing');
    expect(read.displaySets).toHaveLength(2);
    const of = (name: string) => read.displaySets.find(({ label }) => label.startsWith(name)) as never;
    const [axial, sagittal] = [await voxelsOf(of('Axial'), read), await voxelsOf(of('Sagittal'), read)];
    holds(axial, right.axial);
    holds(sagittal, right.sagittal);
    for (const { at, value, toleranceAxial, toleranceSagittal } of right.agree) {
      expect(Math.abs((valueAt(axial, at) ?? NaN) - value)).toBeLessThanOrEqual(toleranceAxial);
      expect(Math.abs((valueAt(sagittal, at) ?? NaN) - value)).toBeLessThanOrEqual(toleranceSagittal);
    }
    // By slice position: x = -2 in the axial pictures, z = 0 in the sagittal ones
    const frameAt = (name: 'Axial' | 'Sagittal', axis: 0 | 2, place: number) => {
      const { frames } = of(name) as { frames: readonly never[] };
      return frames.find((frame) => {
        const { plane } =
          (frame as { instance: { frames: { plane?: { position: Vector } }[] } }).instance.frames[0] ?? {};
        return Math.abs((plane?.position[axis] ?? NaN) - place) < 1e-6;
      }) as never;
    };
    const [onAxial] = referenceLine(frameAt('Sagittal', 0, -2), frameAt('Axial', 2, 0)) ?? [];
    const [onSagittal] = referenceLine(frameAt('Axial', 2, 0), frameAt('Sagittal', 0, -2)) ?? [];
    // Counted from the centre of the first pixel, the line from its edge
    expect((onAxial?.[0] ?? NaN) - 0.5).toBeCloseTo(right.lines[0]?.column ?? 0, 1);
    expect((onSagittal?.[1] ?? NaN) - 0.5).toBeCloseTo(right.lines[1]?.row ?? 0, 1);
  });

  it('each study without a sound volume is refused with its reason, and the sound one is not', async () => {
    const read = await readCase('11-mpr-refused');
    const { sound } = expected<{ sound: Pick<Expected, 'probes'> }>('11-mpr-refused');
    const why = (label: string) =>
      read.displaySets
        .filter((one) => one.label.startsWith(label))
        .map((one) => {
          const result = volumeOfStack(one, read.displaySets);
          return result.ok ? 'sound' : result.why;
        });
    expect(why('two planes')).toEqual([{ kind: 'few-planes', count: 2 }]);
    expect(why('no frame of reference')).toEqual([{ kind: 'no-frame-of-reference' }]);
    const turned = { kind: 'turned', degrees: expect.closeTo(4, 1) as number };
    expect(why('turned in the middle')).toEqual([turned, turned]);
    expect(why('two images at each place')).toEqual([
      {
        kind: 'several-at-one-place',
        images: 2,
        parts: [
          [0, 1, 2, 3, 4, 5, 6, 7],
          [8, 9, 10, 11, 12, 13, 14, 15],
        ],
      },
    ]);
    expect(why('pixel spacing changes')).toEqual([
      { kind: 'spacing', spacings: [2, 1.5] },
      { kind: 'spacing', spacings: [1.5, 2] },
    ]);
    expect(why('localisers')).toEqual([{ kind: 'localisers' }]);
    expect(why('no position')).toEqual([{ kind: 'no-position', count: 8 }]);
    const [three] = read.displaySets.filter(({ label }) => label.startsWith('three'));
    const voxels = await voxelsOf(three as never, read);
    for (const { at, value, tolerance = 0 } of sound.probes)
      expect(Math.abs((valueAt(voxels, at) ?? NaN) - (value ?? 0))).toBeLessThanOrEqual(tolerance);
    // Each half of the study that has two images at each place is sound by itself.
    const [both] = read.displaySets.filter(({ label }) => label.startsWith('two images'));
    const acquisitions = groups(both?.frames ?? [], ({ instance }) => instance.acquisitionNumber);
    expect([...acquisitions.values()].map((frames) => volumeOf(frames).ok)).toEqual([true, true]);
  });

  it('outside of a tilted volume there is nothing', async () => {
    const read = await readCase('03-mpr-tilt');
    const voxels = await voxelsOf(read.displaySets[0] as never, read);
    const { volume } = voxels;
    const last = volume.slices.at(-1);
    if (!last) throw new Error('nothing');
    const beyond = plus(last.origin, times(volume.normal, 2 * volume.step));
    const plane = { origin: beyond, right: [1, 0, 0], down: [0, 1, 0], columns: 1, rows: 1 } as const;
    expect(reslice(voxels, plane).states[0]).toBe(OUTSIDE);
  });
});
