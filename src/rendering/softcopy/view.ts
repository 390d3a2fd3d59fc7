import type { Orientation, Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Frame } from '../../domain/study/study';
import {
  placement,
  shapeOf,
  type Area,
  type PictureShape,
  type Placement,
  type Size,
} from '../viewport/placement';
import { softcopyOf } from './applies';
import { composed, orientationOf } from './orientation';
import { areaOf, pitchOf, shownArea } from './shown-area';

/** Where a picture lies, with the presentation state that is in force on it. */
export interface View {
  readonly softcopy: SoftcopyPresentation | undefined;
  readonly shape: PictureShape;
  readonly area: Area;
  /** The presentation state's own orientation */
  readonly base: Orientation;
  /** With the viewer's on top */
  readonly orientation: Orientation;
  readonly place: Placement;
}

interface Rows {
  readonly rows: number;
  readonly columns: number;
}

/** The presentation state's orientation and displayed area, and the viewer's turns, zoom and pan relative to them. */
export function viewOf(
  { frame, decoded: { rows, columns } }: { readonly frame: Frame; readonly decoded: Rows },
  presentation: Presentation,
  size: Size,
  pixelRatio: number,
): View {
  const softcopy = softcopyOf(presentation.softcopy, frame);
  const displayed = areaOf(softcopy, frame);
  const shape = shapeOf(frame, rows, columns, pitchOf(displayed));
  const area = displayed
    ? shownArea(displayed, pixelRatio)
    : { left: 0, top: 0, right: columns, bottom: rows };
  const base = orientationOf(softcopy);
  const orientation = composed(base, presentation);
  return {
    softcopy,
    shape,
    area,
    base,
    orientation,
    place: placement(
      shape,
      { ...presentation, ...orientation, ...(displayed && { placing: undefined }) },
      size,
      area,
    ),
  };
}
