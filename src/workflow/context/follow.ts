import {
  announcing,
  announcingClose,
  judged,
  nothingShared,
  type Act,
  type OwnKnowledge,
  type SharedEvent,
  type WhyNot,
} from '../../domain/context/shared-context';
import type { Leaving } from '../../domain/ports/leaving';
import type { Announced, ContextHub, HubFrame, HubSocket } from '../../domain/ports/shared-context';

/** What is to be said of the context that the record's windows share. */
export interface Following {
  /**
   * `lost`: it is asked again by itself; `ended`: a person may ask again; `flooded`: the same, after more messages than anybody
   * sends who opens patients and studies; `refused`: the hub does not want this window
   */
  readonly state: 'connecting' | 'following' | 'lost' | 'ended' | 'flooded' | 'refused';
  /** Epoch milliseconds: since when it is so */
  readonly since: number;
  /** When the hub was heard last */
  readonly heard?: number;
  /** Studies are not a part of what the hub tells this window */
  readonly withoutStudies?: boolean;
  /** Another patient was opened elsewhere, and a person has not said what to do */
  readonly asking?: SharedEvent | undefined;
  /** This window and the others do not show the same any more, and why */
  readonly apart?: WhyNot | 'declined' | 'others' | undefined;
  /** The record closed what was open, and nothing else is */
  readonly nothingOpen?: boolean;
}

export interface FollowSetting {
  readonly hub: ContextHub;
  readonly own: () => Omit<OwnKnowledge, 'now' | 'announced'>;
  readonly now: () => number;
  /** Milliseconds since any moment, by a clock that nobody can set */
  readonly elapsed?: () => number;
  readonly show: (act: Extract<Act, { readonly kind: 'show' | 'report' | 'list' }>) => void;
  readonly leave: (why: Leaving) => void;
  readonly tell: (following: Following) => void;
}

type OpenedHere = Pick<Exclude<Announced, { readonly kind: 'not-followed' }>, 'study' | 'reference'>;

export interface Follower {
  /** A person opened a study in this window. */
  opened(study: OpenedHere): void;
  /** A person went back to the list. */
  closed(): void;
  /** What the list knows has changed: who waited for it is judged again. */
  known(): void;
  /** A person follows to the other patient, or stays. */
  decide(follows: boolean): void;
  /** A person asks for it again. */
  again(): void;
  stop(): void;
}

/** Milliseconds between one try and the next, growing */
const PAUSES = [10_000, 20_000, 40_000, 80_000, 160_000, 300_000];
/** A connection that held for so many ms is a good one */
const HELD = 60_000;
const LEASE = 7_200_000;
/** Of a lease, after which it is renewed; a hub that lends for a moment is not asked without a pause (ms) */
const [RENEWED_AFTER, RENEWAL_PAUSE] = [0.75, 10_000];
/** Milliseconds within which a hub confirms, a person decides, and a list is waited for */
const [CONFIRMING, DECIDING, LISTING] = [10_000, 10_000, 9_000];

/** Messages within so many ms that are a flood: one that opens a patient, a study and a report three times a second */
const [FLOOD, FLOOD_WITHIN] = [100, 10_000];

/** Follows what the record's other windows have open, and tells them what is opened here. */
export function follow({
  hub,
  own,
  now,
  elapsed = () => performance.now(),
  show,
  leave,
  tell,
}: FollowSetting): Follower {
  let context = nothingShared;
  let said: Following = { state: 'connecting', since: now() };
  let endpoint: string | undefined;
  let socket: HubSocket | undefined;
  let confirmedAt: number | undefined;
  let tries = 0;
  let isStopped = false;
  let announced: Announced | undefined;
  /** What others did not follow, and was sent once more */
  let resent: Announced | undefined;
  /** What this window opened by itself, and told the others of */
  let ours: OpenedHere | undefined;
  let isAsked = false;
  /** When the last messages came */
  let recent: number[] = [];
  let waiting: SharedEvent | undefined;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const say = (change: Partial<Following>) => {
    said = { ...said, ...change };
    if (!isStopped) tell(said);
  };
  const become = (state: Following['state'], change: Partial<Following> = {}) =>
    say({ ...change, state, since: now() });
  const later = (name: string, milliseconds: number, act: () => void) => {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, Math.min(milliseconds, 2 ** 31 - 1)));
  };
  const never = (...names: readonly string[]) => {
    for (const name of names) clearTimeout(timers.get(name));
  };
  const knowledge = (): OwnKnowledge => ({
    ...own(),
    now: now(),
    ...(announced && { announced: announced.id }),
  });

  const drop = () => {
    never('renew', 'lease', 'confirm');
    const old = socket;
    socket = endpoint = undefined;
    old?.close();
  };
  const lose = () => {
    drop();
    if (confirmedAt !== undefined && elapsed() - confirmedAt >= HELD) tries = 0;
    confirmedAt = undefined;
    become('lost');
    later('retry', PAUSES[Math.min(tries, PAUSES.length - 1)] ?? 0, () => void connect());
    tries += 1;
  };
  /** Not asked again by itself. */
  const end = (how?: 'flooded') => {
    const wasFollowing = confirmedAt !== undefined;
    drop();
    never('retry');
    confirmedAt = undefined;
    become(how ?? (wasFollowing ? 'ended' : 'refused'));
  };
  const isFlood = () => {
    recent = [...recent.filter((at) => elapsed() - at < FLOOD_WITHIN), elapsed()];
    return recent.length > FLOOD;
  };
  const leaseFor = () => Math.floor(Math.min(LEASE, Math.max(hub.life(), 0)) / 1000);

  const connect = async () => {
    const answer = await hub.subscribe(leaseFor(), undefined);
    if (isStopped) return;
    if (answer.kind === 'refused') return end();
    if (answer.kind === 'unanswered') return lose();
    endpoint = answer.endpoint;
    let isDeaf = false;
    const mine = hub.listen(endpoint, (frame) => {
      if (!isDeaf && !isStopped) onframe(frame);
    });
    socket = {
      answer: mine.answer,
      close: () => {
        isDeaf = true;
        mine.close();
      },
    };
    later('confirm', CONFIRMING, lose);
  };

  const renew = async (at: string) => {
    const answer = await hub.subscribe(leaseFor(), at);
    // A refusal to renew ends nothing before the lease does; silence is tried once more within it.
    if (answer.kind === 'unanswered' && endpoint === at) later('renew', 5_000, () => void renew(at));
  };

  const onframe = (frame: HubFrame) => {
    if (frame.kind === 'closed') {
      if (said.state === 'connecting' || said.state === 'following') lose();
      return;
    }
    if (isFlood()) return flooded();
    if (frame.kind === 'noise') return;
    say({ heard: now() });
    if (frame.kind === 'denied') end();
    else if (frame.kind === 'confirmed') confirmed(frame.events, frame.lease);
    else if (confirmedAt !== undefined) received(frame.event);
  };

  const flooded = () => {
    if (endpoint !== undefined) hub.unsubscribe(endpoint);
    recent = [];
    never('decide', 'list', 'resend');
    waiting = undefined;
    say({ asking: undefined });
    end('flooded');
  };

  /** What was open before this window listened. Whatever the hub sends is newer than that. */
  const ask = async () => {
    isAsked = true;
    const event = await hub.current();
    if (event && !isStopped && confirmedAt !== undefined && context.since === -Infinity) received(event);
  };

  const confirmed = (events: readonly string[], lease: number) => {
    never('confirm');
    const at = endpoint;
    confirmedAt ??= elapsed();
    const withoutStudies = !events.includes('imagingstudy-open');
    if (said.state === 'following') say({ withoutStudies });
    else become('following', { withoutStudies });
    later('lease', lease * 1000, () => end());
    if (at !== undefined) {
      const after = Math.max(lease * 1000 * RENEWED_AFTER, RENEWAL_PAUSE);
      later('renew', after, () => void renew(at));
    }
    if (!isAsked) void ask();
  };

  const received = (event: SharedEvent) => {
    const { act, next } = judged(context, event, knowledge());
    context = next;
    const isHeard = act.kind === 'ask' || act.kind === 'wait';
    if (!event.isAsked) socket?.answer(event.id, act.kind === 'refuse' ? '409' : isHeard ? '202' : '200');
    done(event, act);
  };

  const done = (event: SharedEvent, act: Act) => {
    if (act.kind === 'wait') {
      waiting = event;
      later('list', LISTING, () => refuseLate(event, 'unknown-study'));
    } else if (act.kind === 'refuse') say({ apart: act.why });
    else if (act.kind === 'ask') {
      say({ asking: event, apart: undefined });
      later('decide', DECIDING, () => refuseLate(event, 'declined'));
    } else if (act.kind === 'leave') leave(act.why);
    else if (act.kind === 'not-followed') {
      say({ apart: 'others' });
      // As the standard wants it: with its own time, unless something newer was opened.
      const mine = announced;
      // Once: a hub that always says so would have it sent for ever.
      if (!act.again || mine === undefined || mine === resent) return;
      later('resend', 10_000, () => {
        if (announced !== mine) return;
        resent = mine;
        void hub.announce(mine);
      });
    } else {
      if (event.kind !== 'open' && event.kind !== 'close') return;
      if (act.kind === 'none') return void (isOurs(event) && say({ apart: undefined, asking: undefined }));
      never('decide');
      say({ apart: undefined, asking: undefined, nothingOpen: act.kind === 'list' });
      show(act);
    }
  };
  const isOurs = ({ kind, anchor, id }: SharedEvent) =>
    kind === 'open' &&
    anchor === 'patient' &&
    context.current?.anchor === 'patient' &&
    context.settled.has(id);

  /** What was taken, and is not followed after all: the others are told. */
  const refuseLate = (event: SharedEvent, why: NonNullable<Following['apart']>) => {
    never('decide', 'list');
    waiting = undefined;
    say({ apart: why });
    if (!event.isAsked) tellOthers({ kind: 'not-followed', event: event.id, name: event.name });
  };
  /** The others are told of the close of what was opened here, and of nothing that the record opened. */
  const closeOurs = () => {
    if (ours === undefined) return;
    const id = crypto.randomUUID();
    context = announcingClose(context, id, now(), ours.study);
    const { patient } = own();
    void hub.announce({ kind: 'study-closed', id, at: now(), patient, ...ours });
    ours = undefined;
  };
  const tellOthers = (what: { kind: 'not-followed'; event: string; name: string }) => {
    const id = crypto.randomUUID();
    context = {
      ...context,
      settled: new Set([...context.settled, id]),
      refused: new Set([...context.refused, what.event]),
    };
    void hub.announce({ ...what, id, at: now() });
  };

  void connect();
  return {
    opened: ({ study, reference }) => {
      never('decide', 'resend');
      say({ asking: undefined, nothingOpen: false });
      if (said.state !== 'following' || context.current?.study === study) return;
      const before = ours;
      const id = crypto.randomUUID();
      context = announcing(context, id, now(), study);
      const { patient } = own();
      announced = { kind: 'study-opened', id, at: now(), patient, study, reference };
      void hub.announce(announced);
      // Several may be open at once: the close of the one before does not leave the others with nothing.
      if (before && before.study !== study) closeOurs();
      ours = { study, reference };
    },
    closed: () => {
      never('resend');
      if (said.state === 'following') closeOurs();
    },
    known: () => {
      if (waiting === undefined) return;
      const { act, next } = judged(context, waiting, knowledge());
      if (act.kind === 'wait') return;
      const event = waiting;
      if (act.kind === 'refuse') return refuseLate(event, act.why);
      never('list');
      waiting = undefined;
      context = next;
      done(event, act);
    },
    decide: (follows) => {
      const event = said.asking;
      if (event === undefined) return;
      const isTold = said.apart === 'declined';
      never('decide');
      say({ asking: undefined });
      if (follows) leave('patient-changed');
      else if (!isTold) refuseLate(event, 'declined');
    },
    again: () => {
      if (said.state === 'connecting' || said.state === 'following') return;
      never('retry');
      tries = 0;
      become('connecting');
      void connect();
    },
    stop: () => {
      if (said.state === 'following') closeOurs();
      if (endpoint !== undefined) hub.unsubscribe(endpoint);
      drop();
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
