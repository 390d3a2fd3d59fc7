/** A bitmap of one or three samples a pixel (PGM, PPM), 8 or 16 bits. */
export interface Netpbm {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly values: Uint8Array | Uint16Array;
}

/** @throws Error where it is neither P5 nor P6 */
export function netpbmFrom(bytes: Buffer): Netpbm {
  const header = /^(P5|P6)\s+(?:#[^\n]*\n\s*)*(\d+)\s+(?:#[^\n]*\n\s*)*(\d+)\s+(\d+)\s/.exec(
    bytes.subarray(0, 400).toString('latin1'),
  );
  if (!header) throw new Error('not a bitmap');
  const body = bytes.subarray(header[0].length);
  const samples = header[1] === 'P6' ? 3 : 1;
  const [width, height, most] = [Number(header[2]), Number(header[3]), Number(header[4])];
  const count = width * height * samples;
  // Netpbm is big endian.
  const values =
    most > 255
      ? Uint16Array.from({ length: count }, (_, at) => body.readUInt16BE(at * 2))
      : body.subarray(0, count);
  if (values.length !== count) throw new Error('a bitmap cut short');
  return { width, height, samples, values };
}
