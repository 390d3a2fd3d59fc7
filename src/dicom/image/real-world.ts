import type { FrameAttributes, RealWorldMapping } from '../../domain/study/study';
import type { ValueRange } from '../../domain/study/value-range';
import { codeFrom } from '../code';
import { bytesOf, itemsOf, numberOf, numbersOf, textOf, type BulkData, type Dataset } from '../dataset';
import * as Tag from '../tags';

type Mappings = Pick<FrameAttributes, 'realWorld' | 'realWorldOthers'>;

/** What an object calls the mapping that is meant where it has several */
const PRIMARY = /^primary$/i;

/**
 * The mappings of a Real World Value Mapping Sequence (PS3.3 C.7.6.16.2.11) that have a unit, by a line or a table: the one
 * that is labelled as primary, else the first, and the others. `undefined` where there is none.
 */
export function realWorldFrom(dataset: Dataset, stored: ValueRange, bulk: BulkData): Mappings | undefined {
  const items = itemsOf(dataset, Tag.RealWorldValueMappingSequence);
  const all = items.flatMap((item) => (item && mappingFrom(item, stored, bulk)) ?? []);
  const realWorld = all.find(({ label = '' }) => PRIMARY.test(label)) ?? all[0];
  const others = all.filter((one) => one !== realWorld);
  return realWorld && { realWorld, ...(others.length > 0 && { realWorldOthers: others }) };
}

function mappingFrom(item: Dataset, stored: ValueRange, bulk: BulkData): RealWorldMapping | undefined {
  const code = codeFrom(item, Tag.MeasurementUnitsCodeSequence);
  if (!code) return undefined;
  const label = textOf(item, Tag.LUTLabel);
  const common = {
    ...rangeFrom(item, stored),
    unit: { code: code.scheme === 'UCUM' ? code.value : '', meaning: code.meaning },
    ...(label !== undefined && { label }),
  };
  const slope = numberOf(item, Tag.RealWorldValueSlope);
  if (slope) return { ...common, slope, intercept: numberOf(item, Tag.RealWorldValueIntercept) ?? 0 };
  const entries = entriesFrom(item, bulk);
  // Where a table begins has to be said.
  if (!entries || !Number.isFinite(common.first)) return undefined;
  return { ...common, last: Math.min(common.last, common.first + entries.length - 1), entries };
}

function rangeFrom(item: Dataset, stored: ValueRange): Pick<RealWorldMapping, 'first' | 'last'> {
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
