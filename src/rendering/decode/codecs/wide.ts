import type { PixelArray, Samples } from '../pixels';

/** A codec's buffer as samples of the width and sign that it says they have. */
export function samplesOf(buffer: ArrayBuffer, { bitsPerSample, isSigned }: CodecFrameInfo): PixelArray {
  if (bitsPerSample <= 8) return isSigned ? new Int8Array(buffer) : new Uint8Array(buffer);
  if (bitsPerSample <= 16) return isSigned ? new Int16Array(buffer) : new Uint16Array(buffer);
  return isSigned ? new Int32Array(buffer) : new Uint32Array(buffer);
}

/** What a codec made whose samples of a pixel stand together, and which undoes a colour transform itself. */
export function pictureSamples({
  info,
  buffer,
}: {
  readonly info: CodecFrameInfo;
  readonly buffer: ArrayBuffer;
}): Samples {
  return {
    pixels: samplesOf(buffer, info),
    interleaved: true,
    rgb: false,
    rows: info.height,
    columns: info.width,
    samplesPerPixel: info.componentCount,
    precision: info.bitsPerSample,
  };
}
