import type { Answer } from './answer';

/** One warning of a Warning header (RFC 7234 §5.5). Archives write the text with or without quotes, and name no agent. */
interface Warning {
  readonly code: number;
  readonly words: string;
}

/** Letters of one warning that are read */
const MOST = 300;

/** The warnings of a header, which may hold several: what one of them says, says nothing of the others. */
function warningsIn(header: string | null): readonly Warning[] {
  return (header ?? '').split(/,(?=\s{0,8}\d{3}\s)/).flatMap((one) => {
    const [, code, words = ''] = /^\s{0,8}(\d{3})\s+([^\r\n]*)/.exec(one) ?? [];
    return code === undefined ? [] : [{ code: Number(code), words: words.slice(0, MOST).trim() }];
  });
}

/** A proxy wrote the answer in another form (RFC 7234 §5.5.6): what it holds is the same. */
const TRANSFORMED = 214;

/** Of the address or of its age; of a parameter that was not taken, which leaves nothing out; or that nothing more is there */
const OF_AGEING = /deprecat|sunset/i;
const OF_QUESTION = /fuzzy|\b(?:parameters?|attributes?|includefields?|_include|_sort|_count)\b/i;
const OF_MORE = /additional results|incomplete|partial|exceed|remaining|truncat|could not|unavailable/i;
const OF_NONE = /\b(?:0|no) (?:additional|more|further) (?:results|matches|entries)\b/i;
/** Said beside anything else, it says that something is not there */
const OF_LOSS =
  /incomplete|partial|truncat|omit|withheld|suppress|skipped|could not|cannot|unavailable|unreachable|time[ds]?[ -]?out|fail/i;

const isHarmless = ({ code, words }: Warning): boolean =>
  code === TRANSFORMED ||
  ((OF_AGEING.test(words) || OF_NONE.test(words)) && !OF_LOSS.test(words)) ||
  (OF_QUESTION.test(words) && !OF_MORE.test(words));

/**
 * Why an answer may not be all that there is, as its headers say: words of its Warning; empty where its status alone says so, a part
 * (206) or several answers in one (207). `undefined` where nothing speaks against it.
 */
export const saidMissing = ({ status, header }: Pick<Answer, 'status' | 'header'>): string | undefined =>
  warnedOfMissing(header('warning')) ?? (status === 206 || status === 207 ? '' : undefined);

/**
 * The words of the first warning that may speak of what an answer leaves out, under whatever code; a header in no form that is
 * known is one. `undefined` where there is none.
 */
export function warnedOfMissing(header: string | null): string | undefined {
  if (header === null || header.trim() === '') return undefined;
  const read = warningsIn(header);
  const said = read.length > 0 ? read : [{ code: 0, words: header.slice(0, MOST).trim() }];
  return said.find((each) => !isHarmless(each))?.words;
}
