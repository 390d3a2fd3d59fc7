import type { Catalogue } from '../../sandbox/catalogue';
import { createByteStore } from '../../sandbox/imaging/byte-store';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import { transferSyntaxes } from '../../sandbox/imaging/dicom/transfer-syntaxes';
import { hospitals } from '../../sandbox/imaging/hospitals';
import { peopleOf, personOf } from '../../sandbox/imaging/people';
import { sharing } from '../../sandbox/imaging/region';
import { greyPixels, rawGrey } from '../../sandbox/imaging/studies/pixel-elements';
import { studyOf, type SeriesPlan } from '../../sandbox/imaging/study-plan';

/** One uncompressed axial CT of 12 bits, 1 mm from slice to slice, of the demonstration's main patient and nobody else. */
interface GivenCt {
  /** What its UIDs and people are made from */
  readonly seed: string;
  /** Columns and rows */
  readonly side: number;
  readonly slices: number;
  /** The pixels of a slice */
  readonly samples: (index: number) => Uint16Array;
  readonly today: string;
  /** Where the centre of its first pixel is, to the left and to the back, in mm */
  readonly corner?: number;
  readonly spacing?: number;
  readonly window: readonly [centre: number, width: number];
  readonly elements?: Readonly<Record<string, string>>;
  /** A PET of the same room on a grid of its own, beside it */
  readonly tracer?: Pick<GivenCt, 'side' | 'slices' | 'samples' | 'corner' | 'spacing'>;
}

export function ctCatalogue(given: GivenCt): Catalogue {
  const { seed, side, slices, samples, today, corner = 0, spacing = 1, window } = given;
  const region = {
    seed,
    scale: 'small' as const,
    today,
    codecs: createCodecs(),
    store: createByteStore(undefined),
    shared: sharing(),
  };
  const people = peopleOf(seed, today);
  const images = Array.from({ length: slices }, (_, index) => ({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
    pixels: `${seed} ${index}`,
    picture: () => rawGrey({ columns: side, rows: side, samples: samples(index) }, 12),
    elements: {
      AcquisitionNumber: '1',
      ImagePositionPatient: [String(corner), String(corner), String(-index)],
      SliceLocation: String(-index),
    },
  }));
  const study = studyOf(region, {
    name: seed,
    person: personOf(people, 'aria-smith'),
    hospital: 'salford',
    started: `${today}T08:30:00`,
    description: 'CT Thorax',
    bodyPart: 'CHEST',
    series: [
      {
        modality: 'CT',
        description: 'Thorax',
        bodyPart: 'CHEST',
        elements: {
          ...greyPixels(side, side, 12),
          ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
          PixelSpacing: [String(spacing), String(spacing)],
          RescaleIntercept: '-1024',
          RescaleSlope: '1',
          WindowCenter: String(window[0]),
          WindowWidth: String(window[1]),
          ...given.elements,
        },
        images,
      },
      ...(given.tracer ? [tracerSeries(given, given.tracer)] : []),
    ],
  });
  return { hospitals, people, studies: [study] };
}

/** Slices through the room of the CT, in the PET's own steps. */
function tracerSeries(
  { seed, slices: depth, elements }: GivenCt,
  { side, slices, samples, corner = 0, spacing = 1 }: NonNullable<GivenCt['tracer']>,
): SeriesPlan {
  return {
    modality: 'PT',
    description: 'PET',
    bodyPart: 'CHEST',
    elements: {
      ...greyPixels(side, side, 16),
      ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
      PixelSpacing: [String(spacing), String(spacing)],
      Units: 'GML',
      CorrectedImage: ['ATTN', 'DECY'],
      RescaleIntercept: '0',
      ...elements,
    },
    images: Array.from({ length: slices }, (_, index) => ({
      sopClassUid: '1.2.840.10008.5.1.4.1.1.128',
      transferSyntaxUid: transferSyntaxes.explicitLittleEndian,
      pixels: `${seed} pet ${index}`,
      picture: () => rawGrey({ columns: side, rows: side, samples: samples(index) }, 16),
      elements: {
        AcquisitionNumber: '1',
        RescaleSlope: String((1 + (index % 3)) / 3000),
        ImagePositionPatient: [String(corner), String(corner), String((-index * depth) / slices)],
      },
    })),
  };
}
