import type { PlaneView } from '../ports/planes';
import type { Vector } from '../study/study';
import { dot, minus, plus, times } from '../study/vector';
import { reachAlong } from './places';
import { axesOf, PLANES, type Crosshair, type PlaneName } from './planes';
import type { Slab } from './reslice';
import type { Volume } from './volume';

/** CSS pixels */
export interface PaneSize {
  readonly width: number;
  readonly height: number;
}

/** Share of a pane that the volume fills at most */
const FILLED = 0.98;

/** How the panes see the volume: the whole fits into each; larger by `zoom`, and then about the crosshair. */
export function paneViews(
  volume: Volume,
  crosshair: Crosshair,
  sizes: Readonly<Record<PlaneName, PaneSize>>,
  { zoom, slab }: { readonly zoom: number; readonly slab?: Slab | undefined },
): readonly PlaneView[] {
  return PLANES.map((name) => {
    const { right, down } = axesOf(crosshair, name);
    const [across, along] = [reachAlong(volume, right), reachAlong(volume, down)];
    const fits = [
      (across[1] - across[0]) / Math.max(1, sizes[name].width),
      (along[1] - along[0]) / Math.max(1, sizes[name].height),
    ];
    const off = (axis: Vector, [from, to]: readonly [number, number]) =>
      times(axis, ((from + to) / 2 - dot(crosshair.at, axis)) / zoom);
    const middle = plus(crosshair.at, plus(off(right, across), off(down, along)));
    return { name, middle, right, down, ...sizes[name], pitch: Math.max(...fits) / FILLED / zoom, slab };
  });
}

/** Where a place of the patient lies in a pane, CSS pixels from its corner. */
export function toPane(
  { middle, right, down, width, height, pitch }: PlaneView,
  at: Vector,
): readonly [number, number] {
  const from = minus(at, middle);
  return [width / 2 + dot(from, right) / pitch, height / 2 + dot(from, down) / pitch];
}

/** The place of the patient that a point of a pane shows. */
export function toPatient(
  { middle, right, down, width, height, pitch }: PlaneView,
  [x, y]: readonly [number, number],
): Vector {
  return plus(middle, plus(times(right, (x - width / 2) * pitch), times(down, (y - height / 2) * pitch)));
}
