import type { Measurement, Measurements } from '../../domain/measure/measurement';

/** What was done to one measurement, and how it was before. */
export interface MeasureAct {
  readonly kind: 'add' | 'move' | 'write' | 'delete';
  /** As it was; of one that was added, as it is */
  readonly one: Measurement;
  /** Its place in the list */
  readonly at: number;
  /** An archive had it as it was */
  readonly saved: boolean;
}

/** So many acts can be taken back. */
const MOST = 20;

/** Milliseconds within which further moves of the same measurement are one: an arrow key is pressed many times. */
const ONE_MOVE = 1000;

export interface Remembered {
  readonly measurements: Measurements;
  readonly saved: readonly string[];
  /** The newest last */
  readonly acts: readonly MeasureAct[];
  /** The move that still goes on, or ended a moment ago */
  readonly moving?: { readonly uid: string; readonly until: number } | undefined;
}

export function withAct(
  { measurements, saved, acts }: Remembered,
  kind: MeasureAct['kind'],
  one: Measurement,
): readonly MeasureAct[] {
  const at = measurements.all.findIndex(({ uid }) => uid === one.uid);
  const act: MeasureAct = { kind, one, at, saved: saved.includes(one.uid) };
  return [...acts, act].slice(-MOST);
}

/**
 * The acts and the move that goes on, when a measurement is moved once more.
 *
 * @param now epoch milliseconds
 * @param settled the hand rests: what moves after a while is another move
 */
export function withMove(
  remembered: Remembered,
  uid: string,
  settled: boolean,
  now: number,
): Pick<Remembered, 'acts' | 'moving'> {
  const { measurements, acts, moving } = remembered;
  const one = measurements.all.find((each) => each.uid === uid);
  if (!one) return { acts, moving };
  const goesOn = moving?.uid === uid && now <= moving.until;
  return {
    acts: goesOn ? acts : withAct(remembered, 'move', one),
    moving: { uid, until: settled ? now + ONE_MOVE : Infinity },
  };
}

/** Everything as it was before the newest act. Numbers once given stay given: "Length 1" may stand in a letter already. */
export function undone(remembered: Remembered): Remembered & { readonly selected?: string | undefined } {
  const { measurements, saved, acts } = remembered;
  const act = acts.at(-1);
  if (!act) return remembered;
  const { kind, one, at } = act;
  const others = measurements.all.filter(({ uid }) => uid !== one.uid);
  const all = kind === 'add' ? others : [...others.slice(0, at), one, ...others.slice(at)];
  const savedOthers = saved.filter((uid) => uid !== one.uid);
  return {
    measurements: { ...measurements, all },
    saved: act.saved ? [...savedOthers, one.uid] : savedOthers,
    acts: acts.slice(0, -1),
    moving: undefined,
    selected: kind === 'add' ? undefined : one.uid,
  };
}
