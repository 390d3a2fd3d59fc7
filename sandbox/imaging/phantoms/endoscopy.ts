import type { ColourPicture } from './echo-cine';
import { fractal3 } from './noise';

export interface EndoscopyFormat {
  /** Multiples of 16, as a video has them */
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly seed: string;
}

type Colour = readonly [number, number, number];

const MUCOSA: Colour = [226, 128, 104];
const POLYP: Colour = [204, 72, 66];
const STEEL: Colour = [168, 178, 188];

/**
 * What a colonoscope sees, held still before a polyp: folds around a dark lumen, and a snare that comes in from the
 * right, rests on the polyp and goes. `picture(n)`, n from 0.
 */
export function endoscopy(format: EndoscopyFormat): (frame: number) => ColourPicture {
  const { columns, rows, frames, seed } = format;
  const still = backdrop(format, fractal3(`endoscopy ${seed}`, 4, 3));
  const unit = rows / 2;
  const polyp = { x: columns / 2 - unit * 0.3, y: rows / 2 + unit * 0.28 };
  return (frame) => {
    const samples = still.slice();
    const share = frames > 1 ? frame / (frames - 1) : 0;
    // In over the first two fifths, at rest for one, and out again
    const reach = Math.min(1, Math.min(share, 1 - share) / 0.4);
    const tip = columns * 0.98 + (polyp.x + unit * 0.2 - columns * 0.98) * reach;
    for (let y = Math.floor(polyp.y - unit * 0.06); y < polyp.y + unit * 0.06; y += 1)
      for (let x = Math.floor(tip); x < columns; x += 1) {
        const across = (y - polyp.y) / (unit * 0.06);
        if (Math.hypot(x - columns / 2, y - rows / 2) > unit * 0.98) continue;
        paint(samples, columns, x, y, STEEL, Math.sqrt(Math.max(0, 1 - across * across)));
      }
    return { columns, rows, samples };
  };
}

/** Everything that does not move. */
function backdrop(
  { columns, rows }: EndoscopyFormat,
  noise: (x: number, y: number, z: number) => number,
): Uint8Array {
  const samples = new Uint8Array(columns * rows * 3);
  const unit = rows / 2;
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      const [dx, dy] = [(x - columns / 2) / unit, (y - rows / 2) / unit];
      const radius = Math.hypot(dx, dy);
      // The instrument's round field of view
      if (radius > 0.98) continue;
      const lumen = Math.hypot(dx - 0.12, dy + 0.1);
      const grain = noise(dx * 9, dy * 9, 1);
      const folds = 0.5 + 0.5 * Math.sin(9 * Math.sqrt(lumen) * Math.PI + grain * 1.6);
      const light = Math.min(1, lumen / 0.55) * (0.62 + 0.3 * folds + 0.12 * grain) * (1.06 - 0.2 * radius);
      paint(samples, columns, x, y, MUCOSA, light);
      const hump = 1 - Math.hypot(dx + 0.3, (dy - 0.28) * 1.15) / 0.19;
      if (hump > 0) paint(samples, columns, x, y, POLYP, 0.55 + 0.5 * Math.sqrt(hump) + 0.1 * grain);
    }
  return samples;
}

function paint(
  samples: Uint8Array,
  columns: number,
  x: number,
  y: number,
  colour: Colour,
  light: number,
): void {
  samples.set(
    colour.map((part) => Math.max(0, Math.min(255, part * light))),
    (y * columns + x) * 3,
  );
}
