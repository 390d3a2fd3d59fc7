import { samePerson, type Patient } from '../domain/patient/patient';
import type { SeriesUid } from '../domain/ids';
import type { StoredObjects } from '../domain/ports/exports';
import type { FrameSource } from '../domain/ports/frames';
import { err, ok, type Problem, type Result } from '../domain/problem';
import type { Instance } from '../domain/study/study';
import { personFrom } from '../dicom/person';
import { textOf } from '../dicom/dataset';
import { readPart10, type Part10 } from '../dicom/part10/file';
import { Part10Error } from '../dicom/part10/failure';
import * as Tag from '../dicom/tags';

/** Objects that are on their way while one is written */
const AHEAD = 3;
/** So many one after the other that did not come: nothing will */
const MOST_FAILED = 25;

export interface ObjectFiles {
  /** For client-zip */
  readonly entries: AsyncGenerator<{ name: string; input: Uint8Array<ArrayBuffer> | string }>;
  count(): {
    readonly here: number;
    readonly missing: number;
    readonly problem: Problem | undefined;
    /** Nothing came any more: that is why it ended */
    readonly isOver: boolean;
  };
}

/**
 * The stored objects of these series as files of a zip: a folder for each series, numbered names, nothing of the patient in
 * either. What does not come, or is not surely the patient's by its own file, is left out and counted; the README says so.
 */
export function objectFiles(
  given: StoredObjects,
  frames: Pick<FrameSource, 'object'>,
  told: (here: number) => void,
  signal: AbortSignal,
): ObjectFiles {
  const { patient, readme } = given;
  let [here, missing, failedInRow] = [0, 0, 0];
  let problem: Problem | undefined;
  let isOver = false;
  const lost = (why: Problem | undefined, count = 1) => {
    missing += count;
    failedInRow += count;
    problem ??= why;
  };

  async function* entries(): ReturnType<typeof objectFiles>['entries'] {
    const all = await seriesOf(given, signal);
    if (all.problem) lost(all.problem);
    for (const [at, uid] of all.series.entries()) {
      const { instances, unreadable, problem: why } = await instancesOf(given, uid, signal);
      lost(why, unreadable);
      const coming: Promise<Result<OwnFile>>[] = [];
      for (const [number] of instances.entries()) {
        for (const next of instances.slice(number + coming.length, number + AHEAD)) {
          const asked = fileOf(next, patient, frames, signal);
          asked.catch(() => undefined);
          coming.push(asked);
        }
        const file = await coming.shift();
        signal.throwIfAborted();
        if (file?.ok) {
          here++;
          failedInRow = 0;
          yield { name: `series-${padded(at + 1, 3)}/${padded(number + 1, 5)}.dcm`, input: file.value.bytes };
          told(here);
        } else lost(file?.problem);
        if (failedInRow >= MOST_FAILED || (problem?.kind === 'unauthorised' && failedInRow > 0)) {
          isOver = true;
          throw new Error('nothing comes any more');
        }
      }
    }
    if (here === 0) {
      isOver = true;
      throw new Error('nothing came');
    }
    yield { name: 'README.txt', input: readme(here, missing) };
  }
  return { entries: entries(), count: () => ({ here, missing, problem, isOver }) };
}

export const padded = (number: number, digits: number) => String(number).padStart(digits, '0');

/** Of which objects something is wanted. */
type Wanted = Pick<StoredObjects, 'study' | 'series' | 'known' | 'archives'>;

/** The one that is wanted, or all that the study has by the first archive that lists them. */
export async function seriesOf({ study, series, known, archives }: Wanted, signal: AbortSignal) {
  if (series !== undefined) return { series: [series] };
  let problem: Problem | undefined;
  for (const archive of archives) {
    const answer = await archive.seriesOf(study, signal);
    if (answer.ok) return { series: [...new Set([...known, ...answer.value.value.map(({ uid }) => uid)])] };
    problem = answer.problem;
  }
  return { series: known, problem };
}

/** What a series holds, by the first archive that says it. */
export async function instancesOf({ study, archives }: Wanted, series: SeriesUid, signal: AbortSignal) {
  let problem: Problem = { kind: 'not-found', where: archives[0]?.name ?? '' };
  for (const archive of archives) {
    const answer = await archive.instancesOf(study, series, signal);
    if (answer.ok) {
      const { instances, unreadable } = answer.value;
      return { instances, unreadable: unreadable.length, problem: undefined };
    }
    problem = answer.problem;
  }
  return { instances: [], unreadable: 1, problem };
}

/** An object's own file, as it came and read. */
export interface OwnFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly read: Part10;
}

const OTHER: Problem = { kind: 'different-person', differs: [] };

/**
 * The object's own file, where it says itself that it is this object of this patient. Rejects only with the signal's reason.
 * @param tags what is read of it, where that is more than every object is asked for
 */
export async function fileOf(
  instance: Instance,
  patient: Patient,
  frames: Pick<FrameSource, 'object'>,
  signal: AbortSignal,
  tags?: ReadonlyMap<number, string>,
): Promise<Result<OwnFile>> {
  if (samePerson(patient, instance.person).kind !== 'same') return err(OTHER);
  const object = await frames.object?.(instance, signal);
  if (!object) return err({ kind: 'unsupported', what: 'an object' });
  if (!object.ok) return object;
  if (object.value.kind !== 'file') return err({ kind: 'unsupported', what: 'an object without a file' });
  const bytes = new Uint8Array(object.value.bytes);
  try {
    const read = await readPart10(bytes, object.value.transferSyntax, tags);
    if (textOf(read.dataset, Tag.SOPInstanceUID) !== instance.uid)
      return err({ kind: 'undecodable', what: 'another object than was asked for' });
    const system = instance.person.patientId?.system;
    return samePerson(patient, personFrom(read.dataset, system)).kind === 'same'
      ? ok({ bytes, read })
      : err(OTHER);
  } catch (error) {
    if (error instanceof Part10Error) return err({ kind: 'undecodable', what: error.message });
    throw error;
  }
}
