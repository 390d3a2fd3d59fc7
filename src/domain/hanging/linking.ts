import { isPair } from '../study/pair';
import type { DisplaySet } from '../study/display-set';
import { areParallel, normalOf, planeOf, planeOfStack, shareFrameOfReference } from '../geometry/plane';
import type { Presentation, ViewPresentation } from '../presentation/view-state';
import { attributesOf, type Frame, type Vector } from '../study/study';
import { dot, minus } from '../study/vector';

/**
 * How two views scroll together. `position`: one frame of reference, so that a place is the same place in both.
 * `offset`: as far apart as they were when they were linked. `pair`: the same picture of both. The others do not scroll together, and why.
 */
export type ScrollLink = 'pair' | 'position' | 'offset' | 'not-parallel' | 'no-positions' | 'single';

type Stack = Pick<DisplaySet, 'frames' | 'modality' | 'study' | 'order'>;

/** Whether two display sets scroll together, and by what. */
export function scrollLinkOf(one: Stack, other: Stack): ScrollLink {
  if (one.frames.length > 1 && isPair(one, other)) return 'pair';
  if (one.frames.length < 2 || other.frames.length < 2) return 'single';
  const planes = [planeOfStack(one), planeOfStack(other)] as const;
  // A pile that is not ordered by its places would jump to and fro.
  const placed = one.order === 'geometry' && other.order === 'geometry';
  if (!planes[0] || !planes[1] || !placed) return 'no-positions';
  if (!areParallel(planes[0], planes[1])) return 'not-parallel';
  return shareFrameOfReference(planes[0], planes[1]) ? 'position' : 'offset';
}

/** Where a view is in its stack, and where it was when it was linked (mm, in its own frame of reference). */
export interface Linked {
  readonly displaySet: Stack;
  readonly origin?: Vector;
}

/** The place of a frame, mm in the patient's coordinates. */
export const placeOf = ({ frames }: Pick<DisplaySet, 'frames'>, at: number): Vector | undefined =>
  planeOf(frames[at])?.position;

export interface Followed {
  readonly at: number;
  /** mm between the place that was wanted and the slice that is nearest to it */
  readonly away: number;
}

/**
 * The frame that a linked view goes to when another is at frame `at`. `undefined` where they do not scroll together.
 * Beyond its ends a stack stays at its end, and `away` says how far that is from what was wanted.
 */
export function followed(leader: Linked, at: number, follower: Linked): Followed | undefined {
  const link = scrollLinkOf(leader.displaySet, follower.displaySet);
  if (link === 'pair') return { at: Math.min(at, follower.displaySet.frames.length - 1), away: 0 };
  const plane = planeOf(leader.displaySet.frames[at]);
  if ((link !== 'position' && link !== 'offset') || plane === undefined) return undefined;
  const normal = normalOf(plane);
  const [mine, theirs] = [leader.origin, follower.origin];
  if (link === 'position') return nearest(follower.displaySet, normal, dot(plane.position, normal));
  if (mine === undefined || theirs === undefined) return undefined;
  return nearest(follower.displaySet, normal, dot(theirs, normal) + dot(minus(plane.position, mine), normal));
}

function nearest({ frames }: Stack, normal: Vector, along: number): Followed | undefined {
  let best: Followed | undefined;
  frames.forEach((frame, at) => {
    const position = planeOf(frame)?.position;
    if (position === undefined) return;
    const away = Math.abs(dot(position, normal) - along);
    if (best === undefined || away < best.away) best = { at, away };
  });
  return best;
}

/**
 * Whether a window means the same in both: Hounsfield units do, and so do the values of one examination by one kind of
 * device. Those of two X-rays or two MR examinations do not.
 */
export function shareWindow(one: Stack, other: Stack): boolean {
  if (one.modality !== other.modality) return false;
  return one.study === other.study || (isInHounsfieldUnits(one) && isInHounsfieldUnits(other));
}

function isInHounsfieldUnits({ frames }: Stack): boolean {
  const lut = frames[0] && attributesOf(frames[0])?.modalityLut;
  return lut?.kind === 'rescale' && lut.type === 'HU';
}

/**
 * The table of one view's picture that is like the one chosen in another: of the same explanation (PS3.3 C.11.2.1.1), or, where
 * there is none, in the same place. `undefined` where it has no such table.
 */
export function tableLike(
  chosen: number,
  { frames }: Pick<DisplaySet, 'frames'>,
  at: number,
  other: { readonly displaySet: Pick<DisplaySet, 'frames'>; readonly at: number },
): number | undefined {
  const tablesOf = (frame: Frame | undefined) => (frame && attributesOf(frame)?.voiLuts) ?? [];
  const table = tablesOf(frames[at])[chosen];
  const others = tablesOf(other.displaySet.frames[other.at]);
  if (!table) return undefined;
  const found = table.explanation
    ? others.findIndex(({ explanation }) => explanation === table.explanation)
    : others[chosen] && others[chosen].explanation === undefined
      ? chosen
      : -1;
  return found < 0 ? undefined : found;
}

type View = Pick<ViewPresentation, 'zoom' | 'pan' | 'placing'>;

/**
 * What a linked view does when another was zoomed and panned: the same by its own measure, so that views that show
 * different parts go on to do so. Breasts that stand back to back move as in a mirror.
 */
export function movedAlike(before: View, now: View, other: View): Pick<Presentation, 'zoom' | 'pan'> {
  const by = now.zoom / before.zoom;
  const [one, another] = [now.placing?.towards, other.placing?.towards];
  const mirror = one !== undefined && another !== undefined && one !== another ? -1 : 1;
  return {
    zoom: other.zoom * by,
    pan: [
      other.pan[0] * by + mirror * (now.pan[0] - before.pan[0] * by),
      other.pan[1] * by + (now.pan[1] - before.pan[1] * by),
    ],
  };
}
