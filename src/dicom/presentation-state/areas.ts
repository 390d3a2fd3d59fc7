import type { DisplayedArea } from '../../domain/presentation/presentation-state';
import { itemsOf, numberOf, textOf, vectorOf, type Dataset } from '../dataset';
import { imagesOf, type AppliedImages } from './images';
import * as Tag from '../tags';

/** Displayed Area Selection Sequence (PS3.3 C.10.4). One without corners is left out, and said to be. */
export function areasFrom(
  dataset: Dataset,
  applied: AppliedImages,
): { readonly areas: readonly DisplayedArea[]; readonly notRead: readonly string[] } {
  const items = itemsOf(dataset, Tag.DisplayedAreaSelectionSequence);
  const areas = items.flatMap((item): readonly DisplayedArea[] => {
    const [left, top] = vectorOf(item, Tag.DisplayedAreaTopLeftHandCorner, 2) ?? [];
    const [right, bottom] = vectorOf(item, Tag.DisplayedAreaBottomRightHandCorner, 2) ?? [];
    if (left === undefined || top === undefined || right === undefined || bottom === undefined) return [];
    const spacing = pair(item, Tag.PresentationPixelSpacing);
    const aspect = pair(item, Tag.PresentationPixelAspectRatio);
    const calibration = calibrationOf(item);
    const magnification = numberOf(item, Tag.PresentationPixelMagnificationRatio);
    return [
      {
        images: imagesOf(item, applied),
        // Corners may be beyond the picture, and even change places (C.10.4.1): the area is what lies between them.
        topLeft: [Math.min(left, right), Math.min(top, bottom)],
        bottomRight: [Math.max(left, right), Math.max(top, bottom)],
        size: sizeOf(item),
        ...(magnification !== undefined && magnification > 0 && { magnification }),
        ...(spacing && { spacing }),
        ...(aspect && { aspect }),
        ...(spacing && calibration && { calibration }),
      },
    ];
  });
  return { areas, notRead: areas.length < items.length ? ['displayed area'] : [] };
}

/** Pixel Spacing Calibration Macro (PS3.3 10.7): what the spacing stands on, where anybody says it */
function calibrationOf(item: Dataset): DisplayedArea['calibration'] {
  const type = textOf(item, Tag.PixelSpacingCalibrationType);
  const description = textOf(item, Tag.PixelSpacingCalibrationDescription);
  const known = type === 'GEOMETRY' || type === 'FIDUCIAL' ? type : undefined;
  return known === undefined && description === undefined
    ? undefined
    : { ...(known && { type: known }), ...(description !== undefined && { description }) };
}

function sizeOf(item: Dataset): DisplayedArea['size'] {
  const mode = textOf(item, Tag.PresentationSizeMode);
  return mode === 'TRUE SIZE' || mode === 'MAGNIFY' ? mode : 'SCALE TO FIT';
}

function pair(item: Dataset, tag: string): readonly [number, number] | undefined {
  const [first = 0, second = 0] = vectorOf(item, tag, 2) ?? [];
  return first > 0 && second > 0 ? [first, second] : undefined;
}
