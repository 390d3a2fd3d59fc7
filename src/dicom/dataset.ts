import { isWhite, withoutTrailing } from '../domain/text';
import { withoutDirection } from '../domain/text-direction';

/** One object of the DICOM JSON model (PS3.18 F.2): tags to elements. Nothing of it is trusted. */
export type Dataset = Readonly<Record<string, unknown>>;

interface Element {
  readonly vr?: unknown;
  readonly Value?: unknown;
  readonly InlineBinary?: unknown;
  readonly BulkDataURI?: unknown;
}

/** Bytes that were fetched for a BulkDataURI */
export type BulkData = ReadonlyMap<string, Uint8Array>;

export function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function elementOf(dataset: Dataset, tag: string): Element | undefined {
  const element = dataset[tag] ?? dataset[tag.toLowerCase()];
  return isDataset(element) ? element : undefined;
}

export const has = (dataset: Dataset, tag: string) => elementOf(dataset, tag) !== undefined;

export function vrOf(dataset: Dataset, tag: string): string | undefined {
  const vr = elementOf(dataset, tag)?.vr;
  return typeof vr === 'string' ? vr : undefined;
}

/** The values of an element; none where it is absent, empty or not a list. */
export function valuesOf(dataset: Dataset, tag: string): readonly unknown[] {
  const value = elementOf(dataset, tag)?.Value;
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** Text values, trimmed as DICOM pads them; archives that send `L\F` as one value are split. Empty ones are kept as ''. */
export function textsOf(dataset: Dataset, tag: string): readonly string[] {
  return valuesOf(dataset, tag).flatMap((value) => {
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'string' ? value.split('\\').map(trimmed) : [''];
  });
}

/** The first value as text, `undefined` where there is none or it is empty. A backslash belongs to free text (ST, LT). */
export function textOf(dataset: Dataset, tag: string): string | undefined {
  const [value] = valuesOf(dataset, tag);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? trimmed(value) || undefined : undefined;
}

const NUL = 0;
/** Without the padding of DICOM: spaces, and the NUL of UIDs, which archives pass on. */
function trimmed(given: string): string {
  const text = withoutDirection(given);
  const end = withoutTrailing(text, (unit) => unit === NUL || isWhite(unit));
  let from = 0;
  while (from < end.length && (end.charCodeAt(from) === NUL || isWhite(end.charCodeAt(from)))) from += 1;
  return end.slice(from);
}

/** Numbers of an element, also where DS and IS came as text; `undefined` in the place of what is no number. */
export function numbersOf(dataset: Dataset, tag: string): readonly (number | undefined)[] {
  return valuesOf(dataset, tag).flatMap((value) =>
    typeof value === 'string' ? value.split('\\').map(numberFrom) : [numberFrom(value)],
  );
}

/** The first number of an element. */
export const numberOf = (dataset: Dataset, tag: string): number | undefined => numbersOf(dataset, tag)[0];

/** All numbers of an element where every one is a number and there are exactly (or, with `least`, at least) so many. */
export function vectorOf(dataset: Dataset, tag: string, count: number): readonly number[] | undefined {
  const numbers = numbersOf(dataset, tag);
  if (numbers.length < count) return undefined;
  const known = numbers.slice(0, count).filter((value) => value !== undefined);
  return known.length === count ? known : undefined;
}

function numberFrom(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The items of a sequence; what is not an item is passed over. */
export const itemsOf = (dataset: Dataset, tag: string): readonly Dataset[] =>
  valuesOf(dataset, tag).filter(isDataset);

/** The items of a sequence whose places count (frames, channels): what is not an item is an empty one. */
export const placesOf = (dataset: Dataset, tag: string): readonly Dataset[] =>
  Array.from(valuesOf(dataset, tag), (value) => (isDataset(value) ? value : {}));

/** The only or first item of a sequence. */
export const itemOf = (dataset: Dataset, tag: string): Dataset | undefined => itemsOf(dataset, tag)[0];

export function bulkUriOf(dataset: Dataset, tag: string): string | undefined {
  const uri = elementOf(dataset, tag)?.BulkDataURI;
  return typeof uri === 'string' && uri !== '' ? uri : undefined;
}

/** The bytes of a binary element, inline (base64, or as a file has them) or fetched; `undefined` where it has none. */
export function bytesOf(dataset: Dataset, tag: string, bulk: BulkData): Uint8Array | undefined {
  const inline = elementOf(dataset, tag)?.InlineBinary;
  if (inline instanceof Uint8Array) return inline;
  if (typeof inline === 'string') return fromBase64(inline);
  const uri = bulkUriOf(dataset, tag);
  return uri === undefined ? undefined : bulk.get(uri);
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
