import { attributesOf, type Frame, type ModalityLut } from '../../domain/study/study';
import type { Voxels } from '../../domain/volume/voxels';
import type { PixelArray } from '../decode/pixels';
import { modalityOf } from '../paint/grey';

/** How the numbers of a volume's slices become values: what all slices have in common. */
export type Rescale = Pick<Voxels, 'slope' | 'intercept' | 'padding'> & {
  /** Slices are kept as modality values, because each has a rescaling of its own (PET) or a table */
  readonly own: boolean;
};

/** Kept for padding among values that are rescaled one by one: the same in 32 bits as in 64 */
const PADDED = -(2 ** 127);

export function rescaleOf(frames: readonly Frame[]): Rescale {
  const luts = frames.map((frame) => attributesOf(frame)?.modalityLut);
  const paddings = frames.map(({ instance: { image } }) => image?.padding);
  const [lut, padding] = [luts[0], paddings[0]];
  const isShared =
    lut?.kind === 'rescale' &&
    luts.every(
      (one) => one?.kind === 'rescale' && one.slope === lut.slope && one.intercept === lut.intercept,
    ) &&
    paddings.every((one) => one?.from === padding?.from && one?.to === padding?.to);
  if (!isShared) return { own: true, slope: 1, intercept: 0, padding: [-Infinity, PADDED] };
  const { slope, intercept } = lut;
  return { own: false, slope, intercept, ...(padding && { padding: [padding.from, padding.to] as const }) };
}

/** The numbers of one slice as the volume keeps them: the stored values themselves, or what they mean. */
export function sliceValues(
  pixels: PixelArray,
  { own }: Rescale,
  lut: ModalityLut,
  padding: { readonly from: number; readonly to: number } | undefined,
): PixelArray {
  if (!own) return pixels;
  const modality = modalityOf(lut);
  // What has more than 24 bits would lose some of them in 32.
  const made =
    pixels.BYTES_PER_ELEMENT > 2 ? new Float64Array(pixels.length) : new Float32Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) {
    const stored = pixels[at] as number;
    made[at] = padding && stored >= padding.from && stored <= padding.to ? PADDED : modality(stored);
  }
  return made;
}
