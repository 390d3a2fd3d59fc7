import type { DicomJson } from '../../sandbox/catalogue';
import { numberOf, textOf } from '../../sandbox/imaging/dicom/dataset';

/*
 * Stages of the display that dcm2pnm does not know, by the standard's own arithmetic and apart from the viewer's code.
 */

/** Red, green and blue of the stored values from `first` on (PS3.3 C.7.6.19, C.8.16.2.1.1). */
export interface Supplement {
  readonly first: number;
  readonly colourOf: (stored: number) => readonly [number, number, number];
}

/** `undefined` for an object that is grey throughout. */
export function supplementIn(dataset: DicomJson): Supplement | undefined {
  const first = dataset['00281101']?.Value?.[1];
  const isColoured = textOf(dataset, '00089205') === 'COLOR' && textOf(dataset, '00280004') === 'MONOCHROME2';
  if (!isColoured || typeof first !== 'number') return undefined;
  const tables = ['00281201', '00281202', '00281203'].map((tag) => {
    const bytes = Buffer.from(dataset[tag]?.InlineBinary ?? '', 'base64');
    return Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16LE(at * 2) >> 8);
  });
  const entry = (table: readonly number[] | undefined, stored: number) =>
    table?.[Math.min(table.length - 1, stored - first)] ?? 0;
  return {
    first,
    colourOf: (stored) => [entry(tables[0], stored), entry(tables[1], stored), entry(tables[2], stored)],
  };
}

/** The frame that one is subtracted by where the object is meant to be seen so (PS3.3 C.7.6.10: AVG_SUB by one mask). */
export function maskFor(dataset: DicomJson, number: number): number | undefined {
  const item = dataset['00286100']?.Value?.[0] as DicomJson | undefined;
  if (!item || textOf(dataset, '00281090') !== 'SUB' || textOf(item, '00286101') !== 'AVG_SUB')
    return undefined;
  const [first, last] = (item['00286102']?.Value ?? []).map(Number);
  const isFor = first === undefined || last === undefined || (number >= first && number <= last);
  const mask = numberOf(item, '00286110');
  return isFor && mask !== number ? mask : undefined;
}

/** Differences over their own range, from black to white. */
export function subtractedGreys(values: Float64Array, mask: Float64Array): readonly number[] {
  const differences = values.map((value, at) => value - (mask[at] ?? NaN));
  const [least, most] = differences.reduce(([a, b], one) => [Math.min(a, one), Math.max(b, one)] as const, [
    Infinity,
    -Infinity,
  ] as readonly [number, number]);
  return Array.from(differences, (one) => Math.round((255 * (one - least)) / (most - least)));
}
