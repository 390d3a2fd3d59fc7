import type { OpticalPath, Pair, Slide } from '../../domain/slide/slide';

/** The window that objects give the values of a path, as stored values: black and full; `undefined` where none does. */
export function usualWindow({ levels }: Slide, { id }: OpticalPath): Pair | undefined {
  const part = levels[0].parts.find(({ paths }) => paths.includes(id)) ?? levels[0].parts[0];
  const attributes = part?.instance.frames[0];
  const [window] = attributes?.windows ?? [];
  if (!attributes || !window || !(window.width > 0)) return undefined;
  const { modalityLut, inverse } = attributes;
  const [slope, intercept] =
    modalityLut.kind === 'rescale' && modalityLut.slope !== 0
      ? [modalityLut.slope, modalityLut.intercept]
      : [1, 0];
  const stored = (value: number) => (value - intercept) / slope;
  const ends: Pair = [stored(window.center - window.width / 2), stored(window.center + window.width / 2)];
  return inverse ? [ends[1], ends[0]] : ends;
}

/** What both of two ranges hold. */
export const wider = (one: Pair | undefined, [least, most]: Pair): Pair =>
  one ? [Math.min(one[0], least), Math.max(one[1], most)] : [least, most];
