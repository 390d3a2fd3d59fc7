/** A tone curve: from 0 to 1 to where it leads, which may lie a little outside. */
export type Curve = (value: number) => number;

/** A curve, and how many bytes it takes. */
export interface ReadCurve {
  readonly curve: Curve;
  readonly length: number;
}

const PARAMETERS = [1, 3, 4, 5, 7] as const;

export const fixed = (view: DataView, at: number) => view.getInt32(at) / 65_536;

export const signature = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

/** curveType and parametricCurveType (ICC.1 10.6, 10.18). Throws a RangeError for bytes that are not there. */
export function curveAt(view: DataView, at: number): ReadCurve | undefined {
  const type = signature(view, at);
  if (type === 'curv') return tableAt(view, at);
  return type === 'para' ? parametricAt(view, at) : undefined;
}

function tableAt(view: DataView, at: number): ReadCurve {
  const count = view.getUint32(at + 8);
  const length = 12 + count * 2;
  if (count === 0) return { curve: (value) => value, length };
  if (count === 1) {
    const gamma = view.getUint16(at + 12) / 256;
    return { curve: (value) => Math.max(0, value) ** gamma, length };
  }
  const table = Float64Array.from({ length: count }, (_, n) => view.getUint16(at + 12 + n * 2) / 65_535);
  return { curve: interpolated(table), length };
}

/** Between the entries of a table; what lies outside takes its end. */
export function interpolated(table: ArrayLike<number>): Curve {
  const last = table.length - 1;
  return (value) => {
    const place = Math.min(1, Math.max(0, value)) * last;
    const below = Math.min(last, Math.floor(place));
    const [low, high] = [table[below] ?? 0, table[Math.min(last, below + 1)] ?? 0];
    return low + (high - low) * (place - below);
  };
}

function parametricAt(view: DataView, at: number): ReadCurve | undefined {
  const kind = view.getUint16(at + 8);
  const count = PARAMETERS[kind];
  if (count === undefined) return undefined;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, n) =>
    fixed(view, at + 12 + n * 4),
  );
  const power = (value: number) => Math.max(0, a * value + b) ** g;
  const length = 12 + count * 4;
  const curves: readonly Curve[] = [
    (value) => Math.max(0, value) ** g,
    (value) => (value >= -b / a ? power(value) : 0),
    (value) => (value >= -b / a ? power(value) + c : c),
    (value) => (value >= d ? power(value) : c * value),
    (value) => (value >= d ? power(value) + e : c * value + f),
  ];
  const curve = curves[kind];
  return curve && { curve, length };
}
