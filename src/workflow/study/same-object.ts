import type { Archive } from '../../domain/ports/archive';
import type { FrameAttributes, Instance } from '../../domain/study/study';

/*
 * Two archives may hold one object, or by some accident two under one UID. Frames of the other archive are drawn with what this
 * one's metadata say of them: place, size, scale. So they are drawn only where the other's metadata say the same.
 */

/** What an archive said of a series, for as long as the page lives: a whole series may have to be had elsewhere */
const asked = new WeakMap<Archive, Map<string, Promise<readonly Instance[]>>>();

/** Whether an archive has the same object under this UID; `undefined` where it does not tell. Never rejects */
export async function isSameIn(
  instance: Instance,
  archive: Archive | undefined,
): Promise<boolean | undefined> {
  if (archive === undefined) return undefined;
  const series = asked.get(archive) ?? new Map<string, Promise<readonly Instance[]>>();
  asked.set(archive, series);
  const had = series.get(instance.series) ?? instancesAt(archive, instance);
  series.set(instance.series, had);
  const there = await had.catch((): readonly Instance[] => {
    series.delete(instance.series);
    return [];
  });
  const other = there.find(({ uid }) => uid === instance.uid);
  return other && isSameObject(instance, other);
}

/** Asked for by many pictures, so that none of them ends it. */
async function instancesAt(archive: Archive, { study, series }: Instance) {
  const answer = await archive.instancesOf(study, series, new AbortController().signal);
  if (!answer.ok) throw new Error(answer.problem.kind);
  return answer.value.instances;
}

/** By what metadata say of an object's content. Names and numbers of the patient differ between archives, and say nothing here. */
export function isSameObject(one: Instance, other: Instance): boolean {
  const [a, b] = [one.image, other.image];
  return (
    one.sopClass === other.sopClass &&
    one.series === other.series &&
    one.study === other.study &&
    one.modality === other.modality &&
    agree(one.instanceNumber, other.instanceNumber) &&
    agree(one.acquisitionNumber, other.acquisitionNumber) &&
    agree(one.person.birthDate, other.person.birthDate) &&
    one.frames.length === other.frames.length &&
    a?.rows === b?.rows &&
    a?.columns === b?.columns &&
    a?.samplesPerPixel === b?.samplesPerPixel &&
    a?.bitsStored === b?.bitsStored &&
    a?.signed === b?.signed &&
    one.frames.every((frame, at) => isSameFrame(frame, other.frames[at]))
  );
}

const agree = (one: unknown, other: unknown) => one === undefined || other === undefined || one === other;

function isSameFrame(one: FrameAttributes, other: FrameAttributes | undefined): boolean {
  return (
    other !== undefined &&
    isNear(numbersOf(one), numbersOf(other)) &&
    one.modalityLut.kind === other.modalityLut.kind &&
    one.inverse === other.inverse
  );
}

/** Where it lies in the patient, how large it is, and what its values mean */
function numbersOf({ plane, modalityLut }: FrameAttributes): readonly number[] {
  const { position, row, column, spacing } = plane ?? {};
  const scale = modalityLut.kind === 'rescale' ? [modalityLut.slope, modalityLut.intercept] : [];
  return [position, row, column, spacing, scale].flatMap((each) => each ?? []);
}

/** Decimal strings may have been written anew. */
const isNear = (one: readonly number[], other: readonly number[]) =>
  one.length === other.length &&
  one.every((value, at) => Math.abs(value - (other[at] ?? NaN)) <= 1e-3 * Math.max(1, Math.abs(value)));
