import type { SecondLook, SecondLooks } from '../../domain/ports/second-looks';
import type { InstanceUid } from '../../domain/ids';
import * as parts from '../parts/outbox.svelte';
import type { Sureness } from './letter';

/** What is written of a picture: it lives as long as the page, whether its form is open or not. */
export interface Draft {
  /** UUID of the request that it becomes, once */
  readonly id: string;
  worry: string;
  sure: Sureness | undefined;
  contact: string;
}

interface Outbox extends parts.Outbox<SecondLook, undefined> {
  draft(image: InstanceUid): Draft;
}

const outboxes = new WeakMap<SecondLooks, Outbox>();

/** One for each launch. */
export function outboxOf(looks: SecondLooks): Outbox {
  const known = outboxes.get(looks) ?? newOutbox(looks);
  outboxes.set(looks, known);
  return known;
}

/** What was asked stands by its picture. */
export function newOutbox(looks: SecondLooks): Outbox {
  const drafts: Record<InstanceUid, Draft> = {};
  const draft = (image: InstanceUid): Draft =>
    (drafts[image] ??= { id: crypto.randomUUID(), worry: '', sure: undefined, contact: '' });
  const outbox = parts.newOutbox<SecondLook, undefined>(
    ({ image }) => image,
    async (look, signal) => {
      const sent = await looks.send(look, signal);
      return sent.kind === 'sent' ? { kind: 'sent', done: undefined } : sent;
    },
    looks.where ?? '',
  );
  return { ...outbox, draft };
}
