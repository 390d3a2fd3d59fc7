import type { ListCompleteness } from '../../domain/list/completeness';
import { dateWords } from '../../texts/en/dates';
import type { DisplaySet } from '../../domain/study/display-set';
import type { StudyUid } from '../../domain/ids';
import type { ImageReference } from '../../domain/report/report-document';
import type { Study } from '../../domain/study/study';
import { studyWords } from '../../texts/en/studies';
import type { PriorStudy } from '../../workflow/viewer/prior-study';
import type { SeriesEntry } from '../../workflow/study/series-entry';
import type { ViewerActor } from '../../workflow/viewer/viewer.machine';
import { placeTexts } from '../../texts/en/pictures';

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
  /** It names another study of this patient, which can be opened */
  | { readonly kind: 'elsewhere'; readonly study: Study }
  /** It names a study that is not in the list; whether the list is all there is is part of what is said */
  | { readonly kind: 'unlisted'; readonly completeness: ListCompleteness };

/** Why a reference leads nowhere now. */
export function placeWords(place: Exclude<PicturePlace, { readonly kind: 'found' | 'elsewhere' }>): string {
  if (place.kind === 'unlisted') return placeTexts.unlisted(place.completeness === 'complete');
  return placeTexts[place.kind];
}

/** "CT chest, 12-Mar-2026" */
export const otherStudyWords = (study: Study): string => `${studyWords(study)}, ${dateWords(study.started)}`;

/** A picture of another study than the open one, `undefined` where the reference does not name one. */
export function placeElsewhere(
  { study: uid }: ImageReference,
  open: StudyUid | undefined,
  studies: readonly Study[],
  completeness: ListCompleteness,
): PicturePlace | undefined {
  if (uid === undefined || uid === open) return undefined;
  const study = studies.find((one) => one.uid === uid);
  return study ? { kind: 'elsewhere', study } : { kind: 'unlisted', completeness };
}

/** What a reference of a report can lead to. */
export interface Reachable {
  readonly open: StudyUid | undefined;
  /** Its series; absent before they are listed */
  readonly entries: readonly SeriesEntry[] | undefined;
  /** Its pictures could not be had */
  readonly failed: boolean;
  /** The earlier study beside it */
  readonly compared: PriorStudy | undefined;
  readonly studies: readonly Study[];
  readonly completeness: ListCompleteness;
}

/** @param of the study whose report speaks of the picture */
export function placeAmong(
  { open, entries, failed, compared, studies, completeness }: Reachable,
  reference: ImageReference,
  of: StudyUid | undefined,
): PicturePlace {
  if (compared && (reference.study ?? of) === compared.study.uid)
    return compared.progress.kind === 'listed'
      ? placeOf(reference, compared.progress.entries)
      : { kind: compared.progress.kind === 'failed' ? 'failed' : 'awaited' };
  const elsewhere = placeElsewhere(reference, open, studies, completeness);
  if (elsewhere) return elsewhere;
  if (open === undefined) return { kind: 'absent' };
  return entries ? placeOf(reference, entries) : { kind: failed ? 'failed' : 'awaited' };
}

type Found = Extract<PicturePlace, { kind: 'found' }>;

/**
 * Finds the picture in the open study by its UIDs, else by the numbers a person wrote. It is found only where exactly one
 * answers: a button that leads to the wrong picture is worse than none.
 */
export function placeOf(reference: ImageReference, entries: readonly SeriesEntry[]): PicturePlace {
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

/**
 * Puts a picture up: in the view that shows its series already, else in one of its own study, so that what is compared
 * stays side by side, else in the active one.
 */
export function goTo({ displaySet, at }: Found, viewer: ViewerActor): void {
  const { viewports, active } = viewer.getSnapshot().context;
  const displayed = viewports.map((viewport) => viewport.getSnapshot().context.displaySet);
  /** The active one before the others */
  const slotOf = (fits: (displayed: DisplaySet | undefined) => boolean) =>
    fits(displayed[active]) ? active : displayed.findIndex(fits);
  const shownIn = slotOf((one) => one?.id === displaySet.id);
  const beside = slotOf((one) => one?.study === displaySet.study);
  if (shownIn >= 0) viewer.send({ type: 'slot.activate', slot: shownIn });
  else viewer.send({ type: 'displaySet.hang', id: displaySet.id, slot: beside >= 0 ? beside : active });
  const now = viewer.getSnapshot().context;
  now.viewports[now.active]?.send({ type: 'frame.goTo', at });
}
