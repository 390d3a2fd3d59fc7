import { numberOf, textOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** The first and the last block that can be reserved, and what is looked through where many pictures are asked. */
const [FIRST, LAST, USUAL] = [0x10, 0xff, 0x1f];

/** Private elements lie in the block that their creator reserved (PS3.5 §7.8.1). @param last block that is looked at */
export function privateTag(
  dataset: Dataset,
  group: string,
  creator: string,
  element: string,
  last = LAST,
): string | undefined {
  for (let block = FIRST; block <= last; block++) {
    const reserved = block.toString(16).toUpperCase();
    if (textOf(dataset, `${group}00${reserved}`) === creator) return `${group}${reserved}${element}`;
  }
  return undefined;
}

/** Where each maker's scanners wrote a b-value before DICOM had an element for it, and some still do. */
const B_VALUES = [
  ['0019', 'SIEMENS MR HEADER', '0C'],
  ['0043', 'GEMS_PARM_01', '39'],
  ['2001', 'Philips Imaging DD 001', '03'],
  ['0065', 'Image Private Header', '09'],
] as const;

/** Added by one maker to mark its newer values: no scanner has a b-value beyond it. */
const MARK = 100_000;

/** s/mm² of an MR picture, not of an object of many, that says it in its maker's own element; `undefined` where it does not. */
export function privateBValue(dataset: Dataset): number | undefined {
  if (textOf(dataset, Tag.Modality) !== 'MR' || (numberOf(dataset, Tag.NumberOfFrames) ?? 1) > 1)
    return undefined;
  for (const [group, creator, element] of B_VALUES) {
    const tag = privateTag(dataset, group, creator, element, USUAL);
    const value = tag === undefined ? undefined : numberOf(dataset, tag);
    if (value !== undefined && value >= 0) return value % MARK;
  }
  return undefined;
}
