import type { DisplaySet } from '../../domain/study/display-set';
import { hangByProtocol } from '../../domain/hanging/hang-by-protocol';
import { hang, layoutFor, slotsOf, toHang, type Awaited } from '../../domain/hanging/hanging-protocol';
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
  const { looked, hanging: before } = context;
  const awaited = awaitedIn(context);
  const given = { current: whole, awaited, ...(prior && { prior }), ...(looked && { looked }) };
  const byProtocol = onlyKey || context.layoutChosen ? undefined : hangByProtocol(given, before);
  if (byProtocol && (place === undefined || byProtocol.hanging.includes(place.id))) return byProtocol;
  const fitting = onlyKey ? '1x1' : (byProtocol?.layout ?? layoutFor(whole, awaited));
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
