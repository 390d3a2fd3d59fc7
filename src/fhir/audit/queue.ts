import type { AuditDelivery, AuditEvent } from '../../domain/ports/audit';
import { post, type PostOffice, type Sent } from './post';
import type { Recorded } from './shape';

/** A place that keeps looks, once the session has begun. */
export interface Opened {
  readonly office: PostOffice;
  /** The code of the shape comes with the first look */
  readonly writer: () => Promise<Writer>;
  readonly ended: AbortSignal;
}

/** The body of an event; for support, why it has none; `undefined` where it has none yet */
export type Writer = (look: Look) => string | { readonly why: string } | undefined;

export interface Look extends Recorded {
  readonly event: AuditEvent;
}

/** One that waits. `unsure`: it was sent, and no answer said what became of it. */
interface Waiting extends Look {
  unsure?: boolean;
}

export interface Queue {
  add(look: Look): void;
  delivery(): AuditDelivery;
  begin(opened: Opened): void;
  /** Nothing is sent from this sign-in. */
  bar(where: string): void;
  /** Resolves as soon as nothing waits. */
  settled(): Promise<void>;
  /** The page closes: what still waits is sent off, and not waited for. */
  leave(): void;
}

interface Setting {
  readonly now: () => number;
  /** Milliseconds since any moment, by a clock that nobody can set */
  readonly elapsed?: (() => number) | undefined;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Something changed that a person should know. */
  readonly tell: () => void;
}

const PAUSES = [1000, 5000, 20_000, 30_000];
/** Milliseconds until a look is written again of which too little was known */
const NOT_YET = 1000;
/** Milliseconds for which a store that is out of order is nobody's business */
const DELAY = 30_000;
/** What the browser's memory holds for a store that does not answer for hours; beyond it the oldest are lost, and counted */
const MOST_WAITING = 1000;
/** What a page that closes may still send: browsers take 64 kB */
const MOST_AT_THE_END = 60_000;

/** Refused for its token, a look was not taken: a session that ends with that leaves nothing unsure. */
function refusalsTold(office: PostOffice, look: Waiting): PostOffice {
  const { tokens } = office;
  if (tokens === undefined) return office;
  const renewed: typeof tokens.renewed = async (...asked) => {
    look.unsure = false;
    const next = await tokens.renewed(...asked);
    look.unsure = next !== undefined;
    return next;
  };
  return { ...office, tokens: { ...tokens, renewed } };
}

/**
 * Posts each look to one store, in order, one at a time. What it does not take now is repeated with back-off for as long as
 * the session lives; what it will never take is counted and told. A store that takes nothing from this viewer is asked once
 * a minute: the session goes on.
 */
export function createQueue({ now, elapsed = () => performance.now(), wait, tell }: Setting): Queue {
  const waiting: Waiting[] = [];
  let emptied: (() => void)[] = [];
  let opened: Opened | undefined;
  let write: Writer | undefined;
  let hasEnded = false;
  let isBarred = false;
  let isSending = false;
  /** The first of what waits is on the line, and not between two tries */
  let isUnderWay = false;
  /** Sent when the session ended, and not answered */
  let unsure = 0;
  let said: AuditDelivery = { where: '', state: 'well', looks: 0, waiting: 0, missing: 0 };

  const say = (change: Partial<AuditDelivery>) => {
    const before = said;
    said = { ...said, ...change };
    if (before.state !== said.state || before.missing !== said.missing) tell();
  };

  const isSettled = () => {
    if (waiting.length > 0) return;
    for (const resolve of emptied) resolve();
    emptied = [];
  };

  const sendFirst = async (to: Opened, first: Waiting, pause: number): Promise<Sent> => {
    write ??= await to.writer().catch(() => undefined);
    to.ended.throwIfAborted();
    // Its code could not be had: as when the store cannot be reached.
    if (write === undefined) return { kind: 'later', again: pause };
    const body = write(first);
    if (body === undefined) return { kind: 'later', again: NOT_YET };
    if (typeof body !== 'string') return { kind: 'never', ...body };
    isUnderWay = true;
    first.unsure = true;
    const sent = await post(refusalsTold(to.office, first), body, pause, now, to.ended);
    isUnderWay = false;
    first.unsure = sent.kind === 'later' && sent.silent === true;
    return sent;
  };

  const send = async (to: Opened) => {
    let failures = 0;
    let since: number | undefined;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const begun = elapsed();
      const sent = await sendFirst(to, first, PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0);
      if (sent.kind === 'taken' || sent.kind === 'never') {
        if (waiting[0] === first) waiting.shift();
        failures = 0;
        since = undefined;
        say({
          state: 'well',
          ...(sent.kind === 'never' && {
            missing: said.missing + 1,
            ...(said.why === undefined && sent.why !== undefined && { why: sent.why }),
          }),
        });
        isSettled();
        continue;
      }
      failures += 1;
      since ??= begun;
      // One that takes the event and says nothing has been waited for long enough by then.
      const isLate = elapsed() - since >= (sent.kind === 'later' && sent.silent ? DELAY / 3 : DELAY);
      if (sent.kind === 'refused') say({ state: 'refused' });
      else if (isLate) say({ state: 'delayed' });
      await wait(sent.again, to.ended);
    }
  };

  const start = () => {
    if (opened === undefined || isSending) return;
    isSending = true;
    // Only the end of the session stops it.
    send(opened)
      .catch(() => undefined)
      .finally(() => {
        isSending = false;
        // Recorded in the moment between the last look into the queue and this one
        if (waiting.length > 0) start();
      });
  };

  return {
    add: (look) => {
      if (hasEnded || isBarred) return;
      waiting.push({ ...look });
      said = { ...said, looks: said.looks + 1 };
      if (waiting.length > MOST_WAITING) {
        waiting.shift();
        say({ missing: said.missing + 1 });
      }
      start();
    },
    delivery: () => ({ ...said, waiting: unsure + waiting.length }),
    begin: (to) => {
      opened = to;
      said = { ...said, where: to.office.where };
      to.ended.addEventListener('abort', () => {
        opened = undefined;
        hasEnded = true;
        // What is left has no token to be sent with; how many they were is kept, and nothing of whom they were about.
        const left = waiting.splice(0);
        unsure = left.filter((one) => one.unsure).length;
        said = { ...said, missing: said.missing + left.length - unsure };
        isSettled();
      });
      if (waiting.length > 0) start();
    },
    bar: (where) => {
      isBarred = true;
      waiting.splice(0);
      said = { ...said, where };
      say({ state: 'not-granted', looks: 0 });
      isSettled();
    },
    settled: () =>
      waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => emptied.push(resolve)),
    leave: () => {
      let room = MOST_AT_THE_END;
      for (const one of waiting.slice(isUnderWay ? 1 : 0)) {
        const body = write?.(one);
        if (!opened || typeof body !== 'string' || (room -= body.length) < 0) continue;
        void post(opened.office, body, 0, now, opened.ended).catch(() => undefined);
      }
    },
  };
}
