import type { Codecs } from './codecs';
import { encodingOf } from './syntax';

/** A codec whose WebAssembly has to be fetched before it decodes. */
export type WasmCodec = Exclude<keyof Codecs, 'jpeg12' | 'jpegLossless'>;

/** The codec that a transfer syntax most likely needs; which JPEG it is, only the stream says. None where none is fetched. */
export function wasmCodecOf(transferSyntax: string): WasmCodec | undefined {
  switch (encodingOf(transferSyntax)) {
    case 'jpeg':
      return /\.(57|70)$/.test(transferSyntax) ? undefined : 'jpeg8';
    case 'jpeg-ls':
      return 'jpegLs';
    case 'jpeg-2000':
    case 'jpeg-2000-part-2':
      return 'jpeg2000';
    case 'htj2k':
      return 'htj2k';
    case 'jpeg-xl':
      return 'jpegXl';
    case 'native':
    case 'native-big-endian':
    case 'rle':
    case undefined:
      return undefined;
  }
}
