import type { StudyUid } from '../../domain/ids';
import { appliesTo, presentationsFor } from '../../domain/presentation/presentation-choice';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import { softcopyWanted, type ViewportContext } from '../viewport/viewport-context';
import type { ViewerContext } from './viewer-context';
import type { SoftcopyEvent } from './viewer-events';

type Beside = Pick<ViewerContext, 'study' | 'objects' | 'prior'>;

/** The presentation states that lie beside a study's pictures: the open one's, or those of the earlier one. */
export function presentationsOf(
  { study, objects, prior }: Beside,
  of: StudyUid,
): readonly SoftcopyPresentation[] {
  const beside = of === study.uid ? objects : of === prior?.study.uid ? prior.objects : undefined;
  return beside?.presentations ?? [];
}

/** The presentation states that can be chosen for the picture in a viewport. */
export function softcopiesIn(
  context: Beside & Pick<ViewerContext, 'patient'>,
  { displaySet, shown, at }: Pick<ViewportContext, 'displaySet' | 'shown' | 'at'>,
): readonly SoftcopyPresentation[] {
  const frame = displaySet?.frames[shown?.at ?? at];
  return frame && displaySet
    ? presentationsFor(frame, presentationsOf(context, displaySet.study), context.patient)
    : [];
}

/** What of the choices is wanted now; a state that names other frames is not on this one. */
function softcopyOn(context: ViewportContext): SoftcopyPresentation | undefined {
  const frame = context.displaySet?.frames[context.at];
  const wanted = softcopyWanted(context);
  return frame && wanted && appliesTo(wanted, frame) ? wanted : undefined;
}

function toggled(viewport: ViewportContext, choices: readonly SoftcopyPresentation[]) {
  if (softcopyOn(viewport)) return undefined;
  const { softcopies, at, before } = viewport;
  const wanted = [before?.id, softcopies[at]?.id].flatMap((id) => choices.find((one) => one.id === id) ?? []);
  return wanted[0] ?? choices[0];
}

function next(viewport: ViewportContext, choices: readonly SoftcopyPresentation[]) {
  const now = softcopyOn(viewport)?.id;
  return choices[choices.findIndex(({ id }) => id === now) + 1];
}

export function choicesFor(context: ViewerContext, { slot }: { readonly slot?: number }) {
  const viewport = context.viewports[slot ?? context.active];
  return viewport ? softcopiesIn(context, viewport.getSnapshot().context) : [];
}

/**
 * What the picture is to be shown with, where `softcopy` is absent as it is stored. Nothing where the event names a state
 * that is not among the choices.
 */
export function choiceBy(
  event: SoftcopyEvent,
  viewport: ViewportContext,
  choices: readonly SoftcopyPresentation[],
): { readonly softcopy: SoftcopyPresentation | undefined } | undefined {
  if (event.type === 'softcopy.toggle') return { softcopy: toggled(viewport, choices) };
  if (event.type === 'softcopy.next') return { softcopy: next(viewport, choices) };
  const softcopy = choices.find(({ id }) => id === event.id);
  return event.id !== undefined && softcopy === undefined ? undefined : { softcopy };
}
