import type { DisplaySet } from '../../domain/study/display-set';
import { hangByProtocol } from '../../domain/hanging/hang-by-protocol';
import {
  hang,
  layoutFor,
  slotsOf,
  toHang,
  type Awaited,
  type Hanging,
} from '../../domain/hanging/hanging-protocol';
import type { Frame } from '../../domain/study/study';
import { WITHOUT_PICTURES } from '../../domain/study/picture-count';
import { displaySetsInPrior } from './prior-study';
import { displaySetsIn, keyImagesIn, type ViewerContext } from './viewer-context';

/** Where a frame stands: the display set and the position in it. */
export interface Place {
  readonly id: DisplaySet['id'];
  readonly at: number;
}

function placeOf(frame: Frame | undefined, displaySets: readonly DisplaySet[]): Place | undefined {
  const places = displaySets.map(({ id, frames }) => ({
    id,
    at: frames.findIndex(
      ({ instance, number }) => instance.uid === frame?.instance.uid && number === frame.number,
    ),
  }));
  return places.find(({ at }) => at >= 0);
}

/** Where the picture is that was chosen to be looked at first; key images have an order of their own. */
export function openingPlace(context: ViewerContext): Place | undefined {
  const { first, showing } = context;
  if (showing === 'key images' || first.picture === undefined) return undefined;
  const displaySets = displaySetsIn(context);
  const frame = displaySets
    .flatMap(({ frames }) => frames)
    .find(({ instance }) => instance.uid === first.picture);
  return placeOf(frame, displaySets);
}

/**
 * What hangs now; a picture that came alone is found again in the stack that it turns out to be of. Key images of which the
 * first came alone are still the key images.
 */
function hangingNow(
  { hanging, viewports }: ViewerContext,
  keySets: readonly DisplaySet[],
  here: readonly DisplaySet[],
): Hanging {
  return hanging.map((id, slot) => {
    const { displaySet, at = 0 } = viewports[slot]?.getSnapshot().context ?? {};
    const isKey = keySets.some((one) => one.id === id);
    if (isKey || !displaySet?.partial || displaySet.id !== id) return id;
    return placeOf(displaySet.frames[at], here)?.id ?? id;
  });
}

/** The place of the picture that is looked at, on the other side: among the key images, or in the whole study. */
export function acrossFrom(context: ViewerContext): Place | undefined {
  const viewport = context.viewports[context.active]?.getSnapshot().context;
  const frame = viewport?.displaySet?.frames[viewport.shown?.at ?? viewport.at];
  const isWhole = context.showing === 'whole study';
  return placeOf(
    frame,
    isWhole ? keyImagesIn(context).map(({ displaySet }) => displaySet) : displaySetsIn(context),
  );
}

/** One picture to an instance, unless they lie in the patient */
const PROJECTIONS: ReadonlySet<string> = new Set(['CR', 'DX', 'MG', 'RG']);

/** What of the open study is not here, as far as its list of series tells. */
function awaitedIn({ entries }: ViewerContext): readonly Awaited[] {
  return entries.flatMap(({ series: { modality, instanceCount = 1 }, progress }) => {
    if (WITHOUT_PICTURES.has(modality)) return [];
    const isAnothers = progress.kind === 'failed' && progress.problem.kind === 'different-person';
    if (isAnothers || (progress.kind === 'retrieved' && !progress.partial)) return [];
    const here = progress.kind === 'retrieved' ? toHang(progress.displaySets).length : 0;
    const count = (PROJECTIONS.has(modality) ? instanceCount : 1) - here;
    return count > 0 ? [{ modality, count }] : [];
  });
}

/** What hangs where: chosen by hand, else by a protocol that fits, else in order. */
export function hangingIn(
  context: ViewerContext,
  place: Place | undefined,
): Pick<ViewerContext, 'layout' | 'hanging'> {
  const whole = displaySetsIn(context);
  const keySets = keyImagesIn(context).map(({ displaySet }) => displaySet);
  const prior = context.prior && displaySetsInPrior(context.prior);
  const onlyKey = context.showing === 'key images' && keySets.length > 0;
  const { looked } = context;
  const before = hangingNow(context, keySets, whole);
  const awaited = awaitedIn(context);
  const given = { current: whole, awaited, ...(prior && { prior }), ...(looked && { looked }) };
  const byProtocol = onlyKey || context.layoutChosen ? undefined : hangByProtocol(given, before);
  if (byProtocol && (place === undefined || byProtocol.hanging.includes(place.id))) return byProtocol;
  // What was chosen in review hangs beside what was chosen with the report.
  const keyLayout =
    keyImagesIn(context).some(({ keyObject }) => keyObject.inReview) && keySets[1] ? '1x2' : '1x1';
  const fitting = onlyKey ? keyLayout : (byProtocol?.layout ?? layoutFor(whole, awaited));
  const layout = context.layoutChosen ? context.layout : fitting;
  const all = [...keySets, ...whole, ...(prior ?? [])];
  const fill = onlyKey ? keySets : [...whole, ...(prior ?? [])];
  const filled = hang(layout, before, all, fill);
  const isThere = place === undefined || filled.includes(place.id);
  return { layout, hanging: isThere ? filled : hang(layout, [place.id], all, fill) };
}

/** What a person puts up stays: a layout that would still change by itself is settled by this. */
export function hangingByHand(
  { layout, hanging, active }: ViewerContext,
  { id, slot: into = active }: { readonly id: DisplaySet['id']; readonly slot?: number },
): Pick<ViewerContext, 'hanging' | 'active' | 'layoutChosen'> {
  const all = Array.from({ length: slotsOf[layout] }, (_, slot) => (slot === into ? id : hanging[slot]));
  return { hanging: all, active: into, layoutChosen: true };
}
