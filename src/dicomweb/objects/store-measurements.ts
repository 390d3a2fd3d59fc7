import { instanceUid, type InstanceUid } from '../../domain/ids';
import type { MeasuredWords, MeasurementsToSave } from '../../domain/measure/measurement';
import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { Answer } from '../../http/answer';
import { settled } from '../../http/failure';
import { datasetsOf } from '../requests/json-answer';
import { itemsOf, numberOf, textOf, type Dataset } from '../../dicom/dataset';
import { requestsTo, type ArchiveAddress } from '../requests/request';
import { measurementReport } from '../../dicom/sr/writing/measurement-report';
import { part10Bytes } from '../../dicom/sr/writing/part10-bytes';
import { storeBody } from './store-body';
import { newUid } from '../../dicom/sr/writing/uid';
import * as Tag from '../../dicom/tags';

/**
 * Stores measurements as an Imaging Measurement Report (PS3.16 TID 1500) in the study that they are of, by STOW-RS
 * (PS3.18 §10.5). It is stored only where the archive says so of this very object.
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
  const requests = requestsTo(address);
  const url = requests.address(['studies', wanted.study.uid]);
  const answer = await requests.post(url, storeBody([part10Bytes(report)]), 'application/dicom+json', signal);
  if (!answer.ok)
    return answer.problem.kind === 'forbidden' ? refused('this session may not store there') : answer;
  const told = await settled(() => datasetsOf(answer.value));
  if (!told.ok) return told;
  const why = refusalIn(told.value.datasets, instance, answer.value);
  return why === undefined ? ok({ instance: instanceUid(instance), where }) : refused(why);
}

/** Why the archive did not take it; `undefined` where it lists it among what it stored (PS3.18 table 10.5.3-1). */
function refusalIn(told: readonly Dataset[], instance: string, { status }: Answer): string | undefined {
  const among = (tag: string) =>
    told
      .flatMap((dataset) => itemsOf(dataset, tag))
      .find((item) => textOf(item, Tag.ReferencedSOPInstanceUID) === instance);
  const failure = among(Tag.FailedSOPSequence);
  if (failure) return reasonWords(numberOf(failure, Tag.FailureReason));
  if (among(Tag.ReferencedSOPSequence)) return undefined;
  return `it does not say that it has it (HTTP status ${status})`;
}

/** Failure Reason (0008,1197), PS3.18 annex I.2 and PS3.4 B.2.3. */
function reasonWords(reason: number | undefined): string {
  if (reason === undefined) return 'it gave no reason';
  if (reason >= 0xa700 && reason <= 0xa7ff) return 'it is out of space';
  if (reason >= 0xa900 && reason <= 0xa9ff) return 'it calls the report a contradiction in itself';
  if (reason >= 0xc000 && reason <= 0xcfff) return 'it cannot understand the report';
  if (reason === 0x0122) return 'it takes no structured reports';
  if (reason === 0x0124) return 'this session may not store there';
  return `a failure in processing (${reason.toString(16).toUpperCase().padStart(4, '0')})`;
}
