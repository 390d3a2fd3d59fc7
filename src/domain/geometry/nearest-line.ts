import type { InstanceUid } from '../ids';
import { attributesOf, type Frame } from '../study/study';

type Point = readonly [number, number];

/** The position of the frame whose line on a picture is nearest to a place of it; `undefined` where none lies on it. */
export function nearestLine(
  frames: readonly Frame[],
  picture: InstanceUid,
  place: Point,
): number | undefined {
  let nearest: { readonly at: number; readonly away: number } | undefined;
  frames.forEach((frame, at) => {
    const line = attributesOf(frame)?.line;
    if (line?.on !== picture) return;
    const away = awayFrom(line.points, place);
    if (nearest === undefined || away < nearest.away) nearest = { at, away };
  });
  return nearest?.at;
}

const awayFrom = (points: readonly Point[], place: Point): number =>
  Math.min(...points.slice(1).map((end, at) => awayFromPart(points[at] ?? end, end, place)));

function awayFromPart([x1, y1]: Point, [x2, y2]: Point, [x, y]: Point): number {
  const [across, down] = [x2 - x1, y2 - y1];
  const square = across * across + down * down;
  const along = square === 0 ? 0 : ((x - x1) * across + (y - y1) * down) / square;
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(x - x1 - part * across, y - y1 - part * down);
}
