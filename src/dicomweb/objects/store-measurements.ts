import { mayBeThereAfter } from '../../domain/arrival';
import type { MeasuredWords, Measurement, MeasurementsToSave } from '../../domain/measure/measurement';
import type { Stored } from '../../domain/ports/sent';
import type { Problem } from '../../domain/problem';
import { textOf } from '../../dicom/dataset';
import type { ArchiveAddress } from '../requests/request';
import { measurementReport } from '../../dicom/sr/writing/measurement-report';
import type { WrittenDataset } from '../../dicom/sr/writing/element';
import { newUid } from '../../dicom/sr/writing/uid';
import * as Tag from '../../dicom/tags';
import { storeObjects } from './store-objects';

/** Documents on their way, by the first of what is in them: what is sent again after an answer was lost is the same document. */
const written = new WeakMap<Measurement, Written>();

interface Written {
  readonly measurements: readonly Measurement[];
  readonly report: WrittenDataset;
  /** The answer to a try was lost */
  mayBeThere: boolean;
}

function writtenOf(wanted: MeasurementsToSave, words: MeasuredWords): Written | undefined {
  const { measurements } = wanted;
  const [first] = measurements;
  const known = first && written.get(first);
  const isSame =
    known?.measurements.length === measurements.length &&
    known.measurements.every((one, at) => one === measurements[at]);
  if (isSame) return known;
  const report = measurementReport({ ...wanted, words, newUid });
  if (first === undefined || report === undefined) return undefined;
  const made = { measurements, report, mayBeThere: false };
  written.set(first, made);
  return made;
}

/**
 * Stores measurements as an Imaging Measurement Report (PS3.16 TID 1500) in the study that they are of.
 *
 * @param address of the archive that holds the pictures; absent where it is not known any more
 * @returns where it was stored; else `not-stored` in the archive's words, or why it could not be asked. Rejects only with
 *   the signal's reason
 */
export async function storeMeasurements(
  address: ArchiveAddress | undefined,
  wanted: MeasurementsToSave,
  words: MeasuredWords,
  signal: AbortSignal,
): Promise<Stored> {
  signal.throwIfAborted();
  const where = address?.name ?? 'the archive';
  const failed = (problem: Problem, mayBeThere: boolean) =>
    ({ kind: 'failed', problem, mayBeThere }) as const;
  const refused = (why: string): Problem => ({ kind: 'not-stored', where, why });
  if (!address) return failed(refused('it is not known here any more'), false);
  const document = writtenOf(wanted, words);
  const instance = document && textOf(document.report, Tag.SOPInstanceUID);
  if (!instance) return failed(refused('there is no number to store'), false);
  const stored = await storeObjects(address, wanted.study.uid, [document.report], signal);
  const why = stored.ok ? stored.value.get(instance) : '';
  if (why === undefined) return { kind: 'saved', where };
  const problem = stored.ok ? refused(why) : stored.problem;
  document.mayBeThere = mayBeThereAfter(problem, document.mayBeThere);
  return failed(problem, document.mayBeThere);
}
