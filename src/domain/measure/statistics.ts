import { ellipseRows, ellipseSpan } from './ellipse';
import type { Figure, Point } from './figure';
import type { ValueMeaning } from './value-meaning';

/** A frame's grey values as they were decoded: stored values and how they become what is measured. */
export interface PixelValues {
  readonly rows: number;
  readonly columns: number;
  /** Stored values, row by row: `rows × columns` of them */
  readonly stored: ArrayLike<number>;
  /** Stored value → modality value (PS3.3 C.11.1); `meaning.factor` makes what is shown of it */
  readonly modality: (stored: number) => number;
  readonly meaning: ValueMeaning;
  /** What is shown of the value that is farthest from 0 in the picture */
  readonly largest?: number;
  /** The same by other mappings of the object, each by its own name where it has one */
  readonly others?: readonly (Pick<PixelValues, 'modality' | 'meaning' | 'largest'> & {
    readonly label?: string;
  })[];
  /** Pixel Padding Value and Range Limit, as stored values, both ends inclusive */
  readonly padding?: { readonly from: number; readonly to: number };
}

export interface Statistics {
  /** Pixels whose centre is inside and which are no padding */
  readonly count: number;
  /** Pixels inside that are padding, which were left out */
  readonly padding: number;
  /** The same of those whose value the object does not map to the world */
  readonly unmapped: number;
  readonly mean: number;
  /** Of these pixels themselves (÷ n), not an estimate for others */
  readonly deviation: number;
  readonly minimum: number;
  readonly maximum: number;
}

type Region = Extract<Figure, { readonly kind: 'ellipse' | 'freehand' }>;

/**
 * Statistics of the pixels of a region. A pixel belongs to it when its centre is inside or on the edge; pixel padding
 * and what is no number is left out. `undefined` where no pixel is left.
 */
export function statisticsOf(figure: Region, values: PixelValues): Statistics | undefined {
  const { columns, stored, padding, modality, meaning } = values;
  let count = 0;
  let [padded, unmapped] = [0, 0];
  let mean = 0;
  let squares = 0;
  let minimum = Infinity;
  let maximum = -Infinity;
  eachRun(figure, values, (row, from, to) => {
    for (let column = from; column <= to; column++) {
      const raw = stored[row * columns + column] ?? Number.NaN;
      const value = modality(raw) * meaning.factor;
      if (isPadding(raw, padding)) {
        padded += 1;
        continue;
      }
      if (!Number.isFinite(value)) {
        unmapped += 1;
        continue;
      }
      // Welford: a sum of squares loses its digits on large values with a small spread.
      count += 1;
      const step = value - mean;
      mean += step / count;
      squares += step * (value - mean);
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
  });
  if (count === 0) return undefined;
  return { count, padding: padded, unmapped, mean, deviation: Math.sqrt(squares / count), minimum, maximum };
}

/**
 * The value under a point; `undefined` outside of the picture, `padding` where nothing was measured, `not-mapped` where the
 * object does not say what a stored value is.
 */
export function valueAt([x, y]: Point, values: PixelValues): number | 'padding' | 'not-mapped' | undefined {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= values.columns || row >= values.rows) return undefined;
  const raw = values.stored[row * values.columns + column] ?? Number.NaN;
  const value = values.modality(raw) * values.meaning.factor;
  if (isPadding(raw, values.padding)) return 'padding';
  return Number.isFinite(value) ? value : 'not-mapped';
}

/** What is no number was not measured, either. */
function isPadding(raw: number, padding: PixelValues['padding']): boolean {
  if (!padding || !Number.isFinite(raw)) return !Number.isFinite(raw);
  return raw >= Math.min(padding.from, padding.to) && raw <= Math.max(padding.from, padding.to);
}

type Run = (row: number, from: number, to: number) => void;
type Extent = Pick<PixelValues, 'rows' | 'columns'>;

/** The pixels of a region, row by row, within the picture. */
function eachRun(figure: Region, extent: Extent, visit: Run): void {
  const [top, bottom] = figure.kind === 'ellipse' ? ellipseRows(figure) : rowsOf(figure.points);
  const first = Math.max(0, Math.ceil(top - 0.5));
  const last = Math.min(extent.rows - 1, Math.floor(bottom - 0.5));
  for (let row = first; row <= last; row++)
    for (const [left, right] of spansAt(figure, row + 0.5)) {
      const from = Math.max(0, Math.ceil(left - 0.5));
      const to = Math.min(extent.columns - 1, Math.floor(right - 0.5));
      if (from <= to) visit(row, from, to);
    }
}

/** Where a horizontal line is inside. */
function spansAt(figure: Region, y: number): readonly (readonly [number, number])[] {
  if (figure.kind === 'freehand') return polygonSpans(figure.points, y);
  const span = ellipseSpan(figure, y);
  return span ? [span] : [];
}

function rowsOf(points: readonly Point[]): readonly [number, number] {
  const ys = points.map(([, y]) => y);
  return [Math.min(...ys), Math.max(...ys)];
}

function polygonSpans(points: readonly Point[], y: number): readonly (readonly [number, number])[] {
  const crossings = points
    .flatMap(([x0, y0], at): readonly number[] => {
      const [x1, y1] = points[(at + 1) % points.length] ?? [x0, y0];
      // Half open, so that a corner on the line is counted once.
      return y0 <= y !== y1 <= y ? [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)] : [];
    })
    .sort((a, b) => a - b);
  return crossings.flatMap((from, at): readonly (readonly [number, number])[] => {
    const to = crossings[at + 1];
    return at % 2 === 0 && to !== undefined ? [[from, to]] : [];
  });
}
