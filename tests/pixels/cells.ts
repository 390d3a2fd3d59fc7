import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';

/** How the samples of a native file lie in their cells. */
export interface Cells {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly allocated: number;
  readonly stored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly photometric: string;
}

export function cellsOf(dataset: DicomJson): Cells {
  const allocated = numberOf(dataset, '00280100') ?? 8;
  const stored = numberOf(dataset, '00280101') ?? allocated;
  return {
    rows: numberOf(dataset, '00280010') ?? 0,
    columns: numberOf(dataset, '00280011') ?? 0,
    samples: numberOf(dataset, '00280002') ?? 1,
    allocated,
    stored,
    highBit: numberOf(dataset, '00280102') ?? stored - 1,
    signed: numberOf(dataset, '00280103') === 1,
    photometric: textOf(dataset, '00280004') ?? '',
  };
}

/**
 * Stored values of a native little endian frame, by PS3.5 §8.1.1 and nothing of the product: each cell moved down from
 * High Bit, the bits above left out, sign extended.
 */
export function valuesOf(bytes: Uint8Array, cells: Cells): Float64Array {
  const { rows, columns, samples, allocated, stored, highBit, signed } = cells;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cell = (at: number) => {
    if (allocated === 1) return ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
    if (allocated === 8) return bytes[at] ?? NaN;
    return allocated === 16 ? view.getUint16(at * 2, true) : view.getUint32(at * 4, true);
  };
  return Float64Array.from({ length: rows * columns * samples }, (_, at) => {
    const value = Math.floor(cell(at) / 2 ** Math.max(0, highBit + 1 - stored)) % 2 ** stored;
    return signed && value >= 2 ** (stored - 1) ? value - 2 ** stored : value;
  });
}
