import type { AppliedSoftcopy } from '../../domain/presentation/view-state';
import type { PlaneLook, PlanesRequest } from '../../domain/ports/planes';
import type { Frame, FrameAttributes, Lut, ModalityLut } from '../../domain/study/study';
import { describedOf } from '../paint/attributes';
import { greyScale, type VoiFunction } from '../paint/grey';
import { softcopyOf } from '../softcopy/applies';
import { softcopyAttributes, type SoftcopyAttributes } from '../softcopy/grey-attributes';

/** How a volume's values become greys, as a worker is told it. */
export interface PlaneGreys extends Pick<PlaneLook, 'window' | 'invert' | 'colours'> {
  /** What the window goes through, where no table is in its place */
  readonly voi: VoiFunction;
  readonly voiLut?: Lut;
  readonly presentationLut?: Lut;
  /** From the volume's values to those that the window or table is for: a presentation state has a rescaling of its own */
  readonly rescale?: readonly [slope: number, intercept: number];
}

/** By a window alone, as what lies over another is seen. */
export const greysOf = ({ window, isExact = false, invert, colours }: PlaneLook): PlaneGreys => ({
  window,
  voi: window.width > 1 && !isExact ? 'LINEAR' : 'LINEAR_EXACT',
  invert,
  ...(colours && { colours }),
});

/** As the picture beside them: its VOI function or table, its polarity, and what a presentation state puts in their place. */
export function greysLike(request: PlanesRequest): PlaneGreys {
  const { like, window, colours } = request;
  if (!like) return greysOf(request);
  const { frame, presentation } = like;
  const described = describedOf(frame);
  const { attributes, rescale } = shownAttributes(described, frame, presentation);
  const half = window.width / 2;
  const isFloat = frame.instance.image?.sample !== 'integer';
  const { voi, window: inForce } = greyScale(
    {
      range: [0, 0],
      ownRange: [window.center - half, window.center + half],
      ...(isFloat && { pixels: new Float32Array() }),
    },
    attributes,
    {},
    presentation,
  );
  const table = voi === undefined ? tableIn(attributes, presentation.voiLut) : undefined;
  const { presentationLut } = attributes;
  return {
    window: inForce,
    voi: voi ?? 'LINEAR_EXACT',
    ...(table && { voiLut: table }),
    ...(presentationLut && { presentationLut }),
    ...(rescale && { rescale }),
    invert: attributes.inverse !== presentation.invert,
    ...(colours && { colours }),
  };
}

const tableIn = ({ voiLuts }: FrameAttributes, chosen: number | undefined): Lut | undefined =>
  [chosen === undefined ? undefined : voiLuts[chosen], ...voiLuts].find(
    (one) => one !== undefined && one.values.length > 0,
  );

/**
 * The frame's own, or those of the presentation state that is in force on it. One whose values cannot be had from a volume's,
 * because one of the two goes through a table that the other does not have, has no say.
 */
function shownAttributes(
  described: FrameAttributes,
  frame: Frame,
  { softcopy: chosen }: AppliedSoftcopy,
): { readonly attributes: SoftcopyAttributes; readonly rescale?: readonly [number, number] } {
  const softcopy = softcopyOf(chosen, frame);
  if (!softcopy) return { attributes: described };
  const attributes = softcopyAttributes(described, softcopy, frame);
  const rescale = between(described.modalityLut, attributes.modalityLut);
  return rescale ? { attributes, rescale } : { attributes: described };
}

/** From values of one modality stage to those of another. */
function between(from: ModalityLut, to: ModalityLut): readonly [number, number] | undefined {
  // A state repeats the table of its picture.
  if (from.kind === 'lut') return to.kind === 'lut' ? [1, 0] : undefined;
  if (to.kind === 'lut') return undefined;
  const slope = to.slope / from.slope;
  return [slope, to.intercept - from.intercept * slope];
}
