import { planeOf } from '../../domain/geometry/plane';
import { sliceOfPlane } from '../../domain/overlay/plane-slice';
import type { MadePlane } from '../../domain/ports/drawings';
import type { PlaneView } from '../../domain/ports/planes';
import type { Study } from '../../domain/study/study';
import { cross } from '../../domain/study/vector';
import { voxelAlong } from '../../domain/volume/places';
import type { PlaneName } from '../../domain/volume/planes';
import type { Subject } from './subject';

/** The planes of a volume that are on the screen, for what others have drawn. */
export function madePlanes(
  { frames, volume }: Subject,
  study: Study['uid'],
  views: readonly PlaneView[],
  elements: Readonly<Partial<Record<PlaneName, HTMLElement>>>,
): readonly MadePlane[] {
  const frameOfReference = planeOf(frames[0])?.frameOfReference;
  return views.flatMap((view): readonly MadePlane[] => {
    const element = elements[view.name];
    if (!element || view.width === 0 || view.height === 0) return [];
    const step = voxelAlong(volume, cross(view.right, view.down));
    const slice = sliceOfPlane(view, frameOfReference, step);
    return [{ id: `${study} ${view.name}`, slice, study, element, isSlab: view.slab !== undefined }];
  });
}
