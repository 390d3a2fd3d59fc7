import { seededRandom } from '../random';

/** Smooth noise in about −1…1 over mm; repeats after 64 cells in each direction. */
export type Noise3 = (x: number, y: number, z: number) => number;

const cells = 64;

/** Value noise on a lattice with smoothstep between; `scale` is the size of a cell in mm. */
export function noise3(seed: string, scale: number): Noise3 {
  const random = seededRandom(`noise ${seed}`);
  const lattice = Float32Array.from({ length: cells ** 3 }, () => random() * 2 - 1);
  const mask = cells - 1;
  const at = (i: number, j: number, k: number) =>
    lattice[((k & mask) * cells + (j & mask)) * cells + (i & mask)] ?? 0;
  return (px, py, pz) => {
    const x = px / scale;
    const y = py / scale;
    const z = pz / scale;
    const i = Math.floor(x);
    const j = Math.floor(y);
    const k = Math.floor(z);
    const u = smooth(x - i);
    const v = smooth(y - j);
    const w = smooth(z - k);
    const plane = (q: number) => {
      const top = at(i, j, q) + (at(i + 1, j, q) - at(i, j, q)) * u;
      const low = at(i, j + 1, q) + (at(i + 1, j + 1, q) - at(i, j + 1, q)) * u;
      return top + (low - top) * v;
    };
    const near = plane(k);
    return near + (plane(k + 1) - near) * w;
  };
}

/** Several octaves of `noise3`, each half as wide and half as strong. */
export function fractal3(seed: string, scale: number, octaves: number): Noise3 {
  const layers = Array.from({ length: octaves }, (_, octave) =>
    noise3(`${seed} ${octave}`, scale / 2 ** octave),
  );
  const whole = layers.reduce((sum, _, octave) => sum + 0.5 ** octave, 0);
  return (x, y, z) => layers.reduce((sum, layer, octave) => sum + layer(x, y, z) * 0.5 ** octave, 0) / whole;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

/** A square of detector noise, standard deviation 1, its grain `blur` pixels wide; tiles without a seam. */
export function noiseTile(seed: string, side: number, blur: number): Float32Array {
  const random = seededRandom(`tile ${seed}`);
  let tile = Float32Array.from({ length: side * side }, () => random() + random() + random() - 1.5);
  const reach = Math.ceil(blur * 2);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * blur * blur + 1e-6)),
  );
  for (const step of [1, side]) tile = blurred(tile, step, weights);
  let squares = 0;
  for (const value of tile) squares += value * value;
  const scale = 1 / Math.sqrt(squares / tile.length);
  return tile.map((value) => value * scale);
}

function blurred(tile: Float32Array, step: number, weights: readonly number[]): Float32Array<ArrayBuffer> {
  const reach = (weights.length - 1) / 2;
  const out = new Float32Array(tile.length);
  for (let at = 0; at < tile.length; at += 1) {
    let sum = 0;
    for (let k = -reach; k <= reach; k += 1)
      sum += (tile[(at + k * step + tile.length) % tile.length] ?? 0) * (weights[k + reach] ?? 0);
    out[at] = sum;
  }
  return out;
}
