import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import type { Elements } from '../dicom/dataset';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { uidFrom } from '../identifiers';
import { personOf } from '../people';
import { heartCounts, torsoAt, uptakeAt } from '../phantoms/torso';
import { seededRandom } from '../random';
import { sized } from '../region';
import type { Region } from '../region';
import type { SeriesPlan, StudyPlan } from '../study-plan';
import { decimal } from './ct';
import { greyPixels } from './pixel-elements';

const ctImage = '1.2.840.10008.5.1.4.1.1.2';
const petImage = '1.2.840.10008.5.1.4.1.1.128';
const nmImage = '1.2.840.10008.5.1.4.1.1.20';

/** mm of the body that is looked at, about the middle of the heart */
const LENGTH = 300;
const WEIGHT = 74;
/** Bq */
const DOSE = 296e6;
/** s, of fluorine-18 */
const HALF_LIFE = 6586.2;
/** s from the injection to the scan */
const WAITED = 3600;

const seed = 'pascoe';

/** Axial slices of one frame of reference, from the feet up: a grid of its own for each series. */
interface Grid {
  readonly side: number;
  readonly fieldOfView: number;
  readonly slices: number;
}

const placed = (region: Region, { side, fieldOfView, slices }: Grid): Elements => ({
  ...greyPixels(side, side, 16),
  FrameOfReferenceUID: uidFrom(region.seed, 'frame of reference', seed),
  PositionReferenceIndicator: [],
  PatientPosition: 'HFS',
  ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
  PixelSpacing: [decimal(fieldOfView / side), decimal(fieldOfView / side)],
  SliceThickness: decimal(LENGTH / slices),
  LossyImageCompression: '00',
});

function sliceAt({ side, fieldOfView, slices }: Grid, index: number) {
  const corner = (fieldOfView / side - fieldOfView) / 2;
  const level = -LENGTH / 2 + ((index + 0.5) * LENGTH) / slices;
  const samples = (value: (x: number, y: number, z: number) => number) =>
    Uint16Array.from({ length: side * side }, (_, at) =>
      value(
        corner + ((at % side) * fieldOfView) / side,
        corner + (Math.floor(at / side) * fieldOfView) / side,
        level,
      ),
    );
  return { position: [decimal(corner), decimal(corner), decimal(level)], level, samples };
}

function ctSeries(region: Region): SeriesPlan {
  const grid: Grid = { side: sized(region, 256, 64), fieldOfView: 420, slices: sized(region, 75, 24) };
  return {
    modality: 'CT',
    description: 'CT for attenuation',
    bodyPart: 'WHOLEBODY',
    elements: {
      ...placed(region, grid),
      BitsStored: 12,
      HighBit: 11,
      ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      KVP: '120',
      RescaleIntercept: '-1024',
      RescaleSlope: '1',
      RescaleType: 'HU',
      WindowCenter: ['40', '-600'],
      WindowWidth: ['400', '1500'],
      WindowCenterWidthExplanation: ['Soft tissue', 'Lung'],
    },
    images: Array.from({ length: grid.slices }, (_, index) => {
      const { position, level, samples } = sliceAt(grid, index);
      return {
        sopClassUid: ctImage,
        transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
        pixels: `torso ct ${grid.side} ${level.toFixed(2)}`,
        picture: () => {
          const random = seededRandom(`${seed} ct ${index}`);
          const noisy = samples(
            (x, y, z) => torsoAt([x, y, z]).hu + 1024 + Math.round((random() - 0.5) * 24),
          );
          return { columns: grid.side, rows: grid.side, bitsStored: 12, samplesPerPixel: 1, samples: noisy };
        },
        elements: { AcquisitionNumber: '1', ImagePositionPatient: position },
      };
    }),
  };
}

/** PET of the same torso: Bq/ml, each slice with a rescaling of its own, corrected to the start of the series. */
function petSeries(region: Region, started: string): SeriesPlan {
  const grid: Grid = { side: sized(region, 128, 48), fieldOfView: 520, slices: sized(region, 92, 30) };
  const left = DOSE * 2 ** (-WAITED / HALF_LIFE);
  const toActivity = left / (WEIGHT * 1000);
  const [day = '', time = ''] = started.replaceAll(/[-:]/g, '').split('T');
  const clock = time.slice(0, 6).padEnd(6, '0');
  return {
    modality: 'PT',
    description: 'PET, corrected for attenuation',
    bodyPart: 'WHOLEBODY',
    elements: {
      ...placed(region, grid),
      ImageType: ['ORIGINAL', 'PRIMARY'],
      SeriesDate: day,
      SeriesTime: clock,
      AcquisitionDate: day,
      AcquisitionTime: clock,
      PatientWeight: String(WEIGHT),
      Units: 'BQML',
      CountsSource: 'EMISSION',
      SeriesType: ['WHOLE BODY', 'IMAGE'],
      DecayCorrection: 'START',
      CorrectedImage: ['DECY', 'ATTN', 'SCAT', 'DTIM', 'RAN', 'NORM'],
      FrameReferenceTime: '0',
      ActualFrameDuration: '120000',
      RescaleIntercept: '0',
      RescaleType: [],
      RadiopharmaceuticalInformationSequence: [
        {
          Radiopharmaceutical: 'Fluorodeoxyglucose',
          RadiopharmaceuticalStartDateTime: moved(`${day}${clock}`, -WAITED),
          RadionuclideTotalDose: String(DOSE),
          RadionuclideHalfLife: String(HALF_LIFE),
        },
      ],
    },
    images: Array.from({ length: grid.slices }, (_, index) => {
      const { position, level, samples } = sliceAt(grid, index);
      // As scanners write it: the finest that the slice's largest value lets it be
      const slope = (10 * toActivity * (1 + (index % 5) / 10)) / 32767;
      return {
        sopClassUid: petImage,
        transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
        pixels: `torso pet ${grid.side} ${level.toFixed(2)}`,
        picture: () => {
          const random = seededRandom(`${seed} pet ${index}`);
          const noisy = samples((x, y, z) =>
            Math.max(0, (uptakeAt([x, y, z]) * (0.9 + random() * 0.2) * toActivity) / slope),
          );
          return { columns: grid.side, rows: grid.side, bitsStored: 16, samplesPerPixel: 1, samples: noisy };
        },
        elements: {
          AcquisitionNumber: '1',
          ImagePositionPatient: position,
          RescaleSlope: slope.toPrecision(9),
          ImageIndex: index + 1,
          NumberOfSlices: grid.slices,
        },
      };
    }),
  };
}

/** A DT so many seconds later. @param at `20261120101500` */
function moved(at: string, seconds: number): string {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(at)?.map(Number) ?? [];
  const moment = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) + seconds * 1000;
  return new Date(moment).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
}

/** A heart's slices through its short axis, eight pictures of a beat each: one object with its vectors (PS3.3 C.8.4.8). */
function gatedSeries(region: Region): SeriesPlan {
  const side = 64;
  const [slices, slots] = [sized(region, 12, 4), 8];
  const pixel = 4;
  const frames = slices * slots;
  const vector = (of: (frame: number) => number) =>
    Array.from({ length: frames }, (_, frame) => of(frame) + 1);
  return {
    modality: 'NM',
    description: 'Heart, gated, short axis',
    bodyPart: 'HEART',
    images: [
      {
        sopClassUid: nmImage,
        transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
        pixels: `heart gated ${frames}`,
        numberOfFrames: frames,
        picture: (frame) => {
          const [slice, slot] = [frame % slices, Math.floor(frame / slices)];
          const random = seededRandom(`${seed} heart ${frame}`);
          const samples = Uint16Array.from({ length: side * side }, (_, at) => {
            const [x, y] = [(at % side) - side / 2 + 0.5, Math.floor(at / side) - side / 2 + 0.5];
            return (
              heartCounts(x * pixel * 0.5, y * pixel * 0.5, slice, slot / slots) * (0.8 + random() * 0.4)
            );
          });
          return { columns: side, rows: side, bitsStored: 16, samplesPerPixel: 1, samples };
        },
        elements: {
          ...greyPixels(side, side, 16),
          ImageType: ['ORIGINAL', 'PRIMARY', 'RECON GATED TOMO', 'EMISSION'],
          NumberOfFrames: String(frames),
          PixelSpacing: [decimal(pixel), decimal(pixel)],
          SliceThickness: '6',
          SpacingBetweenSlices: '-6',
          FrameOfReferenceUID: uidFrom(region.seed, 'frame of reference', seed, 'heart'),
          FrameIncrementPointer: ['00540060', '00540070', '00540080'],
          RRIntervalVector: vector(() => 0),
          NumberOfRRIntervals: 1,
          TimeSlotVector: vector((frame) => Math.floor(frame / slices)),
          NumberOfTimeSlots: slots,
          SliceVector: vector((frame) => frame % slices),
          NumberOfSlices: slices,
          DetectorInformationSequence: [
            {
              ImagePositionPatient: ['-126', '-126', '66'],
              ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
            },
          ],
          WindowCenter: '350',
          WindowWidth: '700',
          LossyImageCompression: '00',
        },
      },
    ],
  };
}

/** A PET-CT of the torso, and a heart that was gated. */
export function nuclearStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  const person = personOf(people, 'pascoe-trewin');
  const started = momentBefore(region.today, 6, '10:15');
  return [
    {
      name: 'pascoe pet-ct',
      person,
      hospital: 'salford',
      started,
      description: 'PET-CT Torso',
      bodyPart: 'WHOLEBODY',
      reason: 'Nodule in the right upper lobe, 25 mm. Staging.',
      series: [ctSeries(region), petSeries(region, started)],
    },
    {
      name: 'pascoe heart',
      person,
      hospital: 'salford',
      started: momentBefore(region.today, 40, '09:05'),
      description: 'Myocardial perfusion, gated',
      bodyPart: 'HEART',
      reason: 'Chest pain on exertion.',
      series: [gatedSeries(region)],
    },
  ];
}
