import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { uidFrom } from '../identifiers';
import { headMrSlicer, MR_MIDDLE } from '../phantoms/head-mr';
import type { MrContrast, MrPlane } from '../phantoms/head-mr';
import type { Region } from '../region';
import type { SeriesPlan } from '../study-plan';
import { decimal } from './ct';
import { greyPixels, rawGrey } from './pixel-elements';

const mrImage = '1.2.840.10008.5.1.4.1.1.4';

interface Weighting {
  readonly contrast: MrContrast;
  readonly description: string;
  readonly repetition: string;
  readonly echo: string;
  readonly inversion?: string;
  readonly window: readonly [string, string];
}

const weightings: readonly Weighting[] = [
  { contrast: 'T1', description: 'AX T1 SE', repetition: '520', echo: '12', window: ['620', '1150'] },
  { contrast: 'T2', description: 'AX T2 TSE', repetition: '4200', echo: '98', window: ['780', '1500'] },
  {
    contrast: 'FLAIR',
    description: 'AX FLAIR',
    repetition: '9000',
    echo: '110',
    inversion: '2500',
    window: ['620', '1100'],
  },
];

/** Further series of an examination, whose slices cross the axial ones. */
const crossing: readonly (Weighting & { readonly plane: MrPlane })[] = [
  {
    contrast: 'T1',
    plane: 'sagittal',
    description: 'SAG T1 SE',
    repetition: '540',
    echo: '12',
    window: ['620', '1150'],
  },
  {
    contrast: 'T2',
    plane: 'coronal',
    description: 'COR T2 TSE',
    repetition: '4400',
    echo: '98',
    window: ['780', '1500'],
  },
];

/** How the slices of a plane are stacked: from where to where, mm, and how they lie (PS3.3 C.7.6.2.1.1). */
const stacks = {
  axial: { from: -62, to: 88, orientation: ['1', '0', '0', '0', '1', '0'] },
  sagittal: { from: -66, to: 66, orientation: ['0', '1', '0', '0', '0', '-1'] },
  coronal: { from: -85, to: 95, orientation: ['1', '0', '0', '0', '0', '-1'] },
} as const satisfies Record<MrPlane, unknown>;

export interface HeadMrFormat {
  /** Columns and rows of each weighting in turn: T1, T2, FLAIR */
  readonly sizes: readonly [number, number, number];
  readonly slices: number;
  readonly seed: string;
  readonly transferSyntaxUid?: string;
}

/** A head in three weightings, axial, the same slices in each; first slice at the bottom. */
export function headMrSeries(region: Region, format: HeadMrFormat): SeriesPlan[] {
  return weightings.map((weighting, index) =>
    headSeries(region, format, weighting, format.sizes[index] ?? 256),
  );
}

/** The same head in sagittal and coronal slices, in the frame of reference of the axial ones. */
export function crossingHeadMrSeries(region: Region, format: HeadMrFormat): SeriesPlan[] {
  return crossing.map((weighting) => headSeries(region, format, weighting, format.sizes[0], weighting.plane));
}

function headSeries(
  region: Region,
  format: HeadMrFormat,
  weighting: Weighting,
  size: number,
  plane: MrPlane = 'axial',
): SeriesPlan {
  const fieldOfView = 230;
  const spacing = fieldOfView / size;
  const { from, to, orientation } = stacks[plane];
  const interval = (to - from) / format.slices;
  const { contrast } = weighting;
  const key = [`head ${format.seed} ${contrast} ${size}`, ...(plane === 'axial' ? [] : [plane])].join(' ');
  const slicer = () =>
    region.shared(key, () => headMrSlicer({ size, fieldOfView, contrast, seed: format.seed, plane }));
  return {
    modality: 'MR',
    description: weighting.description,
    bodyPart: 'HEAD',
    protocol: weighting.description,
    elements: {
      ...greyPixels(size, size, 12),
      ImageType: ['ORIGINAL', 'PRIMARY', 'M', 'SE'],
      FrameOfReferenceUID: uidFrom(region.seed, 'frame of reference', format.seed),
      PositionReferenceIndicator: [],
      PatientPosition: 'HFS',
      ImageOrientationPatient: [...orientation],
      PixelSpacing: [decimal(spacing), decimal(spacing)],
      SliceThickness: decimal(interval * 0.9),
      SpacingBetweenSlices: decimal(interval),
      ScanningSequence: weighting.inversion ? ['SE', 'IR'] : 'SE',
      SequenceVariant: 'SK',
      ScanOptions: [],
      MRAcquisitionType: '2D',
      RepetitionTime: weighting.repetition,
      EchoTime: weighting.echo,
      InversionTime: weighting.inversion,
      EchoTrainLength: weighting.contrast === 'T1' ? '1' : '15',
      MagneticFieldStrength: '1.5',
      WindowCenter: weighting.window[0],
      WindowWidth: weighting.window[1],
      LossyImageCompression: '00',
    },
    images: Array.from({ length: format.slices }, (_, index) => {
      const level = from + (index + 0.5) * interval;
      const edge = (spacing - fieldOfView) / 2;
      const corner = decimal(edge);
      const top = decimal(MR_MIDDLE - edge);
      const position = {
        axial: [corner, corner, decimal(level)],
        sagittal: [decimal(level), corner, top],
        coronal: [corner, decimal(level), top],
      }[plane];
      return {
        sopClassUid: mrImage,
        transferSyntaxUid: format.transferSyntaxUid ?? transferSyntaxes.jpeg2000Lossless,
        pixels: `${key} ${level.toFixed(3)}`,
        picture: () => rawGrey(slicer()(level), 12),
        elements: {
          AcquisitionNumber: '1',
          ImagePositionPatient: position,
          SliceLocation: decimal(level),
        },
      };
    }),
  };
}
