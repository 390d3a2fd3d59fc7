import { describe, expect, it } from 'vitest';
import { contoursOn, isWithin, type PicturePoint } from '../../../src/domain/overlay/contours';
import { doseReader } from '../../../src/domain/overlay/dose';
import type { DoseGrid, StructureSet } from '../../../src/domain/overlay/overlay';
import type { Vector } from '../../../src/domain/study/study';
import { expected, isHere } from '../../domain/volume/volume-cases';
import {
  openIn,
  overlayObject,
  picturesOf,
  pointIn,
  refusalOver,
  sliceAt,
  type Pictures,
} from './overlay-cases';

interface ExpectedRegion {
  readonly roi: number;
  readonly name: string;
  readonly drawnOn: readonly number[];
  readonly areaMm2?: number;
  readonly insidePixels?: readonly PicturePoint[];
  readonly outsidePixels?: readonly PicturePoint[];
  readonly point?: Vector;
  readonly pixel?: PicturePoint;
  readonly open?: boolean;
  readonly lengthMm?: number;
  readonly pixels?: readonly PicturePoint[];
}

const zOf = ({ plane }: Pictures['slices'][number]) => plane?.position[2] ?? NaN;

/** What of a structure lies on the slice of each z that has any. */
function drawnOf(set: StructureSet, number: number, { slices }: Pictures) {
  return slices.flatMap((slice) => {
    const on = contoursOn(set, slice);
    if (!on.ok) throw new Error(on.why.kind);
    return on.structures
      .filter(({ structure }) => structure === number)
      .map((own) => ({ ...own, slice, z: zOf(slice) }));
  });
}

/** mm² by the even-odd rule: a fine raster, for areas with holes and islands. */
function areaOf(
  closed: readonly (readonly PicturePoint[])[],
  [down, across]: readonly [number, number],
): number {
  const FINE = 16;
  const xs = closed.flat().map(([x]) => x);
  const ys = closed.flat().map(([, y]) => y);
  let inside = 0;
  for (let y = Math.floor(Math.min(...ys)); y < Math.max(...ys); y += 1 / FINE)
    for (let x = Math.floor(Math.min(...xs)); x < Math.max(...xs); x += 1 / FINE)
      if (isWithin(closed, [x + 0.5 / FINE, y + 0.5 / FINE])) inside += 1;
  return (inside * down * across) / FINE ** 2;
}

/** A place among pixels whose first has its middle at 0, 0 */
const middle = ([x, y]: PicturePoint): PicturePoint => [x + 0.5, y + 0.5];

describe.skipIf(!isHere)('structure sets over their pictures', () => {
  const name = '40-rtstruct-shapes';
  const { rois } = isHere ? expected<{ rois: readonly ExpectedRegion[] }>(name) : { rois: [] };

  it.each(rois)('40: $name is drawn on its own slices, as it was drawn', async (region) => {
    const [file] = await overlayFiles(name);
    const [object, pictures] = [await overlayObject(name, file), await picturesOf(name)];
    const set = object.overlay as StructureSet;
    const drawn = drawnOf(set, region.roi, pictures);
    expect(drawn.map(({ z }) => z)).toEqual(region.drawnOn);
    for (const { closed, lines, points, slice } of drawn) {
      if (region.areaMm2 !== undefined) {
        const area = areaOf(closed, slice.plane?.spacing ?? [1, 1]);
        expect(Math.abs(area - region.areaMm2) / region.areaMm2).toBeLessThan(0.01);
      }
      for (const pixel of region.insidePixels ?? []) expect(isWithin(closed, middle(pixel))).toBe(true);
      for (const pixel of region.outsidePixels ?? []) expect(isWithin(closed, middle(pixel))).toBe(false);
      if (region.pixel) {
        expect(closed).toEqual([]);
        const [[x, y] = [NaN, NaN]] = points;
        expect(Math.hypot(x - 0.5 - region.pixel[0], y - 0.5 - region.pixel[1])).toBeLessThan(0.01);
      }
      if (region.open) {
        expect(closed).toEqual([]);
        const [line = []] = lines;
        line.forEach(([x, y], at) => {
          const [wantedX = NaN, wantedY = NaN] = region.pixels?.[at] ?? [];
          expect(Math.hypot(x - 0.5 - wantedX, y - 0.5 - wantedY)).toBeLessThan(0.01);
        });
        expect(line).toHaveLength(region.pixels?.length ?? 0);
      }
    }
  });

  it('40: what is not drawn is named', async () => {
    const [file] = await overlayFiles(name);
    const { overlay } = await overlayObject(name, file);
    expect(overlay.leftOut).toContainEqual({ kind: 'few-points', structure: 'Two points only', count: 1 });
    expect(overlay.leftOut).toContainEqual({ kind: 'structure-elsewhere', structure: 'Other frame' });
    const { legend } = await openIn(name, file);
    expect(legend.parts.find(({ label }) => label === 'Never drawn')?.isEmpty).toBe(true);
  });

  it('41: a set of another frame of reference is refused; one that names no pictures is found by place', async () => {
    const other = '41-rtstruct-other-frame';
    const pictures = await picturesOf(other);
    const { sets } = expected<{
      sets: readonly {
        file: string;
        drawn: boolean;
        rois?: readonly { name: string; drawnOn: number[]; areaMm2: number }[];
      }[];
    }>(other);
    for (const { file, drawn, rois: regions = [] } of sets) {
      const why = await refusalOver(other, file, pictures);
      expect(why).toEqual(drawn ? undefined : { kind: 'another-frame-of-reference' });
      if (!drawn) continue;
      const set = (await overlayObject(other, file)).overlay as StructureSet;
      for (const region of regions) {
        const structure = set.structures.find(({ label }) => label === region.name);
        const on = drawnOf(set, structure?.number ?? NaN, pictures);
        expect(on.map(({ z }) => z)).toEqual(region.drawnOn);
        for (const { closed, slice } of on)
          expect(Math.abs(areaOf(closed, slice.plane?.spacing ?? [1, 1]) - region.areaMm2)).toBeLessThan(
            region.areaMm2 * 0.01,
          );
      }
    }
  });
});

async function overlayFiles(name: string): Promise<readonly [string]> {
  const { readdirSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { folder } = await import('../../domain/volume/volume-cases');
  const [first = ''] = readdirSync(join(folder, name, 'dicom')).filter((file) => file.startsWith('rs'));
  return [first];
}

interface ExpectedDose {
  readonly file: string;
  readonly drawn?: boolean;
  readonly units: string;
  readonly type: string;
  readonly planesZ: readonly number[];
  readonly largest: number;
  readonly points: readonly { readonly at: Vector; readonly dose: number | null }[];
}

const DOSES = '50-rtdose';
const { doses } = isHere ? expected<{ doses: readonly ExpectedDose[] }>(DOSES) : { doses: [] };

describe.skipIf(!isHere)('doses over their pictures', () => {
  it.each(doses.filter(({ drawn }) => drawn !== false))(
    '50: $file is right at each place to 0.1 %',
    async (dose) => {
      const object = await overlayObject(DOSES, dose.file);
      const grid = object.overlay as DoseGrid;
      expect(grid.unit).toBe(dose.units === 'GY' ? 'Gy' : 'relative');
      expect(grid.type).toBe(dose.type.toLowerCase());
      expect(grid.most).toBeCloseTo(dose.largest, 3);
      const [, , z] = grid.plane.position;
      const up = Math.sign(
        grid.plane.row[0] * grid.plane.column[1] - grid.plane.row[1] * grid.plane.column[0],
      );
      grid.offsets.forEach((offset, at) => expect(z + offset * up).toBeCloseTo(dose.planesZ[at] ?? NaN, 3));
      const read = doseReader(grid, object.values);
      for (const point of dose.points) {
        const value = read(point.at);
        if (point.dose === null) expect(value).toBeUndefined();
        else expect(Math.abs((value ?? NaN) - point.dose) / point.dose).toBeLessThan(0.001);
      }
    },
  );

  it('50: the read-out on a slice is the dose there, and nothing outside of the grid', async () => {
    const [dose] = doses;
    const pictures = await picturesOf(DOSES);
    const open = await openIn(DOSES, dose?.file ?? '');
    const slice = sliceAt(pictures, [3, -2, 15]);
    const [inside] = open.valuesAt(slice, pointIn(slice, [3, -2, 15])).values;
    expect(inside).toBeCloseTo(31.6, 1);
    expect(open.valuesAt(slice, pointIn(slice, [200, -2, 15])).values).toEqual([undefined]);
  });

  it.each(doses.filter(({ drawn }) => drawn === false))('50: $file is refused', async ({ file }) => {
    expect(await refusalOver(DOSES, file, await picturesOf(DOSES))).toEqual({
      kind: 'another-frame-of-reference',
    });
  });
});
