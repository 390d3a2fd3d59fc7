import type { DisplayedArea, SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Frame } from '../../domain/study/study';
import type { Area } from '../viewport/placement';
import { isFor } from './applies';

/** CSS pixels an inch; what a person's screen makes of them no browser can tell. */
const CSS_PIXELS_A_MM = 96 / 25.4;

/** The displayed area for this frame: one that names it, else one for all (PS3.3 C.10.4). */
export function areaOf(softcopy: SoftcopyPresentation | undefined, frame: Frame): DisplayedArea | undefined {
  const own = softcopy?.areas.filter(({ images }) => isFor(images, frame)) ?? [];
  return own.find(({ images }) => images.length > 0) ?? own[0];
}

/** Vertical to horizontal size of a pixel as the area has it, for placing; `undefined` where it does not say. */
export const pitchOf = (area: DisplayedArea | undefined): readonly [number, number] | undefined =>
  area?.spacing ?? area?.aspect;

/**
 * The part of the picture that fits into the viewport at zoom 1, and the scale it is to have where it is not just to
 * fit. TRUE SIZE is that of CSS; MAGNIFY counts device pixels. Either without its number fits.
 */
export function shownArea(area: DisplayedArea, pixelRatio: number): Area {
  const [left, top] = area.topLeft;
  const [right, bottom] = area.bottomRight;
  const scale = scaleOf(area, pixelRatio);
  // Corners are pixels, counted from 1 and both within: their outer edges bound the area.
  return { left: left - 1, top: top - 1, right, bottom, ...(scale !== undefined && { scale }) };
}

function scaleOf({ size, spacing, magnification }: DisplayedArea, pixelRatio: number): number | undefined {
  if (size === 'TRUE SIZE') return spacing && Math.min(...spacing) * CSS_PIXELS_A_MM;
  return size === 'MAGNIFY' && magnification !== undefined ? magnification / pixelRatio : undefined;
}
