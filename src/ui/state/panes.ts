/** What stands side by side, or one at a time. */
export type Pane = 'list' | 'report' | 'pictures';

export const PANES = ['list', 'report', 'pictures'] as const satisfies readonly Pane[];

/**
 * How the room is shared, as `data-mode` on the root element says it: one pane at a time, chosen by tabs; the pictures with
 * list and report beside them.
 */
export type Mode = 'one' | 'beside';

/** The one place for it: below 1000 px there is room for one pane. */
export const ONE_AT_A_TIME = 'max-width: 62.4375rem';
