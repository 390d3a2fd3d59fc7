import { pathOf, type Course } from '../../domain/study/course';
import { numberOf, numbersOf, textsOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** Preferred Playback Sequencing (0018,1244): 0 loops, 1 sweeps */
const SWEEPS = 1;

/**
 * Frames a second: the rate that the object recommends, the mean of its Frame Time Vector, its cine rate, or its frame time
 * (PS3.3 C.7.6.5). `undefined` where it says none.
 */
export function frameRateOf(dataset: Dataset, frameCount: number): number | undefined {
  const course = courseFrom(dataset, frameCount);
  const mean = course?.stays && meanStay(course.stays, pathOf(course, frameCount));
  const rates = [
    mean === undefined ? numberOf(dataset, Tag.RecommendedDisplayFrameRate) : undefined,
    mean && 1000 / mean,
    numberOf(dataset, Tag.CineRate),
    1000 / (numberOf(dataset, Tag.FrameTime) ?? 0),
  ];
  return rates.find((rate) => rate !== undefined && Number.isFinite(rate) && rate > 0);
}

/** Of the frames that are played, as often as they are: those that are trimmed off have no part in it. */
const meanStay = (stays: readonly number[], path: readonly number[]): number =>
  path.reduce((sum, at) => sum + (stays[at] ?? 0), 0) / path.length;

/** `undefined` where the object says nothing beyond a rate. */
export function courseFrom(dataset: Dataset, frameCount: number): Course | undefined {
  const stays = staysOf(dataset, frameCount);
  const sweeps = numberOf(dataset, Tag.PreferredPlaybackSequencing) === SWEEPS;
  // Either may stand alone (C.7.6.5.1): the other end is then the run's own.
  const [from = 1, to = frameCount] = [numberOf(dataset, Tag.StartTrim), numberOf(dataset, Tag.StopTrim)];
  const isTrim = from >= 1 && to > from && to <= frameCount && to - from < frameCount - 1;
  if (!stays && !sweeps && !isTrim) return undefined;
  return { ...(stays && { stays }), ...(sweeps && { sweeps: true }), ...(isTrim && { from, to }) };
}

/**
 * How long each frame stays, from the Frame Time Vector, whose entries are the time since the frame before (C.7.6.5.1.2).
 * The last stays as long as the one before it. `undefined` where there is none, or a Frame Time says that all are alike and
 * nothing points at the vector instead (C.7.6.6.1.1).
 */
function staysOf(dataset: Dataset, frameCount: number): readonly number[] | undefined {
  const times = numbersOf(dataset, Tag.FrameTimeVector).map((time) => time ?? NaN);
  const isPointedAt = textsOf(dataset, Tag.FrameIncrementPointer).includes(Tag.FrameTimeVector);
  const isAlike = !isPointedAt && (numberOf(dataset, Tag.FrameTime) ?? 0) > 0;
  if (times.length !== frameCount || frameCount < 2 || isAlike) return undefined;
  const stays = [...times.slice(1), times.at(-1) ?? 0];
  const isUsable =
    stays.every((stay) => Number.isFinite(stay) && stay >= 0) && stays.some((stay) => stay > 0);
  return isUsable ? stays : undefined;
}
