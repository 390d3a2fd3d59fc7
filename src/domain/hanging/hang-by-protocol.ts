import type { DisplaySet } from '../study/display-set';
import {
  countAwaited,
  toHang,
  type Awaited,
  type Hanging,
  type HangingProtocol,
  type Layout,
  type Wish,
} from './hanging-protocol';
import { HANGING_PROTOCOLS } from './hanging-protocols';
import { mostAlike } from './likeness';
import { attributesOf } from '../study/study';
import { isPair, sideInPair } from '../study/pair';
import { sideOf, viewPositionOf } from '../study/view-position';

/** What there is to hang. */
export interface Hangable {
  readonly current: readonly DisplaySet[];
  /** More of the current study: each has its place from the start */
  readonly awaited?: readonly Awaited[];
  /** Of the earlier study, as far as it has arrived; absent where none is compared with */
  readonly prior?: readonly DisplaySet[];
  /** What is being looked at */
  readonly looked?: DisplaySet['id'];
}

export interface Hung {
  readonly protocol: string;
  readonly layout: Layout;
  readonly hanging: Hanging;
}

/**
 * Hangs by the first protocol that fits.
 * @param before what hangs now: a picture that was only chosen for its likeness stays when a better one arrives
 */
export function hangByProtocol(
  given: Hangable,
  before: Hanging = [],
  protocols: readonly HangingProtocol[] = HANGING_PROTOCOLS,
): Hung | undefined {
  const current = toHang(given.current);
  const prior = given.prior && toHang(given.prior);
  const awaited = given.awaited ?? [];
  const isOf = (modalities: readonly string[]) =>
    [...current, ...awaited].every(({ modality }) => modalities.includes(modality));
  for (const { name, modalities, comparing = false, layout, alone, slots } of protocols) {
    if (comparing !== (prior !== undefined) || current.length === 0) continue;
    if (modalities && !isOf(modalities)) continue;
    if (alone && current.length + countAwaited(awaited) !== slots.length) continue;
    const hanging = filled(slots, { ...given, current, ...(prior && { prior }) }, before);
    // What is here and has no place in it says that it is another protocol's.
    if (alone && current.some(({ id }) => !hanging?.includes(id))) continue;
    if (hanging?.some(Boolean)) return { protocol: name, layout, hanging };
  }
  return undefined;
}

function filled(
  slots: readonly Wish[],
  { current, awaited = [], prior = [], looked }: Hangable,
  before: Hanging,
): Hanging | undefined {
  const displayed: (DisplaySet | undefined)[] = [];
  let places = countAwaited(awaited);
  for (const [slot, wish] of slots.entries()) {
    const free = (wish.of === 'current' ? current : prior).filter(
      (one) =>
        !displayed.includes(one) &&
        isWished(one, wish) &&
        isPaired(one, wish, current, displayed) &&
        isUnder(one, wish, displayed),
    );
    const model = wish.like === undefined ? undefined : displayed[wish.like];
    const known = model && free.find(({ id }) => id === before[slot]);
    const alike = model && (known ?? mostAlike(model, free));
    const inView = wish.looked && free.find(({ id }) => id === looked);
    // A tomosynthesis of the same view is looked at after the view.
    const view = wish.view && free.find(({ frames }) => frames.length === 1);
    const found = wish.like === undefined ? (inView ?? view ?? free[0]) : alike;
    const isComing = awaited.some(({ modality }) => modality === (wish.modality ?? modality));
    if (found === undefined && !wish.optional && (wish.of === 'prior' || !isComing || --places < 0))
      return undefined;
    displayed.push(found);
  }
  return displayed.map((one) => one?.id);
}

/** The left of a pair that is whole, or the other of the one that hangs. */
const isPaired = (
  one: DisplaySet,
  { pair }: Wish,
  current: readonly DisplaySet[],
  displayed: readonly (DisplaySet | undefined)[],
) => {
  if (pair === undefined) return true;
  const others = displayed.length > 0 ? displayed : current;
  return sideInPair(one) === pair && others.some((other) => other && isPair(one, other));
};

const isUnder = (one: DisplaySet, { under }: Wish, displayed: readonly (DisplaySet | undefined)[]) => {
  if (under === undefined) return true;
  const [over] = displayed[under]?.frames ?? [];
  const on = over && attributesOf(over)?.line?.on;
  return on !== undefined && one.frames.some(({ instance }) => instance.uid === on);
};

const isWished = (one: DisplaySet, { view, side, modality = one.modality }: Wish) =>
  one.modality === modality &&
  (view === undefined || viewPositionOf(one) === view) &&
  (side === undefined || sideOf(one) === side);
