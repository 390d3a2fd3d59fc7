import type { Elements } from '../dicom/dataset';

interface Projection {
  readonly laterality: 'L' | 'R';
  readonly viewPosition: string;
  readonly patientOrientation: readonly [string, string];
  /** Row and column spacing at the detector, in mm */
  readonly pixelSpacing: string | number;
}

/** DX Image, Image Laterality and DX Positioning (PS3.3 C.8.11.3, C.8.11.5) of a picture for presentation. */
export function forPresentation({
  laterality,
  viewPosition,
  patientOrientation,
  pixelSpacing,
}: Projection): Elements {
  return {
    ImageType: ['DERIVED', 'PRIMARY'],
    PresentationIntentType: 'FOR PRESENTATION',
    PixelIntensityRelationship: 'LOG',
    PixelIntensityRelationshipSign: -1,
    RescaleIntercept: '0',
    RescaleSlope: '1',
    RescaleType: 'US',
    PresentationLUTShape: 'IDENTITY',
    ImageLaterality: laterality,
    ViewPosition: viewPosition,
    PatientOrientation: [...patientOrientation],
    ImagerPixelSpacing: [pixelSpacing, pixelSpacing],
    BurnedInAnnotation: 'NO',
    LossyImageCompression: '00',
  };
}
