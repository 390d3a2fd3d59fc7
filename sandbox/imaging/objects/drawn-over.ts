import { dicomDateTime } from '../dicom/dataset';
import type { Elements } from '../dicom/dataset';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { uidFrom } from '../identifiers';
import type { Region } from '../region';
import type { ImagePlan, SeriesPlan } from '../study-plan';
import { objectPlan, objectSeries } from './object-plan';

const segmentation = '1.2.840.10008.5.1.4.1.1.66.4';
const structureSet = '1.2.840.10008.5.1.4.1.1.481.3';
const dose = '1.2.840.10008.5.1.4.1.1.481.2';
const plan = '1.2.840.10008.5.1.4.1.1.481.5';

type Place = readonly [x: number, y: number, z: number];

/** A target in a stack of axial slices, which a treatment is planned for. */
export interface Target {
  /** The study's name in its plan */
  readonly study: string;
  readonly frameOfReference: string;
  readonly centre: Place;
  readonly diameter: number;
  readonly slices: number;
  readonly top: number;
  readonly interval: number;
  readonly fieldOfView: number;
  readonly size: number;
  readonly at: string;
  readonly reader: string;
}

const decimal = (value: number) => String(Number(value.toFixed(4)));

const code = (value: string, meaning: string): Elements => ({
  CodeValue: value,
  CodingSchemeDesignator: 'SCT',
  CodeMeaning: meaning,
});

/** Millimetres around the target that are treated with it */
const margin = 8;
/** Gy */
const prescribed = 55;

/** What was drawn over the slices: by a program and by hand; what is planned, and the dose that comes of it. */
export function drawnOver(region: Region, target: Target): SeriesPlan[] {
  return [
    segments(region, target),
    objectSeries('RTSTRUCT', 'Structures for planning', objectPlan(structureSet, structures(region, target))),
    doses(region, target),
    objectSeries('RTPLAN', 'Lung, right', objectPlan(plan, planned(target))),
  ];
}

const common = ({ seed }: Region, { frameOfReference, at }: Target, model: string): Elements => {
  const { date, time } = dicomDateTime(at);
  return {
    FrameOfReferenceUID: uidFrom(seed, 'frame of reference', frameOfReference),
    PositionReferenceIndicator: [],
    SeriesDate: date,
    SeriesTime: time,
    ContentDate: date,
    ContentTime: time,
    AcquisitionDate: undefined,
    AcquisitionTime: undefined,
    ManufacturerModelName: model,
    SoftwareVersions: '1.0',
  };
};

const sliceAt = ({ top, interval }: Target, index: number) => top - index * interval;
const pixelOf = ({ fieldOfView, size }: Target) => fieldOfView / size;
const cornerOf = (target: Target) => (pixelOf(target) - target.fieldOfView) / 2;

/** Two segments that overlap, as bits: the nodule as a program found it, and the same with its margin. */
function segments(region: Region, target: Target): SeriesPlan {
  const parts = [
    { number: 1, radius: target.diameter / 2 },
    { number: 2, radius: target.diameter / 2 + margin },
  ];
  const frames = parts.flatMap(({ number, radius }) =>
    Array.from({ length: target.slices }, (_, index) => index)
      .filter((index) => Math.abs(sliceAt(target, index) - target.centre[2]) < radius)
      .map((index) => ({ number, radius, index })),
  );
  const { size } = target;
  const elements: Elements = {
    ...common(region, target, 'Drawing desk'),
    ImageType: ['DERIVED', 'PRIMARY'],
    ContentLabel: 'NODULE',
    ContentDescription: 'Nodule in the right upper lobe',
    ContentCreatorName: target.reader,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: size,
    Columns: size,
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    SegmentationType: 'BINARY',
    SegmentSequence: [
      segment(1, 'Nodule', 'AUTOMATIC', 'InventedNet 2.1', [40_000, 52_000, 46_000]),
      segment(2, 'Nodule with margin', 'SEMIAUTOMATIC', 'InventedNet 2.1', [52_000, 25_000, 52_000]),
    ],
    SharedFunctionalGroupsSequence: [
      {
        PlaneOrientationSequence: [{ ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'] }],
        PixelMeasuresSequence: [
          {
            PixelSpacing: [decimal(pixelOf(target)), decimal(pixelOf(target))],
            SliceThickness: decimal(target.interval),
            SpacingBetweenSlices: decimal(target.interval),
          },
        ],
      },
    ],
    PerFrameFunctionalGroupsSequence: frames.map(({ number, index }) => ({
      PlanePositionSequence: [
        {
          ImagePositionPatient: [
            decimal(cornerOf(target)),
            decimal(cornerOf(target)),
            decimal(sliceAt(target, index)),
          ],
        },
      ],
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: number }],
    })),
  };
  const image: ImagePlan = {
    sopClassUid: segmentation,
    transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
    numberOfFrames: frames.length,
    pixels: `segments ${JSON.stringify(target)}`,
    picture: (frame) => {
      const { radius = 0, index = 0 } = frames[frame] ?? {};
      const samples = bitsOf(target, radius, sliceAt(target, index));
      return { columns: size / 8, rows: size, bitsStored: 8, samplesPerPixel: 1, samples };
    },
    elements,
  };
  return { modality: 'SEG', description: 'Nodule, found by a program', images: [image] };
}

const segment = (
  number: number,
  label: string,
  type: string,
  algorithm: string,
  colour: readonly number[],
): Elements => ({
  SegmentNumber: number,
  SegmentLabel: label,
  SegmentAlgorithmType: type,
  SegmentAlgorithmName: algorithm,
  SegmentedPropertyCategoryCodeSequence: [code('49755003', 'Morphologically Abnormal Structure')],
  SegmentedPropertyTypeCodeSequence: [code('27925004', 'Nodule')],
  RecommendedDisplayCIELabValue: colour,
});

/** A ball cut by a slice, a bit a pixel, the least significant first (PS3.5 8.1.1). */
function bitsOf(target: Target, radius: number, z: number): Uint8Array {
  const { size, centre } = target;
  const bits = new Uint8Array((size * size) / 8);
  const [cx, cy, cz] = centre;
  const [pixel, corner] = [pixelOf(target), cornerOf(target)];
  for (let at = 0; at < size * size; at += 1) {
    const x = corner + (at % size) * pixel;
    const y = corner + Math.floor(at / size) * pixel;
    if (Math.hypot(x - cx, y - cy, z - cz) < radius) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return bits;
}

const points = 72;

/** The outline of a ball, or of a tube, in a slice; none where it is not cut. */
function outline([x, y]: Place, radius: number, z: number): readonly string[] {
  return Array.from({ length: points }, (_, at) => (at * 2 * Math.PI) / points).flatMap((angle) =>
    [x + radius * Math.cos(angle), y + radius * Math.sin(angle), z].map(decimal),
  );
}

interface Structure {
  readonly name: string;
  readonly type: string;
  readonly by: string;
  readonly colour: readonly number[];
  readonly centre: Place;
  /** mm at a height */
  readonly radius: (z: number) => number;
}

const ball =
  ([, , z0]: Place, radius: number) =>
  (z: number) =>
    Math.abs(z - z0) < radius ? Math.sqrt(radius ** 2 - (z - z0) ** 2) : 0;

function structures(region: Region, target: Target): Elements {
  const { date, time } = dicomDateTime(target.at);
  const { centre, diameter } = target;
  const cord: Place = [0, 52, 0];
  const all: readonly Structure[] = [
    {
      name: 'GTV nodule',
      type: 'GTV',
      by: 'SEMIAUTOMATIC',
      colour: [255, 80, 80],
      centre,
      radius: ball(centre, diameter / 2),
    },
    {
      name: 'PTV',
      type: 'PTV',
      by: 'SEMIAUTOMATIC',
      colour: [255, 220, 60],
      centre,
      radius: ball(centre, diameter / 2 + margin),
    },
    {
      name: 'Spinal cord',
      type: 'ORGAN',
      by: 'MANUAL',
      colour: [90, 200, 255],
      centre: cord,
      radius: () => 9,
    },
  ];
  const frame = uidFrom(region.seed, 'frame of reference', target.frameOfReference);
  return {
    ...common(region, target, 'Planning desk'),
    OperatorsName: target.reader,
    StructureSetLabel: 'PLANNING',
    StructureSetDate: date,
    StructureSetTime: time,
    StructureSetROISequence: all.map(({ name, by }, at) => ({
      ROINumber: String(at + 1),
      ReferencedFrameOfReferenceUID: frame,
      ROIName: name,
      ROIGenerationAlgorithm: by,
    })),
    ROIContourSequence: all.map(({ colour, centre: own, radius }, at) => ({
      ROIDisplayColor: colour.map(String),
      ReferencedROINumber: String(at + 1),
      ContourSequence: Array.from({ length: target.slices }, (_, index) => sliceAt(target, index))
        .filter((z) => radius(z) > 1)
        .map((z) => ({
          ContourGeometricType: 'CLOSED_PLANAR',
          NumberOfContourPoints: String(points),
          ContourData: outline(own, radius(z), z),
        })),
    })),
    RTROIObservationsSequence: all.map(({ type }, at) => ({
      ObservationNumber: String(at + 1),
      ReferencedROINumber: String(at + 1),
      RTROIInterpretedType: type,
      ROIInterpreter: [],
    })),
    ApprovalStatus: 'APPROVED',
  };
}

/** mm from one value of the grid to the next */
const coarse = 5;
const side = 40;
const scaling = 0.001;

/** A dose that falls away from the target, lower in front and behind than at the sides, on a grid of its own. */
function doses(region: Region, target: Target): SeriesPlan {
  const [cx, cy, cz] = target.centre;
  const half = (side - 1) / 2;
  const at = (x: number, y: number, z: number) => {
    const away = Math.hypot((x - cx) / 1.3, (y - cy) / 0.9, z - cz);
    return prescribed * 1.06 * Math.exp(-((Math.max(0, away - target.diameter / 3) / 34) ** 2));
  };
  const image: ImagePlan = {
    sopClassUid: dose,
    transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
    numberOfFrames: side,
    pixels: `dose ${JSON.stringify(target)}`,
    picture: (frame) => {
      const z = cz + (frame - half) * coarse;
      const samples = Uint16Array.from({ length: side * side }, (_, index) => {
        const x = cx + ((index % side) - half) * coarse;
        const y = cy + (Math.floor(index / side) - half) * coarse;
        return Math.round(at(x, y, z) / scaling);
      });
      return { columns: side, rows: side, bitsStored: 16, samplesPerPixel: 1, samples };
    },
    elements: {
      ...common(region, target, 'Planning desk'),
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: side,
      Columns: side,
      BitsAllocated: 16,
      BitsStored: 16,
      HighBit: 15,
      PixelRepresentation: 0,
      ImagePositionPatient: [cx, cy, cz].map((middle) => decimal(middle - half * coarse)),
      ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
      PixelSpacing: [decimal(coarse), decimal(coarse)],
      SliceThickness: [],
      FrameIncrementPointer: '3004000C',
      GridFrameOffsetVector: Array.from({ length: side }, (_, index) => decimal(index * coarse)),
      DoseUnits: 'GY',
      DoseType: 'PHYSICAL',
      DoseSummationType: 'PLAN',
      DoseGridScaling: decimal(scaling),
    },
  };
  return { modality: 'RTDOSE', description: 'Planned dose', images: [image] };
}

function planned({ at, reader }: Target): Elements {
  const { date, time } = dicomDateTime(at);
  return {
    OperatorsName: reader,
    ManufacturerModelName: 'Planning desk',
    SoftwareVersions: '1.0',
    RTPlanLabel: 'LUNG_R',
    RTPlanName: 'Lung, right, five fractions',
    RTPlanDescription: 'Stereotactic treatment of the nodule',
    RTPlanDate: date,
    RTPlanTime: time,
    PlanIntent: 'CURATIVE',
    RTPlanGeometry: 'PATIENT',
    DoseReferenceSequence: [
      { DoseReferenceNumber: '1', DoseReferenceType: 'TARGET', TargetPrescriptionDose: String(prescribed) },
    ],
    FractionGroupSequence: [{ FractionGroupNumber: '1', NumberOfFractionsPlanned: '5', NumberOfBeams: '3' }],
    BeamSequence: [1, 2, 3].map((number) => ({ BeamNumber: String(number), BeamName: `Field ${number}` })),
    ApprovalStatus: 'APPROVED',
  };
}
