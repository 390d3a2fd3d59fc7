import type { SoftcopyPresentation } from '../../domain/presentation-state';
import type { ImageReference } from '../../domain/report-document';
import type { Frame } from '../../domain/study';

/** The presentation state, where it names this frame (Presentation State Relationship, PS3.3 C.11.11). */
export function softcopyOf(
  softcopy: SoftcopyPresentation | undefined,
  frame: Frame,
): SoftcopyPresentation | undefined {
  return softcopy?.applies.some((one) => names(one, frame)) ? softcopy : undefined;
}

/** Whether one part of a presentation state is for this frame: a part that names no image is for all of them. */
export const isFor = (images: readonly ImageReference[], frame: Frame): boolean =>
  images.length === 0 || images.some((one) => names(one, frame));

/** A reference without any UID names nothing: numbers that a person wrote are no part of a presentation state. */
function names(
  { study, series, instance, frames }: ImageReference,
  { instance: of, number }: Frame,
): boolean {
  if (instance === undefined && series === undefined) return false;
  return (
    (study ?? of.study) === of.study &&
    (series ?? of.series) === of.series &&
    (instance ?? of.uid) === of.uid &&
    (frames?.includes(number) ?? true)
  );
}
