import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Frame, FrameAttributes, Lut, ModalityLut, VoiWindow } from '../../domain/study/study';
import { modalityRange, storedRange, tableFor, type ValueRange } from '../../domain/study/value-range';
import { isFor } from './applies';

/** A frame's grey attributes with what a presentation state puts in their place. */
export interface SoftcopyAttributes extends FrameAttributes {
  /** After the VOI stage (PS3.3 C.11.6) */
  readonly presentationLut?: Lut;
}

const IDENTITY: ModalityLut = { kind: 'rescale', slope: 1, intercept: 0 };

/**
 * The grey pipeline as the presentation state defines it. It defines all of it (PS3.4 N.2.1): a stage that it leaves
 * out is an identity, not the object's own, and the photometric interpretation has no say. Two exceptions: a table that
 * it has and that could not be read leaves the object's own, and so does a state without a presentation LUT, which is
 * one of colour.
 * @param isDifference its values are differences, to which the modality stage comes without its intercept; the window or
 * table of the state is for them (PS3.4 N.2.1), and without one they have the range of their run
 */
export function softcopyAttributes(
  described: FrameAttributes,
  softcopy: SoftcopyPresentation,
  frame: Frame,
  isDifference = false,
): SoftcopyAttributes {
  const { presentationLut, notApplied } = softcopy;
  const { image } = frame.instance;
  const stored = image && storedRange(image);
  const own = stored && softcopy.modalityLut && modalityFor(softcopy.modalityLut, stored);
  const stage = own ?? (notApplied.includes('modality LUT') ? described.modalityLut : IDENTITY);
  const modalityLut = isDifference ? withoutIntercept(stage) : stage;
  return {
    ...described,
    modalityLut,
    ...voiOf(
      described,
      softcopy,
      frame,
      isDifference ? undefined : stored && modalityRange(stored, modalityLut),
    ),
    ...(presentationLut && 'lut' in presentationLut
      ? { presentationLut: presentationLut.lut, inverse: false }
      : { inverse: presentationLut ? presentationLut.shape === 'INVERSE' : described.inverse }),
  };
}

const withoutIntercept = (lut: ModalityLut): ModalityLut =>
  lut.kind === 'rescale' ? { ...lut, intercept: 0 } : IDENTITY;

const modalityFor = (lut: ModalityLut, stored: ValueRange): ModalityLut =>
  lut.kind === 'lut' ? { ...lut, lut: tableFor(lut.lut, stored) } : lut;

type Voi = Pick<FrameAttributes, 'windows' | 'voiLuts' | 'voiFunction'>;

function voiOf(
  described: FrameAttributes,
  { voi, notApplied }: SoftcopyPresentation,
  frame: Frame,
  values: ValueRange | undefined,
): Voi {
  // One that names this very picture goes before one for all.
  const own = voi.filter(({ images }) => isFor(images, frame));
  const chosen = own.find(({ images }) => images.length > 0) ?? own[0];
  if (chosen?.window)
    return { windows: [chosen.window], voiLuts: [], voiFunction: chosen.function ?? 'LINEAR' };
  if (chosen?.lut)
    return {
      windows: [],
      voiLuts: [values ? tableFor(chosen.lut, values) : chosen.lut],
      voiFunction: 'LINEAR',
    };
  if (notApplied.includes('VOI LUT')) return described;
  return { windows: values ? [wholeRange(values)] : [], voiLuts: [], voiFunction: 'LINEAR' };
}

/** The window that is the identity over every value that can come out of the modality stage. */
function wholeRange([low, high]: ValueRange): VoiWindow {
  // PS3.3 C.11.2.1.2.1: a centre of 2048 and a width of 4096 leave 0 to 4095 as they are.
  return { center: (low + high + 1) / 2, width: high - low + 1 };
}
