import type { DisplaySet } from '../study/display-set';
import { isPicture, type Hanging, type HangingProtocol, type Layout, type Wish } from './hanging-protocol';
import { HANGING_PROTOCOLS } from './hanging-protocols';
import { mostAlike } from './likeness';
import { sideOf, viewPositionOf } from '../study/view-position';

/** What there is to hang. */
export interface Hangable {
  readonly current: readonly DisplaySet[];
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
  const current = given.current.filter(isPicture);
  const prior = given.prior?.filter(isPicture);
  for (const { name, modalities, comparing = false, layout, alone, slots } of protocols) {
    if (comparing !== (prior !== undefined) || current.length === 0) continue;
    if (modalities && !current.every(({ modality }) => modalities.includes(modality))) continue;
    if (alone && current.length !== slots.length) continue;
    const hanging = filled(slots, { ...given, current, ...(prior && { prior }) }, before);
    if (hanging) return { protocol: name, layout, hanging };
  }
  return undefined;
}

function filled(
  slots: readonly Wish[],
  { current, prior = [], looked }: Hangable,
  before: Hanging,
): Hanging | undefined {
  const displayed: (DisplaySet | undefined)[] = [];
  for (const [slot, wish] of slots.entries()) {
    const free = (wish.of === 'current' ? current : prior).filter(
      (one) => !displayed.includes(one) && isWished(one, wish),
    );
    const model = wish.like === undefined ? undefined : displayed[wish.like];
    const known = model && free.find(({ id }) => id === before[slot]);
    const alike = model && (known ?? mostAlike(model, free));
    const inView = wish.looked && free.find(({ id }) => id === looked);
    const found = wish.like === undefined ? (inView ?? free[0]) : alike;
    if (found === undefined && !wish.optional) return undefined;
    displayed.push(found);
  }
  return displayed.map((one) => one?.id);
}

const isWished = (one: DisplaySet, { view, side }: Wish) =>
  (view === undefined || viewPositionOf(one) === view) && (side === undefined || sideOf(one) === side);
