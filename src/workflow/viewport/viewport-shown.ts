import type { RenderingEvent } from '../../domain/ports/rendering-event';
import { nearestPosition, USUAL_RATE } from '../../domain/presentation/limits';
import { playableRate } from '../../domain/study/course';
import { asStored, type Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { ShownPicture, ViewportContext } from './viewport-context';
import type { ViewportEvent } from './viewport-events';

/** A state is how somebody left the picture: what was turned or windowed by hand before gives way to it. */
export const changeTo = (
  softcopy: SoftcopyPresentation | undefined,
  home: Partial<Presentation>,
): Partial<Presentation> =>
  softcopy
    ? { ...asStored, window: undefined, voiLut: undefined, softcopy }
    : { ...home, softcopy: undefined };

/** The position that is nearest to one that is asked for, in what the viewport shows. */
export const positionIn = ({ displaySet }: ViewportContext, at: number) =>
  nearestPosition(at, displaySet?.frames.length ?? 0);

/**
 * What a display set is shown with. One that only grew, because more of it arrived, stays at its frame and with what was
 * chosen for it.
 */
export function displayed(
  { displaySet: before, at, choice, home: known }: ViewportContext,
  {
    displaySet,
    at: from,
    softcopies = [],
    home,
  }: Extract<ViewportEvent, { readonly type: 'displaySet.show' }>,
) {
  // What came alone may turn out to be of another stack of its series.
  const isSame = before?.id === displaySet.id || (before?.partial && before.series === displaySet.series);
  const frame = isSame ? before.frames[at] : undefined;
  const same = displaySet.frames.findIndex(
    ({ instance, number }) => instance.uid === frame?.instance.uid && number === frame.number,
  );
  return {
    displaySet,
    softcopies,
    choice: frame ? choice : { kind: 'own' as const },
    home: home ?? (frame ? known : {}),
    at: from ?? Math.max(0, same),
    framesPerSecond: playableRate(displaySet.frameRate ?? USUAL_RATE),
  };
}

/** More of what hangs already, and nothing that says where else to be. */
export const isGrowth = (
  { displaySet: before }: ViewportContext,
  { displaySet, at }: Extract<ViewportEvent, { readonly type: 'displaySet.show' }>,
) => before?.id === displaySet.id && displaySet.kind === before.kind && at === undefined;

export const shownBy = ({
  at,
  quality,
  lossy,
  colours,
  values,
}: Extract<RenderingEvent, { readonly type: 'frame.shown' }>): ShownPicture => ({
  at,
  quality,
  lossy,
  ...(colours && { colours }),
  ...(values && { values }),
});

/** What belongs to one display set and is forgotten with it. */
export const nothingShown = {
  shown: undefined,
  draft: undefined,
  state: undefined,
  arrived: [],
  failedFrames: 0,
  kept: undefined,
  problem: undefined,
  applied: undefined,
  video: undefined,
  waveform: undefined,
  slide: undefined,
} satisfies Partial<ViewportContext>;
