import type { PlaneView } from '../ports/planes';
import type { Vector } from '../study/study';
import { cross, dot, minus } from '../study/vector';

/** A length between two places of the patient, mm in his or her coordinates. */
export interface PlaneLength {
  readonly from: Vector;
  readonly to: Vector;
}

/** mm; a plane that lies so near to both ends shows it */
const IN_PLANE = 0.5;

export const millimetres = ({ from, to }: PlaneLength): number => Math.hypot(...minus(to, from));

/** Whether both ends lie in a plane. Across a projection there is no length: its places lie at no one depth. */
export function isIn({ middle, right, down, slab }: PlaneView, { from, to }: PlaneLength): boolean {
  if (slab) return false;
  const normal = cross(right, down);
  return [from, to].every((end) => Math.abs(dot(minus(end, middle), normal)) < IN_PLANE);
}
