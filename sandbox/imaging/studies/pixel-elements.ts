import type { RawFrame } from '../codecs/codecs';
import type { Elements } from '../dicom/dataset';
import type { Picture } from '../phantoms/image';

/** Image Pixel module (PS3.3 C.7.6.3) of unsigned grey images. */
export function greyPixels(
  columns: number,
  rows: number,
  bitsStored: number,
  photometric = 'MONOCHROME2',
): Elements {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: photometric,
    Rows: rows,
    Columns: columns,
    BitsAllocated: bitsStored > 8 ? 16 : 8,
    BitsStored: bitsStored,
    HighBit: bitsStored - 1,
    PixelRepresentation: 0,
  };
}

/** The same of colour of 8 bits, coded as the photometric interpretation says. */
export function colourPixels(columns: number, rows: number, photometric: string): Elements {
  return {
    SamplesPerPixel: 3,
    PhotometricInterpretation: photometric,
    PlanarConfiguration: 0,
    Rows: rows,
    Columns: columns,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
  };
}

/** A picture as an encoder takes it. */
export function rawGrey(picture: Picture, bitsStored: number): RawFrame {
  const { columns, rows, samples } = picture;
  const stored = bitsStored > 8 ? samples : Uint8Array.from(samples);
  return { columns, rows, bitsStored, samplesPerPixel: 1, samples: stored };
}

/** The same picture for MONOCHROME1, where the lowest value is white. */
export function inverted(picture: Picture, bitsStored: number): Picture {
  const top = 2 ** bitsStored - 1;
  return { ...picture, samples: picture.samples.map((value) => top - value) };
}
