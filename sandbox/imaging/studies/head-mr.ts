import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { uidFrom } from '../identifiers';
import { headMrSlicer } from '../phantoms/head-mr';
import type { MrContrast } from '../phantoms/head-mr';
import type { Region } from '../region';
import type { SeriesPlan } from '../study-plan';
import { decimal } from './ct';
import { greyPixels, rawGrey } from './grey-pixels';

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

function headSeries(region: Region, format: HeadMrFormat, weighting: Weighting, size: number): SeriesPlan {
  const fieldOfView = 230;
  const spacing = fieldOfView / size;
  const interval = 150 / format.slices;
  const key = `head ${format.seed} ${weighting.contrast} ${size}`;
  const slicer = () =>
    region.shared(key, () =>
      headMrSlicer({ size, fieldOfView, contrast: weighting.contrast, seed: format.seed }),
    );
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
      ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
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
      const z = -62 + (index + 0.5) * interval;
      const corner = decimal((spacing - fieldOfView) / 2);
      return {
        sopClassUid: mrImage,
        transferSyntaxUid: format.transferSyntaxUid ?? transferSyntaxes.jpeg2000Lossless,
        pixels: `${key} ${z.toFixed(3)}`,
        picture: () => rawGrey(slicer()(z), 12),
        elements: {
          AcquisitionNumber: '1',
          ImagePositionPatient: [corner, corner, decimal(z)],
          SliceLocation: decimal(z),
        },
      };
    }),
  };
}
