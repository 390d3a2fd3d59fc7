import type { ImagePixel } from '../../domain/study/study';
import { has, numberOf, type Dataset } from '../dataset';
import { tagBytes, unsigned } from '../sr/writing/bytes';
import { element, type WrittenDataset, type WrittenElement } from '../sr/writing/element';
import { part10Bytes } from '../sr/writing/part10-bytes';
import * as Tag from '../tags';
import { cleaned, type Disguise } from './cleaned';
import type { NativePart } from './pixels';

/** A value of 32 bits of length has no more (PS3.5 §7.1.2) */
const MOST_BYTES = 0xfffffffe;

/**
 * The teaching copy of an object as a DICOM file (Explicit VR Little Endian, PS3.10), and its frames as they came, one after
 * the other.
 *
 * @returns `undefined` where the frames are of several shapes, or more than a file can hold
 */
export function teachingFile(
  dataset: Dataset,
  disguise: Disguise,
  image: ImagePixel,
  frames: readonly NativePart[],
): Blob | undefined {
  const [first] = frames;
  const shape = ({ kind, rows, columns, bits, signed, bytes }: NativePart) =>
    [kind, rows, columns, bits, signed, bytes.size].join(' ');
  if (!first || frames.some((frame) => shape(frame) !== shape(first))) return undefined;
  const length = first.bytes.size * frames.length;
  if (length > MOST_BYTES) return undefined;
  const header = part10Bytes({
    ...cleaned(dataset, disguise),
    ...shapeOf(dataset, image, first, frames.length),
    // What was lost once stays lost, also where its object did not say so.
    ...(frames.some(({ lossy }) => lossy) && { [Tag.LossyImageCompression]: element('CS', '01') }),
  });
  const vr = new TextEncoder().encode(first.bits > 8 ? 'OW' : 'OB');
  const end = new Uint8Array(length % 2);
  return new Blob([
    header,
    ...[tagBytes(Tag.PixelData), vr, new Uint8Array(2), unsigned(4, length + end.length)],
    ...frames.map(({ bytes }) => bytes),
    end,
  ]);
}

/** Image Pixel module (PS3.3 C.7.6.3), of the pixels as they are written. */
function shapeOf(dataset: Dataset, image: ImagePixel, frame: NativePart, count: number): WrittenDataset {
  const { kind, rows, columns, bits, signed } = frame;
  const isColour = kind === 'colour';
  const stored = Math.min(bits, image.bitsStored);
  const padding = numberOf(dataset, Tag.PixelPaddingValue);
  const us = (value: number): WrittenElement => element('US', value);
  return {
    [Tag.SamplesPerPixel]: us(isColour ? 3 : 1),
    [Tag.PhotometricInterpretation]: element('CS', photometricOf(isColour, image)),
    ...(isColour && { [Tag.PlanarConfiguration]: us(0) }),
    ...((count > 1 || has(dataset, Tag.NumberOfFrames)) && { [Tag.NumberOfFrames]: element('IS', count) }),
    [Tag.Rows]: us(rows),
    [Tag.Columns]: us(columns),
    [Tag.BitsAllocated]: us(bits),
    [Tag.BitsStored]: us(stored),
    [Tag.HighBit]: us(stored - 1),
    [Tag.PixelRepresentation]: us(signed ? 1 : 0),
    ...(padding !== undefined &&
      signed && {
        [Tag.PixelPaddingValue]: element('SS', padding >= 0x8000 ? padding - 0x10000 : padding),
      }),
  };
}

const photometricOf = (isColour: boolean, { photometric }: ImagePixel) => {
  if (isColour) return 'RGB';
  return photometric === 'MONOCHROME1' ? photometric : 'MONOCHROME2';
};
