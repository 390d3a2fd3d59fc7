import { appliesTo, namesFrame } from '../../domain/presentation/presentation-choice';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { ImageReference } from '../../domain/report/report-document';
import type { Frame } from '../../domain/study/study';

/** The presentation state, where it names this frame (Presentation State Relationship, PS3.3 C.11.11). */
export const softcopyOf = (
  softcopy: SoftcopyPresentation | undefined,
  frame: Frame,
): SoftcopyPresentation | undefined => (softcopy && appliesTo(softcopy, frame) ? softcopy : undefined);

/** Whether one part of a presentation state is for this frame: a part that names no image is for all of them. */
export const isFor = (images: readonly ImageReference[], frame: Frame): boolean =>
  images.length === 0 || images.some((one) => namesFrame(one, frame));
