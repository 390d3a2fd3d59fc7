import create from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import wasm from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import { decodedBy, started, type CompileWasm } from '../emscripten';
import { isPlainRgb } from '../jpeg/jpeg-markers';
import type { Samples } from '../pixels';

type Decode = (bytes: Uint8Array<ArrayBuffer>, photometric: string) => Samples;

/** JPEG baseline and extended with 8 bits. Colour leaves as RGB. */
export async function jpeg8(compile: CompileWasm): Promise<Decode> {
  const codec = await started(create, await compile(wasm));
  return (bytes, photometric) => {
    const stream = isPlainRgb(bytes, photometric) ? withoutTransform(bytes) : bytes;
    const { info, buffer } = decodedBy(new codec.JPEGDecoder(), stream);
    return {
      pixels: new Uint8Array(buffer),
      interleaved: true,
      rgb: true,
      rows: info.height,
      columns: info.width,
      samplesPerPixel: info.componentCount,
    };
  };
}

/** Adobe's APP14 segment with transform 0 is how a JPEG stream says that its components are RGB. */
function withoutTransform(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  const stream = new Uint8Array(bytes.length + adobe.length);
  stream.set(bytes.subarray(0, 2));
  stream.set(adobe, 2);
  stream.set(bytes.subarray(2), 2 + adobe.length);
  return stream;
}
