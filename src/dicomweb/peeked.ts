import { wholeBody, type Answer } from './answer';

/** An answer whose beginning is looked at before anybody reads it. */
export interface Peeked {
  /** The body's beginning. It ends where the answer's own reader begins, or with the body. */
  readonly ahead: AsyncGenerator<Uint8Array>;
  /** The answer as if nobody had looked: its reader gets every byte, or the failure that the look ahead met with. */
  readonly unread: Answer;
}

export function peeked(answer: Answer): Peeked {
  const body = answer.chunks();
  const steps: Promise<IteratorResult<Uint8Array, void>>[] = [];
  let isTaken = false;

  async function* ahead() {
    while (!isTaken) {
      const step = body.next();
      steps.push(step);
      const next = await step;
      if (next.done) return;
      yield next.value;
    }
  }

  async function* chunks() {
    isTaken = true;
    try {
      for (const step of steps.splice(0)) {
        const next = await step;
        if (next.done) return;
        yield next.value;
      }
      yield* body;
    } finally {
      release();
    }
  }

  // A body that has a reader is let go of by its reader alone.
  const release = () => void body.return(undefined).catch(() => undefined);
  return {
    ahead: ahead(),
    unread: { ...answer, chunks, bytes: (limit) => wholeBody(chunks(), limit), discard: release },
  };
}
