import type { Answer } from '../../http/answer';
import { Failure } from '../../http/failure';
import { isDataset, type Dataset } from '../../dicom/dataset';
import { readJson, type NoJson } from '../../http/json';
import type { Problem } from '../../domain/problem';
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
  const read = await readJson(answer.chunks(), MOST);
  if (!read.ok) throw new Failure(noList(read.problem, answer.where));
  const { value, text } = read.value;
  // Static archives answer a single object with the object itself.
  const list =
    isDataset(value) && Object.keys(value).some((key) => /^[0-9A-F]{8}$/i.test(key)) ? [value] : value;
  if (!Array.isArray(list)) throw malformed('JSON that is not a list of datasets');
  if (list.length > 0 && !list.some(isDataset)) throw malformed('a list without datasets');
  // Looking for them element by element takes longer than everything else here.
  const mayHoldUnknown = /"UN"/.test(text);
  const known = (dataset: Dataset) => (mayHoldUnknown ? withKnownVrs(dataset) : dataset);
  return list.map((item) => (isDataset(item) ? known(item) : {}));
}

const WHAT: Readonly<Record<Exclude<NoJson, 'too-large'>, string>> = {
  nothing: 'an empty body instead of DICOM JSON',
  markup: 'HTML or XML instead of DICOM JSON',
  broken: 'text that is not JSON',
  'too-deep': 'JSON that nests too deeply',
};

const noList = (why: NoJson, where: string): Problem =>
  why === 'too-large'
    ? { kind: 'too-large', where, what: 'a list of more than 256 MB' }
    : { kind: 'malformed', where, what: WHAT[why] };
