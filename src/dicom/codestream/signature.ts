import type { ImagePixel } from '../../domain/study/study';
import { codestreamEnd, codestreamHeaderAt, isCodestream } from './jpeg-2000';
import { isJpeg, jpegEnd, jpegHeaderAt } from './jpeg';
import { isRle, rleEnd } from './rle';

/** What bytes name themselves, whatever their labels say. */
export type Signature =
  | {
      readonly kind: 'picture';
      /** Transfer syntaxes that this coding can be, the likeliest first */
      readonly syntaxes: readonly [string, ...string[]];
      /** The picture's size, where its header gives it */
      readonly size?: { readonly rows: number; readonly columns: number };
    }
  /** A DICOM file */
  | { readonly kind: 'object' }
  /** Something that is no picture as an archive stores it. `what` names it ("a PNG picture") */
  | { readonly kind: 'other'; readonly what: string };

const syntax = (end: string) => `1.2.840.10008.1.2.${end}`;

/** By the SOF marker (ISO 10918-1 table B.1); the processes that DICOM took back are decoded like their neighbours. */
const JPEG: Readonly<Record<number, readonly [string, ...string[]]>> = {
  0xc0: [syntax('4.50'), syntax('4.51')],
  0xc1: [syntax('4.51')],
  0xc2: [syntax('4.55'), syntax('4.53')],
  0xc3: [syntax('4.57'), syntax('4.70')],
};

/** The signature that bytes begin with; `undefined` for plain samples, and for what nothing is known of. */
export function signatureOf(bytes: Uint8Array, image: ImagePixel): Signature | undefined {
  if (isDicomFile(bytes)) return { kind: 'object' };
  return pictureAt(bytes, 0, image) ?? otherAt(bytes);
}

/** Preamble and prefix, or the file meta information alone, whose first element is its own length, version or class. */
export function isDicomFile(bytes: Uint8Array): boolean {
  if (textAt(bytes, 128, 4) === 'DICM') return true;
  if (bytes[0] !== 2 || bytes[1] !== 0 || bytes[3] !== 0) return false;
  // In old files without value representations it begins with its length, which takes 4 bytes.
  return (
    ['UL', 'OB', 'UI'].includes(textAt(bytes, 4, 2)) || (bytes[2] === 0 && long(bytes, 4) === 0x0400_0000)
  );
}

function pictureAt(bytes: Uint8Array, at: number, image: ImagePixel): Signature | undefined {
  if (isJpeg(bytes, at)) return jpegAt(bytes, at);
  if (isCodestream(bytes, at)) return codestreamAt(bytes, at);
  if (long(bytes, at) === 0x0c && textAt(bytes, at + 4, 4) === 'jP  ') {
    const inner = indexOfCodestream(bytes, at);
    return inner === undefined ? undefined : codestreamAt(bytes, inner);
  }
  const isJxl = (bytes[at] === 0xff && bytes[at + 1] === 0x0a) || isJxlBox(bytes, at);
  if (isJxl) return { kind: 'picture', syntaxes: [syntax('4.112'), syntax('4.110'), syntax('4.111')] };
  return isRle(bytes, at, image) ? { kind: 'picture', syntaxes: [syntax('5')] } : undefined;
}

function jpegAt(bytes: Uint8Array, at: number): Signature | undefined {
  const header = jpegHeaderAt(bytes, at);
  if (header === undefined) return undefined;
  const { process, selection, ...size } = header;
  // NEAR of 0 is lossless; predictor 1 is what DICOM's usual lossless form means (PS3.5 A.4.1, A.4.3).
  if (process === 0xf7)
    return {
      kind: 'picture',
      syntaxes: selection === 0 ? [syntax('4.80'), syntax('4.81')] : [syntax('4.81')],
      size,
    };
  if (process === 0xc3 && selection === 1)
    return { kind: 'picture', syntaxes: [syntax('4.70'), syntax('4.57')], size };
  const syntaxes = JPEG[process];
  return syntaxes ? { kind: 'picture', syntaxes, size } : { kind: 'other', what: 'a JPEG of a rare kind' };
}

function codestreamAt(bytes: Uint8Array, at: number): Signature | undefined {
  const header = codestreamHeaderAt(bytes, at);
  if (header === undefined) return undefined;
  const { highThroughput, extended, reversible, progression, rows, columns } = header;
  const size = { rows, columns };
  if (highThroughput) {
    const lossless = progression === 2 ? ['4.202', '4.201'] : ['4.201', '4.202'];
    const [first = '4.203', ...others] = reversible ? [...lossless, '4.203'] : ['4.203'];
    return { kind: 'picture', syntaxes: [syntax(first), ...others.map(syntax)], size };
  }
  const [first = '4.91', ...others] = [
    ...(extended ? ['4.92', '4.93'] : []),
    ...(reversible ? ['4.90', '4.91'] : ['4.91']),
    ...(extended ? [] : ['4.92', '4.93']),
  ];
  return { kind: 'picture', syntaxes: [syntax(first), ...others.map(syntax)], size };
}

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n/, 'a PNG picture'],
  [/^GIF8/, 'a GIF picture'],
  [/^RIFF[\s\S]{4}WEBP/, 'a WebP picture'],
  [/^%PDF-/, 'a PDF'],
  [/^PK[^ -~]{2}/, 'a ZIP archive'],
  [/^[\s\S]{4}(?:ftyp|moov|mdat)/, 'a video'],
  [/^\0\0[^ -~][³º]/, 'a video'],
  [/^(?:\xef\xbb\xbf)?\s*(?:<!doctype|<html|<head|<body|<\?xml)/i, 'a page of text'],
  [/^\s*(?:\{\s*"|\[\s*\{)/, 'a message'],
];

function otherAt(bytes: Uint8Array): Signature | undefined {
  const beginning = textAt(bytes, 0, 96);
  const what = OTHERS.find(([pattern]) => pattern.test(beginning))?.[1];
  return what === undefined ? undefined : { kind: 'other', what };
}

/**
 * The pictures that stand one behind the other in an answer for one, padding between them. `undefined` where what follows a
 * picture is neither padding nor another, or where one has no end: how many there are cannot be told then.
 */
export function picturesIn(bytes: Uint8Array, image: ImagePixel): readonly Uint8Array[] | undefined {
  const pictures: Uint8Array[] = [];
  for (let at = 0; ;) {
    const end = endOf(bytes, at, image);
    // Nothing says where this one ends: it is one to its end, and it is the only one.
    if (end === undefined) return pictures.length === 0 ? [bytes] : undefined;
    pictures.push(bytes.subarray(at, end));
    at = afterPadding(bytes, end);
    if (at >= bytes.length) return pictures;
    if (pictureAt(bytes, at, image) === undefined) return undefined;
  }
}

function endOf(bytes: Uint8Array, at: number, image: ImagePixel): number | undefined {
  if (isJpeg(bytes, at)) return jpegEnd(bytes, at);
  if (isCodestream(bytes, at)) return codestreamEnd(bytes, at);
  return isRle(bytes, at, image) ? rleEnd(bytes, at, image) : undefined;
}

/** Zeros, or 0xFF up to a marker: no picture begins with a zero but those in boxes. */
function afterPadding(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] === 0) at++;
  while (at < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xd8 && bytes[at + 1] !== 0x4f) at++;
  return at;
}

function indexOfCodestream(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (isCodestream(bytes, at)) return at;
  return undefined;
}

const isJxlBox = (bytes: Uint8Array, at: number) =>
  long(bytes, at) === 0x0c && textAt(bytes, at + 4, 4) === 'JXL ';

const textAt = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));
const long = (bytes: Uint8Array, at: number) =>
  (bytes[at] ?? 0) * 2 ** 24 +
  (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
