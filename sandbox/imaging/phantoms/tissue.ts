import type { ColourPicture } from './echo-cine';
import { seededRandom } from '../random';

export interface TissueFormat {
  /** µm */
  readonly width: number;
  readonly height: number;
  readonly seed: string;
}

type Colour = readonly [number, number, number];

const GLASS: Colour = [243, 242, 244];
const STROMA: Colour = [226, 152, 188];
const GLAND: Colour = [186, 110, 168];
const NUCLEUS: Colour = [86, 52, 128];
const DARK: Colour = [60, 66, 74];

/** µm of a side of the chequered field in the corner, and of its squares */
const FIELD = 128;
const SQUARE = 16;
/** µm from one nucleus to the next */
const CELL = 11;

/**
 * Stained tissue on glass, as a scanner sees it: glands with nuclei around them, and a chequered field in the left upper
 * corner to see by that levels lie over one another. `tile` paints any part of it at any resolution.
 */
export function tissue({ width, height, seed }: TissueFormat) {
  const noise = waves(seed);
  const colourAt = (x: number, y: number): Colour => {
    if (x < FIELD && y < FIELD)
      return (Math.floor(x / SQUARE) + Math.floor(y / SQUARE)) % 2 === 0 ? DARK : GLASS;
    const [u, v] = [(x / width - 0.54) / 0.4, (y / height - 0.52) / 0.4];
    const edge = Math.hypot(u, v) + 0.35 * (noise(u * 2, v * 2, 1) - 0.5);
    if (edge > 1) return GLASS;
    const gland =
      Math.sin(x / 46 + 4 * noise(x / 190, y / 190, 2)) * Math.sin(y / 46 + 4 * noise(x / 190, y / 190, 3));
    if (gland > 0.72) return GLASS;
    const [cx, cy] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const jitter = (n: number) => 0.5 + 0.18 * Math.sin(cx * 12.9 + cy * 78.2 + n);
    const away = Math.hypot(x - (cx + jitter(0)) * CELL, y - (cy + jitter(2)) * CELL);
    const crowded = gland > 0.3;
    if (away < (crowded ? 3.3 : 2.4) && (crowded || Math.sin(cx * 7.1 + cy * 3.3) > 0.3)) return NUCLEUS;
    return crowded ? GLAND : STROMA;
  };

  /** @param from its left upper corner, µm @param pitch µm of a pixel */
  return (from: readonly [number, number], size: number, pitch: number): ColourPicture => {
    const samples = new Uint8Array(size * size * 3);
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; column += 1)
        samples.set(
          colourAt(from[0] + (column + 0.5) * pitch, from[1] + (row + 0.5) * pitch),
          (row * size + column) * 3,
        );
    return { columns: size, rows: size, samples };
  };
}

/** Smooth and without end, 0 to 1, and made in a moment: a tile is painted while somebody waits for it. */
function waves(seed: string): (x: number, y: number, kind: number) => number {
  const random = seededRandom(`tissue ${seed}`);
  const all = Float64Array.from(
    { length: WAVES * 3 },
    (_, at) => (at % 3 === 2 ? 6 : 3.5) * (random() - 0.3),
  );
  return (x, y, kind) => {
    let sum = 0;
    for (let at = 0; at < all.length; at += 3)
      sum += Math.sin(x * (all[at] ?? 0) + y * (all[at + 1] ?? 0) + (all[at + 2] ?? 0) + kind * 1.7);
    return sum / (2 * WAVES) + 0.5;
  };
}

const WAVES = 3;

/** A paper label with a code of bars, and nothing that can be read. */
export function slideLabel(size: number): ColourPicture {
  const samples = new Uint8Array(size * size * 3).fill(250);
  const [top, bottom] = [size * 0.55, size * 0.85];
  for (let row = Math.round(top); row < bottom; row += 1)
    for (let column = Math.round(size * 0.1); column < size * 0.9; column += 1)
      if (Math.sin(column * 0.9) + Math.sin(column * 0.37) > 0.2)
        samples.fill(24, (row * size + column) * 3, (row * size + column) * 3 + 3);
  for (const line of [0.15, 0.3])
    for (let row = Math.round(size * line); row < size * (line + 0.06); row += 1)
      samples.fill(
        60,
        (row * size + Math.round(size * 0.1)) * 3,
        (row * size + Math.round(size * (0.5 + line))) * 3,
      );
  return { columns: size, rows: size, samples };
}
