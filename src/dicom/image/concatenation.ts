import type { Concatenation } from '../../domain/study/concatenation';
import { numberOf, textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/**
 * Of an object that is stored in parts (PS3.3 C.7.6.16.2.2.4): which of them this is. One that does not say where it belongs
 * is a whole of its own.
 */
export function concatenationFrom(dataset: Dataset): Concatenation | undefined {
  const uid = textOf(dataset, Tag.ConcatenationUID);
  const count = (tag: string, least: number) => {
    const value = numberOf(dataset, tag);
    return value !== undefined && Number.isInteger(value) && value >= least ? value : undefined;
  };
  const offset = count(Tag.ConcatenationFrameOffsetNumber, 0);
  const number = count(Tag.InConcatenationNumber, 1);
  const of = count(Tag.InConcatenationTotalNumber, 1);
  if (uid === undefined || (offset === undefined && number === undefined)) return undefined;
  return {
    uid,
    ...(offset !== undefined && { offset }),
    ...(number !== undefined && { number }),
    ...(of !== undefined && { of }),
  };
}
