import type { DisplaySet } from '../study/display-set';
import type { PairMember } from '../study/pair';
import { isPicture } from '../study/kinds';
import type { ViewPosition } from '../study/view-position';

/** Rows by columns. */
export type Layout = '1x1' | '1x2' | '2x1' | '2x2' | '2x3' | '2x4' | '3x3';

export const slotsOf: Record<Layout, number> = {
  '1x1': 1,
  '1x2': 2,
  '2x1': 2,
  '2x2': 4,
  '2x3': 6,
  '2x4': 8,
  '3x3': 9,
};

/** From one layout to another, in the order of their size; after the last comes the first. */
export function nextLayout(layout: Layout, by: 1 | -1): Layout {
  const all = Object.keys(slotsOf) as Layout[];
  return all.at((all.indexOf(layout) + by) % all.length) ?? layout;
}

/** What hangs where: one entry a slot, `undefined` for an empty one. */
export type Hanging = readonly (DisplaySet['id'] | undefined)[];

/** What is to hang in a slot. Every part that is said must be so. */
export interface Wish {
  readonly of: 'current' | 'prior';
  readonly view?: ViewPosition;
  readonly side?: 'L' | 'R';
  readonly modality?: string;
  /** One of two that belong beside one another, the left or the right of them, and both are here */
  readonly pair?: PairMember['side'];
  /** What is being looked at, else the first */
  readonly looked?: true;
  /** What resembles the picture in this slot most */
  readonly like?: number;
  /** The picture on which the frames in this slot lie as lines */
  readonly under?: number;
  /** The slot may stay empty */
  readonly optional?: true;
}

/** A way of hanging that people agreed on. */
export interface HangingProtocol {
  readonly name: string;
  /** Every picture of the study is of one of these; any where absent */
  readonly modalities?: readonly string[];
  /** For a study beside an earlier one */
  readonly comparing?: true;
  readonly layout: Layout;
  /** The study has no other pictures than these */
  readonly alone?: true;
  readonly slots: readonly Wish[];
}

/** The pictures that hang by themselves: raw ones only where nothing made for looking at is there (PS3.3 C.8.11.1). */
export function toHang<D extends Pick<DisplaySet, 'kind' | 'raw'>>(displaySets: readonly D[]): readonly D[] {
  const pictures = displaySets.filter(isPicture);
  const made = pictures.filter(({ raw }) => !raw);
  return made.length > 0 ? made : pictures;
}

/** Pictures that are known of and not here: of a series that is on its way, or could not be had. */
export interface Awaited {
  readonly modality: string;
  readonly count: number;
}

export const countAwaited = (awaited: readonly Awaited[]): number =>
  awaited.reduce((sum, { count }) => sum + count, 0);

/**
 * The layout a study opens in: pairs and fours of projections side by side, everything else one picture large. What is
 * awaited has its view from the start, so that nothing moves when it comes.
 */
export function layoutFor(displaySets: readonly DisplaySet[], awaited: readonly Awaited[] = []): Layout {
  const shown = toHang(displaySets);
  const projections = [...shown, ...awaited].every(({ modality }) => ['CR', 'DX', 'MG'].includes(modality));
  // A whole body from the front and from the back
  const [one, other] = shown;
  if (shown.length === 2 && [one, other].every((each) => each?.modality === 'NM' && each.frames.length === 1))
    return '1x2';
  const count = shown.length + countAwaited(awaited);
  if (!projections || count < 2) return '1x1';
  return count >= 4 ? '2x2' : '1x2';
}

/**
 * Fills the slots: what already hangs stays where it is, free slots take the display sets that hang nowhere yet, in
 * order, and stay empty when there are none left.
 * @param fill what free slots may take, where that is not everything
 */
export function hang(
  layout: Layout,
  hanging: Hanging,
  displaySets: readonly DisplaySet[],
  fill: readonly DisplaySet[] = displaySets,
): Hanging {
  const ids = new Set(displaySets.map(({ id }) => id));
  const kept = Array.from({ length: slotsOf[layout] }, (_, slot) => {
    const id = hanging[slot];
    return id !== undefined && ids.has(id) ? id : undefined;
  });
  const free = toHang(fill)
    .filter(({ id }) => !kept.includes(id))
    .map(({ id }) => id);
  return kept.map((id) => id ?? free.shift());
}
