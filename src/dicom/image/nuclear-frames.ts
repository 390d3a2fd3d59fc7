import type { Distinction, FrameAttributes, Vector } from '../../domain/study/study';
import { cross, plus, times } from '../../domain/study/vector';
import { itemOf, numberOf, numbersOf, placesOf, textOf, textsOf, type Dataset } from '../dataset';
import { planeFrom } from './plane';
import * as Tag from '../tags';

/** What tells frames of nuclear medicine apart, by the vectors that say it (PS3.3 C.8.4.8) */
const APART = [
  ['energy-window', Tag.EnergyWindowVector],
  ['detector', Tag.DetectorVector],
  ['phase', Tag.PhaseVector],
  ['rotation', Tag.RotationVector],
  ['rr-interval', Tag.RRIntervalVector],
] as const;

/** The vectors that an object is counted by: those that its Frame Increment Pointer names, or all of one entry a frame. */
function vectorsOf(instance: Dataset, count: number) {
  const named = textsOf(instance, Tag.FrameIncrementPointer).map((tag) =>
    tag.replace(/\W/g, '').toUpperCase(),
  );
  const isNamed = (tag: string) => !named.some((one) => one.startsWith('0054')) || named.includes(tag);
  return (tag: string): readonly number[] | undefined => {
    const values = numbersOf(instance, tag).flatMap((value) => value ?? []);
    return values.length === count && isNamed(tag) ? values : undefined;
  };
}

/** What the vectors say of a frame. @param at from 0 */
export function nuclearDistinctions(instance: Dataset, count: number, at: number): readonly Distinction[] {
  const vector = vectorsOf(instance, count);
  return APART.flatMap(([kind, tag]) => {
    const number = vector(tag)?.[at];
    return number === undefined ? [] : [{ kind, value: nameOf(instance, kind, number) }];
  });
}

/** "Anterior" for a detector and "Tc99m" for an energy window, where the object says so */
function nameOf(instance: Dataset, kind: Distinction['kind'], number: number): string | number {
  if (kind === 'detector') {
    const detector = placesOf(instance, Tag.DetectorInformationSequence)[number - 1];
    const view = detector && itemOf(detector, Tag.ViewCodeSequence);
    return (view && textOf(view, Tag.CodeMeaning)) ?? number;
  }
  if (kind === 'energy-window') {
    const window = placesOf(instance, Tag.EnergyWindowInformationSequence)[number - 1];
    return (window && textOf(window, Tag.EnergyWindowName)) ?? number;
  }
  return number;
}

/**
 * Where the slices of a reconstruction lie: from the place of the first along the normal, by a spacing whose sign says which
 * way (C.8.4.15); and the part of a beat or the moment that each frame is of. Other objects are left as they are.
 */
export function withNuclearFrames(
  instance: Dataset,
  frames: readonly FrameAttributes[],
): readonly FrameAttributes[] {
  if (frames.length < 2 || textOf(instance, Tag.Modality) !== 'NM') return frames;
  const vector = vectorsOf(instance, frames.length);
  const [slices, slots, moments] = [Tag.SliceVector, Tag.TimeSlotVector, Tag.TimeSliceVector].map(vector);
  const step = numberOf(instance, Tag.SpacingBetweenSlices);
  return frames.map((frame, at) => {
    const slice = slices?.[at];
    const detector = placesOf(instance, Tag.DetectorInformationSequence)[
      (vector(Tag.DetectorVector)?.[at] ?? 1) - 1
    ];
    const place = detector ?? instance;
    const first =
      frame.plane ?? planeFrom({ position: place, orientation: place, measures: instance, instance });
    const along = slice === undefined ? 0 : (slice - 1) * (step ?? NaN);
    const plane =
      slices && first && Number.isFinite(along)
        ? { ...first, position: moved(first.position, first, along) }
        : frame.plane;
    const [slot, moment] = [slots?.[at], moments?.[at]];
    return {
      ...frame,
      ...(plane && { plane, patientOrientation: undefined }),
      ...(slot !== undefined && { beat: slot, temporalPosition: slot }),
      ...(slot === undefined && moment !== undefined && { temporalPosition: moment }),
    };
  });
}

const moved = (from: Vector, { row, column }: { row: Vector; column: Vector }, by: number): Vector =>
  plus(from, times(cross(row, column), by));
