/** A picture before it becomes a DICOM frame: samples as they are stored. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly samples: Uint16Array;
}

/** A picture of real numbers, for what is computed in between. */
export interface Field {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/** A field from a function of column and row. */
export function fieldOf(
  columns: number,
  rows: number,
  value: (column: number, row: number) => number,
): Field {
  const values = new Float32Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1, at += 1) values[at] = value(column, row);
  return { columns, rows, values };
}

/**
 * Resamples with a Catmull–Rom kernel: the picture's pixel (column, row) is the field's point
 * (x0 + column·dx, y0 + row·dy); beyond the rim the field's edge value.
 */
export function resampled(
  field: Field,
  columns: number,
  rows: number,
  [x0, dx]: readonly [number, number],
  [y0, dy]: readonly [number, number],
): Field {
  const across = kernel(columns, x0, dx, field.columns);
  const down = kernel(rows, y0, dy, field.rows);
  const wide = new Float32Array(columns * field.rows);
  for (let y = 0; y < field.rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      let sum = 0;
      for (let k = 0; k < 4; k += 1)
        sum +=
          (field.values[y * field.columns + (across.at[x * 4 + k] ?? 0)] ?? 0) *
          (across.weight[x * 4 + k] ?? 0);
      wide[y * columns + x] = sum;
    }
  const values = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y += 1)
    for (let k = 0; k < 4; k += 1) {
      const from = (down.at[y * 4 + k] ?? 0) * columns;
      const weight = down.weight[y * 4 + k] ?? 0;
      for (let x = 0; x < columns; x += 1)
        values[y * columns + x] = (values[y * columns + x] ?? 0) + (wide[from + x] ?? 0) * weight;
    }
  return { columns, rows, values };
}

function kernel(count: number, start: number, step: number, limit: number) {
  const at = new Int32Array(count * 4);
  const weight = new Float32Array(count * 4);
  for (let index = 0; index < count; index += 1) {
    const position = start + index * step;
    const base = Math.floor(position);
    const t = position - base;
    const weights = [
      ((2 - t) * t - 1) * t * 0.5,
      ((3 * t - 5) * t * t + 2) * 0.5,
      ((4 - 3 * t) * t + 1) * t * 0.5,
      (t - 1) * t * t * 0.5,
    ];
    weights.forEach((value, k) => {
      at[index * 4 + k] = Math.min(limit - 1, Math.max(0, base - 1 + k));
      weight[index * 4 + k] = value;
    });
  }
  return { at, weight };
}

/** Mean over a square of `2·reach + 1`, in time that does not depend on `reach`. */
export function boxBlurred(field: Field, reach: number): Field {
  const { columns, rows } = field;
  const across = new Float32Array(field.values.length);
  for (let y = 0; y < rows; y += 1) running(field.values, across, y * columns, 1, columns, reach);
  const values = new Float32Array(field.values.length);
  for (let x = 0; x < columns; x += 1) running(across, values, x, columns, rows, reach);
  return { columns, rows, values };
}

function running(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  count: number,
  reach: number,
): void {
  const value = (index: number) => from[start + Math.min(count - 1, Math.max(0, index)) * step] ?? 0;
  let sum = 0;
  for (let k = -reach; k <= reach; k += 1) sum += value(k);
  for (let index = 0; index < count; index += 1) {
    to[start + index * step] = sum / (2 * reach + 1);
    sum += value(index + reach + 1) - value(index - reach);
  }
}

/** Stored samples of a field, rounded and kept within 0…`maximum`. */
export function quantised(field: Field, maximum: number): Picture {
  const samples = new Uint16Array(field.values.length);
  for (let at = 0; at < samples.length; at += 1)
    samples[at] = Math.min(maximum, Math.max(0, Math.round(field.values[at] ?? 0)));
  return { columns: field.columns, rows: field.rows, samples };
}
