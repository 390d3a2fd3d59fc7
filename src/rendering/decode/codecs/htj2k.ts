import create from '@cornerstonejs/codec-openjph/wasmjs';
import wasm from '@cornerstonejs/codec-openjph/wasm?url';
import { decodedBy, started, type CompileWasm } from '../emscripten';
import type { Samples } from '../pixels';
import { halvedSamples, pictureSamples } from './wide';

/** High-throughput JPEG 2000. A multiple component transform is undone by the codec. */
export async function htj2k(
  compile: CompileWasm,
): Promise<(bytes: Uint8Array<ArrayBuffer>, halved: number) => Samples> {
  const codec = await started(create, await compile(wasm));
  return (bytes, halved) => {
    const decoder = new codec.HTJ2KDecoder();
    if (halved === 0) return pictureSamples(decodedBy(decoder, bytes));
    return halvedSamples(
      decodedBy(decoder, bytes, () => decoder.decodeSubResolution(halved)),
      halved,
    );
  };
}
