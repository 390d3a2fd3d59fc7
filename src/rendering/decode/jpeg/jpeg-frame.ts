import { undecodable, unsupported } from '../pixels';

/** One component of a stream and its coefficients (ITU-T T.81 B.2.2, A.1.1). */
export interface JpegComponent {
  readonly id: number;
  /** Sampling factors */
  readonly across: number;
  readonly down: number;
  readonly quantisationAt: number;
  /** Its own samples, of which the last blocks may hold fewer than they could */
  readonly columns: number;
  readonly rows: number;
  /** Blocks in a row of the coefficients: whole MCUs */
  readonly stride: number;
  /** 64 a block, in rows; 16 bits are what the reference implementation keeps of them too */
  readonly coefficients: Int16Array;
  /** As it was when the component's first scan began */
  quantisation?: Int32Array;
}

export interface JpegFrame {
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  /** Largest sampling factors: of a unit that one of each component's parts makes */
  readonly across: number;
  readonly down: number;
  readonly components: readonly JpegComponent[];
}

/**
 * From a frame header's content, with room for its coefficients: the caller has held its size against the metadata.
 * @throws DecodeError for other than one or three components, and sampling that cannot be
 */
export function jpegFrame(content: Uint8Array): JpegFrame {
  const [precision = 0, y1 = 0, y0 = 0, x1 = 0, x0 = 0, count = 0] = content;
  if (count !== 1 && count !== 3) throw unsupported(`JPEG of ${count} components`);
  if (precision < 2 || precision > 12) throw unsupported(`JPEG of ${precision} bits`);
  const [rows, columns] = [(y1 << 8) | y0, (x1 << 8) | x0];
  const headers = Array.from({ length: count }, (_, at) => {
    const [id = 0, sampling = 0, quantisationAt = 0] = content.subarray(6 + at * 3, 9 + at * 3);
    // One component by itself has no other to be sampled beside (A.2.2).
    const [across, down] = count === 1 ? [1, 1] : [sampling >> 4, sampling & 15];
    if (![1, 2, 4].includes(across) || ![1, 2, 4].includes(down)) throw undecodable('JPEG sampling factors');
    return { id, across, down, quantisationAt };
  });
  const across = Math.max(...headers.map((header) => header.across));
  const down = Math.max(...headers.map((header) => header.down));
  const components = headers.map((header) => {
    const stride = Math.ceil(columns / (8 * across)) * header.across;
    return {
      ...header,
      columns: Math.ceil((columns * header.across) / across),
      rows: Math.ceil((rows * header.down) / down),
      stride,
      coefficients: new Int16Array(stride * Math.ceil(rows / (8 * down)) * header.down * 64),
    };
  });
  return { precision, rows, columns, across, down, components };
}
