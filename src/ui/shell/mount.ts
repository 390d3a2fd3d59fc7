import { mount, unmount } from 'svelte';
import type { LaunchWords } from '../../texts/en/launch-failures';
import type { LaunchProblem } from '../../domain/problem';
import type { AppActor } from '../../workflow/app/app.machine';
import App from './App.svelte';
import LaunchFailure from './LaunchFailure.svelte';
import type { UiOptions } from '../state/options';

/** Puts the application on the page. Returns the way to take it off again. */
export function mountApp(target: HTMLElement, actor: AppActor, options: UiOptions): () => void {
  const app = mount(App, { target, props: { actor, options } });
  return () => void unmount(app);
}

/** The page for a launch that failed before there was an application: no configuration, or one that cannot be read. */
export function mountLaunchFailure(
  target: HTMLElement,
  problem: LaunchProblem,
  words: LaunchWords,
): () => void {
  const page = mount(LaunchFailure, { target, props: { problem, words } });
  return () => void unmount(page);
}
