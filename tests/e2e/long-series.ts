import type { Catalogue } from '../../sandbox/catalogue';
import { createByteStore } from '../../sandbox/imaging/byte-store';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import { transferSyntaxes } from '../../sandbox/imaging/dicom/transfer-syntaxes';
import { hospitals } from '../../sandbox/imaging/hospitals';
import { peopleOf, personOf } from '../../sandbox/imaging/people';
import { sharing } from '../../sandbox/imaging/region';
import { greyPixels, rawGrey } from '../../sandbox/imaging/studies/pixel-elements';
import { studyOf } from '../../sandbox/imaging/study-plan';

const seed = 'a long series';
const SIDE = 256;

/** Bytes of one frame of it. */
export const FRAME_BYTES = SIDE * SIDE * 2;

/**
 * One uncompressed CT of so many small slices. Each says which one it is: a bright block stands in the column and row
 * of its number, 16 in a row.
 */
export function longSeries(slices: number): Catalogue {
  const today = '2026-11-21';
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
    pixels: `a block at ${index}`,
    picture: () => rawGrey({ columns: SIDE, rows: SIDE, samples: blockAt(index) }, 12),
    elements: {
      AcquisitionNumber: '1',
      ImagePositionPatient: ['0', '0', String(-index)],
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
          ...greyPixels(SIDE, SIDE, 12),
          ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
          PixelSpacing: ['1', '1'],
          RescaleIntercept: '-1024',
          RescaleSlope: '1',
          WindowCenter: '1024',
          WindowWidth: '4096',
        },
        images,
      },
    ],
  });
  return { hospitals, people, studies: [study] };
}

/** Where a slice's block is, in sixteenths of the picture from its left top corner. */
export const placeOf = (index: number): readonly [column: number, row: number] => [
  index % 16,
  Math.floor(index / 16) % 16,
];

function blockAt(index: number): Uint16Array {
  const [column, row] = placeOf(index);
  const block = SIDE / 16;
  const samples = new Uint16Array(SIDE * SIDE).fill(400);
  for (let y = row * block; y < (row + 1) * block; y += 1)
    samples.fill(3600, y * SIDE + column * block, y * SIDE + (column + 1) * block);
  return samples;
}
