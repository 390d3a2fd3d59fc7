import type { FrameAttributes, VoiWindow } from '../../domain/study/study';
import { numbersOf, textOf, textsOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** Window centres and widths with their explanations (PS3.3 C.11.2.1.2); pairs that cannot be are left out. */
export function windowsFrom(dataset: Dataset): readonly VoiWindow[] {
  const widths = numbersOf(dataset, Tag.WindowWidth);
  const explanations = textsOf(dataset, Tag.WindowCenterWidthExplanation);
  return numbersOf(dataset, Tag.WindowCenter).flatMap((center, at) => {
    const width = widths[at];
    const explanation = explanations[at];
    if (center === undefined || width === undefined || width <= 0) return [];
    return [{ center, width, ...(explanation && { explanation }) }];
  });
}

/** (0028,1056); LINEAR where it is absent or none of the three. */
export function voiFunctionFrom(dataset: Dataset): FrameAttributes['voiFunction'] {
  const name = textOf(dataset, Tag.VOILUTFunction);
  return name === 'LINEAR_EXACT' || name === 'SIGMOID' ? name : 'LINEAR';
}
