import type { Dataset } from '../../dataset';

/** An element of the DICOM JSON model (PS3.18 F.2). Without a value it is there and empty, as type 2 allows. */
export interface WrittenElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
}

/** What is written: tags to elements. It is a dataset that the readers read as well. */
export type WrittenDataset = Readonly<Record<string, WrittenElement>> & Dataset;

export function element(vr: string, ...values: readonly (string | number | undefined)[]): WrittenElement {
  const known = values.filter((value) => value !== undefined && value !== '');
  return known.length > 0 ? { vr, Value: known } : { vr };
}

export const sequence = (...items: readonly WrittenDataset[]): WrittenElement =>
  items.length > 0 ? { vr: 'SQ', Value: items } : { vr: 'SQ' };

/** A person's name as its components stand: `Family^Given^Middle^Prefix`. */
export const personName = (text: string | undefined): WrittenElement =>
  text === undefined || text === '' ? { vr: 'PN' } : { vr: 'PN', Value: [{ Alphabetic: text }] };
