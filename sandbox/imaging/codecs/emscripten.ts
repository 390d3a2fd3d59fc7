import { createRequire } from 'node:module';

/** What the codec packages take and give as the shape of a frame. */
export interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
  readonly isUsingColorTransform?: boolean;
}

/** An object that lives in the codec's memory, where nothing is collected: `delete` frees it. */
interface Handle {
  delete(): void;
}

/** The part of the codecs' encoders that is used here; each has some of the settings. */
export interface Encoder extends Handle {
  getDecodedBuffer(info: FrameInfo): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  setQuality(first: boolean | number, second?: number): void;
  setDecompositions(count: number): void;
  setProgressionOrder(order: number): void;
  setTLMMarker(wanted: boolean): void;
  setTilePartDivisionsAtResolutions(wanted: boolean): void;
  setCompressionRatio(layer: number, ratio: number): void;
  setNearLossless(near: number): void;
  setInterleaveMode(mode: number): void;
  setProgressive(wanted: number): void;
  setSubSampling(mode: number): void;
}

export interface Decoder extends Handle {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  readHeader?(): void;
  decode(): void;
}

export type CodecModule = Readonly<Record<string, new () => Encoder & Decoder>>;
type Factory = (settings: { locateFile(): string; print(): void; printErr(): void }) => Promise<CodecModule>;

/** Starts one of the `@cornerstonejs/codec-…` packages under Node, its WebAssembly found beside it. */
export async function loadCodec(name: string): Promise<CodecModule> {
  const require = createRequire(import.meta.url);
  const wasm = require.resolve(`@cornerstonejs/${name}/wasm`);
  const factory = require(`@cornerstonejs/${name}/wasmjs`) as Factory;
  const silent = () => undefined;
  return factory({ locateFile: () => wasm, print: silent, printErr: silent });
}

/** Encodes one frame. @param samples as many bytes as `info` says. @param settle sets the encoder up */
export function encodeWith(
  module: CodecModule,
  kind: string,
  info: FrameInfo,
  samples: Uint8Array,
  settle: (encoder: Encoder) => void,
): Uint8Array {
  const encoder = created(module, kind);
  try {
    encoder.getDecodedBuffer(info).set(samples);
    settle(encoder);
    encoder.encode();
    // A copy: the buffer is a view into memory that the next call may move
    return Uint8Array.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}

/** Decodes one frame. @throws what the codec throws on a broken stream */
export function decodeWith(
  module: CodecModule,
  kind: string,
  encoded: Uint8Array,
): { info: FrameInfo; samples: Uint8Array } {
  const decoder = created(module, kind);
  try {
    decoder.getEncodedBuffer(encoded.length).set(encoded);
    decoder.readHeader?.();
    decoder.decode();
    return { info: decoder.getFrameInfo(), samples: Uint8Array.from(decoder.getDecodedBuffer()) };
  } finally {
    decoder.delete();
  }
}

function created(module: CodecModule, kind: string): Encoder & Decoder {
  const Kind = module[kind];
  if (!Kind) throw new Error(`The codec has no ${kind}`);
  return new Kind();
}
