import charls from '@cornerstonejs/codec-charls/decodewasm?url';
import turbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import libjxl from '@cornerstonejs/codec-libjxl/decodewasm?url';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjph from '@cornerstonejs/codec-openjph/wasm?url';
import type { WasmCodec } from './wasm-codec';

const ADDRESSES: Readonly<Record<WasmCodec, string>> = {
  jpeg8: turbo,
  jpegLs: charls,
  jpeg2000: openjpeg,
  htj2k: openjph,
  jpegXl: libjxl,
};

/** Whether the browser has a codec's WebAssembly already. Nothing goes over the line to find out. */
export async function isCached(codec: WasmCodec): Promise<boolean> {
  try {
    const kept = await fetch(ADDRESSES[codec], {
      credentials: 'same-origin',
      mode: 'same-origin',
      cache: 'only-if-cached',
    });
    void kept.body?.cancel().catch(() => undefined);
    return kept.ok;
  } catch {
    return false;
  }
}
