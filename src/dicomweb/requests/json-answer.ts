import type { Answer } from '../../http/answer';
import { Failure } from '../../http/failure';
import { isDataset, type Dataset } from '../../dicom/dataset';
import { readJson, type NoJson } from '../../http/json';
import { saidMissing } from '../../http/warning';
import type { Shortfall } from '../../domain/knowledge/remote';
import type { Problem } from '../../domain/problem';
import { ownCode } from '../../http/own-code';

/** Bytes of JSON that are taken: 5,000 instances are about 25 MB. */
const MOST = 256 * 1024 * 1024;

/** What a search or a question for metadata was answered with. */
export interface JsonAnswer {
  readonly datasets: readonly Dataset[];
  /** Entries that are no datasets: what they were nobody can tell */
  readonly unreadable: number;
  /** The answer had no content at all: 204, or nothing in the body */
  readonly empty: boolean;
  /** The words of a Warning that says that it is not all, or that it is a part (206); empty where it says no more than that */
  readonly warning?: string;
}

/**
 * The datasets of a DICOM JSON answer. 204, an empty list and an empty body (PS3.18 §8.3.4.4.1) mean that there are none;
 * anything that is not a list of datasets is a Failure `malformed`, because an unread answer must not look like an empty
 * one. A body that breaks off is a Failure too, with as little of it as may be.
 */
export async function datasetsOf(answer: Answer): Promise<JsonAnswer> {
  const warning = saidMissing(answer);
  const none: JsonAnswer = {
    datasets: [],
    unreadable: 0,
    empty: true,
    ...(warning !== undefined && { warning }),
  };
  if (answer.status === 204) {
    answer.discard();
    return none;
  }
  const malformed = (what: string) => new Failure({ kind: 'malformed', where: answer.where, what });
  const { type } = answer.mediaType;
  const isJson = type === '' || type.includes('json');
  // Under every other type it may be JSON all the same: its own bytes tell, and a page is told as one.
  if (NEVER_JSON.test(type)) {
    answer.discard();
    throw malformed(`${type} instead of DICOM JSON`);
  }
  const read = await readJson(answer.chunks(), MOST, answer.mediaType);
  if (!read.ok && read.problem === 'nothing' && isJson) return none;
  if (!read.ok) throw new Failure(noList(read.problem, answer.where));
  const { value, text } = read.value;
  // Static archives answer a single object with the object itself.
  const list =
    isDataset(value) && Object.keys(value).some((key) => /^[0-9A-F]{8}$/i.test(key)) ? [value] : value;
  if (!Array.isArray(list)) throw malformed('JSON that is not a list of datasets');
  const datasets = list.filter(isDataset);
  if (list.length > 0 && datasets.length === 0) throw malformed('a list without datasets');
  // Looking for them element by element takes longer than everything else here.
  const mayHoldUnknown = /"UN"/.test(text);
  return {
    datasets: mayHoldUnknown ? await known(datasets) : datasets,
    unreadable: list.length - datasets.length,
    empty: false,
    ...(warning !== undefined && { warning }),
  };
}

async function known(datasets: readonly Dataset[]): Promise<readonly Dataset[]> {
  const { withKnownVrs } = await ownCode(() => import('../../dicom/part10/unknown-vr'));
  return datasets.map((dataset) => withKnownVrs(dataset));
}

/** What is no text at all */
const NEVER_JSON = /^(?:multipart|image|video|audio)\/|^application\/(?:dicom|pdf|zip)$/;

/** The same as knowledge, in the archive's own words where it has any. */
export const saidIncomplete = (warning: string): Shortfall => ({
  kind: 'source-says-incomplete',
  ...(warning !== '' && { words: warning }),
});

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
