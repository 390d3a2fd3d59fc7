import type { DisplaySet } from '../study/display-set';
import { areParallel, planeOf, planeOfStack } from '../geometry/plane';
import { sideOf, viewPositionOf } from '../study/view-position';

/** The one of an earlier study to hang beside a picture; the first of equals. Nothing of the other side of the body. */
export function mostAlike(model: DisplaySet, candidates: readonly DisplaySet[]): DisplaySet | undefined {
  const rated = candidates
    .filter((one) => !isOtherSide(model, one))
    .map((one) => ({ one, likeness: likenessOf(model, one) }));
  return rated.reduce<(typeof rated)[number] | undefined>(
    (best, each) => (best === undefined || each.likeness > best.likeness ? each : best),
    undefined,
  )?.one;
}

function isOtherSide(one: DisplaySet, other: DisplaySet): boolean {
  const [side, another] = [sideOf(one), sideOf(other)];
  return side !== undefined && another !== undefined && side !== another;
}

/** What weighs more comes first: each counts for more than all that follow it. */
function likenessOf(model: DisplaySet, other: DisplaySet): number {
  const planes = [planeOfStack(model), planeOfStack(other)] as const;
  const alike = [
    model.frames.length > 1 === other.frames.length > 1,
    viewPositionOf(model) === viewPositionOf(other),
    planes[0] && planes[1] ? areParallel(planes[0], planes[1]) : planes[0] === planes[1],
    words(model) === words(other),
    sharedWords(model, other) > 0,
    isNear(thickness(model), thickness(other)),
    isNear(model.frames.length, other.frames.length),
  ];
  return alike.reduce((sum, agrees) => sum * 2 + (agrees ? 1 : 0), 0);
}

const words = ({ label }: DisplaySet) =>
  label
    .toLowerCase()
    .match(/[a-z]+|[0-9.]+/g)
    ?.join(' ') ?? '';

function sharedWords(one: DisplaySet, other: DisplaySet): number {
  const mine = new Set(words(one).split(' '));
  return words(other)
    .split(' ')
    .filter((word) => word.length > 1 && mine.has(word)).length;
}

const thickness = ({ frames }: DisplaySet) => planeOf(frames[0])?.thickness;

const isNear = (one: number | undefined, other: number | undefined) =>
  one !== undefined && other !== undefined && Math.max(one, other) <= 1.5 * Math.min(one, other);
