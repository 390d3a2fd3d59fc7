import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import type { Elements } from '../dicom/dataset';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { uidFrom } from '../identifiers';
import { personOf } from '../people';
import { slideLabel, tissue } from '../phantoms/tissue';
import { sized } from '../region';
import type { Region } from '../region';
import type { ImagePlan, SeriesPlan, StudyPlan } from '../study-plan';
import { colourPixels } from './pixel-elements';

const wholeSlide = '1.2.840.10008.5.1.4.1.1.77.1.6';
/** Pixels of a tile's side */
const TILE = 256;
/** µm of a pixel of the finest level */
const PITCH = 0.5;

interface Matrix {
  readonly columns: number;
  readonly rows: number;
  /** µm */
  readonly pitch: number;
  readonly tile: number;
}

const code = (value: string, scheme: string, meaning: string): Elements => ({
  CodeValue: value,
  CodingSchemeDesignator: scheme,
  CodeMeaning: meaning,
});

function slideElements(
  region: Region,
  { columns, rows, pitch, tile }: Matrix,
  type: readonly string[],
): Elements {
  return {
    ...colourPixels(tile, tile, 'YBR_FULL_422'),
    ImageType: [...type],
    FrameOfReferenceUID: uidFrom(region.seed, 'slide', 'wilmot'),
    PositionReferenceIndicator: 'SLIDE_CORNER',
    VolumetricProperties: 'VOLUME',
    ColorSpace: 'SRGB',
    BurnedInAnnotation: type[2] === 'LABEL' ? 'YES' : 'NO',
    SpecimenLabelInImage: type[2] === 'LABEL' ? 'YES' : 'NO',
    FocusMethod: 'AUTO',
    ExtendedDepthOfField: 'NO',
    ContainerIdentifier: 'D26-1107-A-1',
    DimensionOrganizationType: 'TILED_FULL',
    TotalPixelMatrixColumns: columns,
    TotalPixelMatrixRows: rows,
    TotalPixelMatrixFocalPlanes: 1,
    ImagedVolumeWidth: (columns * pitch) / 1000,
    ImagedVolumeHeight: (rows * pitch) / 1000,
    ImagedVolumeDepth: 4,
    TotalPixelMatrixOriginSequence: [
      { XOffsetInSlideCoordinateSystem: '20', YOffsetInSlideCoordinateSystem: '40' },
    ],
    ImageOrientationSlide: ['0', '-1', '0', '-1', '0', '0'],
    NumberOfOpticalPaths: 1,
    OpticalPathSequence: [
      {
        OpticalPathIdentifier: '1',
        OpticalPathDescription: 'Brightfield',
        IlluminationTypeCodeSequence: [code('111744', 'DCM', 'Brightfield illumination')],
        IlluminationColorCodeSequence: [code('414298005', 'SCT', 'Full Spectrum')],
      },
    ],
    SharedFunctionalGroupsSequence: [
      {
        PixelMeasuresSequence: [
          { PixelSpacing: [String(pitch / 1000), String(pitch / 1000)], SliceThickness: '0.004' },
        ],
        OpticalPathIdentificationSequence: [{ OpticalPathIdentifier: '1' }],
      },
    ],
  };
}

/** Three resolutions of one piece of tissue, and the label of its glass. */
export function slideSeries(region: Region): SeriesPlan {
  const columns = sized(region, 8192, 2048);
  const rows = sized(region, 6144, 1536);
  const [width, height] = [columns * PITCH, rows * PITCH];
  const key = `biopsy ${columns}`;
  const paint = () => region.shared(key, () => ({ tile: tissue({ width, height, seed: 'wilmot' }) }));
  const level = (halvings: number): ImagePlan => {
    const by = 2 ** halvings;
    const matrix = { columns: columns / by, rows: rows / by, pitch: PITCH * by, tile: TILE };
    const across = Math.ceil(matrix.columns / TILE);
    return {
      sopClassUid: wholeSlide,
      transferSyntaxUid: transferSyntaxes.jpegBaseline,
      numberOfFrames: across * Math.ceil(matrix.rows / TILE),
      pixels: `${key} ${halvings}`,
      picture: (frame) => {
        const from = [frame % across, Math.floor(frame / across)].map((at) => at * TILE * matrix.pitch);
        const tile = paint().tile([from[0] ?? 0, from[1] ?? 0], TILE, matrix.pitch);
        return { ...tile, bitsStored: 8, samplesPerPixel: 3 };
      },
      elements: slideElements(
        region,
        matrix,
        halvings === 0
          ? ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE']
          : ['DERIVED', 'PRIMARY', 'VOLUME', 'RESAMPLED'],
      ),
    };
  };
  const label: Matrix = { columns: 320, rows: 320, pitch: 62.5, tile: 320 };
  return {
    modality: 'SM',
    description: 'Colon, H&E',
    images: [
      ...(sized(region, 1, 0) ? [0, 2, 4] : [0, 1, 2]).map(level),
      {
        sopClassUid: wholeSlide,
        transferSyntaxUid: transferSyntaxes.jpegBaseline,
        numberOfFrames: 1,
        pixels: 'slide label',
        picture: () => ({ ...slideLabel(label.columns), bitsStored: 8, samplesPerPixel: 3 }),
        elements: slideElements(region, label, ['ORIGINAL', 'PRIMARY', 'LABEL', 'NONE']),
      },
    ],
  };
}

/** A biopsy on glass, scanned. */
export function histologyStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  return [
    {
      name: 'wilmot histology',
      person: personOf(people, 'wilmot-ashgrove'),
      hospital: 'salford',
      started: momentBefore(region.today, 6, '15:20'),
      description: 'Histology, colonic biopsy',
      bodyPart: 'COLON',
      reason: 'Polyp of the sigmoid colon.',
      series: [slideSeries(region)],
    },
  ];
}
