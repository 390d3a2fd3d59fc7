import { fieldOf, quantised, resampled } from './image';
import type { Picture } from './image';
import { burnMarker } from './lead-marker';
import { fractal3, noiseTile } from './noise';
import { profile } from './shapes';

export interface KneeFormat {
  readonly columns: number;
  readonly rows: number;
  /** mm at the detector */
  readonly pixelSpacing: number;
  readonly laterality: 'L' | 'R';
  readonly seed: string;
}

/** A bone's outline: middle and half width for each height, y mm below the joint line, x towards the fibula. */
interface Outline {
  readonly from: number;
  readonly to: number;
  readonly middle: (y: number) => number;
  readonly half: (y: number) => number;
  /** Thickness of the cortex, mm */
  readonly cortex: (y: number) => number;
}

const femur: Outline = {
  from: -190,
  to: -3,
  middle: profile([
    [-190, 4],
    [-60, 2],
    [-20, 0],
    [0, 0],
  ]),
  half: profile([
    [-190, 15],
    [-110, 16],
    [-70, 21],
    [-45, 33],
    [-22, 42],
    [-12, 42],
    [-4, 36],
    [0, 30],
  ]),
  cortex: profile([
    [-190, 5],
    [-100, 4],
    [-60, 2],
    [-30, 1.1],
    [0, 1.4],
  ]),
};
const tibia: Outline = {
  from: 2.5,
  to: 190,
  middle: profile([
    [0, 0],
    [40, 0],
    [190, -6],
  ]),
  half: profile([
    [2, 37],
    [10, 39],
    [22, 36],
    [45, 24],
    [80, 17],
    [190, 14],
  ]),
  cortex: profile([
    [2, 1.6],
    [30, 1.2],
    [70, 3.2],
    [190, 5],
  ]),
};
const fibula: Outline = {
  from: 14,
  to: 190,
  middle: profile([
    [14, 36],
    [30, 35],
    [80, 29],
    [190, 24],
  ]),
  half: profile([
    [14, 5],
    [20, 9.5],
    [34, 8],
    [60, 5.5],
    [190, 6],
  ]),
  cortex: profile([
    [14, 1.2],
    [50, 2],
    [190, 2.6],
  ]),
};

/** An AP knee: line integrals through flesh, cortex and spongy bone, with the kneecap over the femur. Twelve bits, MONOCHROME2. */
export function kneeXray(format: KneeFormat): Picture {
  const { columns, rows, pixelSpacing, laterality, seed } = format;
  const mesh = fractal3(`${seed} trabeculae`, 2.2, 3);
  const shrink = 3;
  const step = pixelSpacing * shrink;
  // The fibula is lateral: at the viewer's right for a left knee
  const side = laterality === 'L' ? 1 : -1;
  const small = fieldOf(Math.ceil(columns / shrink) + 4, Math.ceil(rows / shrink) + 4, (column, row) => {
    const x = (column * step - (columns * pixelSpacing) / 2) * side;
    const y = row * step - (rows * pixelSpacing) / 2;
    return film(thickness(x, y, mesh));
  });
  const field = resampled(small, columns, rows, [0, 1 / shrink], [0, 1 / shrink]);
  const tile = 512;
  const grain = noiseTile(seed, tile, 0.7);
  field.values.forEach((value, at) => {
    const noise = grain[(Math.floor(at / columns) % tile) * tile + ((at % columns) % tile)] ?? 0;
    field.values[at] = value + noise * 14;
  });
  const picture = quantised(field, 4095);
  const size = Math.round(14 / pixelSpacing);
  burnMarker(
    picture,
    laterality,
    Math.round(columns * (laterality === 'L' ? 0.85 : 0.08)),
    Math.round(rows * 0.06),
    size,
    4000,
  );
  return picture;
}

/** Attenuation in cm of water along the beam. */
function thickness(x: number, y: number, mesh: (x: number, y: number, z: number) => number): number {
  const leg = 62 + 8 * Math.cos(y / 70) - Math.abs(x - y * 0.01);
  if (leg <= 0) return 0;
  let sum = Math.sqrt(leg * (leg + 60)) * 0.062 + (leg > 9 ? 1.1 : 0);
  for (const bone of [femur, tibia, fibula]) sum += boneThickness(bone, x, y, mesh);
  return sum + kneecap(x, y);
}

function boneThickness(
  bone: Outline,
  x: number,
  y: number,
  mesh: (x: number, y: number, z: number) => number,
): number {
  const rounded = bone === femur ? notch(x, y) : bone === tibia ? plateau(x) : 0;
  const end = Math.min(
    y - bone.from - (bone === tibia ? rounded : 0),
    bone.to - y - (bone === femur ? rounded : 0),
  );
  const half = bone.half(y);
  const offset = Math.abs(x - bone.middle(y));
  const rim = Math.min(half - offset, end);
  if (rim <= 0) return 0;
  const cortex = bone.cortex(y);
  const depth = (value: number, limit: number) => Math.sqrt(Math.max(0, limit * limit - value * value));
  // A hollow cylinder: the way through its wall is longest at the edge
  const outer = depth(Math.min(offset, half), half);
  const inner = depth(offset, Math.max(0, half - cortex));
  const wall = Math.min(outer - inner, half * 0.7) * 0.3;
  const endPlate = end < cortex * 1.6 ? 0.9 : 0;
  return wall + endPlate + inner * 0.07 * (1 + 0.3 * mesh(x, y, half)) + Math.min(0.5, rim * 0.2);
}

/** The condyles are two rolls with the intercondylar notch between. */
function notch(x: number, y: number): number {
  const roll = 3 + ((Math.abs(x) - 22) / 15) ** 2 * 7;
  const gap = Math.abs(x) < 9 ? 17 * (1 - (x / 9) ** 2) : 0;
  return Math.max(0, Math.max(roll - 3, gap)) + (y > 0 ? 9 : 0);
}

/** The tibial spines stand up in the middle, the plateaus are a little hollow. */
function plateau(x: number): number {
  const spines = 7 * Math.exp(-(((Math.abs(x) - 5) / 3) ** 2));
  return 6 - spines + (Math.abs(x) > 30 ? (Math.abs(x) - 30) * 0.5 : 0);
}

function kneecap(x: number, y: number): number {
  const r = Math.sqrt(((x + 2) / 21) ** 2 + ((y + 36) / 22) ** 2);
  if (r > 1) return 0;
  return 0.6 + 0.9 * Math.sqrt(1 - r * r) + (r > 0.92 ? 0.4 : 0);
}

function film(path: number): number {
  return 120 + 3700 * (1 - Math.exp(-path / 8));
}
