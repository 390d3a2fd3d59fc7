import { expect } from 'vitest';
import type { Vector } from '../../../src/domain/study/study';
import { times } from '../../../src/domain/study/vector';
import { reslice } from '../../../src/domain/volume/reslice';
import { HERE, type Voxels } from '../../../src/domain/volume/voxels';
import { valueAt } from './volume-cases';

interface Range {
  readonly value: number;
  readonly tolerance: number;
}
interface Grid {
  readonly plane: string;
  readonly origin: Vector;
  readonly u: Vector;
  readonly v: Vector;
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
  readonly tolerance: number;
  readonly values: readonly (readonly (number | null | 'any')[])[];
}
export interface Expected {
  readonly probes: readonly { at: Vector; value: number | null; tolerance?: number; linear?: number }[];
  readonly planes: readonly Grid[];
  readonly slabs: readonly ({ at: Vector; normal: Vector; thickness: number } & Record<
    'mip' | 'minip' | 'mean',
    Range
  >)[];
  readonly slabRefused?: { at: Vector; normal: Vector; thickness: number };
  readonly slices?: readonly number[];
}

/** All that a case says of a volume. @param factor from modality values to those of planes and slabs */
export function holds(voxels: Voxels, { probes, planes, slabs }: Expected, factor = 1) {
  for (const { at, value, tolerance = 0, linear } of probes) {
    const found = valueAt(voxels, at);
    if (value === null) expect(found).toBeUndefined();
    else {
      expect(Math.abs((found ?? NaN) - value)).toBeLessThanOrEqual(tolerance);
      if (linear !== undefined) expect(Math.abs((found ?? NaN) - linear)).toBeLessThanOrEqual(0.02);
    }
  }
  for (const grid of planes) {
    const { origin, columns, rows } = grid;
    const plane = {
      origin,
      right: times(grid.u, grid.spacing),
      down: times(grid.v, grid.spacing),
      columns,
      rows,
    };
    const { values, states } = reslice(voxels, plane);
    grid.values.flat().forEach((value, at) => {
      if (value === 'any') return;
      const place = `${grid.plane} ${at % columns}, ${Math.floor(at / columns)}`;
      expect(states[at] === HERE, place).toBe(value !== null);
      // The values of a grid are rounded to a tenth, of uptake to a thousandth.
      if (value !== null)
        expect(Math.abs((values[at] ?? NaN) * factor - value), place).toBeLessThanOrEqual(
          grid.tolerance + (factor === 1 ? 0.06 : 0.0006),
        );
    });
  }
  for (const { at, normal, thickness, ...slabKinds } of slabs)
    for (const kind of ['mip', 'minip', 'mean'] as const) {
      const found = valueAt(voxels, at, { kind, thickness, normal });
      expect(
        Math.abs((found ?? NaN) * factor - slabKinds[kind].value),
        `${kind} ${thickness}`,
      ).toBeLessThanOrEqual(slabKinds[kind].tolerance);
    }
}
