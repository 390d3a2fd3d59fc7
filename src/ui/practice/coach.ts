import { mount, unmount } from 'svelte';
import type { AppActor } from '../../workflow/app/app.machine';
import Coach from './Coach.svelte';

/**
 * Puts the words of the practice beside the viewer.
 *
 * @param target what the viewer is in; it goes when the practice is left
 */
export function mountCoach(target: HTMLElement, actor: AppActor, named: string): () => void {
  const coach = mount(Coach, {
    target: target.ownerDocument.body,
    props: { actor, named, onleave: () => target.remove() },
  });
  return () => void unmount(coach);
}
