import type { DisplaySet } from '../../domain/study/display-set';
import { followed, placeOf, scrollLinkOf, shareWindow } from '../../domain/hanging/linking';
import { linkTexts } from '../../texts/en/links';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import type { Origins } from '../../workflow/viewer/linker';

/** A view, with where it was when it was linked. */
export interface LinkedView {
  readonly context: Pick<ViewportContext, 'displaySet' | 'at'>;
  readonly origin: Origins[number];
}

/** What a view says of how it follows another; nothing where either is empty. */
export function linkWords(leader: LinkedView, follower: LinkedView): string | undefined {
  const [from, to] = [leader.context.displaySet, follower.context.displaySet];
  if (from === undefined || to === undefined) return undefined;
  const link = scrollLinkOf(from, to);
  const window = shareWindow(from, to) ? undefined : linkTexts.windowNotLinked;
  return [linkTexts.scroll[link], awayWords(leader, follower), window].filter(Boolean).join(' · ');
}

/** Said where the nearest slice is further off than its neighbours are: it is not the same place. */
function awayWords(leader: LinkedView, follower: LinkedView): string | undefined {
  const [from, to] = [leader.context.displaySet, follower.context.displaySet];
  if (from === undefined || to === undefined) return undefined;
  const linked = (displaySet: DisplaySet, { origin }: LinkedView) => ({
    displaySet,
    ...(origin?.displaySet === displaySet.id && { origin: origin.place }),
  });
  const there = followed(linked(from, leader), leader.context.at, linked(to, follower));
  const step = stepOf(to, there?.at ?? 0);
  return there && there.away > Math.max(1, step) ? linkTexts.nearest(there.away) : undefined;
}

/** mm from a slice to its neighbour. */
function stepOf(displaySet: DisplaySet, at: number): number {
  const neighbour = at > 0 ? at - 1 : 1;
  const [one, other] = [placeOf(displaySet, at), placeOf(displaySet, neighbour)];
  return one && other ? Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]) : 0;
}
