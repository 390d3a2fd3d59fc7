import { seededRandom } from '../random';
import { noise3 } from './noise';

/** A colour picture of 8 bits. */
export interface ColourPicture {
  readonly columns: number;
  readonly rows: number;
  /** RGB, interleaved by pixel */
  readonly samples: Uint8Array;
}

export interface EchoFormat {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly seed: string;
}

/** Where the sector lies in the picture, and its scale: what the ultrasound calibration says. */
export function sectorOf({ columns, rows }: Pick<EchoFormat, 'columns' | 'rows'>) {
  const reach = rows * 0.86;
  return { apex: { x: columns / 2, y: rows * 0.07 }, reach, halfAngle: 0.68, cmPerPixel: 16 / reach };
}

/** An apical four-chamber view that beats twice: `frame(n)`, n from 0. */
export function echoCine(format: EchoFormat): (frame: number) => ColourPicture {
  const { columns, rows, frames, seed } = format;
  const sector = sectorOf(format);
  const random = seededRandom(`speckle ${seed}`);
  const side = 512;
  const speckle = Float32Array.from({ length: side * side }, () =>
    Math.sqrt(-2 * Math.log(1 - random() * 0.9999)),
  );
  const coarse = noise3(`echo ${seed}`, 0.5);
  return (frame) => {
    const phase = ((frame * 2) / frames) % 1;
    // Systole takes a third of the beat
    const squeeze =
      phase < 0.36
        ? Math.sin((phase / 0.36) * Math.PI)
        : 0.18 * Math.sin(((phase - 0.36) / 0.64) * Math.PI) ** 2;
    const opening =
      phase > 0.4 && phase < 0.95 ? Math.abs(Math.sin(((phase - 0.4) / 0.55) * Math.PI * 2)) : 0.06;
    const samples = new Uint8Array(columns * rows * 3);
    for (let y = 0, at = 0; y < rows; y += 1)
      for (let x = 0; x < columns; x += 1, at += 3) {
        const dx = x - sector.apex.x;
        const dy = y - sector.apex.y;
        const depth = Math.sqrt(dx * dx + dy * dy) * sector.cmPerPixel;
        const angle = Math.atan2(dx, dy);
        if (depth > 16 || depth < 0.25 || Math.abs(angle) > sector.halfAngle) continue;
        const echo = echogenicity(depth * Math.sin(angle), depth * Math.cos(angle), squeeze, opening);
        const grain = speckleAt(depth, angle, frame, echo < 0.1);
        const gain = 0.8 + 0.2 * coarse(depth * 0.6, angle * 4, 0);
        const value = Math.min(255, 255 * (echo * gain * grain) ** 0.72);
        samples.fill(value, at, at + 3);
      }
    drawTrace(samples, columns, rows, frame / frames);
    return { columns, rows, samples };
  };

  /** Speckle lies in the beam's own grid: fine in depth, wider with distance. It moves with the tissue, slowly. */
  function speckleAt(depth: number, angle: number, frame: number, isBlood: boolean): number {
    const u = depth * 26 + (isBlood ? frame * 3.7 : Math.sin((frame * 4 * Math.PI) / frames) * 1.5);
    const v = angle * 150 + 256 + (isBlood ? frame * 5.3 : 0);
    const i = Math.floor(u);
    const j = Math.floor(v);
    const at = (a: number, b: number) => speckle[((a + side) % side) * side + ((b + side) % side)] ?? 0;
    const top = at(i, j) + (at(i, j + 1) - at(i, j)) * (v - j);
    const low = at(i + 1, j) + (at(i + 1, j + 1) - at(i + 1, j)) * (v - j);
    return 0.42 * (top + (low - top) * (u - i));
  }
}

/** How strongly tissue at (x, y) cm from the probe reflects: chambers dark, walls grey, valves and sac bright. */
function echogenicity(x: number, y: number, squeeze: number, opening: number): number {
  const shorten = 1 - 0.16 * squeeze;
  const ring = 8.6 - 1.1 * squeeze;
  const left = ellipse(x - 1.35, y - 2.7 - 3.1 * shorten - 0.2, 1.75 * (1 - 0.3 * squeeze), 3.35 * shorten);
  const right = ellipse(x + 1.75, y - 6, 1.25 * (1 - 0.25 * squeeze), 2.5 * shorten);
  const leftAtrium = ellipse(x - 1.5, y - 11.1, 1.85 * (1 + 0.12 * squeeze), 2.05);
  const rightAtrium = ellipse(x + 1.9, y - 10.9, 1.75 * (1 + 0.1 * squeeze), 1.95);
  for (const [hinge, side] of [
    [0.15, 1],
    [3.0, -1],
    [-0.35, -1],
    [-3.1, 1],
  ] as const)
    if (leaflet(x, y, hinge, side, ring, opening)) return 0.95;
  const chamber = Math.min(left, right, leftAtrium, rightAtrium);
  if (chamber < -0.14) return 0.03;
  const heart = ellipse(x - 0.05, y - 7.6, 4.1 - 0.25 * squeeze, 6.3);
  if (Math.abs(heart) < 0.16) return 0.9;
  if (heart > 0) return 0.2 + 0.3 * Math.exp(-heart);
  // The lining is brighter than the muscle behind it, and its edge is never sharp
  const wall = Math.min(left, right) < 0.14 ? 0.85 : 0.5;
  return chamber < 0.02 ? 0.03 + (wall - 0.03) * ((chamber + 0.14) / 0.16) : wall;
}

/** Roughly the distance in cm from an ellipse, negative inside. */
function ellipse(x: number, y: number, rx: number, ry: number): number {
  return (Math.sqrt((x / rx) ** 2 + (y / ry) ** 2) - 1) * Math.min(rx, ry);
}

function leaflet(x: number, y: number, hinge: number, side: number, ring: number, opening: number): boolean {
  const along = (x - hinge) * side;
  const tilt = 0.25 + 1.2 * opening;
  const length = 1.45;
  const u = along * Math.cos(tilt) - (y - ring) * Math.sin(tilt);
  const v = along * Math.sin(tilt) + (y - ring) * Math.cos(tilt);
  return u > 0 && u < length && Math.abs(v) < 0.1;
}

/** The electrocardiogram along the bottom, drawn up to now. */
function drawTrace(samples: Uint8Array, columns: number, rows: number, share: number): void {
  const base = Math.round(rows * 0.96);
  const now = Math.round((0.1 + 0.8 * share) * columns);
  for (let x = Math.round(columns * 0.1); x <= now; x += 1) {
    const t = (((x - columns * 0.1) / (columns * 0.8)) * 2) % 1;
    const wave =
      0.9 * bump(t, 0.08, 0.012) -
      0.2 * bump(t, 0.1, 0.01) +
      0.22 * bump(t, 0.34, 0.04) +
      0.12 * bump(t, 0.94, 0.03);
    const y = Math.round(base - wave * rows * 0.06);
    for (const row of [y, y + 1]) samples.set([60, 220, 120], (row * columns + x) * 3);
  }
}

function bump(t: number, centre: number, width: number): number {
  return Math.exp(-(((t - centre) / width) ** 2) / 2);
}
