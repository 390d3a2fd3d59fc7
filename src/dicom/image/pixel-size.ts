import { pictureGeometry, type PixelSize, type Spacing } from '../../domain/study/pixel-size';
import { numberOf, textOf, textsOf, vectorOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/**
 * What an object says of the size of its pixels (PS3.3 10.7.1); `undefined` where it says nothing.
 *
 * @param measures has the Pixel Spacing, and `detector` that of the detector: functional groups, or the instance itself;
 * `object` that of what lies in the middle of the beam of an enhanced angiogram (C.8.19.6.9)
 * @param isPlaced it has a plane in the patient
 */
export function pixelSizeFrom(
  instance: Dataset,
  {
    measures,
    detector,
    object,
  }: Readonly<Record<'measures' | 'detector', Dataset> & { object?: Dataset | undefined }>,
  isPlaced: boolean,
): PixelSize | undefined {
  const inBeam = object && spacingOf(object, Tag.ObjectPixelSpacingInCenterOfBeam);
  const pixelSpacing =
    inBeam ??
    spacingOf(measures, Tag.PixelSpacing) ??
    spacingOf(instance, Tag.PixelSpacing) ??
    // Of radiotherapy images, in a plane that is nowhere in the patient for certain (C.8.8.2).
    spacingOf(instance, Tag.ImagePlanePixelSpacing);
  const imagerPixelSpacing =
    spacingOf(detector, Tag.ImagerPixelSpacing) ?? spacingOf(instance, Tag.ImagerPixelSpacing);
  const nominalScannedPixelSpacing = spacingOf(instance, Tag.NominalScannedPixelSpacing);
  if (!pixelSpacing && !imagerPixelSpacing && !nominalScannedPixelSpacing) return undefined;
  const type = textOf(instance, Tag.PixelSpacingCalibrationType)?.toUpperCase();
  return {
    geometry: pictureGeometry({
      modality: textOf(instance, Tag.Modality) ?? '',
      imageType: textsOf(instance, Tag.ImageType),
      isPlaced,
      hasDetector: imagerPixelSpacing !== undefined,
    }),
    pixelSpacing,
    calibrationType: inBeam ? 'GEOMETRY' : type === 'FIDUCIAL' || type === 'GEOMETRY' ? type : undefined,
    calibrationDescription: textOf(instance, Tag.PixelSpacingCalibrationDescription),
    imagerPixelSpacing,
    nominalScannedPixelSpacing,
    magnification: numberOf(instance, Tag.EstimatedRadiographicMagnificationFactor),
    sourceToDetector: numberOf(instance, Tag.DistanceSourceToDetector),
    sourceToPatient: numberOf(instance, Tag.DistanceSourceToPatient),
  };
}

function spacingOf(dataset: Dataset, tag: string): Spacing | undefined {
  const [rows = 0, columns = 0] = vectorOf(dataset, tag, 2) ?? [];
  return rows > 0 && columns > 0 ? [rows, columns] : undefined;
}
