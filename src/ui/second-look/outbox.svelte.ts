import type { SecondLook, SecondLooks } from '../../domain/ports/second-looks';
import * as parts from '../parts/outbox.svelte';

type Outbox = parts.Outbox<SecondLook>;

const outboxes = new WeakMap<SecondLooks, Outbox>();

/** One for each launch. */
export function outboxOf(looks: SecondLooks): Outbox {
  const known = outboxes.get(looks) ?? newOutbox(looks);
  outboxes.set(looks, known);
  return known;
}

/** What was asked stands by its picture. */
export const newOutbox = (looks: SecondLooks): Outbox =>
  parts.newOutbox(
    ({ image }) => image,
    async (look, signal) => {
      const sent = await looks.send(look, signal);
      return sent.ok ? { kind: 'sent', done: undefined } : { kind: 'failed', problem: sent.problem };
    },
    looks.where ?? '',
  );
