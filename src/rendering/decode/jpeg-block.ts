/** The picture that blocks are put into. */
export interface Picture12 {
  readonly rows: number;
  readonly columns: number;
  readonly precision: number;
}

/** Writes one block of samples around zero, cut at the picture's edges and at the least and largest sample. */
export function put(
  block: Int32Array,
  pixels: Uint16Array,
  across: number,
  down: number,
  { rows, columns, precision }: Picture12,
): void {
  const middle = 1 << (precision - 1);
  const largest = (1 << precision) - 1;
  const width = Math.min(8, columns - across * 8);
  const height = Math.min(8, rows - down * 8);
  for (let y = 0; y < height; y++) {
    const to = (down * 8 + y) * columns + across * 8;
    for (let x = 0; x < width; x++) {
      const value = (block[y * 8 + x] ?? 0) + middle;
      pixels[to + x] = value < 0 ? 0 : value > largest ? largest : value;
    }
  }
}

/** Rows, columns and precision of a frame header's content (T.81 B.2.2). */
export function pictureOf([precision = 0, y1 = 0, y0 = 0, x1 = 0, x0 = 0]: Uint8Array): Picture12 {
  return { precision, rows: (y1 << 8) | y0, columns: (x1 << 8) | x0 };
}
