import { inflateRawSync } from 'node:zlib';
import dicomParser, { type DataSet } from 'dicom-parser';
import type { ImagePixel, Palette } from '../../src/domain/study/study';

export interface Part10Image {
  readonly image: ImagePixel;
  readonly transferSyntax: string;
  readonly frames: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * The frames of a DICOM Part 10 file with the attributes that decoding needs, for tests: the product gets both over
 * DICOMweb. `undefined` where the file holds no picture.
 */
export function part10Image(file: Uint8Array): Part10Image | undefined {
  const bytes = withPrefix(file);
  const data = dicomParser.parseDicom(bytes, { inflater });
  const element = data.elements['x7fe00010'] ?? data.elements['x7fe00008'] ?? data.elements['x7fe00009'];
  const rows = data.uint16('x00280010');
  if (!element || !rows) return undefined;
  const transferSyntax = data.string('x00020010') ?? '1.2.840.10008.1.2';
  const image = imageOf(data, rows, element.tag);
  const count = Math.max(1, Number.parseInt(data.string('x00280008') ?? '1', 10) || 1);
  const frames = Array.from({ length: count }, (_, at) =>
    element.encapsulatedPixelData ? encapsulated(data, at, count) : native(data, image, at),
  );
  return { image, transferSyntax, frames };
}

function imageOf(data: DataSet, rows: number, tag: string): ImagePixel {
  const number = (name: string, otherwise: number) => data.uint16(name) ?? otherwise;
  const bitsAllocated = number('x00280100', 8);
  const bitsStored = number('x00280101', bitsAllocated);
  const signed = number('x00280103', 0) === 1;
  const palette = paletteOf(data);
  return {
    rows,
    columns: number('x00280011', 0),
    bitsAllocated,
    bitsStored,
    highBit: number('x00280102', bitsStored - 1),
    signed,
    samplesPerPixel: number('x00280002', 1),
    planarConfiguration: number('x00280006', 0) === 1 ? 1 : 0,
    photometric: data.string('x00280004') ?? 'MONOCHROME2',
    sample: tag === 'x7fe00008' ? 'float' : tag === 'x7fe00009' ? 'double' : 'integer',
    ...(palette && { palette }),
  };
}

function paletteOf(data: DataSet): Palette | undefined {
  const length = data.uint16('x00281101', 0);
  if (length === undefined) return undefined;
  const bits = data.uint16('x00281101', 2) ?? 16;
  const entries = length || 65536;
  const table = (tag: string) => {
    const element = data.elements[tag];
    if (!element) return undefined;
    const eight = bits === 8 && element.length < entries * 2;
    return Array.from({ length: entries }, (_, at) =>
      eight ? (data.byteArray[element.dataOffset + at] ?? 0) : (data.uint16(tag, at) ?? 0),
    );
  };
  // A segmented palette is expanded by who reads the metadata; a ramp stands in for it here.
  const ramp = Array.from({ length: entries }, (_, at) => at);
  return {
    firstMapped: data.uint16('x00281101', 1) ?? 0,
    bits,
    red: table('x00281201') ?? ramp,
    green: table('x00281202') ?? ramp,
    blue: table('x00281203') ?? ramp,
  };
}

function native(data: DataSet, image: ImagePixel, at: number): Uint8Array<ArrayBuffer> {
  const element = data.elements['x7fe00010'] ?? data.elements['x7fe00008'] ?? data.elements['x7fe00009'];
  const samples = image.photometric === 'YBR_FULL_422' ? 2 : image.samplesPerPixel;
  const bits = image.rows * image.columns * samples * image.bitsAllocated;
  const start = (element?.dataOffset ?? 0) + Math.floor((bits * at) / 8);
  const end = Math.min(start + Math.ceil(bits / 8), data.byteArray.length);
  return Uint8Array.from(data.byteArray.subarray(start, end));
}

function encapsulated(data: DataSet, at: number, count: number): Uint8Array<ArrayBuffer> {
  const element = data.elements['x7fe00010'];
  const fragments = element?.fragments ?? [];
  if (!element || fragments.length === 0) throw new Error('no fragments');
  if (element.basicOffsetTable?.length)
    return Uint8Array.from(dicomParser.readEncapsulatedImageFrame(data, element, at));
  if (count === fragments.length)
    return Uint8Array.from(dicomParser.readEncapsulatedPixelDataFromFragments(data, element, at, 1));
  if (count === 1)
    return Uint8Array.from(
      dicomParser.readEncapsulatedPixelDataFromFragments(data, element, 0, fragments.length),
    );
  const offsets = dicomParser.createJPEGBasicOffsetTable(data, element);
  return Uint8Array.from(dicomParser.readEncapsulatedImageFrame(data, element, at, offsets));
}

/** Some files begin with their file meta information, without the 128 bytes and the prefix before it. */
function withPrefix(file: Uint8Array): Uint8Array {
  const isMarked = String.fromCharCode(...file.subarray(128, 132)) === 'DICM';
  if (isMarked) return file;
  if (file[0] !== 2 || file[1] !== 0) throw new Error('neither prefix nor file meta information');
  const whole = new Uint8Array(132 + file.length);
  whole.set([0x44, 0x49, 0x43, 0x4d], 128);
  whole.set(file, 132);
  return whole;
}

function inflater(bytes: Uint8Array, position: number): Uint8Array {
  const inflated = inflateRawSync(bytes.subarray(position));
  const whole = new Uint8Array(position + inflated.length);
  whole.set(bytes.subarray(0, position));
  whole.set(inflated, position);
  return whole;
}
