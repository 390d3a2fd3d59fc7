import create from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import wasm from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import { decodedBy, started, type CompileWasm } from '../emscripten';
import type { Samples } from '../pixels';
import { halvedSamples, pictureSamples } from './wide';

/** JPEG 2000 part 1. A multiple component transform (YBR_RCT, YBR_ICT) is undone by the codec. */
export async function jpeg2000(
  compile: CompileWasm,
): Promise<(bytes: Uint8Array<ArrayBuffer>, halved: number) => Samples> {
  const codec = await started(create, await compile(wasm));
  return (bytes, halved) => {
    const decoder = new codec.J2KDecoder();
    if (halved === 0) return pictureSamples(decodedBy(decoder, bytes));
    return halvedSamples(
      decodedBy(decoder, bytes, () => decoder.decodeSubResolution(halved, 0)),
      halved,
    );
  };
}
