import type { NotSent } from '../../domain/ports/sent';
import type { Problem } from '../../domain/problem';
import { unsent } from './unsent';

/** Milliseconds until it is tried again by itself */
const AGAIN = 60_000;
/** What trying again by itself does not mend: a person has to */
const LASTING: ReadonlySet<Problem['kind']> = new Set([
  'not-stored',
  'forbidden',
  'not-asked',
  'unauthorised',
]);

/** What became of one sending. @template Done what is told where it arrived, @template Has where a part of it did */
export type Delivery<Done, Has> =
  { readonly kind: 'sent'; readonly done: Done } | (NotSent & { readonly has?: Has | undefined });

export type Standing<Done = void, Has = never> =
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent'; readonly done: Done }
  /** It is tried again by itself, or by a person alone */
  | (Omit<NotSent, 'kind'> & { readonly kind: 'waiting' | 'refused'; readonly has?: Has | undefined });

/** What was written and did not get through yet: it lives as long as the page, whether its form is open or not. */
export interface Outbox<Item, Done = void, Has = never> {
  /** @param about what `about` says of an item */
  readonly standing: (about: string) => Standing<Done, Has> | undefined;
  send(item: Item): void;
}

/**
 * A browser that is to leave something unsent behind asks first.
 *
 * @param about what its standing is asked by
 * @param where it goes, for what cannot be told otherwise
 */
export function newOutbox<Item extends { readonly id: string }, Done = void, Has = never>(
  about: (item: Item) => string,
  send: (item: Item, signal: AbortSignal) => Promise<Delivery<Done, Has>>,
  where: string,
): Outbox<Item, Done, Has> {
  let all = $state.raw<Readonly<Record<string, Standing<Done, Has>>>>({});
  const timers: Record<string, ReturnType<typeof setTimeout>> = {};
  const never = new AbortController().signal;
  /** The browser asks whether to leave, in its own words. */
  const asked = (event: BeforeUnloadEvent) => event.preventDefault();
  const stand = (item: Item, standing: Standing<Done, Has>) => {
    all = { ...all, [about(item)]: standing };
    if (standing.kind === 'sent') unsent.delete(item);
    else unsent.add(item);
    const isUnsent = Object.values(all).some(({ kind }) => kind !== 'sent');
    window.removeEventListener('beforeunload', asked);
    if (isUnsent) window.addEventListener('beforeunload', asked);
  };
  async function deliver(item: Item): Promise<void> {
    clearTimeout(timers[item.id]);
    stand(item, { kind: 'sending' });
    const done = await send(item, never).catch((): Delivery<Done, Has> => ({
      kind: 'failed',
      problem: { kind: 'unreachable', where },
      // Where it broke off, nobody knows.
      mayBeThere: true,
    }));
    if (done.kind === 'sent') return stand(item, done);
    const isLasting = LASTING.has(done.problem.kind);
    stand(item, { ...done, kind: isLasting ? 'refused' : 'waiting' });
    if (!isLasting) timers[item.id] = setTimeout(() => void deliver(item), AGAIN);
  }
  return { standing: (key) => all[key], send: (item) => void deliver(item) };
}
