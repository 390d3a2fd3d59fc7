import { describe, expect, it } from 'vitest';
import { mapValuesAt } from '../../../src/domain/overlay/value-map';
import type { ValueMap } from '../../../src/domain/overlay/overlay';
import type { Vector } from '../../../src/domain/study/study';
import { expected, isHere } from '../../domain/volume/volume-cases';
import { openIn, overlayObject, picturesOf, refusalOver } from './overlay-cases';

interface ExpectedMap {
  readonly file: string;
  readonly drawn?: boolean;
  readonly unit: string;
  readonly alsoUnit?: string;
  readonly toleranceRelative?: number;
  readonly tolerance?: number;
  readonly points: readonly {
    readonly at: Vector;
    readonly place: number;
    readonly row: number;
    readonly column: number;
    readonly value: number | null;
    readonly alsoValue?: number;
  }[];
}

const NAME = '60-parametric-map';
const { maps } = isHere ? expected<{ maps: readonly ExpectedMap[] }>(NAME) : { maps: [] };

describe.skipIf(!isHere)('parametric maps over their pictures', () => {
  it.each(maps.filter(({ drawn }) => drawn !== false))('60: $file has its values and units', async (one) => {
    const [object, { slices }] = [await overlayObject(NAME, one.file), await picturesOf(NAME, 'MR')];
    const map = object.overlay as ValueMap;
    expect(map.quantities.map(({ unit }) => unit.code)).toEqual([
      one.unit,
      ...(one.alsoUnit === undefined ? [] : [one.alsoUnit]),
    ]);
    const isNear = (value: number | undefined, wanted: number) =>
      Math.abs((value ?? NaN) - wanted) <= (one.tolerance ?? Math.abs(wanted) * (one.toleranceRelative ?? 0));
    for (const point of one.points) {
      const slice = slices[point.place];
      const [spacing = [1, 1]] = [slice?.plane?.spacing];
      const [x = 0, y = 0, z = 0] = slice?.plane?.position ?? [];
      const place: Vector = [x + point.column * spacing[1], y + point.row * spacing[0], z];
      expect(Math.hypot(...place.map((part, axis) => part - (point.at[axis] ?? NaN)))).toBeLessThan(1);
      const [value, also] = mapValuesAt(map, place, object.values);
      if (point.value === null) expect(value).toBeUndefined();
      else expect(isNear(value, point.value)).toBe(true);
      if (point.alsoValue !== undefined)
        expect(Math.abs((also ?? NaN) - point.alsoValue)).toBeLessThanOrEqual(point.alsoValue * 1e-6);
    }
  });

  it('60: colours go over the values that there are, in the unit', async () => {
    for (const { file } of maps.filter(({ drawn }) => drawn !== false)) {
      const { legend } = await openIn(NAME, file);
      for (const [from, to] of legend.map?.ranges ?? []) expect(from).toBeLessThan(to);
    }
  });

  it.each(maps.filter(({ drawn }) => drawn === false))('60: $file is refused', async ({ file }) => {
    expect(await refusalOver(NAME, file, await picturesOf(NAME, 'MR'))).toEqual({
      kind: 'another-frame-of-reference',
    });
  });
});
