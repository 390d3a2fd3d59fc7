import type { Problem, Result, WhyNotAsked } from '../problem';

/** Why an answer is not all there is. */
export type Shortfall =
  /** Entries or instances that could not be read: what they were nobody can tell */
  | { readonly kind: 'unreadable'; readonly count: number }
  /** Entries whose person nobody can tell: they are shown apart */
  | { readonly kind: 'cannot-tell-whose'; readonly count: number }
  /** A further page was named and did not come */
  | { readonly kind: 'page-missing'; readonly problem: Problem }
  /** The source itself said that it is not all: an OperationOutcome, a Warning header */
  | { readonly kind: 'source-says-incomplete'; readonly words?: string }
  /** It announced more than it sent */
  | { readonly kind: 'fewer-than-announced'; readonly announced: number; readonly came: number }
  /** There is more than is taken into memory */
  | { readonly kind: 'limit-reached'; readonly most: number }
  /** What the entries refer to did not come with them, so that they cannot be joined */
  | { readonly kind: 'links-missing' }
  /** Another source says that it holds these, and it does not list them: what else it does not list nobody can tell */
  | { readonly kind: 'not-listed'; readonly count: number }
  /** The sign-in was granted a part of such resources only, and the source sends no others */
  | { readonly kind: 'granted-in-part' }
  /** There are series of which nobody can tell what lies between their pictures */
  | { readonly kind: 'not-looked-through' };

/** What came, and why it may not be all there is. */
export interface Answered<T> {
  readonly value: T;
  /** Empty where it is all */
  readonly shortfalls: readonly Shortfall[];
}

/**
 * What was asked of somebody, and what came: the one home of this fact. What is unknown stays unknown here; only
 * `statements.ts` makes sentences like "none" of it.
 */
export type Remote<T> =
  | { readonly kind: 'not-asked'; readonly why: WhyNotAsked }
  /** With what came so far, which may be a small part of it */
  | { readonly kind: 'asking'; readonly soFar?: T }
  /** All there is, unless `shortfalls` say why it is not */
  | {
      readonly kind: 'answered';
      readonly value: T;
      readonly at: Date;
      readonly shortfalls: readonly Shortfall[];
    }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly at: Date };

/** What is here of it, whole or not; `undefined` where nothing came. */
export const hereOf = <T>(remote: Remote<T>): T | undefined =>
  remote.kind === 'answered' ? remote.value : remote.kind === 'asking' ? remote.soFar : undefined;

/** Whether it says all there is: the only ground for "none". */
export const isWhole = (remote: Remote<unknown>): boolean =>
  remote.kind === 'answered' && remote.shortfalls.length === 0;

/** Whether an answer may still change what is known. */
export const isOpen = (remote: Remote<unknown>): boolean => remote.kind === 'asking';

/** What a source's result is as knowledge: a question that could not be put is not a failure of whom it was for. */
export function remoteOf<T>(result: Result<Answered<T>>, at: Date): Remote<T> {
  if (result.ok) return { kind: 'answered', ...result.value, at };
  const { problem } = result;
  return problem.kind === 'not-asked'
    ? { kind: 'not-asked', why: problem.why }
    : { kind: 'failed', problem, at };
}

/** Why a list of shortfalls falls short, each reason once: counts of the same kind are added up. */
export function togetherShort(shortfalls: readonly Shortfall[]): readonly Shortfall[] {
  const together: Shortfall[] = [];
  for (const each of shortfalls) {
    const at = together.findIndex((one) => one.kind === each.kind);
    const before = together[at];
    if (before === undefined) together.push(each);
    else if ('count' in each && 'count' in before)
      together[at] = { ...each, count: before.count + each.count };
  }
  return together;
}

/** Entries that could not be read, where there are any. */
export const unreadable = (count: number): readonly Shortfall[] =>
  count > 0 ? [{ kind: 'unreadable', count }] : [];

/** Shortfalls that asking once more may mend */
const PASSING: ReadonlySet<Shortfall['kind']> = new Set([
  'page-missing',
  'source-says-incomplete',
  'fewer-than-announced',
  'links-missing',
  'not-listed',
]);

/** Whether asking again may bring what is missing; an answer that is whole is not asked for again. */
export const isMendable = (remote: Remote<unknown>): boolean =>
  remote.kind === 'failed' ||
  (remote.kind === 'answered' && remote.shortfalls.some(({ kind }) => PASSING.has(kind)));
