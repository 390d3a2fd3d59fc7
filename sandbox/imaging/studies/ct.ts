import type { ChestBuild } from '../phantoms/chest-cage';
import { ctIntercept, ctSlicer } from '../phantoms/ct-slices';
import { thorax } from '../phantoms/thorax';
import { uidFrom } from '../identifiers';
import type { Region } from '../region';
import type { ImagePlan, SeriesPlan } from '../study-plan';
import { greyPixels, rawGrey } from './pixel-elements';

export interface CtSeriesFormat {
  readonly size: number;
  readonly slices: number;
  /** mm between slices, from the head down */
  readonly interval: number;
  /** z of the first slice, mm */
  readonly top: number;
  /** Width of the picture, mm */
  readonly fieldOfView: number;
  readonly voxel: number;
  readonly transferSyntaxUid: string;
  readonly description: string;
  readonly bodyPart: string;
  /** Scans of one examination share it */
  readonly frameOfReference: string;
}

const ctImage = '1.2.840.10008.5.1.4.1.1.2';

/** An axial CT of the chest after contrast medium, first slice at the top. */
export function ctSeries(region: Region, build: ChestBuild, format: CtSeriesFormat): SeriesPlan {
  const { size, fieldOfView, voxel } = format;
  const spacing = fieldOfView / size;
  const slice = () =>
    region.shared(`slicer ${JSON.stringify(build)} ${voxel} ${size} ${fieldOfView}`, () => {
      const grid = region.shared(`thorax ${JSON.stringify(build)} ${voxel}`, () => thorax(build, voxel));
      const centre = { x: 0, y: 0 };
      return ctSlicer(grid, {
        size,
        pixelSpacing: spacing,
        centre,
        contrast: 150,
        noise: 11,
        seed: build.seed,
      });
    });
  return {
    modality: 'CT',
    description: format.description,
    bodyPart: format.bodyPart,
    protocol: 'Thorax with contrast',
    elements: {
      ...greyPixels(size, size, 12),
      ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      FrameOfReferenceUID: uidFrom(region.seed, 'frame of reference', format.frameOfReference),
      PositionReferenceIndicator: [],
      PatientPosition: 'HFS',
      ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
      PixelSpacing: [decimal(spacing), decimal(spacing)],
      SliceThickness: decimal(format.interval),
      SpacingBetweenSlices: decimal(format.interval),
      RescaleIntercept: String(ctIntercept),
      RescaleSlope: '1',
      RescaleType: 'HU',
      WindowCenter: ['40', '-600'],
      WindowWidth: ['400', '1500'],
      WindowCenterWidthExplanation: ['MEDIASTINUM', 'LUNG'],
      KVP: '120',
      XRayTubeCurrent: '210',
      ConvolutionKernel: 'STANDARD',
      ContrastBolusAgent: 'Iodinated contrast 300 mg/ml',
      LossyImageCompression: '00',
    },
    images: Array.from({ length: format.slices }, (_, index) =>
      ctSlice(format, spacing, index, slice, build),
    ),
  };
}

function ctSlice(
  format: CtSeriesFormat,
  spacing: number,
  index: number,
  slicer: () => ReturnType<typeof ctSlicer>,
  build: ChestBuild,
): ImagePlan {
  const z = format.top - index * format.interval;
  // Image Position is the centre of the first voxel (PS3.3 C.7.6.2.1.1), half a pixel inside the picture's corner
  const corner = decimal((spacing - format.fieldOfView) / 2);
  return {
    sopClassUid: ctImage,
    transferSyntaxUid: format.transferSyntaxUid,
    pixels: `ct ${JSON.stringify(build)} ${format.size} ${format.fieldOfView} ${format.voxel} ${z.toFixed(3)}`,
    picture: () => rawGrey(slicer()(z), 12),
    elements: {
      AcquisitionNumber: '1',
      ImagePositionPatient: [corner, corner, decimal(z)],
      SliceLocation: decimal(z),
    },
  };
}

/** DS holds sixteen characters. */
export function decimal(value: number): string {
  return String(Number(value.toFixed(6)));
}
