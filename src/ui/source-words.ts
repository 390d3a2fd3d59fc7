import { completeAsOf, type ListCompleteness } from '../domain/completeness';
import { clockWords } from '../domain/dates';
import type { Source } from '../domain/federation';
import { listed, problemWords } from './problem-text';

/** One source's state, in a sentence. */
export function sourceWords({ id, name, answer }: Source): string {
  if (answer.kind === 'asking') return `Asking ${name}…`;
  const at = clockWords(answer.at);
  if (answer.kind === 'failed') {
    const left =
      id === 'record' ? 'Its list and its reports are not here.' : 'Its imaging is not in this list.';
    return `${problemWords(answer.problem)} (${at}). ${left}`;
  }
  const count = answer.studies.length;
  const said =
    count === 0
      ? `No imaging at ${name} (${at})`
      : `${name}: ${count} ${count === 1 ? 'study' : 'studies'} (${at})`;
  const { unreadable = 0, somebodyElses = 0 } = answer;
  return [
    said,
    unreadable > 0 &&
      `${unreadable} more could not be read and ${unreadable === 1 ? 'is' : 'are'} not in this list.`,
    somebodyElses > 0 &&
      `${somebodyElses} that ${somebodyElses === 1 ? 'belongs' : 'belong'} to somebody else ${somebodyElses === 1 ? 'was' : 'were'} left out.`,
  ]
    .filter(Boolean)
    .join('. ');
}

/** What may be said of the whole list. */
export interface ListWords {
  readonly title: string;
  readonly meaning?: string;
}

export function listWords(
  completeness: ListCompleteness,
  sources: readonly Source[],
  count: number,
): ListWords {
  const named = (kind: Source['answer']['kind'], last: 'and' | 'or' = 'and') =>
    listed(
      sources.filter(({ answer }) => answer.kind === kind).map(({ name }) => name),
      last,
    );
  const asOf = completeAsOf(sources);
  const at = asOf ? clockWords(asOf) : '';
  switch (completeness) {
    case 'asking':
      return { title: `Asking ${named('asking')}…`, meaning: 'The list may still grow.' };
    case 'complete':
      return { title: `Complete as of ${at}` };
    case 'partial':
      return {
        title: count > 0 ? 'This list is not complete' : 'No imaging found so far, but not everyone answered',
        meaning: sources.some(({ answer }) => answer.kind === 'failed')
          ? `${named('failed')} did not answer. This patient may have imaging there.`
          : 'Some entries could not be read. This patient may have imaging that is not listed.',
      };
    case 'none':
      return {
        title: `No imaging at ${named('answered', 'or')}`,
        meaning: `All of them answered. Complete as of ${at}.`,
      };
    case 'unavailable':
      return {
        title: 'We could not ask for this patient’s imaging',
        meaning: 'This does not mean that there is none.',
      };
  }
}
