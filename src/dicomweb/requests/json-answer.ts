import type { Answer } from '../../http/answer';
import { Failure } from '../../http/failure';
import { isDataset, type Dataset } from '../../dicom/dataset';
import { withKnownVrs } from '../../dicom/part10/unknown-vr';

/** Bytes of JSON that are taken: 5,000 instances are about 25 MB. */
const MOST = 256 * 1024 * 1024;

/**
 * The datasets of a DICOM JSON answer. PS3.18 §8.3.4.4: 204, and an empty list, mean that there are none; anything that
 * is not a list of datasets is a Failure `malformed`, because an unread answer must not look like an empty one.
 */
export async function datasetsOf(answer: Answer): Promise<readonly Dataset[]> {
  if (answer.status === 204) {
    answer.discard();
    return [];
  }
  const malformed = (what: string) => new Failure({ kind: 'malformed', where: answer.where, what });
  const { type } = answer.mediaType;
  if (type !== '' && !type.includes('json') && type !== 'text/plain' && type !== 'application/octet-stream') {
    answer.discard();
    throw malformed(`${type} instead of DICOM JSON`);
  }
  const bytes = await answer.bytes(MOST);
  if (bytes.byteLength === 0) throw malformed('an empty body instead of DICOM JSON');
  const text = new TextDecoder('utf-8').decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('text that is not JSON');
  }
  // Static archives answer a single object with the object itself.
  const list =
    isDataset(value) && Object.keys(value).some((key) => /^[0-9A-F]{8}$/i.test(key)) ? [value] : value;
  if (!Array.isArray(list)) throw malformed('JSON that is not a list of datasets');
  if (list.length > 0 && !list.some(isDataset)) throw malformed('a list without datasets');
  // Looking for them element by element takes longer than everything else here.
  const mayHoldUnknown = /"UN"/.test(text);
  const read = (dataset: Dataset) => (mayHoldUnknown ? withKnownVrs(dataset) : dataset);
  return list.map((item) => (isDataset(item) ? read(item) : {}));
}
