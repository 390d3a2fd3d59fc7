import type { Vector } from '../study/study';
import { dot, minus, plus, times } from '../study/vector';
import { originBetween, type Volume, type VolumeSlice } from './volume';

/** Where along the slices a place lies: behind which of them, and how far towards the next. */
function placeAlong({ slices, normal }: Volume, point: Vector): { at: number; share: number } {
  const along = dot(point, normal);
  const next = slices.findIndex((slice) => slice.along > along);
  if (next === 0) return { at: 0, share: 0 };
  if (next < 0) return { at: slices.length - 1, share: 0 };
  const [before, after] = [slices[next - 1], slices[next]] as [VolumeSlice, VolumeSlice];
  return { at: next - 1, share: (along - before.along) / (after.along - before.along) };
}

/** The place within the volume that is nearest along its own axes: at most at the centre of an outermost voxel. */
export function withinVolume(volume: Volume, point: Vector): Vector {
  const { row, column, spacing, rows, columns } = volume;
  const { at, share } = placeAlong(volume, point);
  const origin = originBetween(volume, at, share);
  const from = minus(point, origin);
  const across = Math.min(Math.max(dot(from, row), 0), (columns - 1) * spacing[1]);
  const down = Math.min(Math.max(dot(from, column), 0), (rows - 1) * spacing[0]);
  return plus(origin, plus(times(row, across), times(column, down)));
}

/** The slice that lies nearest to a place, as a position in the stack. */
export function nearestSlice({ slices, normal }: Volume, point: Vector): number {
  const along = dot(point, normal);
  const away = ({ along: own }: VolumeSlice) => Math.abs(own - along);
  return slices.reduce((nearest, slice) => (away(slice) < away(nearest) ? slice : nearest)).at;
}

/** The middle of a slice; of the middle slice where the stack's position is not of this volume. */
export function middleOf(volume: Volume, at: number): Vector {
  const { row, column, spacing, rows, columns, slices } = volume;
  const slice = slices.find((one) => one.at === at) ?? slices[Math.floor(slices.length / 2)];
  const { origin } = slice as VolumeSlice;
  const across = times(row, ((columns - 1) / 2) * spacing[1]);
  return plus(origin, plus(across, times(column, ((rows - 1) / 2) * spacing[0])));
}

/** How far the volume reaches along a direction: the outer edges of its pixels, mm. */
export function reachAlong(volume: Volume, direction: Vector): readonly [number, number] {
  const { row, column, normal, spacing, rows, columns, slices, step } = volume;
  const across = dot(row, direction) * spacing[1];
  const down = dot(column, direction) * spacing[0];
  const thick = Math.abs(dot(normal, direction) * step) / 2;
  const ends = (count: number, by: number) => [-0.5 * by, (count - 0.5) * by];
  const sides = ends(columns, across).flatMap((x) => ends(rows, down).map((y) => x + y));
  const starts = slices.map(({ origin }) => dot(origin, direction));
  return [Math.min(...starts) + Math.min(...sides) - thick, Math.max(...starts) + Math.max(...sides) + thick];
}

/** mm along a direction from one voxel to the next: what a step through the volume is that way. */
export function voxelAlong({ row, column, normal, spacing, step }: Volume, direction: Vector): number {
  const voxels =
    Math.abs(dot(direction, row)) / spacing[1] +
    Math.abs(dot(direction, column)) / spacing[0] +
    Math.abs(dot(direction, normal)) / step;
  return 1 / voxels;
}
