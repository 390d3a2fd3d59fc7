import type { CompileWasm } from './emscripten';
import type { Samples } from './pixels';
import { encodingOf } from './syntax';

type Decode = (bytes: Uint8Array<ArrayBuffer>) => Samples;
/** JPEG streams do not always say what their components are. */
type DecodeColour = (bytes: Uint8Array<ArrayBuffer>, photometric: string) => Samples;

/** The codecs that are loaded when a first stream needs them. */
export interface Codecs {
  jpeg8(): Promise<DecodeColour>;
  jpeg12(): Promise<DecodeColour>;
  jpegLossless(): Promise<Decode>;
  jpegLs(): Promise<Decode>;
  jpeg2000(): Promise<Decode>;
  htj2k(): Promise<Decode>;
  jpegXl(): Promise<Decode>;
}

/** Each codec once, when it is needed. One that could not be loaded is tried again for the next frame. */
export function lazyCodecs(compile: CompileWasm): Codecs {
  return {
    jpeg8: once(async () => (await import('./codecs/jpeg-8')).jpeg8(compile)),
    jpeg12: once(async () => (await import('./jpeg-12')).decodeJpeg12),
    jpegLossless: once(async () => (await import('./codecs/jpeg-lossless')).decodeJpegLossless),
    jpegLs: once(async () => (await import('./codecs/jpeg-ls')).jpegLs(compile)),
    jpeg2000: once(async () => (await import('./codecs/jpeg-2000')).jpeg2000(compile)),
    htj2k: once(async () => (await import('./codecs/htj2k')).htj2k(compile)),
    jpegXl: once(async () => (await import('./codecs/jpeg-xl')).jpegXl(compile)),
  };
}

/** Loads the codec that a transfer syntax most likely needs; which JPEG it is, only the stream says. */
export async function prepare(transferSyntax: string, codecs: Codecs): Promise<void> {
  switch (encodingOf(transferSyntax)) {
    case 'jpeg':
      await (/\.(57|70)$/.test(transferSyntax) ? codecs.jpegLossless() : codecs.jpeg8());
      return;
    case 'jpeg-ls':
      await codecs.jpegLs();
      return;
    case 'jpeg-2000':
    case 'jpeg-2000-part-2':
      await codecs.jpeg2000();
      return;
    case 'htj2k':
      await codecs.htj2k();
      return;
    case 'jpeg-xl':
      await codecs.jpegXl();
  }
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
