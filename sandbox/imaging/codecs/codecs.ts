import { createRequire } from 'node:module';
import { transferSyntaxes as ts } from '../dicom/transfer-syntaxes';
import { decodeWith, encodeWith, loadCodec } from './emscripten';
import type { CodecModule, Encoder, FrameInfo } from './emscripten';
import { encodeJpegLossless } from './jpeg-lossless';
import { decodeRle, encodeRle } from './rle';

/** One frame's pixels before encoding: unsigned, little endian, colour interleaved by pixel. */
export interface RawFrame {
  readonly columns: number;
  readonly rows: number;
  readonly bitsStored: number;
  readonly samplesPerPixel: 1 | 3;
  readonly samples: Uint8Array | Uint16Array;
}

/** How pixels lie in a frame that is to be decoded; the data set says it. */
export interface FrameLayout {
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: number;
  readonly samplesPerPixel: number;
}

export interface Codecs {
  /** @throws RangeError for a transfer syntax that is not written here */
  encode(frame: RawFrame, transferSyntaxUid: string): Promise<Uint8Array>;
  /** Little-endian samples, colour interleaved. @throws RangeError for a transfer syntax that is not read here, or what a codec throws */
  decode(encoded: Uint8Array, layout: FrameLayout, transferSyntaxUid: string): Promise<Uint8Array>;
}

/** The region's codecs; each package is started once, when it is first needed. */
export function createCodecs(): Codecs {
  const started = new Map<string, Promise<CodecModule>>();
  const codec = (name: string) => {
    const module = started.get(name) ?? loadCodec(name);
    started.set(name, module);
    return module;
  };
  /** A codec that has trapped once leaves its memory in disorder: the next call starts a new one. */
  const afresh = async (work: Promise<Uint8Array>) => {
    try {
      return await work;
    } catch (reason) {
      started.clear();
      throw reason;
    }
  };
  return {
    encode: (frame, uid) => afresh(encodeFrame(frame, uid, codec)),
    decode: (encoded, layout, uid) => afresh(decodeFrame(encoded, layout, uid, codec)),
  };
}

type CodecByName = (name: string) => Promise<CodecModule>;

async function encodeFrame(frame: RawFrame, uid: string, codec: CodecByName): Promise<Uint8Array> {
  const bytes = new Uint8Array(frame.samples.buffer, frame.samples.byteOffset, frame.samples.byteLength);
  const info: FrameInfo = {
    width: frame.columns,
    height: frame.rows,
    bitsPerSample: frame.bitsStored,
    componentCount: frame.samplesPerPixel,
    isSigned: false,
    isUsingColorTransform: frame.samplesPerPixel === 3,
  };
  const run = async (name: string, kind: string, settle: (encoder: Encoder) => void) =>
    encodeWith(await codec(name), kind, info, bytes, settle);
  switch (uid) {
    case ts.explicitLittleEndian:
      return bytes;
    case ts.rleLossless:
      return encodeRle(
        bytes,
        frame.columns,
        frame.rows,
        bytes.length / (frame.columns * frame.rows),
        frame.samples.BYTES_PER_ELEMENT,
      );
    case ts.jpegLosslessFirstOrder:
      return encodeJpegLossless(frame.samples, frame.columns, frame.rows, frame.bitsStored);
    case ts.jpegLsLossless:
      return run('codec-charls', 'JpegLSEncoder', (encoder) => encoder.setNearLossless(0));
    case ts.jpeg2000Lossless:
      return run('codec-openjpeg', 'J2KEncoder', settleJpeg2000);
    case ts.htj2kLossless:
    case ts.htj2kLosslessRpcl:
      return run('codec-openjph', 'HTJ2KEncoder', settleHtj2k);
    case ts.jpegBaseline:
      return run('codec-libjpeg-turbo-8bit', 'JPEGEncoder', settleBaseline);
    default:
      throw new RangeError(`No encoder for ${uid}`);
  }
}

function settleJpeg2000(encoder: Encoder): void {
  encoder.setQuality(true, 1);
  encoder.setCompressionRatio(0, 0);
  encoder.setDecompositions(5);
}

/** RPCL with TLM and a tile part per resolution, as 1.2.840.10008.1.2.4.202 requires (PS3.5 10.18): a prefix is a smaller picture. */
function settleHtj2k(encoder: Encoder): void {
  encoder.setQuality(true, 0);
  encoder.setDecompositions(5);
  encoder.setProgressionOrder(2);
  encoder.setTLMMarker(true);
  encoder.setTilePartDivisionsAtResolutions(true);
}

/** Sequential (a baseline stream may not be progressive), quality 90, chroma at half width: YBR_FULL_422. */
function settleBaseline(encoder: Encoder): void {
  encoder.setProgressive(0);
  encoder.setQuality(90);
  encoder.setSubSampling(1);
}

async function decodeFrame(
  encoded: Uint8Array,
  layout: FrameLayout,
  uid: string,
  codec: CodecByName,
): Promise<Uint8Array> {
  const run = async (name: string, kind: string) => decodeWith(await codec(name), kind, encoded).samples;
  const bytesPerSample = Math.ceil(layout.bitsAllocated / 8);
  switch (uid) {
    case ts.explicitLittleEndian:
    case ts.implicitLittleEndian:
    case ts.deflatedExplicitLittleEndian:
      return encoded;
    case ts.rleLossless:
      return decodeRle(
        encoded,
        layout.columns * layout.rows,
        layout.samplesPerPixel * bytesPerSample,
        bytesPerSample,
      );
    case ts.jpegLossless:
    case ts.jpegLosslessFirstOrder:
      return decodeJpegLossless(encoded);
    case ts.jpegLsLossless:
    case ts.jpegLsNearLossless:
      return run('codec-charls', 'JpegLSDecoder');
    case ts.jpeg2000Lossless:
    case ts.jpeg2000:
      return run('codec-openjpeg', 'J2KDecoder');
    case ts.htj2kLossless:
    case ts.htj2kLosslessRpcl:
    case ts.htj2k:
      return run('codec-openjph', 'HTJ2KDecoder');
    case ts.jpegBaseline:
      return run('codec-libjpeg-turbo-8bit', 'JPEGDecoder');
    default:
      throw new RangeError(`No decoder for ${uid}`);
  }
}

function decodeJpegLossless(encoded: Uint8Array): Uint8Array {
  const { Decoder } = createRequire(import.meta.url)('@cornerstonejs/jpeg-lossless-decoder-js') as {
    Decoder: new () => { decompress(data: ArrayBufferLike, offset: number, length: number): ArrayBufferLike };
  };
  const copy = Uint8Array.from(encoded);
  return new Uint8Array(new Decoder().decompress(copy.buffer, 0, copy.length));
}
