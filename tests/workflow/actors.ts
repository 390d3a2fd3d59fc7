import { waitFor, type AnyActorRef, type SnapshotFrom, createActor } from 'xstate';
import type { Ports } from '../../src/domain/ports/ports';
import { appMachine, type AppActor } from '../../src/workflow/app/app.machine';

/** A running app over these ports. Stopped by the caller's `afterEach`. */
export function runningApp(ports: Ports): AppActor {
  return createActor(appMachine, { input: { ports } }).start();
}

/** Waits until the app is in a state, and fails when it does not come. */
export async function until(
  app: AppActor,
  predicate: (snapshot: SnapshotFrom<typeof appMachine>) => boolean,
) {
  return waitFor(app, predicate, { timeout: 2000 });
}

export function listOf(app: AppActor) {
  const list = app.getSnapshot().children.studyList;
  if (!list) throw new Error('there is no study list');
  return list;
}

export function viewerOf(app: AppActor) {
  const viewer = app.getSnapshot().children.viewer;
  if (!viewer) throw new Error('there is no viewer');
  return viewer;
}

/** Resolves once an actor's snapshot satisfies the predicate. */
export async function settles<T extends AnyActorRef>(
  actor: T,
  predicate: (snapshot: ReturnType<T['getSnapshot']>) => boolean,
): Promise<void> {
  await waitFor(actor, predicate, { timeout: 2000 });
}
