import { seededRandom } from '../random';
import { fieldOf, quantised, resampled } from './image';
import type { Picture } from './image';
import { fractal3, noiseTile } from './noise';

export type MammogramView = 'CC' | 'MLO';

export interface MammogramFormat {
  readonly columns: number;
  readonly rows: number;
  /** mm at the detector */
  readonly pixelSpacing: number;
  readonly laterality: 'L' | 'R';
  readonly view: MammogramView;
  /** A cluster of fine calcifications in the upper outer quadrant */
  readonly hasCalcifications: boolean;
  readonly seed: string;
}

/**
 * A compressed breast: outline, fat, fibroglandular cone towards the nipple, skin, the pectoral muscle in the oblique
 * view. The chest wall is at the left edge for a left breast and at the right edge for a right one, as they are hung.
 * Twelve bits, MONOCHROME2.
 */
export function mammogram(format: MammogramFormat): Picture {
  const { columns, rows, pixelSpacing, laterality, view, seed } = format;
  const width = columns * pixelSpacing;
  const height = rows * pixelSpacing;
  const shrink = 4;
  const name = `${seed} ${view}`;
  const coarse = fractal3(`${name} gland`, 22, 4);
  const strands = fractal3(`${name} strands`, 9, 3);
  const step = pixelSpacing * shrink;
  // Drawn for a left breast, mirrored for a right one
  const small = fieldOf(Math.ceil(columns / shrink) + 4, Math.ceil(rows / shrink) + 4, (column, row) => {
    const x = column * step;
    return tissue(x, row * step - height / 2, view, width, coarse, strands);
  });
  const field = resampled(small, columns, rows, [0, 1 / shrink], [0, 1 / shrink]);
  const side = 512;
  const grain = noiseTile(name, side, 0.8);
  for (let row = 0, at = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1, at += 1) {
      const value = field.values[at] ?? 0;
      field.values[at] = value + (value > 120 ? 26 : 5) * (grain[(row % side) * side + (column % side)] ?? 0);
    }
  if (format.hasCalcifications) calcify(field.values, format);
  const picture = quantised(field, 4095);
  return laterality === 'L' ? picture : mirrored(picture);
}

/** Stored value at x mm from the chest wall, y mm below the middle. */
function tissue(
  x: number,
  y: number,
  view: MammogramView,
  width: number,
  coarse: (x: number, y: number, z: number) => number,
  strands: (x: number, y: number, z: number) => number,
): number {
  const middle = view === 'CC' ? 0 : 14;
  const half = view === 'CC' ? 82 : 98;
  const reach = Math.min(width * 0.8, view === 'CC' ? 104 : 112);
  const t = (y - middle) / half;
  // Fuller below the nipple in the oblique view; its upper outline runs on into the armpit
  const bulge =
    view === 'MLO' && t < 0 ? Math.max(0, 1 - Math.abs(t) ** 1.7 * 0.72) : Math.sqrt(Math.max(0, 1 - t * t));
  const edge = reach * bulge;
  const inside = edge - x;
  const nipple = Math.hypot((x - reach - 1) / 6, (y - middle) / 5.5) < 1;
  if (inside < 0) return nipple ? 1050 : 40;
  // Compressed to an even thickness, rounded off near the skin
  const thickness = Math.min(1, Math.sqrt(inside / 16));
  let value = 420 + 620 * thickness;
  const cone = 1 - Math.hypot((x - reach * 0.5) / (reach * 0.52), (y - middle + 4) / (half * 0.66));
  const gland = Math.max(0, Math.min(1, cone * 1.5 + coarse(x, y, 0) * 0.9));
  const ducts = Math.max(0, 1 - Math.abs(strands(x * 0.6 + 40, y, 3)) * 7) * (0.25 + gland);
  value +=
    thickness * (gland * (980 + 420 * coarse(x * 1.6, y * 1.6, 9)) + ducts * 330 + strands(x, y, 0) * 120);
  if (inside < 1.9) value += 480;
  if (nipple) value = Math.max(value, 1050);
  if (view === 'MLO') {
    const muscle = 62 - (y + 118) * 0.44 - x;
    if (muscle > -1.5) value += Math.min(1, (muscle + 1.5) / 3) * (1150 + coarse(x, y, 30) * 160);
  }
  return value;
}

/** Fine pleomorphic grains in a cluster nine millimetres across. */
function calcify(values: Float32Array, { columns, rows, pixelSpacing, view, seed }: MammogramFormat): void {
  const random = seededRandom(`${seed} calcification`);
  const cx = 58 / pixelSpacing;
  const cy = rows / 2 - (view === 'CC' ? 26 : 40) / pixelSpacing;
  for (let grain = 0; grain < 26; grain += 1) {
    const turn = random() * 2 * Math.PI;
    const distance = (Math.sqrt(random()) * 4.5) / pixelSpacing;
    const x0 = cx + Math.cos(turn) * distance;
    const y0 = cy + Math.sin(turn) * distance;
    const r = Math.max(0.8, (0.1 + random() * 0.22) / pixelSpacing);
    const long = r * (1 + random() * 1.2);
    for (let y = Math.floor(y0 - long); y <= y0 + long; y += 1)
      for (let x = Math.floor(x0 - r); x <= x0 + r; x += 1) {
        const fall = 1 - Math.hypot((x - x0) / r, (y - y0) / long);
        const at = y * columns + x;
        if (fall > 0 && at >= 0 && at < values.length)
          values[at] = (values[at] ?? 0) + 1300 * Math.min(1, fall * 2);
      }
  }
}

function mirrored({ columns, rows, samples }: Picture): Picture {
  const out = new Uint16Array(samples.length);
  for (let row = 0; row < rows; row += 1)
    out.set(
      samples
        .subarray(row * columns, (row + 1) * columns)
        .slice()
        .reverse(),
      row * columns,
    );
  return { columns, rows, samples: out };
}
