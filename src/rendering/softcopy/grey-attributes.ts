import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type {
  Frame,
  FrameAttributes,
  ImagePixel,
  Lut,
  ModalityLut,
  VoiWindow,
} from '../../domain/study/study';
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
 */
export function softcopyAttributes(
  described: FrameAttributes,
  softcopy: SoftcopyPresentation,
  frame: Frame,
): SoftcopyAttributes {
  const { presentationLut, notApplied } = softcopy;
  const modalityLut =
    softcopy.modalityLut ?? (notApplied.includes('modality LUT') ? described.modalityLut : IDENTITY);
  return {
    ...described,
    modalityLut,
    ...voiOf(described, softcopy, frame, modalityLut),
    ...(presentationLut && 'lut' in presentationLut
      ? { presentationLut: presentationLut.lut, inverse: false }
      : { inverse: presentationLut ? presentationLut.shape === 'INVERSE' : described.inverse }),
  };
}

type Voi = Pick<FrameAttributes, 'windows' | 'voiLuts' | 'voiFunction'>;

function voiOf(
  described: FrameAttributes,
  { voi, notApplied }: SoftcopyPresentation,
  frame: Frame,
  modality: ModalityLut,
): Voi {
  // One that names this very picture goes before one for all.
  const own = voi.filter(({ images }) => isFor(images, frame));
  const chosen = own.find(({ images }) => images.length > 0) ?? own[0];
  if (chosen?.window)
    return { windows: [chosen.window], voiLuts: [], voiFunction: chosen.function ?? 'LINEAR' };
  if (chosen?.lut) return { windows: [], voiLuts: [chosen.lut], voiFunction: 'LINEAR' };
  if (notApplied.includes('VOI LUT')) return described;
  const { image } = frame.instance;
  return { windows: image ? [wholeRange(image, modality)] : [], voiLuts: [], voiFunction: 'LINEAR' };
}

/** The window that is the identity over every value that can come out of the modality stage. */
function wholeRange({ bitsStored, signed }: ImagePixel, modality: ModalityLut): VoiWindow {
  const [low, high] =
    modality.kind === 'lut' ? lutRange(modality.lut) : storedRange(bitsStored, signed, modality);
  // PS3.3 C.11.2.1.2.1: a centre of 2048 and a width of 4096 leave 0 to 4095 as they are.
  return { center: (low + high + 1) / 2, width: high - low + 1 };
}

const lutRange = ({ bits }: Lut) => [0, 2 ** bits - 1] as const;

function storedRange(
  bits: number,
  signed: boolean,
  { slope, intercept }: Extract<ModalityLut, { kind: 'rescale' }>,
): readonly [number, number] {
  const least = signed ? -(2 ** (bits - 1)) : 0;
  const ends = [least * slope + intercept, (least + 2 ** bits - 1) * slope + intercept];
  return [Math.min(...ends), Math.max(...ends)];
}
