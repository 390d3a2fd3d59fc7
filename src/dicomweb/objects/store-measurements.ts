import { instanceUid, type InstanceUid } from '../../domain/ids';
import type { MeasuredWords, Measurement, MeasurementsToSave } from '../../domain/measure/measurement';
import { err, ok, type Problem, type Result } from '../../domain/problem';
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
}

function reportOf(wanted: MeasurementsToSave, words: MeasuredWords): WrittenDataset | undefined {
  const { measurements } = wanted;
  const [first] = measurements;
  const known = first && written.get(first);
  const isSame =
    known?.measurements.length === measurements.length &&
    known.measurements.every((one, at) => one === measurements[at]);
  if (isSame) return known.report;
  const report = measurementReport({ ...wanted, words, newUid });
  if (first && report) written.set(first, { measurements, report });
  return report;
}

/**
 * Stores measurements as an Imaging Measurement Report (PS3.16 TID 1500) in the study that they are of.
 *
 * @param address of the archive that holds the pictures; absent where it is not known any more
 * @returns the stored instance; else `not-stored` in the archive's words, or why it could not be asked. Rejects only with
 *   the signal's reason
 */
export async function storeMeasurements(
  address: ArchiveAddress | undefined,
  wanted: MeasurementsToSave,
  words: MeasuredWords,
  signal: AbortSignal,
): Promise<Result<{ readonly instance: InstanceUid; readonly where: string }>> {
  signal.throwIfAborted();
  const where = address?.name ?? 'the archive';
  const refused = (why: string) => err<Problem>({ kind: 'not-stored', where, why });
  if (!address) return refused('it is not known here any more');
  const report = reportOf(wanted, words);
  const instance = report && textOf(report, Tag.SOPInstanceUID);
  if (!instance) return refused('there is no number to store');
  const stored = await storeObjects(address, wanted.study.uid, [report], signal);
  if (!stored.ok) return stored;
  const why = stored.value.get(instance);
  return why === undefined ? ok({ instance: instanceUid(instance), where }) : refused(why);
}
