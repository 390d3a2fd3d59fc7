import { frameOfReferenceUid, isUid } from '../../domain/ids';
import type { ImagePlane, Vector } from '../../domain/study/study';
import { numberOf, textOf, vectorOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** Where a plane's parts are: all in the instance itself, or each in a functional group of its own. */
export interface PlaneSources {
  readonly position?: Dataset;
  readonly orientation?: Dataset;
  readonly measures?: Dataset;
  /** Has the Frame of Reference UID */
  readonly instance: Dataset;
}

/**
 * Image Plane (PS3.3 C.7.6.2): `undefined` without a position and two directions at right angles, because a guessed
 * plane would put wrong letters and a wrong order on the screen.
 */
export function planeFrom({
  position,
  orientation,
  measures,
  instance,
}: PlaneSources): ImagePlane | undefined {
  const at = position && vectorOf(position, Tag.ImagePositionPatient, 3);
  const directions = orientation && vectorOf(orientation, Tag.ImageOrientationPatient, 6);
  if (!at || !directions) return undefined;
  const row = unit(directions.slice(0, 3));
  const column = unit(directions.slice(3, 6));
  // Real objects round to a few digits; more than half a degree off is not a plane.
  if (!row || !column || Math.abs(row[0] * column[0] + row[1] * column[1] + row[2] * column[2]) > 0.01)
    return undefined;
  const frameOfReference = textOf(instance, Tag.FrameOfReferenceUID) ?? '';
  return {
    position: vector(at),
    row,
    column,
    spacing: measures && spacingOf(measures),
    thickness: measures && positive(numberOf(measures, Tag.SliceThickness)),
    step: measures && positive(Math.abs(numberOf(measures, Tag.SpacingBetweenSlices) ?? 0)),
    frameOfReference: isUid(frameOfReference) ? frameOfReferenceUid(frameOfReference) : undefined,
  };
}

function spacingOf(measures: Dataset): readonly [number, number] | undefined {
  const [rows = 0, columns = 0] = vectorOf(measures, Tag.PixelSpacing, 2) ?? [];
  return rows > 0 && columns > 0 ? [rows, columns] : undefined;
}

const vector = ([x = 0, y = 0, z = 0]: readonly number[]): Vector => [x, y, z];
const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined);

function unit(parts: readonly number[]): Vector | undefined {
  const [x, y, z] = vector(parts);
  const length = Math.hypot(x, y, z);
  return Math.abs(length - 1) < 0.01 ? [x / length, y / length, z / length] : undefined;
}
