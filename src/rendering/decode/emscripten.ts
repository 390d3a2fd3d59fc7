import { undecodable } from './pixels';

/** Compiles a codec's WebAssembly from its address. */
export type CompileWasm = (address: string) => Promise<WebAssembly.Module>;

/** Compiles while it downloads; a server that names another media type for `.wasm` only costs the streaming. */
export const compileFetched: CompileWasm = async (address) => {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw undecodable('the decoder could not be loaded');
  const copy = answer.clone();
  try {
    return await WebAssembly.compileStreaming(answer);
  } catch {
    return WebAssembly.compile(await copy.arrayBuffer());
  }
};

/** Starts a codec. Its own search for the WASM file is replaced: bundlers rename that file. */
export function started<Codec>(
  create: (options: EmscriptenOptions) => Promise<Codec>,
  module: WebAssembly.Module,
): Promise<Codec> {
  return new Promise((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ): object => {
      WebAssembly.instantiate(module, imports).then(done, reject);
      return {};
    };
    create({ instantiateWasm, print: () => undefined, printErr: () => undefined }).then(resolve, reject);
  });
}

/** Runs a decode and copies the pixels out of the codec's memory, which is gone afterwards. */
export function decodedBy<Decoder extends CodecDecoder>(
  decoder: Decoder,
  bytes: Uint8Array,
  decode = () => decoder.decode(),
): { readonly info: CodecFrameInfo; readonly buffer: ArrayBuffer } {
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decode();
    return { info: decoder.getFrameInfo(), buffer: Uint8Array.from(decoder.getDecodedBuffer()).buffer };
  } finally {
    decoder.delete();
  }
}
