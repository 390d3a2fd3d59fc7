import type { DataPresentation } from '../presentation/view-state';
import { attributesOf, type Frame, type FrameAttributes } from '../study/study';
import { modalityMeaning, type ValueMeaning } from './value-meaning';

/** How the values of a tracer are told and shown. */
export interface TracerScale {
  readonly meaning: ValueMeaning;
  /** The second of two units that the same value has: Bq/ml beside SUV; absent where there is one */
  readonly activity?: true;
  /** What is black and what is white as long as nothing is chosen, in the unit that is told first */
  readonly usual: readonly [from: number, to: number];
  /** Whether attenuation was corrected; absent where the object does not say of what kind it is */
  readonly isCorrected?: boolean;
}

/** As PET is usually read: SUV 0 to 5 */
const USUAL_SUV = [0, 5] as const;

export function tracerScaleOf(frame: Frame): TracerScale | undefined {
  const attributes = attributesOf(frame);
  if (attributes === undefined) return undefined;
  const { pet } = frame.instance;
  const meaning = modalityMeaning(frame.instance, attributes);
  // An empty statement may mean anything.
  const isCorrected = pet && pet.corrected.length > 0 ? pet.corrected.includes('ATTN') : undefined;
  const [own] = attributes.windows;
  const isUptake = meaning.of === 'suvbw' && isCorrected === true;
  const ends = own
    ? ([own.center - own.width / 2, own.center + own.width / 2] as const)
    : ([0, halfOfRange(frame, attributes)] as const);
  const usual = isUptake ? USUAL_SUV : ([ends[0] * meaning.factor, ends[1] * meaning.factor] as const);
  return {
    meaning,
    ...(meaning.of === 'suvbw' && pet?.units === 'BQML' && { activity: true as const }),
    usual,
    ...(isCorrected !== undefined && { isCorrected }),
  };
}

/** Half of what its bits can say: where nothing says more, most of a tracer is seen by that. */
function halfOfRange({ instance: { image } }: Frame, { modalityLut }: FrameAttributes): number {
  const bits = (image?.bitsStored ?? 16) - (image?.signed ? 1 : 0);
  return (2 ** bits / 2) * (modalityLut.kind === 'rescale' ? Math.abs(modalityLut.slope) || 1 : 1);
}

/** How an image of a tracer hangs: PET that is corrected by SUV 0 to 5 in inverse grey, all others as their objects say. */
export function tracerHome(frame: Frame | undefined): Partial<DataPresentation> {
  const scale = frame?.instance.pet && tracerScaleOf(frame);
  if (!scale || scale.usual !== USUAL_SUV) return {};
  const { voiFunction, inverse } = attributesOf(frame) ?? {};
  const { center, width } = windowOfRange(USUAL_SUV, scale.meaning);
  // LINEAR begins and ends half a value further in (PS3.3 C.11.2.1.2.1).
  const by = voiFunction === 'LINEAR' ? 1 : 0;
  return { window: { center: center + by / 2, width: width + by }, invert: !inverse };
}

/** The range of told values that a window of modality values is. */
export function rangeOfWindow(
  { center, width }: { readonly center: number; readonly width: number },
  { factor }: Pick<ValueMeaning, 'factor'>,
  voi: FrameAttributes['voiFunction'],
): readonly [number, number] {
  const by = voi === 'LINEAR' && width >= 1 ? 1 : 0;
  const [middle, half] = [center - by / 2, (width - by) / 2];
  return [(middle - half) * factor, (middle + half) * factor];
}

/** The window of modality values that a range of told values is; its ends are black and white exactly (LINEAR_EXACT). */
export function windowOfRange(
  [from, to]: readonly [number, number],
  { factor }: Pick<ValueMeaning, 'factor'>,
): { readonly center: number; readonly width: number } {
  return { center: (from + to) / 2 / factor, width: Math.max(to - from, 1e-9) / factor };
}
