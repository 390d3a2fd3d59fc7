import create from '@cornerstonejs/codec-charls/decodewasmjs';
import wasm from '@cornerstonejs/codec-charls/decodewasm?url';
import { decodedBy, started, type CompileWasm } from '../emscripten';
import type { Samples } from '../pixels';

/** EOI. CharLS reads on for ever behind the last byte of a stream that is cut off; at a marker it gives up. */
const END_OF_IMAGE = [0xff, 0xd9] as const;

/** JPEG-LS, lossless and near-lossless. A stream that ends early is refused, one that lacks nothing but its last marker is read. */
export async function jpegLs(compile: CompileWasm): Promise<(bytes: Uint8Array<ArrayBuffer>) => Samples> {
  const codec = await started(create, await compile(wasm));
  return (bytes) => {
    let interleave = 0;
    const decoder = new codec.JpegLSDecoder();
    const decode = decoder.decode.bind(decoder);
    decoder.decode = () => {
      decode();
      interleave = decoder.getInterleaveMode();
    };
    const ended = new Uint8Array(bytes.length + END_OF_IMAGE.length);
    ended.set(bytes);
    ended.set(END_OF_IMAGE, bytes.length);
    const { info, buffer } = decodedBy(decoder, ended);
    return {
      pixels: info.bitsPerSample > 8 ? new Uint16Array(buffer) : new Uint8Array(buffer),
      // Mode 0 keeps each colour as a plane; line and sample interleave both come out sample by sample.
      interleaved: interleave !== 0 || info.componentCount === 1,
      rgb: false,
      rows: info.height,
      columns: info.width,
      samplesPerPixel: info.componentCount,
      precision: info.bitsPerSample,
    };
  };
}
