import { concatenated } from '../../domain/bytes';
import { numberOf, type Dataset } from '../dataset';
import { EXPLICIT, IMPLICIT, type Encoding } from './element-header';
import { framesOf, joinedFrame } from './encapsulated-frames';
import { readDataset } from './dataset';
import { Part10Error } from './failure';
import { inflated } from './inflate';
import { metaOf } from './meta';
import { nativeFrame } from './native-frames';
import type { PixelElement } from './pixel-element';
import { pixelSizeOf, type PixelSize } from './pixel-size';
import { LARGEST_FRAME, plainLayout } from '../frame-size';
import {
  DEFLATED,
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  isNative,
} from '../transfer-syntax';
import * as Tag from '../tags';

/** One DICOM file (PS3.10), read. */
export interface Part10 {
  /**
   * The elements that the readers of DICOM JSON ask for, (0008,3002) among them as that of the frames below; pixel
   * data without a value.
   */
  readonly dataset: Dataset;
  /** Of the frames as they are given out: plain samples are explicit little endian, whatever the file was */
  readonly transferSyntax: string;
  /** (0028,0008); 0 without pixel data, or with none in it */
  readonly frameCount: number;
  /** Bytes of the file, inflated: at least as much as it keeps in memory */
  readonly size: number;
  /** A frame, from 1, in a copy of its own. Throws a Part10Error where it is not there, cut off, or cannot be told apart. */
  frame(number: number): Uint8Array;
  /**
   * Everything that is encapsulated as one stream, which a video is (PS3.5 §8.2.5 to §8.2.8), in a copy of its own.
   * Throws a Part10Error where there is none, or it is cut off.
   */
  stream(): Uint8Array<ArrayBuffer>;
}

/** Inflated, and more frames than any object has: two hours of video */
const MOST_BYTES = LARGEST_FRAME;
const MOST_FRAMES = 400_000;

/**
 * Reads a DICOM file in any transfer syntax. Nothing in it is believed: lengths are checked against what is there
 * before anything is taken into memory, sequences have a depth, and time is bounded by the number of elements.
 *
 * @param told the transfer syntax that came with it, for a file that does not say
 * @param tags what is read of it, where that is more than every object is asked for
 * Rejects with a Part10Error, and with nothing else, where it cannot be read.
 */
export async function readPart10(
  bytes: Uint8Array,
  told?: string,
  tags?: ReadonlyMap<number, string>,
): Promise<Part10> {
  const meta = metaOf(bytes);
  const stored = meta.transferSyntax ?? told;
  if (stored === undefined) throw new Part10Error('a file without a transfer syntax');
  const deflated = stored === DEFLATED;
  const body = deflated ? await inflated(bytes.subarray(meta.end), MOST_BYTES) : bytes;
  const { dataset, pixels: found } = readDataset(body, deflated ? 0 : meta.end, encodingOf(stored), tags);
  const pixels = isNative(stored) ? plain(found, encodingOf(stored)) : found;
  const transferSyntax = isNative(stored) ? EXPLICIT_LITTLE_ENDIAN : stored;
  const frameCount = pixels && !isEmpty(pixels) ? frameCountOf(dataset) : 0;
  return {
    dataset: { ...dataset, [Tag.AvailableTransferSyntaxUID]: { vr: 'UI', Value: [transferSyntax] } },
    transferSyntax,
    frameCount,
    size: body.byteLength,
    frame: frames(dataset, pixels, transferSyntax, frameCount),
    stream: () => {
      if (pixels?.kind !== 'encapsulated') throw new Part10Error('no stream');
      return joinedFrame(pixels);
    },
  };
}

/**
 * Plain samples that some writers put into items: all of them one behind the other. A compressed stream under the wrong
 * transfer syntax is told from them by its length.
 */
function plain(pixels: PixelElement | undefined, { littleEndian }: Encoding): PixelElement | undefined {
  if (pixels?.kind !== 'encapsulated') return pixels;
  const { fragments, basicOffsets } = pixels;
  const value = fragments.length > 0 ? concatenated(fragments.map(({ bytes }) => bytes)) : basicOffsets;
  return { kind: 'native', vr: 'OW', sample: 'integer', littleEndian, ofItems: true, value };
}

/** Whether these bytes are so many plain frames and nothing else, but the byte that makes an odd length even. */
function isExactly(bytes: number, size: PixelSize, count: number): boolean {
  const bits = size.rows * size.columns * size.samplesPerPixel * count;
  const plain =
    size.bitsAllocated === 1
      ? Math.ceil(bits / 8)
      : plainLayout(Math.floor(bytes / count), size).length * count;
  return bytes === plain + (plain % 2);
}

const isEmpty = (pixels: PixelElement) =>
  pixels.kind === 'native' ? pixels.value.byteLength === 0 : pixels.fragments.length === 0;

function encodingOf(transferSyntax: string): Encoding {
  if (transferSyntax === IMPLICIT_LITTLE_ENDIAN) return IMPLICIT;
  return transferSyntax === EXPLICIT_BIG_ENDIAN ? { explicit: true, littleEndian: false } : EXPLICIT;
}

function frameCountOf(dataset: Dataset): number {
  const count = numberOf(dataset, Tag.NumberOfFrames) ?? 1;
  if (!Number.isInteger(count) || count < 0 || count > MOST_FRAMES)
    throw new Part10Error(`${count} frames cannot be`);
  return Math.max(1, count);
}

function frames(
  dataset: Dataset,
  pixels: PixelElement | undefined,
  transferSyntax: string,
  count: number,
): Part10['frame'] {
  let pieces: ReturnType<typeof framesOf>;
  return (number) => {
    if (!pixels || !Number.isInteger(number) || number < 1 || number > count)
      throw new Part10Error('no such frame');
    if (pixels.kind === 'native') {
      if (transferSyntax !== EXPLICIT_LITTLE_ENDIAN)
        throw new Part10Error('compressed pixel data without items');
      const fallback = { integer: undefined, float: 32, double: 64 }[pixels.sample];
      const size = pixelSizeOf(dataset, fallback);
      if (pixels.ofItems && !isExactly(pixels.value.byteLength, size, count))
        throw new Part10Error('plain pixel data in items');
      return nativeFrame(pixels, size, number, count);
    }
    pieces ??= framesOf(pixels, transferSyntax, count);
    const own = pieces?.[number - 1];
    if (!own) throw new Part10Error('frames that cannot be told apart');
    return joinedFrame(own);
  };
}
