import type { FrameAttributes, RealWorldMapping, RealWorldPiece } from '../../domain/study/study';
import type { ValueRange } from '../../domain/study/value-range';
import { codeFrom } from '../code';
import { bytesOf, itemsOf, numberOf, numbersOf, textOf, type BulkData, type Dataset } from '../dataset';
import * as Tag from '../tags';

type Mappings = Pick<FrameAttributes, 'realWorld' | 'realWorldOthers'>;

/** What an object calls the mapping that is meant where it has several */
const PRIMARY = /^primary$/i;

/**
 * The mappings of a Real World Value Mapping Sequence (PS3.3 C.7.6.16.2.11) that have a unit, by a line or a table: the one
 * that is labelled as primary, else the first, and the others. Items of one unit and label whose ranges lie beside one another
 * are one mapping. `undefined` where there is none.
 */
export function realWorldFrom(dataset: Dataset, stored: ValueRange, bulk: BulkData): Mappings | undefined {
  const items = itemsOf(dataset, Tag.RealWorldValueMappingSequence);
  const all = joined(items.flatMap((item) => mappingFrom(item, stored, bulk) ?? []));
  const realWorld = all.find(({ label = '' }) => PRIMARY.test(label)) ?? all[0];
  const others = all.filter((one) => one !== realWorld);
  return realWorld && { realWorld, ...(others.length > 0 && { realWorldOthers: others }) };
}

function joined(all: readonly RealWorldMapping[]): readonly RealWorldMapping[] {
  const found: RealWorldMapping[] = [];
  for (const one of all) {
    const at = found.findIndex((other) => isContinued(other, one));
    const before = found[at];
    if (before) found[at] = { ...before, pieces: [...before.pieces, ...one.pieces] };
    else found.push(one);
  }
  return found;
}

/** Some writers let ranges share the value at their border. */
const isContinued = (one: RealWorldMapping, other: RealWorldMapping): boolean =>
  one.label === other.label &&
  one.unit.code === other.unit.code &&
  one.unit.meaning === other.unit.meaning &&
  one.pieces.every((a) => other.pieces.every((b) => a.last <= b.first || b.last <= a.first));

function mappingFrom(item: Dataset, stored: ValueRange, bulk: BulkData): RealWorldMapping | undefined {
  const code = codeFrom(item, Tag.MeasurementUnitsCodeSequence);
  if (!code) return undefined;
  const label = textOf(item, Tag.LUTLabel);
  const common = {
    unit: { code: code.scheme === 'UCUM' ? code.value : '', meaning: code.meaning },
    ...(label !== undefined && { label }),
  };
  const piece = pieceFrom(item, rangeFrom(item, stored), bulk);
  return piece && { ...common, pieces: [piece] };
}

function pieceFrom(item: Dataset, { first, last }: Range, bulk: BulkData): RealWorldPiece | undefined {
  const slope = numberOf(item, Tag.RealWorldValueSlope);
  if (slope) return { first, last, slope, intercept: numberOf(item, Tag.RealWorldValueIntercept) ?? 0 };
  const entries = entriesFrom(item, bulk);
  // Where a table begins has to be said.
  if (!entries || !Number.isFinite(first)) return undefined;
  return { first, last: Math.min(last, first + entries.length - 1), entries };
}

type Range = Pick<RealWorldPiece, 'first' | 'last'>;

function rangeFrom(item: Dataset, stored: ValueRange): Range {
  const whole = {
    first: numberOf(item, Tag.RealWorldValueFirstValueMapped),
    last: numberOf(item, Tag.RealWorldValueLastValueMapped),
  };
  const first = whole.first ?? numberOf(item, Tag.DoubleFloatRealWorldValueFirstValueMapped) ?? -Infinity;
  const last = whole.last ?? numberOf(item, Tag.DoubleFloatRealWorldValueLastValueMapped) ?? Infinity;
  // Where nobody knew whether "US or SS" was meant, what is below 0 came as a large number; not the end of what starts at 0.
  const turned = (end: number | undefined, otherwise: number) =>
    end !== undefined && end > 32_767 && (stored[0] < 0 || first > last) ? end - 65_536 : otherwise;
  const from = turned(whole.first, first);
  const to = turned(whole.last, last);
  return { first: from, last: from <= to ? to : last };
}

/** Real World Value LUT Data (0040,9212), 64 bits an entry; what is no number stays none. */
function entriesFrom(item: Dataset, bulk: BulkData): ArrayLike<number> | undefined {
  const numbers = numbersOf(item, Tag.RealWorldValueLUTData);
  if (numbers.length > 0) return Float64Array.from(numbers, (value) => value ?? Number.NaN);
  const bytes = bytesOf(item, Tag.RealWorldValueLUTData, bulk);
  if (!bytes || bytes.byteLength < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: Math.floor(bytes.byteLength / 8) }, (_, at) =>
    view.getFloat64(at * 8, true),
  );
}
