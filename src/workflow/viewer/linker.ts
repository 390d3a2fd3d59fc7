import { fromCallback } from 'xstate';
import type { DisplaySet } from '../../domain/study/display-set';
import {
  followed,
  movedAlike,
  placeOf,
  shareWindow,
  tableLike,
  type Linked,
} from '../../domain/hanging/linking';
import { asStored, type Presentation } from '../../domain/presentation/view-state';
import type { Vector } from '../../domain/study/study';
import type { ViewportContext } from '../viewport/viewport-context';
import type { ViewportActor } from '../viewport/viewport.machine';

/** Where each view was when it was linked: by slot, and for the display set that hung there. */
export type Origins = readonly (
  { readonly displaySet: DisplaySet['id']; readonly place: Vector } | undefined
)[];

/**
 * The places that go on being the same as one another. A view whose picture is new takes part from where it is now.
 * @param before as it was; nothing where the views are only now linked
 */
export function originsOf(
  viewports: readonly ViewportActor[],
  active: number,
  before: Origins = [],
): Origins {
  const now = viewports.map((viewport) => {
    const { displaySet, at } = viewport.getSnapshot().context;
    const place = displaySet && placeOf(displaySet, at);
    return place && { displaySet: displaySet.id, place };
  });
  const isKept = (slot: number) =>
    before[slot] !== undefined && before[slot].displaySet === now[slot]?.displaySet;
  const [from, to] = [before[active]?.place, now[active]?.place];
  if (!isKept(active) || !from || !to) return now;
  return now.map((one, slot) => {
    if (isKept(slot) || one === undefined) return before[slot] && one ? before[slot] : one;
    // As far from where it is now as the active view has gone since it was linked.
    const [x, y, z] = one.place;
    return { ...one, place: [x - to[0] + from[0], y - to[1] + from[1], z - to[2] + from[2]] };
  });
}

interface LinkerInput {
  readonly viewports: readonly ViewportActor[];
  readonly active: number;
  readonly origins: Origins;
}

/** Has the other views follow the active one: scroll, zoom and pan, and the window where it means the same. */
export const linker = fromCallback<{ readonly type: 'none' }, LinkerInput>(({ input }) => {
  const { viewports, active, origins } = input;
  const leader = viewports[active];
  let before = leader?.getSnapshot().context;

  const linked = (displaySet: DisplaySet, slot: number): Linked => {
    const origin = origins[slot];
    return { displaySet, ...(origin?.displaySet === displaySet.id && { origin: origin.place }) };
  };

  const follow = (was: ViewportContext, now: ViewportContext) => {
    if (now.displaySet === undefined || was.displaySet?.id !== now.displaySet.id) return;
    viewports.forEach((viewport, slot) => {
      if (slot === active) return;
      const other = viewport.getSnapshot().context;
      if (other.displaySet === undefined || now.displaySet === undefined) return;
      if (was.at !== now.at) {
        const to = followed(linked(now.displaySet, active), now.at, linked(other.displaySet, slot));
        if (to && to.at !== other.at) viewport.send({ type: 'frame.goTo', at: to.at });
      }
      const change = changeOf(was, now, other, shareWindow(now.displaySet, other.displaySet));
      if (change) viewport.send({ type: 'presentation.apply', change });
    });
  };

  const following = leader?.subscribe(({ context }) => {
    const was = before;
    before = context;
    if (was) follow(was, context);
  });
  return () => following?.unsubscribe();
});

function changeOf(was: ViewportContext, now: ViewportContext, other: ViewportContext, window: boolean) {
  const [old, wanted] = [was.state?.presentation, now.state?.presentation];
  if (old === undefined || wanted === undefined || old === wanted) return undefined;
  const isMoved = old.zoom !== wanted.zoom || old.pan[0] !== wanted.pan[0] || old.pan[1] !== wanted.pan[1];
  const isWindowed =
    old.window?.center !== wanted.window?.center ||
    old.window?.width !== wanted.window?.width ||
    old.voiLut !== wanted.voiLut;
  // A window of differences means nothing to values as they are, nor the other way round.
  const isOfOneKind = (now.state?.subtraction === undefined) === (other.state?.subtraction === undefined);
  const grey = isWindowed && window && isOfOneKind ? greyOf(wanted, now, other) : undefined;
  if (!isMoved && !grey) return undefined;
  return { ...(isMoved && movedAlike(old, wanted, other.state?.presentation ?? asStored)), ...grey };
}

/** The chosen window, or the table that is like the chosen one; a view that has no such table stays as it is. */
function greyOf(
  { window, voiLut }: Presentation,
  { displaySet, at }: ViewportContext,
  other: ViewportContext,
): Pick<Presentation, 'window' | 'voiLut'> | undefined {
  if (window || voiLut === undefined) return { window, voiLut: undefined };
  if (!displaySet || !other.displaySet) return undefined;
  const like = tableLike(voiLut, displaySet, at, { displaySet: other.displaySet, at: other.at });
  return like === undefined ? undefined : { window: undefined, voiLut: like };
}
