import { createSubscriber } from 'svelte/reactivity';
import type { AnyActorRef, SnapshotFrom } from 'xstate';

/** An actor's snapshot as something Svelte follows: what reads `current` is brought up to date on every transition. */
export function bound<Actor extends AnyActorRef>(actor: Actor): { readonly current: SnapshotFrom<Actor> } {
  const follow = createSubscriber((update) => {
    // Done and failed actors say so with these alone.
    const subscription = actor.subscribe({ next: update, complete: update, error: update });
    return () => subscription.unsubscribe();
  });
  return {
    get current() {
      follow();
      return actor.getSnapshot();
    },
  };
}
