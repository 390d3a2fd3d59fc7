import { numberInWhole } from '../../domain/study/parts';
import { isMask, isMeantSubtracted, subtractionOf } from '../../domain/study/subtraction';
import type { MaskOperation } from '../../domain/study/mask-operation';
import type { Frame } from '../../domain/study/study';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import { subtractionTexts } from '../../texts/en/viewer';

type Shown = Pick<ViewportContext, 'displaySet' | 'shown' | 'at' | 'state'>;

const frameOf = ({ displaySet, shown, at }: Shown) => displaySet?.frames[shown?.at ?? at];

/** Whether a run is seen subtracted now; `undefined` where it has no masks, or a saved view says how it is shown. */
export function subtractionChoice(context: Shown): boolean | undefined {
  const frame = frameOf(context);
  if (!frame?.instance.masks || context.state?.softcopyInForce) return undefined;
  return context.state?.presentation.subtraction ?? isMeantSubtracted(frame);
}

/** What is said on a picture of a run that has masks: by what it is subtracted, or why it is not. */
export function subtractionWords(context: Shown): string | undefined {
  const frame = frameOf(context);
  const { state } = context;
  if (!frame) return undefined;
  if (state?.subtraction) return subtractionTexts.by(state.subtraction.masks);
  if (state?.softcopyInForce?.masks) return savedWords(frame, state.softcopyInForce.masks);
  if (!frame.instance.masks) return undefined;
  const isOn = subtractionChoice(context);
  if (isOn === undefined) return isMeantSubtracted(frame) ? subtractionTexts.notDone : undefined;
  if (!isOn) return isMeantSubtracted(frame) ? subtractionTexts.off : undefined;
  if (subtractionOf(frame)) return subtractionTexts.notDone;
  return isMask(frame) ? subtractionTexts.mask : subtractionTexts.outside;
}

/** Of a saved view that subtracts, where this frame is not: a mask is looked at as it is. */
function savedWords(frame: Frame, masks: readonly MaskOperation[]): string {
  if (subtractionOf(frame, masks)) return subtractionTexts.notDone;
  const isOne = masks.some((one) => one.masks.includes(numberInWhole(frame)));
  return isOne ? subtractionTexts.mask : subtractionTexts.outside;
}
