import { normalOf, planeOf } from '../geometry/plane';
import type { DisplaySet } from '../study/display-set';
import type { Frame, Vector } from '../study/study';
import { dot } from '../study/vector';
import type { VolumeRefusal } from './refusal';
import { volumeOf, type VolumeResult } from './volume';

/** Directions that differ by more are planes of their own, as three of a knee in one series; by less, a run that was turned */
const APART = Math.cos((30 * Math.PI) / 180);

/**
 * A volume of a stack, or the reason why there is none. A run that changes its direction or its spacing on the way comes
 * as several stacks: planes of one of them would end where the patient does not, with nothing to be seen of it. Stacks that
 * lie within one another are several volumes, each whole by itself.
 * @param all the display sets of its study
 */
export function volumeOfStack(displaySet: DisplaySet, all: readonly DisplaySet[]): VolumeResult {
  const changed = changeOnTheWay(displaySet, all);
  return changed ? { ok: false, why: changed } : volumeOf(displaySet.frames);
}

function changeOnTheWay(
  displaySet: DisplaySet,
  all: readonly DisplaySet[],
): Extract<VolumeRefusal, { kind: 'turned' | 'spacing' }> | undefined {
  const others = all.filter((one) => isOfOneRun(displaySet, one));
  for (const { frames } of others) {
    const both = volumeOf([...displaySet.frames, ...frames]);
    if (!both.ok && (both.why.kind === 'turned' || both.why.kind === 'spacing')) return both.why;
  }
  return undefined;
}

function isOfOneRun(one: DisplaySet, other: DisplaySet): boolean {
  if (other.id === one.id || other.series !== one.series || one.apart || other.apart) return false;
  const [a, b] = [planeOf(one.frames[0]), planeOf(other.frames[0])];
  const isOneSpace = a?.frameOfReference !== undefined && a.frameOfReference === b?.frameOfReference;
  return (
    isOneSpace &&
    Math.min(dot(a.row, b.row), dot(a.column, b.column)) > APART &&
    sharedAlong(one, other, normalOf(a)) < SHARED
  );
}

/** A run that goes on in another stack shares less of its length with it than two volumes of one part of the body. */
const SHARED = 0.5;

/** How much of the shorter of two stacks lies beside the other, along a direction: 0 to 1. */
function sharedAlong(one: DisplaySet, other: DisplaySet, normal: Vector): number {
  const [a, b] = [one, other].map(({ frames }) => {
    const places = frames.flatMap((frame) => {
      const plane = planeOf(frame);
      return plane ? [dot(plane.position, normal)] : [];
    });
    return [Math.min(...places), Math.max(...places)] as const;
  }) as [readonly [number, number], readonly [number, number]];
  const shorter = Math.min(a[1] - a[0], b[1] - b[0]);
  return shorter > 0 ? (Math.min(a[1], b[1]) - Math.max(a[0], b[0])) / shorter : 0;
}

const isSame = (one: Frame, other: Frame): boolean =>
  one.instance.uid === other.instance.uid && one.number === other.number;

/** Where a picture lies among others, which may be of another pile; -1 where it is none of them. */
export const positionIn = (frames: readonly Frame[], picture: Frame | undefined): number =>
  picture === undefined ? -1 : frames.findIndex((frame) => isSame(frame, picture));

/** The stack that all pictures of a pile were taken from, as key images are: planes are of that. Else the pile itself. */
export function wholeStackOf(displaySet: DisplaySet, all: readonly DisplaySet[]): DisplaySet {
  const { frames } = displaySet;
  const holdsAll = (one: DisplaySet) =>
    one.frames.length > frames.length && frames.every((frame) => positionIn(one.frames, frame) >= 0);
  return all.find(holdsAll) ?? displaySet;
}
