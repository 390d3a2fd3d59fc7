import { itemsOf, textOf, type Dataset } from './dataset';
import * as Tag from './tags';

/** A coded term (PS3.3 §8): what it is called is shown, by its value and scheme it is recognised. */
export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** The first code of a sequence; `undefined` where there is none with a value or a meaning. */
export function codeFrom(dataset: Dataset, tag: string): Code | undefined {
  return codesFrom(dataset, tag)[0];
}

/** The codes of a sequence. Code Value may be a Long Code Value or a URN (§8.1). */
export function codesFrom(dataset: Dataset, tag: string): readonly Code[] {
  return itemsOf(dataset, tag).flatMap((item) => {
    const value =
      [Tag.CodeValue, Tag.LongCodeValue, Tag.URNCodeValue].map((at) => textOf(item, at)).find(Boolean) ?? '';
    const meaning = textOf(item, Tag.CodeMeaning) ?? value;
    return meaning === '' ? [] : [{ value, scheme: textOf(item, Tag.CodingSchemeDesignator) ?? '', meaning }];
  });
}

/** Whether it is one of these terms of PS3.16 Annex D. */
export const isDcm = (code: Code | undefined, ...values: readonly string[]): boolean =>
  code !== undefined && code.scheme === 'DCM' && values.includes(code.value);
