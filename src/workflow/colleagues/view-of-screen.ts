import type { View, ViewPicture } from '../../domain/colleagues/seal';
import type { StudyUid } from '../../domain/ids';
import { identityIn, type ViewerContext } from '../viewer/viewer-context';
import type { ViewportContext } from '../viewport/viewport-context';

/** What is on the screen as a view to pass on; or why there is none: pictures that are not surely the patient's are passed on by nobody. */
export function viewOfScreen(viewer: ViewerContext): View | 'unconfirmed' | 'no-picture' {
  if (identityIn(viewer).kind !== 'same') return 'unconfirmed';
  const { study, prior, layout, active, showing, origins, viewports } = viewer;
  const pictures = viewports.map((viewport) => pictureOf(viewport.getSnapshot().context, prior?.study.uid));
  if (pictures[active] === undefined) return 'no-picture';
  return {
    study: study.uid,
    ...(prior && { prior: prior.study.uid }),
    keyImages: prior === undefined && showing === 'key images',
    linked: origins !== undefined,
    ...{ layout, active, pictures },
  };
}

function pictureOf(
  { displaySet, shown, at, state, element }: ViewportContext,
  prior: StudyUid | undefined,
): ViewPicture | undefined {
  const frame = displaySet?.frames[shown?.at ?? at];
  if (displaySet === undefined || frame === undefined) return undefined;
  const { presentation, softcopyInForce, subtraction } = state ?? {};
  // One that nobody chose is the picture's own there too; and a window is for the values that were seen with it.
  const window = softcopyInForce || subtraction ? undefined : presentation?.window;
  const { zoom = 1, pan: [right, down] = [0, 0] } = presentation ?? {};
  const size = [element?.clientWidth, element?.clientHeight].map((length) => length || 1);
  const isPlaced = zoom !== 1 || right !== 0 || down !== 0;
  return {
    ofPrior: displaySet.study === prior,
    series: frame.instance.series,
    image: frame.instance.uid,
    frame: frame.number,
    ...(window && { window }),
    invert: presentation?.invert ?? false,
    rotation: presentation?.rotation ?? 0,
    flipHorizontal: presentation?.flipHorizontal ?? false,
    flipVertical: presentation?.flipVertical ?? false,
    ...(isPlaced && { place: { zoom, pan: [right / (size[0] ?? 1), down / (size[1] ?? 1)] } }),
  };
}
