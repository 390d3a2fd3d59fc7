import type { Distinction } from '../../domain/study/study';
import { itemOf, numberOf, numbersOf, textOf, textsOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** What writers put for a patient who was given nothing */
const NO_AGENT = /^(no|none|n\/?a)$/i;

/**
 * How a picture was acquired and computed, as far as two of one place may differ in it: inversion time, flip angle, way of
 * diffusion weighting, contrast agent, tube voltage, kernel and thickness (PS3.3 C.8.3.1, C.8.2.1, C.7.6.4, and the macros of
 * enhanced objects, C.8.13.5, C.8.15.3).
 * @param group the item of a functional group macro, the frame's own before the shared one
 * @param b s/mm², where it is of diffusion
 */
export function acquisitionFrom(
  instance: Dataset,
  group: (tag: string) => Dataset | undefined,
  b: number | undefined,
): readonly (readonly [Distinction['kind'], string | number | undefined])[] {
  const of = (tag: string) => group(tag) ?? instance;
  const inversion =
    numbersOf(group(Tag.MRModifierSequence) ?? {}, Tag.InversionTimes)[0] ??
    numberOf(instance, Tag.InversionTime);
  return [
    ['inversion-time', inversion],
    ['flip-angle', numberOf(of(Tag.MRTimingAndRelatedParametersSequence), Tag.FlipAngle)],
    ['diffusion', b ? weightingOf(of(Tag.MRDiffusionSequence)) : undefined],
    ['contrast', agentOf(instance, group)],
    ['voltage', numberOf(of(Tag.CTXRayDetailsSequence), Tag.KVP)],
    ['kernel', textsOf(of(Tag.CTReconstructionSequence), Tag.ConvolutionKernel).join(' ')],
    ['thickness', numberOf(of(Tag.PixelMeasuresSequence), Tag.SliceThickness)],
  ];
}

/** A trace is of no direction; of others nobody knows, where neither the way nor a direction is said (C.8.13.5.9). */
function weightingOf(diffusion: Dataset): string {
  const way = textOf(diffusion, Tag.DiffusionDirectionality);
  if (way === 'ISOTROPIC') return 'trace';
  const direction = itemOf(diffusion, Tag.DiffusionGradientDirectionSequence) ?? diffusion;
  const isDirected =
    way === 'DIRECTIONAL' ||
    way === 'BMATRIX' ||
    numbersOf(direction, Tag.DiffusionGradientOrientation).length > 0;
  return isDirected ? 'directions' : 'no direction stated';
}

/** Its name; of an enhanced object's frame, that it was given. `undefined` where none was. */
function agentOf(instance: Dataset, group: (tag: string) => Dataset | undefined): string | undefined {
  const usage = group(Tag.ContrastBolusUsageSequence);
  if (usage) return textOf(usage, Tag.ContrastBolusAgentAdministered) === 'YES' ? 'given' : undefined;
  const agent = textOf(instance, Tag.ContrastBolusAgent)?.trim();
  return agent && !NO_AGENT.test(agent) ? agent : undefined;
}
