import { instanceUid, type InstanceUid } from '../../domain/ids';
import type { MeasuredWords, MeasurementsToSave } from '../../domain/measure/measurement';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import { textOf } from '../../dicom/dataset';
import type { ArchiveAddress } from '../requests/request';
import { measurementReport } from '../../dicom/sr/writing/measurement-report';
import { newUid } from '../../dicom/sr/writing/uid';
import * as Tag from '../../dicom/tags';
import { storeObjects } from './store-objects';

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
  const report = measurementReport({ ...wanted, words, newUid });
  const instance = report && textOf(report, Tag.SOPInstanceUID);
  if (!instance) return refused('there is no number to store');
  const stored = await storeObjects(address, wanted.study.uid, [report], signal);
  if (!stored.ok) return stored;
  const why = stored.value.get(instance);
  return why === undefined ? ok({ instance: instanceUid(instance), where }) : refused(why);
}
