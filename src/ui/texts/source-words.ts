import { completeAsOf, isPartlyUnreadable, type ListCompleteness } from '../../domain/list/completeness';
import { clockWords } from '../../domain/dates';
import type { Source } from '../../domain/list/federation';
import { listed, problemWords } from './problem-text';

const studiesWords = (count: number) => `${count} ${count === 1 ? 'study' : 'studies'}`;

/** What an answer could not be read, or was left out of, in a sentence each: never silently fewer. */
function leftOut({ answer }: Source): readonly string[] {
  if (answer.kind !== 'answered') return [];
  const { unreadable = 0, somebodyElses = 0 } = answer;
  return [
    unreadable > 0 ? `${unreadable} ${unreadable === 1 ? 'entry' : 'entries'} could not be read.` : '',
    somebodyElses > 0 ? `${studiesWords(somebodyElses)} left out: labelled there as another person’s.` : '',
  ].filter(Boolean);
}

/** One source's state, in a sentence. */
export function sourceWords(source: Source): string {
  const { id, name, answer } = source;
  if (answer.kind === 'asking') return `Asking ${name}…`;
  const at = clockWords(answer.at);
  if (answer.kind === 'failed') {
    const left =
      id === 'record' ? 'Its list and its reports are not here.' : 'Its imaging is not in this list.';
    return `${problemWords(answer.problem)} (${at}). ${left}`;
  }
  const count = answer.studies.length;
  const out = leftOut(source);
  if (count === 0 && out.length === 0) return `No imaging at ${name} (${at})`;
  return [`${name}: ${studiesWords(count)} (${at})`, ...out].join('. ').replace('..', '.');
}

/** Whether a source's own line must be seen even where there is little room. */
export const isNoteworthy = (source: Source): boolean =>
  source.answer.kind !== 'answered' || leftOut(source).length > 0;

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
        title:
          count > 0 ? 'This list is not complete' : 'No imaging found so far, but not everything is known',
        meaning: whyPartial(named('failed'), sources),
      };
    case 'none':
      return {
        title: `No imaging at ${named('answered', 'or')}`,
        meaning: [`All of them answered. Complete as of ${at}.`, ...sources.flatMap(leftOutOf)].join(' '),
      };
    case 'unavailable':
      return {
        title: 'We could not ask for this patient’s imaging',
        meaning: 'This does not mean that there is none.',
      };
  }
}

function whyPartial(silent: string, sources: readonly Source[]): string {
  const unread = listed(sources.filter(isPartlyUnreadable).map(({ name }) => name));
  return [
    silent && `${silent} did not answer. This patient may have imaging there.`,
    unread && `Part of what ${unread} answered could not be read. Studies may be missing.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const leftOutOf = (source: Source) => leftOut(source).map((sentence) => `${source.name}: ${sentence}`);
