import { err, ok, type Fault, type Result } from '../../domain/problem';
import { rgbaByPalette, rgbaOf } from './colour';
import type { Codecs } from './codecs';
import { halvedSide } from './codecs/wide';
import { decodeDeflated } from './deflated';
import { isNoMemory } from './no-memory';
import { codestreamSize, isColourTransformed, isCut, usesExtensions } from './jpeg-2000-header';
import { isHpTransformed, jpegHeader } from './jpeg/jpeg-markers';
import { sizeProblem } from './limits';
import { decodeNative } from './native';
import {
  DecodeError,
  undecodable,
  unsupported,
  type DecodedFrame,
  type EncodedPixels,
  type Samples,
} from './pixels';
import { decodeRle } from './rle';
import { extremes, greyRange, overlayPlanes, storedValues, streamValues } from './stored-values';
import { encodingOf, isLossy, nameOf } from './syntax';

/**
 * Decodes one frame to stored values or to RGBA.
 * Problems: `impossible-size` before anything is allocated; `unsupported` for a syntax that nothing here decodes;
 * `no-memory` where the device has none left; `undecodable` where the stream contradicts its metadata, ends early, or the codec gives up.
 */
export async function decodeFrame(encoded: EncodedPixels, codecs: Codecs): Promise<Result<DecodedFrame>> {
  const size = sizeProblem(encoded.image);
  if (size) return err(size);
  try {
    return ok(await calibrated(pictureOf(await samplesOf(encoded, codecs), halved(encoded)), encoded));
  } catch (error) {
    if (error instanceof DecodeError) return err(error.problem);
    if (isNoMemory(error)) return err({ kind: 'no-memory' });
    return err({
      kind: 'undecodable',
      what: 'decoder-gave-up' satisfies Fault,
      coding: nameOf(encoded.transferSyntax),
    });
  }
}

/** As its metadata would be, were it stored in the resolution that is decoded. */
function halved(encoded: EncodedPixels): EncodedPixels {
  const { image, halved: times = 0 } = encoded;
  if (times === 0) return encoded;
  const [rows, columns] = [halvedSide(image.rows, times), halvedSide(image.columns, times)];
  // What lies in the bits beside the pixels has no smaller form.
  return { ...encoded, image: { ...image, overlayBits: undefined, rows, columns } };
}

/**
 * A lossless JPEG XL keeps the samples that it was given, YBR ones too, whose label says what they are (PS3.5 8.2); in the others
 * the codec undoes a transform of the stream's own. So it does where two pixels are said to share their chroma, which samples
 * that are kept cannot: that is a JPEG, recompressed, and its label.
 */
const JPEG_XL_LOSSLESS = '1.2.840.10008.1.2.4.110';

async function samplesOf(
  { bytes, transferSyntax, image, halved: times = 0, isBeginning }: EncodedPixels,
  codecs: Codecs,
): Promise<Samples> {
  const encoding = encodingOf(transferSyntax);
  if (encoding === undefined) throw unsupported(nameOf(transferSyntax));
  if (bytes.byteLength === 0) throw undecodable('no bytes');
  switch (encoding) {
    case 'native':
      return decodeNative(bytes, image);
    case 'native-big-endian':
      return decodeNative(bytes, image, true);
    case 'deflated':
      return decodeDeflated(bytes, image);
    case 'rle':
      return decodeRle(bytes, image);
    case 'jpeg':
      return jpegSamples(bytes, image, codecs);
    case 'jpeg-ls':
      agreed(jpegHeader(bytes), image);
      return { ...(await codecs.jpegLs())(bytes), rgb: isHpTransformed(bytes) };
    case 'jpeg-2000':
      agreed(codestreamSize(bytes), image);
      return { ...(await codecs.jpeg2000())(bytes, times), rgb: isColourTransformed(bytes) };
    case 'jpeg-2000-part-2':
      if (usesExtensions(bytes) || codestreamSize(bytes).components !== image.samplesPerPixel)
        throw unsupported('JPEG 2000 part 2, with extensions that no codec here knows');
      agreed(codestreamSize(bytes), image);
      return { ...(await codecs.jpeg2000())(bytes, times), rgb: isColourTransformed(bytes) };
    case 'htj2k':
      agreed(codestreamSize(bytes), image);
      if (!isBeginning && isCut(bytes)) throw undecodable('a stream that ends early');
      return { ...(await codecs.htj2k())(bytes, times), rgb: isColourTransformed(bytes) };
    case 'jpeg-xl':
      return {
        ...(await codecs.jpegXl())(bytes),
        rgb: transferSyntax !== JPEG_XL_LOSSLESS || image.photometric === 'YBR_FULL_422',
      };
  }
}

/** In the colours of a screen, where the object says what its own are: its code is wanted by few. */
async function calibrated(picture: DecodedFrame, { image }: EncodedPixels): Promise<DecodedFrame> {
  if (picture.kind !== 'colour' || !image.profile) return picture;
  const { calibrate } = await import('./icc/calibrate');
  return calibrate(picture.pixels, image.profile) ? picture : { ...picture, profile: 'unusable' };
}

/** By what the stream says it is: baseline under a lossless syntax, and 12 bit under the baseline one, are both met. */
async function jpegSamples(bytes: EncodedPixels['bytes'], image: EncodedPixels['image'], codecs: Codecs) {
  const { process, precision } = agreed(jpegHeader(bytes), image);
  if (process === 0xc3) return (await codecs.jpegLossless())(bytes);
  if (precision > 8) return (await codecs.jpeg12())(bytes, image.photometric);
  return (await codecs.jpeg8())(bytes, image.photometric);
}

/** A stream of other dimensions than its metadata is another picture, or an attack on memory. */
function agreed<
  Size extends { readonly rows: number; readonly columns: number; readonly components: number },
>(stream: Size, image: EncodedPixels['image']): Size {
  if (
    stream.rows !== image.rows ||
    stream.columns !== image.columns ||
    stream.components !== image.samplesPerPixel
  )
    throw undecodable(
      `the stream holds ${stream.rows} × ${stream.columns} × ${stream.components}, ` +
        `its metadata say ${image.rows} × ${image.columns} × ${image.samplesPerPixel}`,
    );
  return stream;
}

function pictureOf(samples: Samples, { image, transferSyntax }: EncodedPixels): DecodedFrame {
  const { rows, columns } = image;
  if (samples.rows !== undefined)
    agreed(
      { rows: samples.rows, columns: samples.columns ?? 0, components: samples.samplesPerPixel ?? 0 },
      image,
    );
  const common = { rows, columns, lossy: image.lossy !== undefined || isLossy(transferSyntax) };
  if (image.samplesPerPixel >= 3) {
    const [min, max] = extremes(samples.pixels);
    return { ...common, kind: 'colour', pixels: rgbaOf(samples, image), min, max };
  }
  if (samples.pixels.length < rows * columns) throw undecodable('fewer pixels than rows × columns');
  // Only cells as they were stored have bits beside the stored value; codestreams have none.
  const overlays = samples.rows === undefined ? overlayPlanes(samples.pixels, image) : undefined;
  const pixels =
    // An object that says it has overlays in its cells had them when it was compressed, too.
    samples.rows === undefined || image.overlayBits
      ? storedValues(samples.pixels, image)
      : streamValues(samples.pixels, image, samples.precision, !isLossy(transferSyntax));
  const [min, max] = extremes(pixels);
  const marked = { ...common, min, max, ...(overlays && { overlays }) };
  if (image.photometric === 'PALETTE COLOR') {
    if (!image.palette) throw undecodable('palette missing');
    return { ...marked, kind: 'colour', pixels: rgbaByPalette(pixels, image.palette) };
  }
  const range = image.padding || image.supplement ? greyRange(pixels, image) : ([min, max] as const);
  return { ...marked, kind: 'grey', pixels, range };
}
