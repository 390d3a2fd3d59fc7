import type { ImagePixel } from '../../domain/study/study';
import {
  bulkUriOf,
  bytesOf,
  has,
  itemOf,
  numberOf,
  numbersOf,
  textOf,
  textsOf,
  vectorOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { paletteFrom } from './palette';
import * as Tag from '../tags';

/**
 * Image Pixel module (PS3.3 C.7.6.3), `undefined` for an object without picture. Throws, in a few words, where it
 * claims a picture that cannot be: no size, impossible bits.
 */
export function pixelFrom(dataset: Dataset, bulk: BulkData): ImagePixel | undefined {
  const sample = sampleOf(dataset);
  // Spectra have rows and columns too, of one voxel each, and none of the elements that say what a pixel is.
  const described =
    [Tag.Rows, Tag.Columns].every((tag) => has(dataset, tag)) &&
    [Tag.SamplesPerPixel, Tag.PhotometricInterpretation, Tag.BitsAllocated].some((tag) => has(dataset, tag));
  if (!described && !has(dataset, Tag.PixelData) && sample === 'integer') return undefined;

  const rows = countOf(dataset, Tag.Rows, 65_535, 'rows');
  const columns = countOf(dataset, Tag.Columns, 65_535, 'columns');
  const fallback = sample === 'double' ? 64 : sample === 'float' ? 32 : undefined;
  const bitsAllocated = countOf(dataset, Tag.BitsAllocated, 64, 'bits allocated', fallback);
  const bitsStored = Math.min(
    bitsAllocated,
    countOf(dataset, Tag.BitsStored, 64, 'bits stored', bitsAllocated),
  );
  const samplesPerPixel = countOf(dataset, Tag.SamplesPerPixel, 4, 'samples per pixel', 1);
  const signed = numberOf(dataset, Tag.PixelRepresentation) === 1;
  const photometric =
    textOf(dataset, Tag.PhotometricInterpretation) ?? (samplesPerPixel === 3 ? 'RGB' : 'MONOCHROME2');
  const aspect = vectorOf(dataset, Tag.PixelAspectRatio, 2);
  return {
    rows,
    columns,
    bitsAllocated,
    bitsStored,
    highBit: highBitOf(dataset, bitsAllocated, bitsStored),
    signed,
    samplesPerPixel,
    planarConfiguration: numberOf(dataset, Tag.PlanarConfiguration) === 1 ? 1 : 0,
    photometric,
    sample,
    bulkUri: bulkUriOf(dataset, Tag.PixelData),
    // The file's own attribute stands in metadata too, against PS3.18 F.3.3.
    transferSyntax: textOf(dataset, Tag.AvailableTransferSyntaxUID) ?? textOf(dataset, Tag.TransferSyntaxUID),
    palette: photometric === 'PALETTE COLOR' ? paletteFrom(dataset, signed, bulk) : undefined,
    ...coloursFrom(dataset, samplesPerPixel >= 3 || photometric === 'PALETTE COLOR', bulk),
    supplement: supplementFrom(dataset, photometric, signed, bulk),
    padding:
      sample === 'integer' ? paddingOf(dataset, signed, bitsAllocated) : floatPaddingOf(dataset, sample),
    lossy: lossyOf(dataset),
    aspect: aspect && aspectOf(aspect),
  };
}

/** Photographs, endoscopies, slides and eyes (PS3.4 B.5), whose colours are looked at for themselves */
const VISIBLE_LIGHT = '1.2.840.10008.5.1.4.1.1.77.1.';

/**
 * ICC Profile module (PS3.3 C.11.15), which a slide has in its optical path. One that is named and was not fetched is as
 * none; the name of a colour space is believed where it is the screen's own.
 */
function coloursFrom(
  dataset: Dataset,
  isColour: boolean,
  bulk: BulkData,
): Pick<ImagePixel, 'profile' | 'uncalibrated'> {
  if (!isColour) return {};
  const holder = [dataset, itemOf(dataset, Tag.OpticalPathSequence) ?? {}].find((one) =>
    has(one, Tag.ICCProfile),
  );
  const profile = holder && bytesOf(holder, Tag.ICCProfile, bulk);
  if (profile && profile.byteLength > 0) return { profile };
  const isNamed = holder !== undefined && bulkUriOf(holder, Tag.ICCProfile) !== undefined;
  const isVisible = textOf(dataset, Tag.SOPClassUID)?.startsWith(VISIBLE_LIGHT) ?? false;
  const isScreens = textOf(dataset, Tag.ColorSpace) === 'SRGB';
  return isNamed || (isVisible && !isScreens) ? { uncalibrated: true } : {};
}

/** Where the object says that it is in colour; tables that cannot be read leave the picture grey, which is said of it. */
function supplementFrom(
  dataset: Dataset,
  photometric: string,
  signed: boolean,
  bulk: BulkData,
): ImagePixel['supplement'] {
  const presentation = textOf(dataset, Tag.PixelPresentation);
  if (photometric !== 'MONOCHROME2' || (presentation !== 'COLOR' && presentation !== 'MIXED'))
    return undefined;
  try {
    const palette = paletteFrom(dataset, signed, bulk);
    const { red, green, blue } = palette;
    return green.length === red.length && blue.length === red.length ? palette : undefined;
  } catch {
    return undefined;
  }
}

/** Bits Stored, High Bit, Pixel Representation: none of them goes with floating point. */
const INTEGER_ONLY = [Tag.BitsStored, Tag.HighBit, Tag.PixelRepresentation];

function sampleOf(dataset: Dataset): ImagePixel['sample'] {
  if (has(dataset, Tag.FloatPixelData)) return 'float';
  if (has(dataset, Tag.DoubleFloatPixelData)) return 'double';
  if (has(dataset, Tag.PixelData) || INTEGER_ONLY.some((tag) => has(dataset, tag))) return 'integer';
  // Some archives leave all pixel data out of metadata: then what only integers have tells them apart (C.7.6.24, C.7.6.25).
  const bits = numberOf(dataset, Tag.BitsAllocated);
  return bits === 32 ? 'float' : bits === 64 ? 'double' : 'integer';
}

function countOf(dataset: Dataset, tag: string, most: number, name: string, fallback?: number): number {
  const count = numberOf(dataset, tag) ?? fallback;
  if (count === undefined) throw new Error(`it has no ${name}`);
  if (!Number.isInteger(count) || count < 1 || count > most) throw new Error(`${count} ${name} cannot be`);
  return count;
}

function highBitOf(dataset: Dataset, allocated: number, stored: number): number {
  const bit = numberOf(dataset, Tag.HighBit);
  return bit !== undefined && bit >= stored - 1 && bit < allocated ? bit : stored - 1;
}

/** Signed where the pixels are, and only there: who does not know whether "US or SS" was meant writes the other. */
function paddingOf(dataset: Dataset, signed: boolean, bits: number): ImagePixel['padding'] {
  const value = numberOf(dataset, Tag.PixelPaddingValue);
  if (value === undefined) return undefined;
  const limit = numberOf(dataset, Tag.PixelPaddingRangeLimit) ?? value;
  const range = 2 ** bits;
  const [a = value, b = limit] = [value, limit].map((end) => {
    if (signed) return end >= range / 2 ? end - range : end;
    return end < 0 ? end + range : end;
  });
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

/** Numbers that are not integers have padding of their own (C.7.6.24, C.7.6.25), as exact as they are themselves. */
function floatPaddingOf(
  dataset: Dataset,
  sample: Exclude<ImagePixel['sample'], 'integer'>,
): ImagePixel['padding'] {
  const isDouble = sample === 'double';
  const value = numberOf(dataset, isDouble ? Tag.DoubleFloatPixelPaddingValue : Tag.FloatPixelPaddingValue);
  if (value === undefined) return undefined;
  const limit =
    numberOf(dataset, isDouble ? Tag.DoubleFloatPixelPaddingRangeLimit : Tag.FloatPixelPaddingRangeLimit) ??
    value;
  const exact = (end: number) => (isDouble ? end : Math.fround(end));
  return { from: exact(Math.min(value, limit)), to: exact(Math.max(value, limit)) };
}

function lossyOf(dataset: Dataset): ImagePixel['lossy'] {
  if (textOf(dataset, Tag.LossyImageCompression) !== '01') return undefined;
  // Both are lists, one value for each time it was compressed: the last is how it is now.
  return {
    ratio: numbersOf(dataset, Tag.LossyImageCompressionRatio).at(-1),
    method: textsOf(dataset, Tag.LossyImageCompressionMethod).at(-1) || undefined,
  };
}

function aspectOf([vertical, horizontal]: readonly number[]): ImagePixel['aspect'] {
  const usable = vertical !== undefined && horizontal !== undefined && vertical > 0 && horizontal > 0;
  return usable ? { vertical, horizontal } : undefined;
}
