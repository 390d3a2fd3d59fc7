import type { JpegComponent, JpegFrame } from './jpeg-frame';
import { inverseDct } from './jpeg-idct';
import { ZIGZAG } from './jpeg-tables';
import { undecodable } from '../pixels';

/** Samples of one component. */
export interface Plane {
  readonly pixels: Uint16Array<ArrayBuffer>;
  readonly rows: number;
  readonly columns: number;
}

/** A component's samples at its own size, cut at the least and the largest sample. @throws DecodeError without a table */
export function planeOf(component: JpegComponent, { precision }: JpegFrame): Plane {
  const { coefficients, quantisation, rows, columns, stride } = component;
  if (!quantisation) throw undecodable('JPEG tables missing');
  const pixels = new Uint16Array(rows * columns);
  const block = new Int32Array(64);
  const [middle, largest] = [1 << (precision - 1), (1 << precision) - 1];
  for (let top = 0; top < rows; top += 8) {
    for (let left = 0; left < columns; left += 8) {
      const from = ((top / 8) * stride + left / 8) * 64;
      for (let k = 0; k < 64; k++) {
        const place = ZIGZAG[k] ?? 0;
        block[place] = (coefficients[from + place] ?? 0) * (quantisation[k] ?? 1);
      }
      inverseDct(block);
      put(block, { pixels, rows, columns }, left, top, middle, largest);
    }
  }
  return { pixels, rows, columns };
}

function put(
  block: Int32Array,
  { pixels, rows, columns }: Plane,
  left: number,
  top: number,
  middle: number,
  largest: number,
): void {
  const [width, height] = [Math.min(8, columns - left), Math.min(8, rows - top)];
  for (let y = 0; y < height; y++) {
    const to = (top + y) * columns + left;
    for (let x = 0; x < width; x++) {
      const value = (block[y * 8 + x] ?? 0) + middle;
      pixels[to + x] = value < 0 ? 0 : value > largest ? largest : value;
    }
  }
}
