import type { Preferences } from './preferences.svelte';

/** What stands side by side, or one at a time. */
export type Pane = 'list' | 'report' | 'pictures';

export const PANES = ['list', 'report', 'pictures'] as const satisfies readonly Pane[];

/** Below 1000 px one pane at a time, chosen by tabs; the style sheet says the same. */
export const ONE_AT_A_TIME = 'max-width: 62.4375rem';

/** Below 1280 px the pictures and one of the others: all three would leave the report lines of three words. */
export const TWO_PANES = 'max-width: 79.9375rem';

type Folding = Pick<Preferences, 'listFolded' | 'reportFolded' | 'side'>;

/** Which of list and report stand beside the pictures. */
export function panesShown(
  { listFolded, reportFolded, side }: Folding,
  two: boolean,
): { readonly list: boolean; readonly report: boolean } {
  return {
    list: !listFolded && (!two || reportFolded || side === 'list'),
    report: !reportFolded && (!two || listFolded || side === 'report'),
  };
}

/** Shows a pane that is not there, folds one that is. Where only one fits, what is shown takes the other's place. */
export function fold(folding: Folding, pane: 'list' | 'report', shown: boolean): void {
  if (pane === 'list') folding.listFolded = shown;
  else folding.reportFolded = shown;
  if (!shown) folding.side = pane;
}
