import { err, ok, type Problem, type Result } from '../../domain/problem';
import type { StudyUid } from '../../domain/ids';
import { itemsOf, numberOf, textOf, type Dataset } from '../../dicom/dataset';
import type { WrittenDataset } from '../../dicom/sr/writing/element';
import { part10Bytes } from '../../dicom/sr/writing/part10-bytes';
import * as Tag from '../../dicom/tags';
import { settled } from '../../http/failure';
import { datasetsOf } from '../requests/json-answer';
import { requestsTo, type ArchiveAddress } from '../requests/request';
import { storeBody } from './store-body';

/** By SOP Instance UID, why an object was not taken; `undefined` where the archive lists it among what it stored. */
export type Refusals = ReadonlyMap<string, string | undefined>;

/**
 * Stores objects in a study by one request of STOW-RS (PS3.18 §10.5). One is stored only where the archive says so of this
 * very object.
 *
 * @returns what became of each; a problem where it could not be asked, or nothing can be told of any. Rejects only with the
 *   signal's reason
 */
export async function storeObjects(
  address: ArchiveAddress,
  study: StudyUid,
  objects: readonly WrittenDataset[],
  signal: AbortSignal,
): Promise<Result<Refusals>> {
  const requests = requestsTo(address);
  const url = requests.address(['studies', study]);
  const body = storeBody(objects.map(part10Bytes));
  const answer = await requests.post(url, body, 'application/dicom+json', signal);
  if (!answer.ok)
    return answer.problem.kind === 'forbidden'
      ? err<Problem>({ kind: 'not-stored', where: address.name, why: MAY_NOT })
      : answer;
  const told = await settled(() => datasetsOf(answer.value));
  if (!told.ok) return told;
  const refusals = new Map<string, string | undefined>();
  for (const object of objects) {
    const instance = textOf(object, Tag.SOPInstanceUID) ?? '';
    const word = wordOf(instance, told.value.datasets, answer.value.status);
    if (word === 'none') return err<Problem>({ kind: 'malformed', where: address.name, what: NO_WORD });
    refusals.set(instance, word.refusal);
  }
  return ok(refusals);
}

const MAY_NOT = 'this session may not store there';
const NO_WORD = 'no word of what it was sent';
/** Nothing was stored (PS3.18 table 10.5.3-1) */
const CONFLICT = 409;

/** What the answer says of an object (PS3.18 table 10.5.3-1): its refusal, that it is there, or nothing, of which nobody knows. */
function wordOf(
  instance: string,
  told: readonly Dataset[],
  status: number,
): { readonly refusal: string | undefined } | 'none' {
  const among = (tag: string) =>
    told
      .flatMap((dataset) => itemsOf(dataset, tag))
      .find((item) => textOf(item, Tag.ReferencedSOPInstanceUID) === instance);
  const failure = among(Tag.FailedSOPSequence);
  const reason = failure && numberOf(failure, Tag.FailureReason);
  // Nobody else can have this UID: it came with an earlier request, of which no answer was heard.
  if (reason === DUPLICATE) return { refusal: undefined };
  if (failure || status === CONFLICT) return { refusal: reasonWords(reason) };
  return among(Tag.ReferencedSOPSequence) ? { refusal: undefined } : 'none';
}

/** Duplicate SOP Instance (PS3.18 annex I.2) */
const DUPLICATE = 0x0111;

/** Failure Reason (0008,1197), PS3.18 annex I.2 and PS3.4 B.2.3. */
function reasonWords(reason: number | undefined): string {
  if (reason === undefined) return 'it gave no reason';
  if (reason >= 0xa700 && reason <= 0xa7ff) return 'it is out of space';
  if (reason >= 0xa900 && reason <= 0xa9ff) return 'it calls the object a contradiction in itself';
  if (reason >= 0xc000 && reason <= 0xcfff) return 'it cannot understand the object';
  if (reason === 0x0122) return 'it takes no objects of this kind';
  if (reason === 0x0124) return MAY_NOT;
  return `a failure in processing (${reason.toString(16).toUpperCase().padStart(4, '0')})`;
}
