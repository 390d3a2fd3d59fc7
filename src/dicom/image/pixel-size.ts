import { pictureGeometry, type PixelSize, type Spacing } from '../../domain/study/pixel-size';
import { numberOf, textOf, textsOf, vectorOf, type Dataset } from '../dataset';

/**
 * What an object says of the size of its pixels (PS3.3 10.7.1); `undefined` where it says nothing.
 *
 * @param measures has the Pixel Spacing: a functional group, or the instance itself
 * @param isPlaced it has a plane in the patient
 */
export function pixelSizeFrom(
  instance: Dataset,
  measures: Dataset,
  isPlaced: boolean,
): PixelSize | undefined {
  const pixelSpacing = spacingOf(measures, '00280030');
  const imagerPixelSpacing = spacingOf(instance, '00181164');
  const nominalScannedPixelSpacing = spacingOf(instance, '00182010');
  if (!pixelSpacing && !imagerPixelSpacing && !nominalScannedPixelSpacing) return undefined;
  const type = textOf(instance, '00280A02')?.toUpperCase();
  return {
    geometry: pictureGeometry({
      modality: textOf(instance, '00080060') ?? '',
      imageType: textsOf(instance, '00080008'),
      isPlaced,
      hasDetector: imagerPixelSpacing !== undefined,
    }),
    pixelSpacing,
    calibrationType: type === 'FIDUCIAL' || type === 'GEOMETRY' ? type : undefined,
    calibrationDescription: textOf(instance, '00280A04'),
    imagerPixelSpacing,
    nominalScannedPixelSpacing,
    magnification: numberOf(instance, '00181114'),
    sourceToDetector: numberOf(instance, '00181110'),
    sourceToPatient: numberOf(instance, '00181111'),
  };
}

function spacingOf(dataset: Dataset, tag: string): Spacing | undefined {
  const [rows = 0, columns = 0] = vectorOf(dataset, tag, 2) ?? [];
  return rows > 0 && columns > 0 ? [rows, columns] : undefined;
}
