import { undecodable } from '../pixels';

/** What a JPEG, JPEG lossless or JPEG-LS stream says of itself, read before any memory is taken (ITU-T T.81 Annex B). */
export interface JpegHeader {
  /** The start-of-frame marker's low byte: C0 baseline, C1 extended, C3 lossless, F7 JPEG-LS */
  readonly process: number;
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Every component has as many samples as the picture has pixels */
  readonly fullSampling: boolean;
  /** Its components are called R, G and B */
  readonly namedRgb: boolean;
  readonly jfif: boolean;
  /** Colour transform of Adobe's APP14 segment, where it is there */
  readonly adobeTransform?: number;
}

/** One segment: its marker's low byte and its content, without the length. */
export interface JpegSegment {
  readonly marker: number;
  readonly content: Uint8Array;
  /** Where what follows the segment begins */
  readonly end: number;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const JPEG_LS_FRAME = 0xf7;

/** The segments up to and including the next start of scan. */
export function* segmentsFrom(bytes: Uint8Array, from: number): Generator<JpegSegment> {
  let at = from;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at++;
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    const alone = marker === 0 || marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (alone) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === END_OF_IMAGE) return;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw undecodable('JPEG segment cut short');
    yield { marker, content: bytes.subarray(at + 4, end), end };
    if (marker === START_OF_SCAN) return;
    at = end;
  }
}

/** @throws DecodeError where there is no frame header */
export function jpegHeader(bytes: Uint8Array): JpegHeader {
  let jfif = false;
  let adobeTransform: number | undefined;
  for (const { marker, content } of segmentsFrom(bytes, 0)) {
    if (marker === 0xe0 && startsWith(content, 'JFIF')) jfif = true;
    if (marker === 0xee && startsWith(content, 'Adobe')) adobeTransform = content[11];
    if (isFrameHeader(marker)) return { ...frameOf(marker, content), jfif, adobeTransform };
  }
  throw undecodable('no JPEG frame header');
}

/**
 * Whether the stream holds RGB and says so nowhere but in the DICOM attributes. Subsampled components or a JFIF
 * header mean YCbCr whatever the attributes say: many archives leave RGB there after compressing.
 */
export function isPlainRgb(bytes: Uint8Array, photometric: string): boolean {
  if (photometric !== 'RGB') return false;
  const { components, jfif, adobeTransform, fullSampling } = jpegHeader(bytes);
  return components === 3 && !jfif && adobeTransform === undefined && fullSampling;
}

/** Whether its three components are RGB, by Adobe's segment, their names, or the DICOM attributes. */
export function holdsRgb(bytes: Uint8Array, photometric: string): boolean {
  const { adobeTransform, namedRgb, jfif } = jpegHeader(bytes);
  if (adobeTransform !== undefined) return adobeTransform === 0;
  return isPlainRgb(bytes, photometric) || (namedRgb && !jfif);
}

/**
 * Whether a JPEG-LS stream was made of RGB by one of Hewlett-Packard's transforms, which its application data name ("mrfx" in
 * APP8): the codec undoes it.
 */
export function isHpTransformed(bytes: Uint8Array): boolean {
  for (const { marker, content } of segmentsFrom(bytes, 0))
    if (marker === 0xe8 && startsWith(content, 'mrfx')) return (content[4] ?? 0) !== 0;
  return false;
}

export const isFrameHeader = (marker: number) =>
  marker === JPEG_LS_FRAME || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));

const startsWith = (content: Uint8Array, text: string) =>
  [...text].every((letter, at) => content[at] === letter.charCodeAt(0));

export function frameOf(process: number, content: Uint8Array) {
  const [precision = 0, y1 = 0, y0 = 0, x1 = 0, x0 = 0, components = 0] = content;
  const names = Array.from({ length: components }, (_, at) => content[6 + at * 3]);
  const samplings = Array.from({ length: components }, (_, at) => content[7 + at * 3]);
  return {
    process,
    precision,
    rows: (y1 << 8) | y0,
    columns: (x1 << 8) | x0,
    components,
    namedRgb: String.fromCharCode(...names.map((name) => name ?? 0)) === 'RGB',
    fullSampling: samplings.every((sampling) => sampling === samplings[0]),
  };
}
