import type { Steps } from './steps';

/* A page has one thread for everything: what is long is done in turns, so that a key or a picture has to wait for no more than one. */

/** Milliseconds; two turns and a picture's painting stay below what is felt */
const TURN = 12;

/** Ends the present turn: what waits for the thread comes first, and the rest soon after. */
export function nextTurn(): Promise<void> {
  const scheduler: Partial<Pick<Scheduler, 'yield'>> | undefined = globalThis.scheduler;
  return scheduler?.yield?.() ?? behindMessages();
}

/** After the messages that wait already, which may change what is wanted. A timer would wait for longer each time. */
export function behindMessages(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/**
 * What `each` makes of the items of a list, in their order. A short list is done at once; a long one in turns, and what is
 * done with it begins another.
 */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  each: (item: Item) => Made,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  let turns = 0;
  let end = performance.now() + TURN;
  for (const item of items) {
    if (performance.now() > end) {
      turns += 1;
      await nextTurn();
      end = performance.now() + TURN;
    }
    made.push(each(item));
  }
  if (turns > 0) await nextTurn();
  return made;
}

/** Work in steps, done in turns: a short one at once. Rejects with what it throws. */
export async function stepsInTurns<Made>(steps: Steps<Made>): Promise<Made> {
  let turns = 0;
  let end = performance.now() + TURN;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      if (turns > 0) await nextTurn();
      return step.value;
    }
    if (performance.now() <= end) continue;
    turns += 1;
    await nextTurn();
    end = performance.now() + TURN;
  }
}
