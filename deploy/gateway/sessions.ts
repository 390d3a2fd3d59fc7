import { setTimeout as pause } from 'node:timers/promises';
import { nameOf, seal, secret, unseal } from './seal';
import { revoke, renew, type Authority } from './sign-in';
import type { Store } from './store';
import type { LaunchProblem, Result } from '../../src/domain/problem';

/** What a launch is on the server. The browser knows none of it but what `/session` says. */
export interface Held {
  readonly iss: string;
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Epoch milliseconds */
  readonly tokenEndsAt: number;
  readonly scope: string;
  /** FHIR logical id */
  readonly patient: string;
  readonly encounter?: string;
  readonly needPatientBanner: boolean;
  readonly context: readonly string[];
  readonly unreadContext: number;
  readonly user?: string;
  /** Where the record's windows share what they have open (FHIRcast), where the site allows that hub */
  readonly hub?: { readonly url: string; readonly topic: string };
  /** Where the record's window listens (SMART Web Messaging), where the site allows that origin */
  readonly recordWindow?: { readonly handle: string; readonly origin: string };
  /** What the launch is for, in the record's own word */
  readonly intent?: string;
  /** Where the record says its colours (`smart_style_url`), on an origin of its own */
  readonly styleUrl?: string;
  /** It is a patient's own launch, or of somebody who acts for one */
  readonly viewedBy?: 'patient' | 'proxy';
  /** Epoch milliseconds: not a moment longer, whatever is done */
  readonly endsAt: number;
}

/** The two halves that open a session. */
export interface Halves {
  /** The browser's own secret, which only this site's server sees */
  readonly cookie: string;
  /** The launch's, which only this site's page knows */
  readonly key: string;
}

export interface Sessions {
  create(cookie: string, held: Held): Promise<string>;
  /** The session that both halves open; asked for, it lives on for the idle time */
  open(halves: Halves): Promise<Held | undefined>;
  /** As it is after `refused` was not accepted, or is about to end. */
  renewed(halves: Halves, refused: string): Promise<Renewed>;
  end(halves: Halves): Promise<void>;
}

export type Renewed =
  | { readonly kind: 'held'; readonly held: Held }
  /** The record gives no other token: the session is over */
  | { readonly kind: 'over' }
  /** The record could not be asked: nothing is lost yet */
  | { readonly kind: 'unanswered' };

/** Milliseconds in which another instance may be renewing */
const OTHERS = 10_000;
const CLAIM = 15;

/**
 * @param idle milliseconds without any question after which a session is over
 * @param authorityOf the sign-in of a record
 */
export function sessions(
  store: Store,
  idle: number,
  authorityOf: (iss: string) => Promise<Result<Authority, LaunchProblem>>,
  now: () => number = Date.now,
): Sessions {
  const placeOf = (key: string) => `session:${nameOf(key)}`;
  const left = ({ endsAt }: Held) => Math.min(idle, endsAt - now()) / 1000;
  const put = ({ cookie, key }: Halves, held: Held) =>
    store.set(placeOf(key), seal(held, cookie, key), Math.max(1, left(held)));
  const read = async ({ cookie, key }: Halves, seconds?: number): Promise<Held | undefined> => {
    const sealed = await store.get(placeOf(key), seconds);
    const held = sealed === undefined ? undefined : (unseal(sealed, cookie, key) as Held | undefined);
    if (held === undefined) return undefined;
    const isOver = held.refreshToken === undefined && held.tokenEndsAt <= now();
    if (held.endsAt > now() && !isOver) return held;
    await store.delete(placeOf(key));
    return undefined;
  };

  /** One renewal at a time in this process; the store keeps it to one over all instances. */
  const renewing = new Map<string, Promise<Renewed>>();

  const renewNow = async (halves: Halves, refused: string): Promise<Renewed> => {
    const place = placeOf(halves.key);
    for (const until = now() + OTHERS; now() < until; await pause(100)) {
      const held = await read(halves);
      if (held === undefined) return { kind: 'over' };
      if (held.accessToken !== refused) return { kind: 'held', held };
      if (held.refreshToken === undefined) return { kind: 'over' };
      // A refresh token that is sent twice is a stolen one to the record.
      if (!(await store.claim(`renewing:${place}`, CLAIM))) continue;
      try {
        return await askedFor(halves, held, held.refreshToken);
      } finally {
        await store.delete(`renewing:${place}`);
      }
    }
    return { kind: 'unanswered' };
  };

  const askedFor = async (halves: Halves, held: Held, refreshToken: string): Promise<Renewed> => {
    const authority = await authorityOf(held.iss);
    const answer = authority.ok
      ? await renew(authority.value, refreshToken)
      : ({ kind: 'unanswered' } as const);
    if (answer.kind === 'unanswered') return answer;
    const patient = answer.kind === 'renewed' ? answer.token.patient : undefined;
    // A renewal that speaks of another patient must never be shown under this one's name (H1).
    const isAnother = patient !== undefined && !(patient.kind === 'id' && patient.id === held.patient);
    if (isAnother) await store.delete(placeOf(halves.key));
    // A spent refresh token is of no more use; what is left of the access token's life still is.
    else if (answer.kind === 'refused') await put(halves, { ...held, refreshToken: undefined });
    if (answer.kind === 'refused' || isAnother) return { kind: 'over' };
    const { accessToken, expiresIn, refreshToken: next, scope } = answer.token;
    const changed: Held = {
      ...held,
      accessToken,
      tokenEndsAt: now() + expiresIn * 1000,
      refreshToken: next ?? refreshToken,
      scope: scope ?? held.scope,
    };
    await put(halves, changed);
    return { kind: 'held', held: changed };
  };

  return {
    create: async (cookie, held) => {
      const key = secret();
      await put({ cookie, key }, held);
      return key;
    },
    // Read first: a question that the wrong cookie asks keeps nobody's session alive.
    open: async (halves) => {
      const held = await read(halves);
      if (held === undefined) return undefined;
      await store.get(placeOf(halves.key), Math.max(1, left(held)));
      return held;
    },
    renewed: (halves, refused) => {
      const place = `${placeOf(halves.key)} ${refused}`;
      const going = renewing.get(place) ?? renewNow(halves, refused).finally(() => renewing.delete(place));
      renewing.set(place, going);
      return going;
    },
    end: async (halves) => {
      const held = await read(halves);
      if (held === undefined) return;
      await store.delete(placeOf(halves.key));
      const authority = await authorityOf(held.iss);
      if (authority.ok) await revoke(authority.value, held.refreshToken ?? held.accessToken);
    },
  };
}
