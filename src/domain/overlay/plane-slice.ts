import { instanceUid, type FrameOfReferenceUid } from '../ids';
import type { PlaneView } from '../ports/planes';
import { toPatient } from '../volume/pane';
import type { Slice } from './slice';

/** A plane that was made of a volume, as a picture to draw over: a pixel of it is one of CSS, and it is no object's own. */
export function sliceOfPlane(
  view: PlaneView,
  frameOfReference: FrameOfReferenceUid | undefined,
  /** mm from one of the volume's places to the next across the plane */
  step: number,
): Slice {
  const [rows, columns] = [Math.max(1, Math.round(view.height)), Math.max(1, Math.round(view.width))];
  return {
    instance: NO_OBJECT,
    frame: 1,
    rows,
    columns,
    plane: {
      position: toPatient(view, [0.5, 0.5]),
      row: view.right,
      column: view.down,
      spacing: [view.pitch, view.pitch],
      ...(frameOfReference && { frameOfReference }),
    },
    reach: [step / 2, step / 2],
    isMade: true,
  };
}

const NO_OBJECT = instanceUid('');
