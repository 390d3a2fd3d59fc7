import { describe, expect, it } from 'vitest';
import { suvFactor } from '../../../src/domain/measure/suv';
import { tracerScaleOf } from '../../../src/domain/measure/tracer';
import { valueMeaning } from '../../../src/domain/measure/value-meaning';
import type { DisplaySet } from '../../../src/domain/study/display-set';
import { attributesOf, type Frame, type Vector } from '../../../src/domain/study/study';
import { cross, dot, minus, plus, times } from '../../../src/domain/study/vector';
import { fusionPartnersOf } from '../../../src/domain/volume/fusion';
import { reslice, type Plane } from '../../../src/domain/volume/reslice';
import { HERE } from '../../../src/domain/volume/voxels';
import { modalityOf } from '../../../src/rendering/paint/grey';
import { tracerValue } from '../../../src/ui/volume/subject';
import { fusionRefusalWords } from '../../../src/texts/en/nuclear';
import { noSuvWords } from '../../../src/texts/en/measured';
import { decoded } from '../../pixels/kinds/read-kind';
import { holds, type Expected } from './holds';
import { expected, isHere, readCase, valueAt, voxelsOf, type Read } from './volume-cases';

const TOLERANCE = 0.001;

const of = (all: readonly DisplaySet[], modality: string): DisplaySet => {
  const found = all.find((one) => one.modality === modality);
  if (!found) throw new Error(`no ${modality}`);
  return found;
};

const first = ({ frames: [frame] }: DisplaySet): Frame => {
  if (!frame) throw new Error('no frame');
  return frame;
};

describe.runIf(isHere)('PET over CT', () => {
  interface Fused {
    readonly factor: number;
    readonly wrongFactors: Readonly<Record<string, number>>;
    readonly activity: { readonly spheres: readonly { readonly centre: Vector }[] };
    readonly fused: readonly {
      readonly at: Vector;
      readonly hu: number;
      readonly huTolerance: number;
      readonly suv: number;
      readonly suvTolerance: number;
      readonly ctVoxel: Vector;
      readonly petVoxel: Vector;
    }[];
    readonly pet: Expected;
    readonly ct: Expected;
  }
  const name = '20-pet-ct-fusion';

  it('has the factor to SUV by the start of the series, for both beds', async () => {
    const { displaySets } = await readCase(name);
    const { factor, wrongFactors } = expected<Fused>(name);
    for (const frame of of(displaySets, 'PT').frames) {
      const found = frame.instance.pet && suvFactor(frame.instance.pet);
      expect(found?.ok && Math.abs(found.factor / factor - 1)).toBeLessThanOrEqual(TOLERANCE);
      for (const wrong of Object.values(wrongFactors))
        expect(Math.abs((found?.ok ? found.factor : NaN) / wrong - 1)).toBeGreaterThan(TOLERANCE);
    }
  });

  it('has both values of a place, HU and SUV, on grids that are not alike', async () => {
    const read = await readCase(name);
    const right = expected<Fused>(name);
    const [pet, ct] = [of(read.displaySets, 'PT'), of(read.displaySets, 'CT')];
    for (const [one, other] of [
      [ct, pet],
      [pet, ct],
    ] as const)
      expect(fusionPartnersOf(one, read.displaySets)).toEqual([
        { displaySet: other, fusion: { ok: true, volume: expect.anything() as unknown } },
      ]);
    const [tracer, body] = [await voxelsOf(pet, read), await voxelsOf(ct, read)];
    const scale = tracerScaleOf(first(pet));
    if (!scale) throw new Error('no scale');
    for (const { at, hu, huTolerance, suv, suvTolerance } of right.fused) {
      expect(Math.abs((valueAt(body, at) ?? NaN) - hu)).toBeLessThanOrEqual(huTolerance);
      const value = valueAt(tracer, at) ?? NaN;
      expect(Math.abs(value * scale.meaning.factor - suv)).toBeLessThanOrEqual(suvTolerance);
      expect(tracerValue(value, scale)).toMatch(/^SUV \d+\.\d\d g\/ml \([\d,.]+ Bq\/ml\)$/);
    }
    holds(body, right.ct);
    holds(tracer, right.pet, right.factor);
  });

  it('lies on the CT within half a pixel, on its slices and in planes across them', async () => {
    const read = await readCase(name);
    const right = expected<Fused>(name);
    const tracer = await voxelsOf(of(read.displaySets, 'PT'), read);
    const plane = attributesOf(first(of(read.displaySets, 'CT')))?.plane;
    if (!plane?.spacing) throw new Error('no plane');
    const [down, across] = plane.spacing;
    const spots = right.activity.spheres.map(({ centre }) => centre);
    const oblique: readonly [Vector, Vector] = [
      [Math.SQRT1_2, Math.SQRT1_2, 0],
      [0, 0, -1],
    ];
    for (const centre of spots)
      for (const [u, v] of [
        [plane.row, plane.column],
        [
          [1, 0, 0],
          [0, 0, -1],
        ],
        oblique,
      ] as const) {
        const found = brightest(tracer, centre, u, v, across);
        expect(Math.hypot(...found) / Math.max(across, down)).toBeLessThanOrEqual(0.5);
      }
    // The spots' places in the pictures of the CT, as they were written down
    for (const { at, ctVoxel } of right.fused) {
      const from = minus(at, plane.position);
      expect(dot(from, plane.row) / across).toBeCloseTo(ctVoxel[0], 2);
      expect(dot(from, plane.column) / down).toBeCloseTo(ctVoxel[1], 2);
    }
  });

  /** mm from a spot to the middle of what is bright around it, in a plane through it with the pixels of the CT. */
  function brightest(
    voxels: Parameters<typeof reslice>[0],
    centre: Vector,
    u: Vector,
    v: Vector,
    pixel: number,
  ): readonly [number, number] {
    const half = 8;
    const right = times(u, pixel);
    const down = times(v, pixel);
    const count = 2 * half + 1;
    const origin = minus(centre, plus(times(right, half), times(down, half)));
    const asked: Plane = { origin, right, down, columns: count, rows: count };
    expect(Math.abs(dot(cross(u, v), u))).toBeLessThan(1e-9);
    const { values, states } = reslice(voxels, asked);
    const most = Math.max(...values);
    let [sum, x, y] = [0, 0, 0];
    values.forEach((value, at) => {
      if (states[at] !== HERE || value < most * 0.6) return;
      const weight = value - most * 0.6;
      sum += weight;
      x += weight * ((at % count) - half);
      y += weight * (Math.floor(at / count) - half);
    });
    return [(x / sum) * pixel, (y / sum) * pixel];
  }
});

describe.runIf(isHere)('PET and CT that are not fused', () => {
  const name = '21-pet-ct-not-fused';

  it('says why, and the SUV of the PET by itself is right', async () => {
    const { studies } = await readCase(name);
    const { suv } = expected<{ suv: { factor: number } }>(name);
    const whys = [...studies.values()].map((all) => {
      const [pet, ct] = [of(all, 'PT'), of(all, 'CT')];
      const found = first(pet).instance.pet;
      const factor = found && suvFactor(found);
      expect(factor?.ok && Math.abs(factor.factor / suv.factor - 1)).toBeLessThanOrEqual(TOLERANCE);
      return [pet, ct].map((one) => {
        const [partner] = fusionPartnersOf(one, all);
        return partner?.fusion.ok === false ? partner.fusion.why : undefined;
      });
    });
    expect(whys).toEqual([
      [{ kind: 'other-frame' }, { kind: 'other-frame' }],
      [
        { kind: 'frame-unknown', part: 'anatomy' },
        { kind: 'frame-unknown', part: 'anatomy' },
      ],
    ]);
    expect(fusionRefusalWords({ kind: 'other-frame' })).toMatch(/different frames of reference/);
    expect(fusionRefusalWords({ kind: 'frame-unknown', part: 'anatomy' })).toMatch(
      /CT or MR images name no frame of reference/,
    );
  });
});

describe.runIf(isHere)('PET of all the ways that doses, weights and times are recorded', () => {
  const name = '22-pet-suv-variants';
  interface Variant {
    readonly study: number;
    readonly suv: boolean;
    readonly factor?: number;
    readonly at?: readonly {
      readonly row: number;
      readonly column: number;
      readonly place: number;
      readonly modality: number;
      readonly suv: number;
    }[];
  }
  /** What is said, by study, where there is no SUV */
  const SAID: Readonly<Record<number, RegExp>> = {
    5: /decay/,
    6: /weight/,
    7: /weight/,
    8: /dose/,
    9: /400/,
    10: /attenuation/,
    12: /LBM/,
    13: /counts/i,
    17: /injec/,
    18: /half-life/,
    19: /decay/,
  };

  const byNumber = async () => {
    const read = await readCase(name);
    const of22 = (study: number) =>
      read.displaySets.find(
        ({ frames }) =>
          first({ frames } as DisplaySet).instance.seriesDescription && numberIn(read, frames) === study,
      );
    return { read, of22 };
  };
  /** The study that a run of files is of, by their names */
  const numberIn = ({ displaySets }: Read, frames: readonly Frame[]) =>
    displaySets.findIndex((one) => one.frames === frames) + 1;

  it.each(expected<{ studies: readonly Variant[] }>(name).studies)(
    '$study: $title',
    async ({ study, suv, factor = NaN, at = [] }) => {
      const { read, of22 } = await byNumber();
      const displaySet = of22(study);
      if (!displaySet) throw new Error('no such study');
      const frame = first(displaySet);
      const attributes = attributesOf(frame);
      if (!attributes) throw new Error('not described');
      const meaning = valueMeaning(frame.instance, attributes);
      expect(meaning.of === 'suvbw').toBe(suv);
      if (!suv) {
        const { basis } = meaning;
        expect(basis.kind === 'no-suv' && noSuvWords(basis.why)).toMatch(SAID[study] ?? /never/);
        expect(meaning.factor).toBe(1);
        return;
      }
      expect(Math.abs(meaning.factor / factor - 1)).toBeLessThanOrEqual(TOLERANCE);
      for (const { row, column, place, modality, suv: right } of at) {
        // Places are counted as the files are; a stack may be turned round.
        const ordered = [...displaySet.frames].sort(
          (a, b) => (a.instance.instanceNumber ?? 0) - (b.instance.instanceNumber ?? 0),
        );
        const own = ordered[place];
        const kind = own && read.kinds.get(own.instance.uid);
        const lut = own && attributesOf(own)?.modalityLut;
        if (!kind || !lut) throw new Error('no picture');
        const { pixels } = await decoded(kind, 1);
        const value = modalityOf(lut)(pixels[row * (kind.instance.image?.columns ?? 0) + column] ?? NaN);
        expect(Math.abs(value - modality)).toBeLessThanOrEqual(0.001);
        expect(Math.abs((value * meaning.factor) / right - 1)).toBeLessThanOrEqual(TOLERANCE);
      }
    },
  );
});
