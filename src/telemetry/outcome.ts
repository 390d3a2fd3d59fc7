import { markName, speedOf, type TimingMark } from '../domain/launch/speed';

/** What became of a launch by the time the page was first hidden */
export const OUTCOMES = ['landed', 'left-waiting', 'not-let-in'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const LANDED = ['list', 'first-preview', 'first-image', 'first-report'] as const;

/**
 * `landed`: something was there to be seen or read. `left-waiting`: the record had let the viewer in, and the person left or
 * switched away before. `not-let-in`: it had not, or the launch failed. `undefined` for a reload, which is no launch.
 */
export function outcomeOf(marks: readonly TimingMark[]): Outcome | undefined {
  const names = new Set(marks.map(({ name }) => name));
  if (!names.has(markName('token'))) return 'not-let-in';
  if (speedOf(marks).token === undefined) return undefined;
  return LANDED.some((each) => names.has(markName(each))) ? 'landed' : 'left-waiting';
}
