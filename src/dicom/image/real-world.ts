import type { RealWorldMapping } from '../../domain/study/study';
import { codeFrom } from '../code';
import { itemsOf, numberOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/**
 * The first linear mapping of a Real World Value Mapping Sequence (PS3.3 C.7.6.16.2.11) that has a unit; `undefined`
 * where there is none. One by a table is passed over.
 */
export function realWorldFrom(dataset: Dataset): RealWorldMapping | undefined {
  for (const item of itemsOf(dataset, Tag.RealWorldValueMappingSequence)) {
    const found = item && mappingFrom(item);
    if (found) return found;
  }
  return undefined;
}

function mappingFrom(item: Dataset): RealWorldMapping | undefined {
  const slope = numberOf(item, Tag.RealWorldValueSlope);
  const code = codeFrom(item, Tag.MeasurementUnitsCodeSequence);
  if (!slope || !code) return undefined;
  const first =
    numberOf(item, Tag.RealWorldValueFirstValueMapped) ??
    numberOf(item, Tag.DoubleFloatRealWorldValueFirstValueMapped);
  const last =
    numberOf(item, Tag.RealWorldValueLastValueMapped) ??
    numberOf(item, Tag.DoubleFloatRealWorldValueLastValueMapped);
  // Archives that do not know whether "US or SS" was meant send the first of signed values as a large one.
  const isTurned = first !== undefined && last !== undefined && first > last && first > 32_767;
  return {
    slope,
    intercept: numberOf(item, Tag.RealWorldValueIntercept) ?? 0,
    first: isTurned ? first - 65_536 : (first ?? -Infinity),
    last: last ?? Infinity,
    unit: { code: code.scheme === 'UCUM' ? code.value : '', meaning: code.meaning },
  };
}
