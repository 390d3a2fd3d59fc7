import { identityIn, type ViewerContext } from '../../workflow/viewer/viewer-context';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import type { ShownToPatient } from '../../workflow/with-patient/with-patient.machine';

/** What may be shown to the patient, or why nothing is. */
export type Offered =
  | { readonly kind: 'shown'; readonly shown: readonly [ShownToPatient, ShownToPatient?] }
  | { readonly kind: 'unconfirmed'; readonly match: 'unconfirmed' | 'different' }
  | { readonly kind: 'no-picture' };

/**
 * The picture that is looked at, with how it is looked at; and the other of two studies that are compared. Only where all of it is
 * confirmed to be of the patient.
 */
export function offeredOf(viewer: ViewerContext): Offered {
  const match = identityIn(viewer).kind;
  if (match !== 'same') return { kind: 'unconfirmed', match };
  const pictures = viewer.viewports.map((viewport) => viewport.getSnapshot().context);
  const active = pictures[viewer.active];
  const one = active && shownOf(viewer, active);
  if (one === undefined) return { kind: 'no-picture' };
  const other = pictures
    .filter(({ displaySet }) => displaySet && displaySet.study !== one.displaySet.study)
    .flatMap((picture) => shownOf(viewer, picture) ?? [])
    .at(0);
  return { kind: 'shown', shown: other ? [one, other] : [one] };
}

function shownOf({ study, prior }: ViewerContext, picture: ViewportContext): ShownToPatient | undefined {
  const { displaySet, shown, at, softcopies, choice, state, element } = picture;
  // Curves and slides have a paper of their own, with the machine's words on it.
  if (displaySet?.kind !== 'stack') return undefined;
  const isBefore = displaySet.study === prior?.study.uid;
  return {
    study: isBefore && prior ? prior.study : study,
    isBefore,
    displaySet,
    at: shown?.at ?? at,
    softcopies,
    choice,
    presentation: state?.presentation,
    size: [element?.clientWidth ?? 0, element?.clientHeight ?? 0],
  };
}
