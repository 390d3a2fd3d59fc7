import { Decoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { jpegHeader } from '../jpeg/jpeg-markers';
import { undecodable, unsupported, type Samples } from '../pixels';

const LOSSLESS = 0xc3;

/** JPEG lossless, process 14, any predictor. One decoder an image: it keeps state between decodes. */
export function decodeJpegLossless(bytes: Uint8Array<ArrayBuffer>): Samples {
  const { process, precision, rows, columns, components } = jpegHeader(bytes);
  if (process !== LOSSLESS) throw unsupported(`JPEG process ${process - 0xc0} in a lossless syntax`);
  const wide = precision > 8;
  if (components !== 1 && (components !== 3 || wide))
    throw unsupported(`JPEG lossless with ${components} components`);
  const decoder = new Decoder(null, wide ? 2 : 1);
  const pixels = decoder.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength, wide ? 2 : 1);
  if (!pixels || decoder.yLoc < rows) throw undecodable('JPEG stream cut short');
  const own = wide
    ? new Uint16Array(pixels.buffer as ArrayBuffer)
    : new Uint8Array(pixels.buffer as ArrayBuffer);
  return {
    pixels: own,
    interleaved: true,
    rgb: false,
    rows,
    columns,
    samplesPerPixel: components,
    precision,
  };
}
