import type { Hanging } from '../../domain/hanging/hanging-protocol';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { DisplaySet } from '../../domain/study/display-set';
import { commandTexts } from '../../texts/en/commands';
import { actWords } from '../../texts/en/measuring';
import type { MeasureAct } from '../../workflow/measuring/measuring-history';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import { savedViewNames } from '../../texts/en/saved-views';
import type { MenuItem } from './Menu.svelte';
import { action, ACTIONS, isAllowed, type Action, type Scene } from './registry';
import { windowChoices } from './window-choices';

/*
 * Actions that are made of what is on the screen: of its saved views and windows, of what was measured last, of a series.
 */

/** Actions as a menu shows them; those that would do nothing are left out. */
export const itemsOf = (actions: readonly Action[], scene: Scene): readonly MenuItem[] =>
  actions.filter((one) => isAllowed(one, scene)).map((one) => ({ ...one, chosen: one.isOn?.(scene) }));

/** What was done to a measurement last, and can be undone. */
export const undoActions = (last: MeasureAct | undefined): readonly MenuItem[] =>
  last ? [{ ...ACTIONS.undo, name: commandTexts.undo(actWords(last)), chosen: undefined }] : [];

/** None and each of the saved views that name a picture. */
export function savedViewActions(
  views: readonly SoftcopyPresentation[],
  inForce: SoftcopyPresentation | undefined,
): readonly MenuItem[] {
  if (views.length === 0) return [];
  const names = savedViewNames(views);
  const { keys = [] } = ACTIONS.savedView;
  return [
    { ...action('noSavedView'), keys, chosen: inForce === undefined },
    ...views.map(({ id }, at) => ({
      icon: ACTIONS.savedView.icon,
      name: names[at] ?? '',
      command: { kind: 'softcopy', id } as const,
      chosen: id === inForce?.id,
    })),
  ];
}

/** The windows that a picture can be shown with. */
export const windowActions = ({ displaySet, at, state }: ViewportContext): readonly MenuItem[] =>
  windowChoices(displaySet, at, state?.softcopyInForce, state?.subtraction !== undefined).map(
    ({ words, window, voiLut }) => ({
      icon: ACTIONS.window.icon,
      name: words,
      command: { kind: 'setWindow', window, voiLut },
      chosen: undefined,
    }),
  );

/** Puts a series into any of the views, without dragging (WCAG 2.5.7). */
export const hangActions = (displaySet: DisplaySet['id'], hanging: Hanging): readonly MenuItem[] =>
  hanging.map((shown, slot) => ({
    icon: '1x1',
    name: commandTexts.showInView(slot + 1),
    keys: [String(slot + 1)],
    command: { kind: 'hang', id: displaySet, slot },
    chosen: shown === displaySet,
  }));
