import { appliesTo, presentationsFor } from '../domain/presentation-choice';
import type { SoftcopyPresentation } from '../domain/presentation-state';
import { softcopyWanted, type ViewportContext } from './viewport-context';
import type { ViewerContext } from './viewer-context';
import type { SoftcopyEvent } from './viewer-events';

/** The presentation states that can be chosen for the picture in a viewport. */
export function softcopiesIn(
  { objects, patient }: Pick<ViewerContext, 'objects' | 'patient'>,
  { displaySet, shown, at }: Pick<ViewportContext, 'displaySet' | 'shown' | 'at'>,
): readonly SoftcopyPresentation[] {
  const frame = displaySet?.frames[shown?.at ?? at];
  return frame && objects ? presentationsFor(frame, objects.presentations, patient) : [];
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
