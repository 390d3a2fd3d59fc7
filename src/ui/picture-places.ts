import type { DisplaySet } from '../domain/display-set';
import type { StudyUid } from '../domain/ids';
import type { ImageReference } from '../domain/report-document';
import type { SeriesEntry, ViewerActor } from '../workflow/viewer.machine';

/** Where a picture that a report speaks of is, in the study that is open. */
export type PicturePlace =
  | { readonly kind: 'found'; readonly displaySet: DisplaySet; readonly at: number }
  /** Its series is still on its way */
  | { readonly kind: 'awaited' }
  /** Its series could not be had */
  | { readonly kind: 'failed' }
  | { readonly kind: 'absent' }
  /** Several pictures answer to these numbers: going to one of them would be a guess */
  | { readonly kind: 'ambiguous' }
  /** It names a study that is not the open one */
  | { readonly kind: 'elsewhere' };

/** Why a reference leads nowhere now. */
export const PLACE_WORDS: Record<Exclude<PicturePlace['kind'], 'found'>, string> = {
  awaited: 'not loaded yet',
  failed: 'its series could not be loaded',
  absent: 'this image is not in the study',
  ambiguous: 'more than one image has this number',
  elsewhere: 'an image of another study',
};

type Found = Extract<PicturePlace, { kind: 'found' }>;

/**
 * Finds the picture by its UIDs, else by the numbers a person wrote. It is found only where exactly one answers: a
 * button that leads to the wrong picture is worse than none.
 */
export function placeOf(
  reference: ImageReference,
  study: StudyUid,
  entries: readonly SeriesEntry[],
): PicturePlace {
  if (reference.study !== undefined && reference.study !== study) return { kind: 'elsewhere' };
  const possible = entries.filter(({ series }) => isOf(reference, series));
  const places = possible.flatMap(({ progress }) =>
    progress.kind === 'retrieved' ? progress.displaySets.flatMap((set) => placesIn(reference, set)) : [],
  );
  const [place, other] = places;
  const waiting = possible.some(({ progress }) => progress.kind === 'retrieving');
  // A UID names one picture; a number may still be answered by a series that is on its way.
  if (place && (reference.instance !== undefined || (!waiting && other === undefined))) return place;
  if (waiting) return { kind: 'awaited' };
  if (place) return { kind: 'ambiguous' };
  return { kind: possible.some(({ progress }) => progress.kind === 'failed') ? 'failed' : 'absent' };
}

function isOf({ series, seriesNumber }: ImageReference, entry: SeriesEntry['series']): boolean {
  if (series !== undefined) return entry.uid === series;
  return seriesNumber === undefined || entry.number === seriesNumber;
}

function placesIn(reference: ImageReference, displaySet: DisplaySet): readonly Found[] {
  if (displaySet.frames.length === 0) return [];
  const found = (at: number): Found => ({ kind: 'found', displaySet, at });
  const { instance, imageNumber } = reference;
  if (instance === undefined && imageNumber === undefined) return [found(0)];
  const wanted = reference.frames?.[0];
  const hits = displaySet.frames.flatMap((frame, at) => {
    const named = instance ? frame.instance.uid === instance : frame.instance.instanceNumber === imageNumber;
    return named && (wanted === undefined || frame.number === wanted)
      ? [{ at, uid: frame.instance.uid }]
      : [];
  });
  // The frames of one object share its number: the first stands for them.
  return hits
    .filter(({ uid }, at) => hits.findIndex((hit) => hit.uid === uid) === at)
    .map(({ at }) => found(at));
}

/** Puts a picture up: in the view that shows its series already, else in the active one. */
export function goTo({ displaySet, at }: Found, viewer: ViewerActor): void {
  const { hanging, active } = viewer.getSnapshot().context;
  const shownIn = hanging[active] === displaySet.id ? active : hanging.indexOf(displaySet.id);
  if (shownIn >= 0) viewer.send({ type: 'slot.activate', slot: shownIn });
  else viewer.send({ type: 'displaySet.hang', id: displaySet.id });
  const now = viewer.getSnapshot().context;
  now.viewports[now.active]?.send({ type: 'frame.goTo', at });
}
