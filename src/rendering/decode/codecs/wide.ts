import { undecodable, type PixelArray, type Samples } from '../pixels';

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

/**
 * The same of a picture whose sides were halved so often: the codec goes on to say the whole picture's size.
 * @throws DecodeError where the pixels are not as many as that makes
 */
export function halvedSamples(decoded: Parameters<typeof pictureSamples>[0], halved: number): Samples {
  const whole = pictureSamples(decoded);
  const [rows, columns] = [halvedSide(whole.rows ?? 0, halved), halvedSide(whole.columns ?? 0, halved)];
  if (whole.pixels.length !== rows * columns * (whole.samplesPerPixel ?? 1))
    throw undecodable('a resolution of another size');
  return { ...whole, rows, columns };
}

/** Of a picture that begins at 0 (ISO 15444-1 B-15). */
export const halvedSide = (pixels: number, halved: number): number => Math.ceil(pixels / 2 ** halved);
