import type { Shortfall } from '../../domain/knowledge/remote';
import type { Problem } from '../../domain/problem';
import { codes } from './coded';
import { object, objects, text, type Json } from './json';

/*
 * What an OperationOutcome says (FHIR R4 §2.37, IssueType): whether an answer is all there is, and whether a refusal is of
 * the question's form or of the person.
 */

/** Said by its code (MSG_NO_MATCH) or in words, and not an IssueType */
const NO_MATCH = 'no-match';

/** Something of it is not here: the record's own sources, its load, what it keeps back, a fault */
const INCOMPLETE: ReadonlySet<string> = new Set([
  ...['incomplete', 'timeout', 'transient', 'throttled', 'too-costly', 'exception', 'no-store', 'lock-error'],
  ...['suppressed', 'security', 'forbidden', 'login', 'unknown', 'expired'],
]);
/** About the question or its values: what matched is here all the same */
const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    'informational',
    'success',
    NO_MATCH,
    'not-found',
    'deleted',
    'duplicate',
    'not-supported',
    'limited-filter',
  ],
  ...['invalid', 'structure', 'required', 'value', 'invariant', 'code-invalid', 'extension', 'business-rule'],
]);
/** Records whose issues are all `processing` say it in words */
const OF_LOSS =
  /incomplete|partial|truncat|omitted|withheld|suppress|unavailable|unreachable|time[ds]?[ -]?out|(?:did|does|do|has|have|could) not (?:be (?:reached|searched|retrieved|loaded)|respond|answer|repl)|not all (?:of )?(?:the )?(?:sources|systems|results|records|data)/i;
const OF_NO_MATCH = /\bno (?:match(?:es|ing)?|results?)\b/i;
/** It is the person, or their sign-in, who may not */
const OF_PERSON: ReadonlySet<string> = new Set([
  ...['forbidden', 'security', 'login', 'unknown', 'expired', 'suppressed'],
]);
/** Words of a record are told as far as this */
const MOST_WORDS = 200;

export const isOutcome = (resource: Json): boolean => resource['resourceType'] === 'OperationOutcome';

interface Issue {
  readonly severity: string;
  readonly code: string;
  readonly words?: string;
  /** Its words say that something is not here */
  readonly isOfLoss: boolean;
}

function issuesOf(outcome: Json): readonly Issue[] {
  return objects(outcome['issue']).map((issue) => {
    const details = object(issue['details']);
    const words = text(details?.['text'])?.slice(0, MOST_WORDS);
    const all = `${words ?? ''} ${text(issue['diagnostics'])?.slice(0, MOST_WORDS) ?? ''}`;
    const said = text(issue['code'])?.toLowerCase() ?? '';
    const isOfLoss = OF_LOSS.test(all);
    const isNoMatch =
      codes(details).includes('MSG_NO_MATCH') || (said === 'not-found' && OF_NO_MATCH.test(all) && !isOfLoss);
    return {
      severity: text(issue['severity'])?.toLowerCase() ?? '',
      code: isNoMatch ? NO_MATCH : said,
      ...(words !== undefined && { words }),
      isOfLoss,
    };
  });
}

/**
 * Whether these outcomes, which came with an answer, say that it is not all: an issue that speaks of incompleteness by its code
 * or in words, unless it is for information only; and any error that is not about the question's own form.
 */
export function shortfallOf(outcomes: readonly Json[]): Shortfall | undefined {
  const issue = outcomes.flatMap(issuesOf).find(speaksOfIncompleteness);
  return issue && { kind: 'source-says-incomplete', ...(issue.words && { words: issue.words }) };
}

function speaksOfIncompleteness({ severity, code, isOfLoss }: Issue): boolean {
  if (severity === 'information' || severity === 'success') return false;
  if (INCOMPLETE.has(code) || isOfLoss) return true;
  return (severity === 'error' || severity === 'fatal') && !HARMLESS.has(code);
}

/** Whether a refusal says that it is the person, and not the form of the question. */
export const isOfPerson = (outcome: Json): boolean =>
  issuesOf(outcome).some(({ code }) => OF_PERSON.has(code));

/** What an outcome means that came, with a good status, instead of what was asked for. */
export type OutcomeInstead =
  /** Nothing matched */
  | { readonly kind: 'nothing' }
  /** A plainer question may be answered */
  | { readonly kind: 'of-form'; readonly problem: Problem }
  | { readonly kind: 'problem'; readonly problem: Problem };

export function outcomeInstead(outcome: Json, where: string): OutcomeInstead {
  const issues = issuesOf(outcome);
  const has = (...wanted: readonly string[]) => issues.some(({ code }) => wanted.includes(code));
  // What an error does not find may be the question's address, and not what matches.
  const isHarmless = ({ severity, code, isOfLoss }: Issue) =>
    ['information', 'success'].includes(severity) ||
    code === NO_MATCH ||
    (!isOfLoss && !['error', 'fatal'].includes(severity) && ['not-found', 'informational'].includes(code));
  if (issues.length > 0 && issues.every(isHarmless)) return { kind: 'nothing' };
  if (isOfPerson(outcome)) return { kind: 'problem', problem: { kind: 'forbidden', where, ofPerson: true } };
  if (has('timeout')) return { kind: 'problem', problem: { kind: 'timed-out', where } };
  if (has('throttled', 'transient', 'lock-error', 'no-store'))
    return { kind: 'problem', problem: { kind: 'busy', where } };
  const what = `an OperationOutcome (${issues.map(({ code }) => code).join(', ')}) instead of a Bundle`;
  return { kind: 'of-form', problem: { kind: 'malformed', where, what } };
}
