import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, vi } from 'vitest';
import { createActor } from 'xstate';
import App from '../../src/ui/shell/App.svelte';
import type { UiOptions } from '../../src/ui/state/options';
import { appMachine } from '../../src/workflow/app/app.machine';
import { aPorts, fixedNow } from '../fakes';

// Axe looks at every element with every rule, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/** A page without layout has no heights: the virtual list is given one, or it would show nothing. */
export function givenHeight(pixels = 768): void {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(pixels);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1366);
}

declare global {
  interface Window {
    readonly happyDOM: { setViewport(viewport: { readonly width: number }): void };
  }
}

/** The width that media queries see, CSS pixels. */
export const givenWidth = (width: number): void => window.happyDOM.setViewport({ width });

export function renderApp(given: Parameters<typeof aPorts>[0] = {}, options: Partial<UiOptions> = {}) {
  givenHeight();
  const ports = aPorts(given);
  const actor = createActor(appMachine, { input: { ports } });
  const page = render(App, {
    props: { actor, options: { siteName: 'Northern Care Alliance', now: () => fixedNow, ...options } },
  });
  actor.start();
  return { ...page, actor, ports, user: userEvent.setup() };
}

/** Opens the study whose row is named so, and waits for the view and for its keys, which come a turn later. */
export async function openStudy(user: ReturnType<typeof userEvent.setup>, name: RegExp) {
  await user.click(await screen.findByRole('button', { name }));
  await screen.findByRole('toolbar');
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^View 1/));
}

/**
 * What axe finds, as "rule: element". Colours are not among it: a page without layout has none, the screens are looked at.
 */
export async function axeFindings(element: Element = document.body): Promise<readonly string[]> {
  const { violations } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** By the menu of layouts, as a person does. */
export async function choose(user: ReturnType<typeof userEvent.setup>, layout: string) {
  await user.click(await screen.findByRole('button', { name: 'More layouts' }));
  const role = /^(Join|Slice)/.test(layout) ? 'menuitemcheckbox' : 'menuitemradio';
  await user.click(await screen.findByRole(role, { name: new RegExp(`^${layout}(?: |$)`) }));
}
