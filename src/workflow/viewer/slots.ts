import { isPair } from '../../domain/study/pair';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Hanging } from '../../domain/hanging/hanging-protocol';
import { openingPosition } from '../../domain/hanging/opening-picture';
import type { KeyImages } from '../../domain/objects/key-images';
import { tracerHome } from '../../domain/measure/tracer';
import { mammogramPlacings } from '../../domain/hanging/mammogram-hanging';
import type { Presentation } from '../../domain/presentation/view-state';
import type { Place } from './hanging';
import { displaySetsInPrior } from './prior-study';
import { displaySetsIn, keyImagesIn, type ViewerContext } from './viewer-context';
import type { ViewportActor } from '../viewport/viewport.machine';

/** What one view is to show. */
export interface Slot {
  readonly displaySet: DisplaySet | undefined;
  /** Of key images: the presentation state that goes with each frame, where one does */
  readonly softcopies: KeyImages['softcopies'] | undefined;
  /** Where the picture lies as long as no hand has moved it */
  readonly home: Partial<Presentation>;
  /** Where to be in it, where that is said */
  readonly at: number | undefined;
}

/**
 * What each slot is to show.
 * @param place what is to be looked at, and where in it
 */
export function slotsIn(context: ViewerContext, hanging: Hanging, place: Place | undefined): readonly Slot[] {
  const keyImages = keyImagesIn(context);
  const displaySets = [
    ...keyImages.map(({ displaySet }) => displaySet),
    ...displaySetsIn(context),
    ...(context.prior ? displaySetsInPrior(context.prior) : []),
  ];
  const displayed = hanging.map((id) => displaySets.find((one) => one.id === id));
  const homes = mammogramPlacings(displayed);
  return displayed.map((displaySet, slot) => ({
    displaySet,
    softcopies: keyImages.find((each) => each.displaySet === displaySet)?.softcopies,
    home: { ...tracerHome(displaySet?.frames[0]), ...homes[slot] },
    at: displaySet && displaySet.id === place?.id ? place.at : undefined,
  }));
}

/** Whether a pair hangs in the first two views that did not hang there before. */
export function isNewPair(before: Hanging, [one, other]: readonly Slot[]): boolean {
  const [left, right] = [one?.displaySet, other?.displaySet];
  const isNew = before[0] !== left?.id || before[1] !== right?.id;
  return isNew && left !== undefined && right !== undefined && isPair(left, right);
}

/** Tells a view what is new for it; one without a slot shows nothing. */
export function showIn(viewport: ViewportActor, slot: Slot | undefined): void {
  const { displaySet, softcopies, home = {}, at } = slot ?? {};
  const now = viewport.getSnapshot().context;
  if (displaySet && !isSame(now.displaySet, displaySet))
    viewport.send({
      type: 'displaySet.show',
      displaySet,
      softcopies,
      at: at ?? (isOf(now.displaySet, displaySet) ? undefined : openingPosition(displaySet)),
      home,
    });
  else if (displaySet && !isAlike(now.home, home)) viewport.send({ type: 'home.set', home });
  else if (at !== undefined) viewport.send({ type: 'frame.goTo', at });
  if (!displaySet && now.displaySet) viewport.send({ type: 'displaySet.clear' });
}

/** More of what hangs there already, or the stack that a lone first picture turns out to be of. */
const isOf = (one: DisplaySet | undefined, other: DisplaySet) =>
  one?.id === other.id || (one?.partial && one.series === other.series);

/** Display sets are made anew whenever something arrives; one of the same frames need not be shown again. */
function isSame(one: DisplaySet | undefined, other: DisplaySet): boolean {
  const isAsWhole = one?.partial === other.partial;
  return one === other || (isAsWhole && one?.id === other.id && one.frames.length === other.frames.length);
}

const isAlike = (one: Partial<Presentation>, other: Partial<Presentation>) =>
  JSON.stringify(one) === JSON.stringify(other);
