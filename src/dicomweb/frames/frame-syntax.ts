import { DEFLATED_FRAMES, EXPLICIT_LITTLE_ENDIAN, isNative } from '../../dicom/transfer-syntax';
import type { MediaType } from '../../http/media-type';

/** Media types of frames and what they may hold, the default of PS3.18 tables 8.7.3-4 and 8.7.3-5 first. */
const BY_MEDIA_TYPE: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.4.70', '.4.50', '.4.51', '.4.53', '.4.55', '.4.57'],
  'image/dicom-rle': ['.5'],
  'image/x-dicom-rle': ['.5'],
  'image/jls': ['.4.80', '.4.81'],
  'image/x-jls': ['.4.80', '.4.81'],
  'image/jp2': ['.4.90', '.4.91'],
  'image/jpx': ['.4.92', '.4.93'],
  'image/jphc': ['.4.201', '.4.202', '.4.203'],
  'image/jxl': ['.4.110', '.4.111', '.4.112'],
};

/** Types that say nothing of how a picture is coded. Archives put frames under each of them. */
const OCTETS = new Set([
  '',
  'application/octet-stream',
  'application/dicom',
  'text/plain',
  'binary/octet-stream',
]);

/** Whether bytes under a media type may be a frame: its label may be any, but it is none of a page's, or of a message's. */
export const mayBeFrame = ({ type }: MediaType): boolean =>
  !/html|json|xml|javascript|^multipart\//.test(type);

/**
 * The transfer syntax that a media type names: by the standard's parameter, or any other, because archives have several
 * names for it and nothing else looks like one.
 */
export function namedSyntax({ parameters }: MediaType): string | undefined {
  const values = [parameters.get('transfer-syntax') ?? '', ...parameters.values()];
  return values.map((value) => value.replace(/^['"]|['"]$/g, '').trim()).find((value) => SYNTAX.test(value));
}

/** A UID of DICOM's own, or of a maker's */
const SYNTAX = /^[12]\.\d[\d.]{6,62}$/;

/**
 * The transfer syntax of a frame that arrived: its own Content-Type's parameter; else, by its media type, what the
 * metadata says where the two agree, or the media type's default. Octets without a parameter are explicit little
 * endian by the standard, but archives that were asked for "as stored" leave it out: then they are what the
 * metadata says, unless they are exactly as long as plain samples would be.
 *
 * `undefined` where the media type is none of a picture's: a page of HTML is not a frame. The labels alone: what the bytes
 * name themselves goes before, once they are here.
 */
export function transferSyntaxOf(
  mediaType: MediaType,
  stored: string | undefined,
  plainLength: boolean,
): string | undefined {
  const told = namedSyntax(mediaType);
  const octets = OCTETS.has(mediaType.type);
  const possible = BY_MEDIA_TYPE[mediaType.type]?.map((end) => `1.2.840.10008.1.2${end}`);
  if (!octets && !possible) return undefined;
  if (told !== undefined) return told;
  if (possible) return stored !== undefined && possible.includes(stored) ? stored : possible[0];
  if (stored === undefined) return EXPLICIT_LITTLE_ENDIAN;
  // An archive keeps big endian and deflated objects, but octets without a parameter are little endian.
  if (isNative(stored)) return EXPLICIT_LITTLE_ENDIAN;
  // A deflated frame may be as long as its samples; its decoder tells the two apart.
  return plainLength && stored !== DEFLATED_FRAMES ? EXPLICIT_LITTLE_ENDIAN : stored;
}
