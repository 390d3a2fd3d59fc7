import type { Problem, WhyNotAsked } from '../problem';
import { togetherShort, type Remote, type Shortfall } from './remote';

/*
 * The one place that may say "none", "complete", "does not have it" and "did not answer" (H2, H4): only from what every
 * source that could hold the thing was asked and answered. Screens ask here and make sentences of it; none of them
 * concludes from an empty list of its own.
 */

/** One source that could hold what is spoken of, or that is needed to tell whose it is. */
export interface Evidence {
  /** As a clinician knows it: "Salford Royal" */
  readonly name: string;
  readonly answer: Remote<unknown>;
  /** How many of the things spoken of are here from it; 0 for what only joins them */
  readonly found: number;
}

/** A source that leaves something unknown, and how. */
export interface Gap {
  readonly name: string;
  readonly why:
    | { readonly kind: 'not-asked'; readonly why: WhyNotAsked }
    | { readonly kind: 'failed'; readonly problem: Problem }
    | { readonly kind: 'partial'; readonly shortfalls: readonly Shortfall[] };
}

/** What may be said of things that several sources could hold. */
export type Statement =
  /** Nothing may be denied yet: these have still to answer */
  | { readonly kind: 'asking'; readonly names: readonly string[]; readonly found: number }
  /** Every source answered wholly, and none has any. `asOf`: the earliest of them, what came later may have changed before */
  | { readonly kind: 'none'; readonly asOf: Date }
  /** Every source answered wholly: what is here is all */
  | { readonly kind: 'all'; readonly found: number; readonly asOf: Date }
  /** Something is here, and there may be more */
  | { readonly kind: 'some'; readonly found: number; readonly gaps: readonly Gap[] }
  /** Nothing is here, and that means nothing */
  | { readonly kind: 'not-told'; readonly gaps: readonly Gap[]; readonly anyAnswered: boolean };

/** @param evidence every source that could hold it; with none at all nothing can be told */
export function stated(evidence: readonly Evidence[]): Statement {
  const found = evidence.reduce((sum, each) => sum + each.found, 0);
  const asking = evidence.filter(({ answer }) => answer.kind === 'asking');
  if (asking.length > 0) return { kind: 'asking', names: asking.map(({ name }) => name), found };
  const gaps = evidence.flatMap(({ name, answer }) => gapOf(name, answer) ?? []);
  const asOf = earliest(evidence.map(({ answer }) => answer));
  if (gaps.length > 0 || asOf === undefined)
    return found > 0
      ? { kind: 'some', found, gaps }
      : { kind: 'not-told', gaps, anyAnswered: asOf !== undefined };
  return found > 0 ? { kind: 'all', found, asOf } : { kind: 'none', asOf };
}

/** What a source leaves unknown; `undefined` where it answered wholly, or has still to answer. */
export function gapOf(name: string, answer: Remote<unknown>): Gap | undefined {
  if (answer.kind === 'not-asked') return { name, why: { kind: 'not-asked', why: answer.why } };
  if (answer.kind === 'failed') return { name, why: { kind: 'failed', problem: answer.problem } };
  if (answer.kind === 'asking' || answer.shortfalls.length === 0) return undefined;
  return { name, why: { kind: 'partial', shortfalls: togetherShort(answer.shortfalls) } };
}

/** Since when it has been as it is: the earliest answer, because what came later may have changed before. */
export function earliest(answers: readonly Remote<unknown>[]): Date | undefined {
  const times = answers.flatMap((answer) => (answer.kind === 'answered' ? [answer.at.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/** Problems of whom nothing at all came: only of them may it be said that they did not answer. */
const SILENT: ReadonlySet<Problem['kind']> = new Set(['unreachable', 'offline', 'timed-out', 'resting']);

/** Whether a source may be said not to have answered: what refused, or sent something unreadable, did answer. */
export const didNotAnswer = (problem: Problem): boolean => SILENT.has(problem.kind);

/** What one archive answered when it was asked for a study's pictures. */
export interface Refusal {
  readonly name: string;
  readonly problem: Problem;
  /** The record says that it has the study, or it said so itself */
  readonly isNamed: boolean;
}

/** A place where the record says that a study is, and that could not be asked. */
export interface PlaceNotAsked {
  readonly name: string;
  readonly why: WhyNotAsked;
}

/**
 * Whose refusal is told when nobody gave a study's pictures. That they are somebody else's outweighs all. Then whoever is
 * said to have them and did anything but deny it; a place that is said to have them and could not be asked; and whoever
 * else could have had them. "Does not have it" is said only where everybody who could hold it said so.
 */
export function whyNotHad(refusals: readonly Refusal[], notAsked: readonly PlaceNotAsked[] = []): Problem {
  const told = (isWanted: (refusal: Refusal) => boolean) => refusals.find(isWanted)?.problem;
  const isDenial = ({ problem }: Refusal) => problem.kind === 'not-found';
  const [elsewhere] = notAsked;
  const [first, ...others] = refusals.filter(isDenial).map(({ name }) => name);
  return (
    told(({ problem }) => problem.kind === 'different-person') ??
    told((refusal) => refusal.isNamed && !isDenial(refusal)) ??
    (elsewhere && { kind: 'not-asked', where: elsewhere.name, why: elsewhere.why }) ??
    told((refusal) => !isDenial(refusal)) ??
    (first === undefined
      ? { kind: 'not-asked', where: 'An archive', why: 'not-known-what-for' }
      : { kind: 'not-found', where: first, ...(others.length > 0 && { also: others }) })
  );
}
