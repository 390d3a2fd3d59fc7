import type { FrameAttributes, VoiWindow } from '../../domain/study/study';
import { numbersOf, textOf, textsOf, type Dataset } from '../dataset';

/** Window centres and widths with their explanations (PS3.3 C.11.2.1.2); pairs that cannot be are left out. */
export function windowsFrom(dataset: Dataset): readonly VoiWindow[] {
  const widths = numbersOf(dataset, '00281051');
  const explanations = textsOf(dataset, '00281055');
  return numbersOf(dataset, '00281050').flatMap((center, at) => {
    const width = widths[at];
    const explanation = explanations[at];
    if (center === undefined || width === undefined || width <= 0) return [];
    return [{ center, width, ...(explanation && { explanation }) }];
  });
}

/** (0028,1056); LINEAR where it is absent or none of the three. */
export function voiFunctionFrom(dataset: Dataset): FrameAttributes['voiFunction'] {
  const name = textOf(dataset, '00281056');
  return name === 'LINEAR_EXACT' || name === 'SIGMOID' ? name : 'LINEAR';
}
