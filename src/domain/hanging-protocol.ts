import type { DisplaySet } from './display-set';

export type Layout = '1x1' | '1x2' | '2x2';

export const slotsOf: Record<Layout, number> = { '1x1': 1, '1x2': 2, '2x2': 4 };

/** What hangs where: one entry a slot, `undefined` for an empty one. */
export type Hanging = readonly (DisplaySet['id'] | undefined)[];

/** The layout a study opens in: pairs and fours of projections side by side, everything else one picture large. */
export function layoutFor(displaySets: readonly DisplaySet[]): Layout {
  const shown = displaySets.filter(({ kind }) => kind !== 'unsupported');
  const projections = shown.every(({ modality }) => ['CR', 'DX', 'MG'].includes(modality));
  if (!projections || shown.length < 2) return '1x1';
  return shown.length >= 4 ? '2x2' : '1x2';
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
  const free = fill
    .filter(({ id, kind }) => kind !== 'unsupported' && !kept.includes(id))
    .map(({ id }) => id);
  return kept.map((id) => id ?? free.shift());
}
