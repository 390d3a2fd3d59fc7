import { namesFrame } from '../presentation/presentation-choice';
import type { DisplayedArea, SoftcopyPresentation } from '../presentation/presentation-state';
import { attributesOf, type Frame } from '../study/study';
import { calibrationOf, type PresentedSpacing } from './calibration';
import type { Measurable } from './measure';
import type { PixelValues } from './statistics';

/**
 * A frame as it can be measured while it is on the screen: how its pixels become millimetres, and its values.
 *
 * @param softcopy the presentation state in force, whose calibration then goes before the image's own
 * @param values absent for colour
 * @param scale screen pixels that a picture pixel takes
 */
export function measurableOf(
  frame: Frame,
  softcopy: SoftcopyPresentation | undefined,
  values: PixelValues | undefined,
  scale = 1,
): Measurable {
  const { image, ultrasoundRegions } = frame.instance;
  const pixelSize = attributesOf(frame)?.pixelSize;
  const presented = softcopy && presentedSpacing(softcopy, frame);
  const calibration = calibrationOf({
    ...(pixelSize && { pixelSize }),
    ...(ultrasoundRegions && { regions: ultrasoundRegions }),
    ...(image?.aspect && { aspect: [image.aspect.vertical, image.aspect.horizontal] }),
    ...(presented && { presented }),
  });
  return { calibration, coarseness: 1 / scale, ...(values && { values }) };
}

/** That of the displayed area for this frame: one that names it, else one for all (PS3.3 C.10.4). */
function presentedSpacing(softcopy: SoftcopyPresentation, frame: Frame): PresentedSpacing | undefined {
  const names = ({ images }: DisplayedArea) => images.some((one) => namesFrame(one, frame));
  const area = softcopy.areas.find(names) ?? softcopy.areas.find(({ images }) => images.length === 0);
  if (!area?.spacing) return undefined;
  const { type, description } = area.calibration ?? {};
  return {
    spacing: area.spacing,
    label: softcopy.label,
    ...(type && { calibrationType: type }),
    ...(description && { calibrationDescription: description }),
  };
}
