import { curveAt, fixed, interpolated, type Curve, type ReadCurve } from './curve';

export type Triple = readonly [number, number, number];

/** From a device's colours to the connection space as it is encoded, 0 to 1. */
export type ToConnection = (colour: Triple) => Triple;

/** A grid of colours, the first input varying slowest (ICC.1 10.10, 10.11, 10.12). */
export interface Grid {
  readonly points: Triple;
  readonly values: ArrayLike<number>;
}

/** More entries than any profile's grid of three inputs: 129 to a side are 2 million */
const MOST = 8_000_000;

const through = (curves: readonly Curve[], [a, b, c]: Triple): Triple => [
  curves[0]?.(a) ?? a,
  curves[1]?.(b) ?? b,
  curves[2]?.(c) ?? c,
];

/** Between a grid's points by tetrahedra, as colour engines do. */
export function inGrid(grid: Grid, [a, b, c]: Triple): Triple {
  const out: [number, number, number] = [0, 0, 0];
  writeInGrid(grid, a, b, c, out, 0);
  return out;
}

/** The same into a place of an array, which takes it as it can: this is done for each pixel. */
export function writeInGrid(
  { points: [x, y, z], values }: Grid,
  a: number,
  b: number,
  c: number,
  out: Uint8ClampedArray | number[],
  to: number,
): void {
  const [u, v, w] = [within(a) * (x - 1), within(b) * (y - 1), within(c) * (z - 1)];
  const [i, j, k] = [Math.min(u | 0, x - 2), Math.min(v | 0, y - 2), Math.min(w | 0, z - 2)];
  const [p, q, r] = [u - i, v - j, w - k];
  const [down, across, one] = [y * z * 3, z * 3, 3];
  const low = i * down + j * across + k * one;
  const high = low + down + across + one;
  // From the corner nearest to black to the one opposite, along the axis of the greatest share first.
  const isFirst = p >= q && p >= r;
  const isSecond = !isFirst && q >= r;
  const greatest = isFirst ? p : isSecond ? q : r;
  const least = isFirst ? Math.min(q, r) : isSecond ? Math.min(p, r) : Math.min(p, q);
  const middle = p + q + r - greatest - least;
  const near = low + (isFirst ? down : isSecond ? across : one);
  const leastStep = isFirst
    ? q < r
      ? across
      : one
    : isSecond
      ? p < r
        ? down
        : one
      : p < q
        ? down
        : across;
  const far = high - leastStep;
  for (let n = 0; n < 3; n++)
    out[to + n] =
      (values[low + n] ?? 0) * (1 - greatest) +
      (values[near + n] ?? 0) * (greatest - middle) +
      (values[far + n] ?? 0) * (middle - least) +
      (values[high + n] ?? 0) * least;
}

const within = (share: number) => (share < 0 ? 0 : share > 1 ? 1 : share);

/** lut8Type and lut16Type of three colours in and out; the matrix is for XYZ as input only. */
export function lutAt(view: DataView, at: number, isWide: boolean): ToConnection | undefined {
  const [inputs, outputs, side] = [8, 9, 10].map((offset) => view.getUint8(at + offset));
  if (inputs !== 3 || outputs !== 3 || side === undefined || side < 2 || side ** 3 * 3 > MOST)
    return undefined;
  const [before, after] = isWide ? [view.getUint16(at + 48), view.getUint16(at + 50)] : [256, 256];
  if (before < 2 || after < 2) return undefined;
  const most = isWide ? 65_535 : 255;
  let next = at + (isWide ? 52 : 48);
  const read = (count: number) => {
    const values = Float32Array.from({ length: count }, (_, n) =>
      isWide ? view.getUint16(next + n * 2) / most : view.getUint8(next + n) / most,
    );
    next += count * (isWide ? 2 : 1);
    return values;
  };
  const tables = (count: number) => [0, 1, 2].map(() => interpolated(read(count)));
  const input = tables(before);
  const grid: Grid = { points: [side, side, side], values: read(side ** 3 * 3) };
  const output = tables(after);
  return (colour) => through(output, inGrid(grid, through(input, colour)));
}

/** lutAToBType: A curves, grid, M curves, matrix, B curves, of which some may be absent. */
export function lutAToBAt(view: DataView, at: number): ToConnection | undefined {
  if (view.getUint8(at + 8) !== 3 || view.getUint8(at + 9) !== 3) return undefined;
  const [b, matrix, m, clut, a] = [12, 16, 20, 24, 28].map((offset) => view.getUint32(at + offset));
  const curves = (offset: number | undefined) => (offset ? curvesAt(view, at + offset) : []);
  const [first, middle, last] = [curves(a), curves(m), curves(b)];
  const grid = clut ? gridAt(view, at + clut) : undefined;
  if (!first || !middle || !last || last.length === 0 || (clut && !grid)) return undefined;
  const numbers = matrix ? Array.from({ length: 12 }, (_, n) => fixed(view, at + matrix + n * 4)) : undefined;
  return (colour) => {
    const inner = through(first, colour);
    const out = through(middle, grid ? inGrid(grid, inner) : inner);
    return through(last, numbers ? multiplied(numbers, out) : out);
  };
}

function curvesAt(view: DataView, from: number): readonly Curve[] | undefined {
  const curves: Curve[] = [];
  for (let at = from; curves.length < 3;) {
    const read: ReadCurve | undefined = curveAt(view, at);
    if (!read) return undefined;
    curves.push(read.curve);
    at += Math.ceil(read.length / 4) * 4;
  }
  return curves;
}

function gridAt(view: DataView, at: number): Grid | undefined {
  const [x = 0, y = 0, z = 0] = [0, 1, 2].map((offset) => view.getUint8(at + offset));
  const width = view.getUint8(at + 16);
  const count = x * y * z * 3;
  if (x < 2 || y < 2 || z < 2 || count > MOST || (width !== 1 && width !== 2)) return undefined;
  const values = Float32Array.from({ length: count }, (_, n) =>
    width === 1 ? view.getUint8(at + 20 + n) / 255 : view.getUint16(at + 20 + n * 2) / 65_535,
  );
  return { points: [x, y, z], values };
}

/** Three rows of three, then what is added. */
export function multiplied(numbers: readonly number[], [x, y, z]: Triple): Triple {
  const row = (n: number) =>
    (numbers[n * 3] ?? 0) * x +
    (numbers[n * 3 + 1] ?? 0) * y +
    (numbers[n * 3 + 2] ?? 0) * z +
    (numbers[9 + n] ?? 0);
  return [row(0), row(1), row(2)];
}
