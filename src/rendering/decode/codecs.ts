import type { CompileWasm } from './emscripten';
import type { PrepareJob } from './messages';
import type { Samples } from './pixels';
import type { WasmCodec } from './wasm-codec';

type Decode = (bytes: Uint8Array<ArrayBuffer>) => Samples;
/** @param halved how often the sides of the picture are halved: the finest resolutions are left out */
type DecodeResolution = (bytes: Uint8Array<ArrayBuffer>, halved: number) => Samples;
/** JPEG streams do not always say what their components are. */
type DecodeColour = (bytes: Uint8Array<ArrayBuffer>, photometric: string) => Samples;

/** The codecs that are loaded when a first stream needs them. */
export interface Codecs {
  jpeg8(): Promise<DecodeColour>;
  jpeg12(): Promise<DecodeColour>;
  jpegLossless(): Promise<Decode>;
  jpegLs(): Promise<Decode>;
  jpeg2000(): Promise<DecodeResolution>;
  htj2k(): Promise<DecodeResolution>;
  jpegXl(): Promise<Decode>;
}

/** Each codec once, when it is needed. One that could not be loaded is tried again for the next frame. */
export function lazyCodecs(compile: CompileWasm): Codecs {
  return {
    jpeg8: once(async () => (await import('./codecs/jpeg-8')).jpeg8(compile)),
    jpeg12: once(async () => (await import('./jpeg/jpeg-12')).decodeJpeg12),
    jpegLossless: once(async () => (await import('./jpeg/jpeg-lossless')).decodeJpegLossless),
    jpegLs: once(async () => (await import('./codecs/jpeg-ls')).jpegLs(compile)),
    jpeg2000: once(async () => (await import('./codecs/jpeg-2000')).jpeg2000(compile)),
    htj2k: once(async () => (await import('./codecs/htj2k')).htj2k(compile)),
    jpegXl: once(async () => (await import('./codecs/jpeg-xl')).jpegXl(compile)),
  };
}

/** Loads a codec ahead of its first stream; one that is only a guess, where that costs nothing on the line. */
export async function prepare(
  { prepare: codec, ifCached }: PrepareJob,
  codecs: Codecs,
  isCached: (codec: WasmCodec) => Promise<boolean>,
): Promise<void> {
  if (!ifCached || (await isCached(codec))) await codecs[codec]();
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
