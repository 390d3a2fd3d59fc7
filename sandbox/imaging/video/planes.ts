import type { ColourPicture } from '../phantoms/echo-cine';

/** Brightness of every pixel, two colour differences of every four (4:2:0); sides are multiples of 16. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
  readonly blue: Uint8Array;
  readonly red: Uint8Array;
}

/** Full-range RGB to limited-range YCbCr by BT.601, as the stream says it is; colour is averaged over four pixels. */
export function planesOf({ columns, rows, samples }: ColourPicture): Planes {
  if (columns % 16 !== 0 || rows % 16 !== 0) throw new RangeError('Sides are multiples of 16');
  const luma = new Uint8Array(columns * rows);
  const [blue, red] = [new Uint8Array(luma.length / 4), new Uint8Array(luma.length / 4)];
  for (let at = 0, from = 0; at < luma.length; at += 1, from += 3) {
    const r = 65.481 * (samples[from] ?? 0);
    const g = 128.553 * (samples[from + 1] ?? 0);
    const b = 24.966 * (samples[from + 2] ?? 0);
    luma[at] = Math.round(16 + (r + g + b) / 255);
  }
  for (let y = 0, to = 0; y < rows; y += 2)
    for (let x = 0; x < columns; x += 2, to += 1) {
      const from = (y * columns + x) * 3;
      const r = ofFour(samples, from, columns);
      const g = ofFour(samples, from + 1, columns);
      const b = ofFour(samples, from + 2, columns);
      blue[to] = Math.round(128 + (-37.797 * r - 74.203 * g + 112 * b) / 255);
      red[to] = Math.round(128 + (112 * r - 93.786 * g - 18.214 * b) / 255);
    }
  return { width: columns, height: rows, luma, blue, red };
}

/** The mean of a colour over a pixel, its neighbour, and the two below them. */
function ofFour(samples: Uint8Array, at: number, columns: number): number {
  const below = at + columns * 3;
  const [a = 0, b = 0, c = 0, d = 0] = [samples[at], samples[at + 3], samples[below], samples[below + 3]];
  return (a + b + c + d) / 4;
}

/** The 384 samples of a macroblock: 16 × 16 of brightness, 8 × 8 of each colour difference. */
export function macroblock({ width, luma, blue, red }: Planes, column: number, row: number): Uint8Array {
  const block = new Uint8Array(384);
  for (let y = 0; y < 16; y += 1) {
    const from = (row * 16 + y) * width + column * 16;
    block.set(luma.subarray(from, from + 16), y * 16);
  }
  [blue, red].forEach((plane, index) => {
    for (let y = 0; y < 8; y += 1) {
      const from = ((row * 8 + y) * width) / 2 + column * 8;
      block.set(plane.subarray(from, from + 8), 256 + index * 64 + y * 8);
    }
  });
  return block;
}

/** Whether a macroblock has not one sample that differs. */
export function isUnchanged(one: Planes, other: Planes, column: number, row: number): boolean {
  const half = one.width / 2;
  for (let y = 0; y < 16; y += 1) {
    const from = (row * 16 + y) * one.width + column * 16;
    for (let at = from; at < from + 16; at += 1) if (one.luma[at] !== other.luma[at]) return false;
  }
  for (let y = 0; y < 8; y += 1) {
    const from = (row * 8 + y) * half + column * 8;
    for (let at = from; at < from + 8; at += 1)
      if (one.blue[at] !== other.blue[at] || one.red[at] !== other.red[at]) return false;
  }
  return true;
}
