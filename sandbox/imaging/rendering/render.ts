import type { CatalogueInstance, DicomJson } from '../../catalogue';
import type { Codecs } from '../codecs/codecs';
import { numberOf, textOf } from '../dicom/dataset';
import { transferSyntaxes } from '../dicom/transfer-syntaxes';
import { decodedFrame } from '../dicomweb/wado';
import { pngOf } from './png';

export type RenderedType = 'image/png' | 'image/jpeg';

/** What the client asks of a rendered picture (PS3.18 8.3.5). */
export interface RenderRequest {
  /** What the client takes, best first */
  readonly mediaTypes: readonly RenderedType[];
  /** Centre and width, linear */
  readonly window?: readonly [number, number];
  /** The picture is made to fit within, keeping its proportions; never enlarged */
  readonly viewport?: readonly [number, number];
}

/** A frame as an 8-bit picture. @throws RangeError where it cannot be rendered here */
export async function renderedFrame(
  instance: CatalogueInstance,
  frame: number,
  request: RenderRequest,
  codecs: Codecs,
): Promise<{ bytes: Uint8Array; mediaType: RenderedType }> {
  const dataset = await instance.dataset();
  const shape = shapeOf(dataset);
  const samples = await decodedFrame(instance, frame, codecs);
  if (samples.length < shape.columns * shape.rows * shape.channels * shape.bytes)
    throw new RangeError('Too few pixels');
  const [width, height] = fitted(shape, request.viewport);
  const bytes =
    shape.channels === 3
      ? colourPicture(samples, shape, width, height, dataset, instance.transferSyntaxUid)
      : greyPicture(samples, shape, width, height, dataset, request.window);
  // The JPEG encoder has only as much room as the picture itself: below this its tables alone may not fit
  const isTiny = width * height < 64 * 64;
  const mediaType = request.mediaTypes.find((type) => type === 'image/png' || !isTiny);
  if (mediaType === undefined) throw new RangeError('The picture is too small for JPEG; ask for PNG');
  if (mediaType === 'image/png') return { bytes: pngOf(bytes, width, height, shape.channels), mediaType };
  const picture = {
    columns: width,
    rows: height,
    bitsStored: 8,
    samplesPerPixel: shape.channels,
    samples: bytes,
  };
  return { bytes: await codecs.encode(picture, transferSyntaxes.jpegBaseline), mediaType };
}

interface Shape {
  readonly columns: number;
  readonly rows: number;
  readonly channels: 1 | 3;
  readonly bytes: 1 | 2;
}

function shapeOf(dataset: DicomJson): Shape {
  const columns = numberOf(dataset, '00280011') ?? 0;
  const rows = numberOf(dataset, '00280010') ?? 0;
  const allocated = numberOf(dataset, '00280100');
  const photometric = textOf(dataset, '00280004') ?? '';
  if (columns * rows === 0) throw new RangeError('No pixels to render');
  if (allocated !== 8 && allocated !== 16) throw new RangeError(`${allocated ?? 'No'} bits are not rendered`);
  if (photometric === 'PALETTE COLOR') throw new RangeError('Palettes are not rendered');
  return {
    columns,
    rows,
    channels: numberOf(dataset, '00280002') === 3 ? 3 : 1,
    bytes: allocated === 8 ? 1 : 2,
  };
}

function fitted({ columns, rows }: Shape, viewport: readonly [number, number] | undefined): [number, number] {
  const scale = viewport ? Math.min(1, viewport[0] / columns, viewport[1] / rows) : 1;
  return [Math.max(1, Math.round(columns * scale)), Math.max(1, Math.round(rows * scale))];
}

function greyPicture(
  samples: Uint8Array,
  shape: Shape,
  width: number,
  height: number,
  dataset: DicomJson,
  asked: readonly [number, number] | undefined,
): Uint8Array {
  const slope = numberOf(dataset, '00281053') ?? 1;
  const intercept = numberOf(dataset, '00281052') ?? 0;
  const isSigned = numberOf(dataset, '00280103') === 1;
  const bits = numberOf(dataset, '00280101') ?? shape.bytes * 8;
  const values = shrunk(shape, width, height, sampleReader(samples, shape.bytes, isSigned, bits));
  const [centre, span] = asked ?? windowOf(dataset) ?? fullRange(values, slope, intercept);
  const inverted = textOf(dataset, '00280004') === 'MONOCHROME1';
  return Uint8Array.from(values, (value) => {
    // PS3.3 C.11.2.1.2.1, linear
    const grey = ((value * slope + intercept - (centre - 0.5)) / Math.max(1, span - 1) + 0.5) * 255;
    const kept = Math.min(255, Math.max(0, Math.round(grey)));
    return inverted ? 255 - kept : kept;
  });
}

function windowOf(dataset: DicomJson): [number, number] | undefined {
  const centre = numberOf(dataset, '00281050');
  const width = numberOf(dataset, '00281051');
  return centre === undefined || width === undefined || width <= 0 ? undefined : [centre, width];
}

function fullRange(values: Float32Array, slope: number, intercept: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [((low + high) / 2) * slope + intercept, Math.max(1, Math.abs((high - low) * slope))];
}

function sampleReader(
  samples: Uint8Array,
  bytes: 1 | 2,
  isSigned: boolean,
  bits: number,
): (at: number) => number {
  const mask = 2 ** bits - 1;
  const sign = 2 ** (bits - 1);
  return (at) => {
    const raw =
      (bytes === 1 ? (samples[at] ?? 0) : (samples[2 * at] ?? 0) | ((samples[2 * at + 1] ?? 0) << 8)) & mask;
    return isSigned && raw >= sign ? raw - mask - 1 : raw;
  };
}

/** Mean over the pixels that become one. */
function shrunk(shape: Shape, width: number, height: number, sample: (at: number) => number): Float32Array {
  const out = new Float32Array(width * height * shape.channels);
  for (let y = 0, at = 0; y < height; y += 1) {
    const [top, bottom] = cell(y, height, shape.rows);
    for (let x = 0; x < width; x += 1) {
      const [left, right] = cell(x, width, shape.columns);
      for (let channel = 0; channel < shape.channels; channel += 1, at += 1) {
        let sum = 0;
        for (let v = top; v < bottom; v += 1)
          for (let u = left; u < right; u += 1)
            sum += sample((v * shape.columns + u) * shape.channels + channel);
        out[at] = sum / ((bottom - top) * (right - left));
      }
    }
  }
  return out;
}

function cell(index: number, count: number, of: number): [number, number] {
  const from = Math.floor((index * of) / count);
  return [from, Math.max(from + 1, Math.floor(((index + 1) * of) / count))];
}

function colourPicture(
  samples: Uint8Array,
  shape: Shape,
  width: number,
  height: number,
  dataset: DicomJson,
  transferSyntaxUid: string,
): Uint8Array {
  if (shape.bytes !== 1) throw new RangeError('Colour of 16 bits is not rendered');
  const isPlanar = numberOf(dataset, '00280006') === 1;
  const plane = shape.columns * shape.rows;
  const read = isPlanar
    ? (at: number) => samples[(at % 3) * plane + Math.floor(at / 3)] ?? 0
    : (at: number) => samples[at] ?? 0;
  const colours = Uint8Array.from(shrunk(shape, width, height, read), Math.round);
  // The JPEG decoder gives RGB already
  const isYbr =
    textOf(dataset, '00280004')?.startsWith('YBR_FULL') &&
    transferSyntaxUid !== transferSyntaxes.jpegBaseline;
  return isYbr ? rgbFromYbr(colours) : colours;
}

/** PS3.3 C.7.6.3.1.2, YBR_FULL. */
function rgbFromYbr(colours: Uint8Array): Uint8Array {
  const out = new Uint8ClampedArray(colours.length);
  for (let at = 0; at < colours.length; at += 3) {
    const y = colours[at] ?? 0;
    const cb = (colours[at + 1] ?? 0) - 128;
    const cr = (colours[at + 2] ?? 0) - 128;
    out[at] = y + 1.402 * cr;
    out[at + 1] = y - 0.344136 * cb - 0.714136 * cr;
    out[at + 2] = y + 1.772 * cb;
  }
  return new Uint8Array(out.buffer);
}
