import type { ListCompleteness } from '../../domain/list/completeness';
import { clockWords } from '../../domain/dates';
import { didNotAnswer, earliest, gapOf, type Gap } from '../../domain/knowledge/statements';
import type { Source } from '../../domain/list/federation';
import { list } from '../../texts/en/list';
import { sources as texts } from '../../texts/en/sources';
import { listed } from '../../texts/texts';
import { problemWords } from '../../texts/en/problems';

/** "09:12": since when something is known; nothing where nobody answered */
export const asOfWords = (at: Date | undefined): string => (at ? clockWords(at) : '');

/** What a source leaves unknown, in sentences: who, and what they did. */
export function gapWords({ name, why }: Gap): readonly string[] {
  switch (why.kind) {
    case 'not-asked':
      return [`${texts.notAsked(name, why.why)}.`];
    case 'failed':
      return [`${problemWords(why.problem)}.`];
    case 'partial':
      return why.shortfalls.map((shortfall) => texts.shortfall(name, shortfall));
  }
}

/** What an answer lacks, or was left out of it, in a sentence each: never silently fewer. */
function leftOut({ name, answer }: Source): readonly string[] {
  if (answer.kind !== 'answered') return [];
  const gap = gapOf(name, answer);
  const { somebodyElses = 0 } = answer.value;
  return [...(gap ? gapWords(gap) : []), ...(somebodyElses > 0 ? [texts.somebodyElses(somebodyElses)] : [])];
}

/** One source's state, in a sentence. */
export function sourceWords(source: Source): string {
  const { id, name, answer } = source;
  if (answer.kind === 'asking') return texts.asking(name);
  if (answer.kind === 'not-asked')
    return `${texts.notAsked(name, answer.why)}. ${id === 'record' ? texts.recordMissing : texts.archiveMissing}`;
  const at = clockWords(answer.at);
  if (answer.kind === 'failed') {
    const missing = id === 'record' ? texts.recordMissing : texts.archiveMissing;
    return `${problemWords(answer.problem)} (${at}). ${missing}`;
  }
  const count = answer.value.studies.length;
  const out = leftOut(source);
  if (count === 0 && out.length === 0) return texts.nothing(name, at);
  return [`${texts.answered(name, count, at)}.`, ...out].join(' ').replace(/\)\.$/, ')');
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
  const asOf = earliest(sources.map(({ answer }) => answer));
  const at = asOf ? clockWords(asOf) : '';
  switch (completeness) {
    case 'asking':
      return { title: texts.asking(named('asking')), meaning: list.grows };
    case 'complete':
      return { title: list.complete(at) };
    case 'partial':
      return { title: count > 0 ? list.partial : list.noneSoFar, meaning: whyPartial(sources) };
    case 'none':
      return {
        title: list.none(named('answered', 'or')),
        meaning: [list.allAnswered(at), ...sources.flatMap(leftOutOf)].join(' '),
      };
    case 'unavailable':
      return { title: list.couldNotAsk, meaning: list.notNone };
  }
}

/**
 * Who leaves the list incomplete, and by what. Those of whom nothing came are named together; of everybody else the sentence
 * says what they did: whoever refused, or sent a part, did answer.
 */
function whyPartial(sources: readonly Source[]): string {
  const silent = sources.filter(({ answer }) => answer.kind === 'failed' && didNotAnswer(answer.problem));
  const others = sources.filter((source) => !silent.includes(source));
  const gaps = others.flatMap(({ name, answer }) => gapOf(name, answer) ?? []);
  const absent = silent.length > 0 || gaps.some(({ why }) => why.kind !== 'partial');
  const told = gaps.map((gap) => gapWords(gap).join(' '));
  const [first, ...more] = told;
  return [
    ...(silent.length > 0 ? [texts.silent(listed(silent.map(({ name }) => name)))] : []),
    ...(first === undefined ? [] : [first]),
    // The list is what one came for: what all of them say stands among the sources.
    ...(more.length > 0 ? [list.moreGaps(more.length)] : []),
    absent ? list.mayHave : list.mayBeMissing,
  ].join(' ');
}

const leftOutOf = (source: Source) => leftOut(source).map((sentence) => `${source.name}: ${sentence}`);
