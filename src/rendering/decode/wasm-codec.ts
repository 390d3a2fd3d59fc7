import { encodingOf, type Encoding } from './syntax';

/** A codec whose WebAssembly has to be fetched before it decodes. */
export type WasmCodec = 'jpeg8' | 'jpegLs' | 'jpeg2000' | 'htj2k' | 'jpegXl';

const CODECS: Readonly<Partial<Record<Encoding, WasmCodec>>> = {
  jpeg: 'jpeg8',
  'jpeg-ls': 'jpegLs',
  'jpeg-2000': 'jpeg2000',
  'jpeg-2000-part-2': 'jpeg2000',
  htj2k: 'htj2k',
  'jpeg-xl': 'jpegXl',
};

/** The codec that a transfer syntax most likely needs; which JPEG it is, only the stream says. None where none is fetched. */
export function wasmCodecOf(transferSyntax: string): WasmCodec | undefined {
  const encoding = encodingOf(transferSyntax);
  const isJpegLossless = /\.(57|70)$/.test(transferSyntax);
  return encoding === undefined || isJpegLossless ? undefined : CODECS[encoding];
}
