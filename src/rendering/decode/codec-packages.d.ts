/* What the codec packages' Emscripten glue offers, as far as it is used; they bring no types of their own. */

interface EmscriptenOptions {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
  print(text: string): void;
  printErr(text: string): void;
}

interface CodecFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

/** Views into the codec's memory: gone with `delete`, moved when its memory grows. */
interface CodecDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): CodecFrameInfo;
  decode(): void;
  delete(): void;
}

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  export interface CharLs {
    JpegLSDecoder: new () => CodecDecoder & { getInterleaveMode(): number };
    getExceptionMessage?(exception: unknown): string;
  }
  const create: (options: EmscriptenOptions) => Promise<CharLs>;
  export default create;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  export interface LibJpegTurbo {
    JPEGDecoder: new () => CodecDecoder & { readHeader(): void };
  }
  const create: (options: EmscriptenOptions) => Promise<LibJpegTurbo>;
  export default create;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export interface OpenJpeg {
    J2KDecoder: new () => CodecDecoder & {
      readHeader(): void;
      /** @param layers 0 for all of them */
      decodeSubResolution(halved: number, layers: number): void;
    };
  }
  const create: (options: EmscriptenOptions) => Promise<OpenJpeg>;
  export default create;
}
declare module '@cornerstonejs/codec-openjph/wasmjs' {
  export interface OpenJph {
    HTJ2KDecoder: new () => CodecDecoder & { readHeader(): void; decodeSubResolution(halved: number): void };
  }
  const create: (options: EmscriptenOptions) => Promise<OpenJph>;
  export default create;
}
declare module '@cornerstonejs/codec-libjxl/decodewasmjs' {
  export interface LibJxl {
    JpegXLDecoder: new () => CodecDecoder & { releaseBuffers(): void };
  }
  const create: (options: EmscriptenOptions) => Promise<LibJxl>;
  export default create;
}
