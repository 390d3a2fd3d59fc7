import type { DisplaySet } from '../study/display-set';
import { edgeLetters } from '../presentation/orientation';
import { asStored, type Orientation, type Placing, type Presentation } from '../presentation/view-state';
import { attributesOf } from '../study/study';
import { sideOf, viewPositionOf } from '../study/view-position';

/** Every orientation of a picture: the fewest turns first. */
const ORIENTATIONS: readonly Orientation[] = ([0, 90, 180, 270] as const).flatMap((rotation) =>
  [false, true].map((flipHorizontal) => ({ rotation, flipHorizontal, flipVertical: false })),
);

/**
 * How a mammogram lies as readers are used to it: the chest wall of the right breast at the right, of the left at the
 * left, so that they meet in the middle; the feet below in an oblique view, the inner side below in a cranio-caudal one.
 * `undefined` where the object does not say how it lies, or of which side it is: that is never guessed (H5).
 */
export function mammogramOrientation(displaySet: DisplaySet): Orientation | undefined {
  const frame = displaySet.frames[0];
  const attributes = frame && attributesOf(frame);
  const side = sideOf(displaySet);
  if (attributes === undefined || (side !== 'L' && side !== 'R')) return undefined;
  const wall = side === 'R' ? 'right' : 'left';
  const below = viewPositionOf(displaySet) === 'CC' ? (side === 'R' ? 'L' : 'R') : 'F';
  const hanging = ORIENTATIONS.flatMap((orientation) => {
    const edges = edgeLetters(attributes, orientation);
    return edges?.[wall].startsWith('P') ? [{ orientation, isUpright: edges.bottom.includes(below) }] : [];
  });
  // Other views than the two usual ones have other sides below: their wall still goes to the middle.
  return (hanging.find(({ isUpright }) => isUpright) ?? hanging[0])?.orientation;
}

/** mm a pixel takes down and across, as stored; the detector's where the object says no other. */
function pitchOf({ frames: [frame] }: DisplaySet): readonly [number, number] | undefined {
  const size = frame && attributesOf(frame)?.pixelSize;
  return size?.imagerPixelSpacing ?? size?.pixelSpacing;
}

interface Extent {
  /** mm on the screen, as it lies */
  readonly width: number;
  readonly height: number;
  /** mm */
  readonly pitch: number;
}

function extentOf(displaySet: DisplaySet): Extent | undefined {
  const image = displaySet.frames[0]?.instance.image;
  const pitch = pitchOf(displaySet);
  if (!image || !pitch) return undefined;
  const [down, across] = [image.rows * pitch[0], image.columns * pitch[1]];
  const isUpright = (mammogramOrientation(displaySet)?.rotation ?? 0) % 180 === 0;
  const [width, height] = isUpright ? [across, down] : [down, across];
  return { width, height, pitch: Math.min(...pitch) };
}

/**
 * How the mammograms of a screen are placed: each lying as readers are used to it, its chest wall at the edge of its
 * view, and all at one scale where all say how large their pixels are. Other pictures are left as they are.
 *
 * @param displayed one entry a slot
 */
export function mammogramPlacings(
  displayed: readonly (DisplaySet | undefined)[],
): readonly Partial<Presentation>[] {
  const mammograms = displayed.flatMap((one) => (one?.modality === 'MG' ? [one] : []));
  const extents = mammograms.map(extentOf);
  const all = extents.flatMap((extent) => extent ?? []);
  const isKnown = all.length === mammograms.length;
  const width = Math.max(...all.map((extent) => extent.width));
  const height = Math.max(...all.map((extent) => extent.height));
  const isAlone = displayed.length === 1;
  return displayed.map((one) => {
    if (one?.modality !== 'MG') return {};
    const orientation = mammogramOrientation(one);
    const pitch = extentOf(one)?.pitch;
    const towards = sideOf(one) === 'R' ? 'right' : 'left';
    const placing: Placing = {
      ...(isKnown && pitch && { size: [width / pitch, height / pitch] }),
      ...(orientation && { towards }),
    };
    return { ...(orientation && isTurned(orientation) && orientation), ...(!isAlone && { placing }) };
  });
}

const isTurned = ({ rotation, flipHorizontal }: Orientation) =>
  rotation !== asStored.rotation || flipHorizontal !== asStored.flipHorizontal;
