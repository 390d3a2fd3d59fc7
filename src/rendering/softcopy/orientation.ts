import type { Orientation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';

type Turn = Orientation['rotation'];

/** As stored: neither turned nor mirrored. */
const UPRIGHT: Orientation = { rotation: 0, flipHorizontal: false, flipVertical: false };

/**
 * One lie after another as a single one. Mirroring a picture that lies on its side is mirroring it the other way before
 * it is turned, which is why the flips change places over a quarter turn.
 */
export function composed(first: Orientation, then: Orientation): Orientation {
  const onSide = first.rotation % 180 !== 0;
  const [horizontal, vertical] = onSide
    ? [then.flipVertical, then.flipHorizontal]
    : [then.flipHorizontal, then.flipVertical];
  return {
    rotation: turned(first.rotation, then.rotation),
    flipHorizontal: first.flipHorizontal !== horizontal,
    flipVertical: first.flipVertical !== vertical,
  };
}

const turned = (one: Turn, another: Turn): Turn => {
  // A flip before a rotation does not change its sense: both are counted on the screen, clockwise.
  const degrees = (one + another) % 360;
  return degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
};

/** How a presentation state has the picture lie: it is turned first and mirrored then (PS3.3 C.10.6). */
export function orientationOf(softcopy: SoftcopyPresentation | undefined): Orientation {
  if (!softcopy) return UPRIGHT;
  const { rotation, flipHorizontal } = softcopy;
  return composed({ ...UPRIGHT, rotation }, { ...UPRIGHT, flipHorizontal });
}
