import create from '@cornerstonejs/codec-libjxl/decodewasmjs';
import wasm from '@cornerstonejs/codec-libjxl/decodewasm?url';
import { decodedBy, started, type CompileWasm } from '../emscripten';
import type { Samples } from '../pixels';
import { samplesOf } from './wide';

/** JPEG XL, lossless, recompressed JPEG and lossy. */
export async function jpegXl(compile: CompileWasm): Promise<(bytes: Uint8Array<ArrayBuffer>) => Samples> {
  const codec = await started(create, await compile(wasm));
  return (bytes) => {
    const { info, buffer } = decodedBy(new codec.JpegXLDecoder(), bytes);
    return {
      pixels: samplesOf(buffer, info),
      interleaved: true,
      rgb: true,
      rows: info.height,
      columns: info.width,
      samplesPerPixel: info.componentCount,
      precision: info.bitsPerSample,
    };
  };
}
