import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { lazyCodecs, type Codecs } from '../../src/rendering/decode/codecs';

const WASM: Readonly<Record<string, string>> = {
  'charlswasm_decode.wasm': '@cornerstonejs/codec-charls/decodewasm',
  'libjpegturbowasm_decode.wasm': '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  'openjpegwasm_decode.wasm': '@cornerstonejs/codec-openjpeg/decodewasm',
  'openjphjs.wasm': '@cornerstonejs/codec-openjph/wasm',
  'jpegxlwasm_decode.wasm': '@cornerstonejs/codec-libjxl/decodewasm',
};

/** The real codecs, their WebAssembly read from the installed packages instead of fetched. */
export function nodeCodecs(): Codecs {
  const { resolve } = createRequire(import.meta.url);
  return lazyCodecs(async (address) => {
    const specifier = WASM[basename(address.split('?')[0] ?? '')];
    if (specifier === undefined) throw new Error(`no codec at ${address}`);
    return WebAssembly.compile(await readFile(resolve(specifier)));
  });
}
