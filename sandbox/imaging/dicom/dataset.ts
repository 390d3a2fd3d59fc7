import type { DicomJson } from '../../catalogue';
import { tagOfKeyword } from './dictionary';

type Plain = string | number;
type Bytes = Uint8Array;
/** What a data set is written from: keyword → value, values, or items. `undefined` leaves the element out; `[]` is empty (type 2). */
export interface Elements {
  readonly [keyword: string]: Plain | Bytes | readonly Plain[] | readonly Elements[] | undefined;
}

/**
 * Data set as DICOM JSON (PS3.18 F.2) from keywords, VR by the data dictionary; sequences are arrays of the same.
 * @throws RangeError for a keyword that is not in the standard
 */
export function datasetOf(elements: Elements): DicomJson {
  const dataset: [string, DicomJson[string]][] = [];
  for (const [keyword, given] of Object.entries(elements)) {
    if (given === undefined) continue;
    const { tag, vr } = tagOfKeyword(keyword);
    if (given instanceof Uint8Array) {
      // Where the dictionary leaves open how wide the words are, they are of 16 bits.
      const InlineBinary = Buffer.from(given).toString('base64');
      dataset.push([tag, { vr: vr === 'ox' ? 'OW' : vr, InlineBinary }]);
      continue;
    }
    const values = Array.isArray(given) ? given : [given];
    dataset.push([tag, element(vr, values)]);
  }
  return Object.fromEntries(dataset.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function element(vr: string, values: readonly unknown[]): DicomJson[string] {
  if (vr === 'SQ') return { vr, Value: values.map((item) => datasetOf(item as Elements)) };
  // Every image here has unsigned pixels, so what depends on Pixel Representation is US
  const settled = vr === 'xs' ? 'US' : vr;
  if (values.length === 0) return { vr: settled };
  if (settled === 'PN') return { vr: settled, Value: values.map((name) => ({ Alphabetic: name })) };
  return { vr: settled, Value: [...values] };
}

/** The first value of an element as text; `undefined` where there is none. @param tag eight upper-case hex digits */
export function textOf(dataset: DicomJson, tag: string): string | undefined {
  const value = dataset[tag]?.Value?.[0];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return 'Alphabetic' in value ? String(value.Alphabetic) : undefined;
  return String(value);
}

/** The first value of an element as a number; `undefined` where there is none or it is not a number. */
export function numberOf(dataset: DicomJson, tag: string): number | undefined {
  const number = Number(textOf(dataset, tag) ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** `2026-11-18T09:12:00` → DA and TM. */
export function dicomDateTime(local: string): { date: string; time: string } {
  return { date: local.slice(0, 10).replaceAll('-', ''), time: local.slice(11, 19).replaceAll(':', '') };
}
