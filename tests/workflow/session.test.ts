import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { assign, createActor, setup, type ActorRefFrom } from 'xstate';
import type { Session } from '../../src/domain/ports/session';
import { err, ok } from '../../src/domain/problem';
import { sessionMachine } from '../../src/workflow/session/session.machine';
import { aSession } from '../fakes';

const MINUTE = 60_000;

/** A parent that only counts what the session tells it. */
const parentMachine = setup({
  types: {
    input: {} as { session: Session },
    context: {} as { session: Session; restored: number },
  },
  actors: { session: sessionMachine },
}).createMachine({
  context: ({ input }: { input: { session: Session } }) => ({ ...input, restored: 0 }),
  initial: 'open',
  states: {
    open: {
      invoke: {
        src: 'session',
        id: 'session',
        input: ({ context }: { context: unknown }) => context as { session: Session },
      },
      on: {
        'session.lost': 'expired',
        'network.restored': { actions: assign({ restored: ({ context }) => context.restored + 1 }) },
      },
    },
    expired: {},
  },
});

let parent: ActorRefFrom<typeof parentMachine> | undefined;
beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => {
  parent?.stop();
  vi.useRealTimers();
});

function watching(session: Session) {
  parent = createActor(parentMachine, { input: { session } }).start();
  return parent;
}

/** A session whose token ends `life` ms after its last renewal. */
function lasting(life: number, renew: () => ReturnType<Session['renew']>, canRenew = true) {
  let end = Date.now() + life;
  let asked = 0;
  const session = aSession({
    remaining: () => end - Date.now(),
    canRenew: () => canRenew,
    renew: async () => {
      asked += 1;
      const result = await renew();
      if (result.ok) end = Date.now() + life;
      return result;
    },
  });
  return { session, asked: () => asked };
}

describe('the session', () => {
  it('renews a minute before the token ends', async () => {
    const { session, asked } = lasting(10 * MINUTE, async () => ok(undefined));
    watching(session);
    await vi.advanceTimersByTimeAsync(9 * MINUTE - 1);
    expect(asked()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(asked()).toBe(2);
  });

  it('renews a short-lived token half-way through', async () => {
    const { session, asked } = lasting(10_000, async () => ok(undefined));
    watching(session);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toBe(1);
  });

  it('asks again when the server is down, and loses nothing while the token is good', async () => {
    let down = true;
    const { session, asked } = lasting(10 * MINUTE, async () =>
      down ? err({ kind: 'busy', where: 'the record' }) : ok(undefined),
    );
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(9 * MINUTE + 12_000);
    expect(asked()).toBe(3);
    expect(app.getSnapshot().matches('open')).toBe(true);
    down = false;
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(asked()).toBe(4);
    expect(app.getSnapshot().matches('open')).toBe(true);
  });

  const state = (app: ReturnType<typeof watching>) =>
    app.getSnapshot().children['session']?.getSnapshot().value;

  it.each([
    ['is asked for another token', true, { suspended: 'asking' }],
    ['ends', false, undefined],
  ])('whose token ended while the device slept %s soon after it woke', async (_, canRenew, value) => {
    const { session } = lasting(60 * MINUTE, () => new Promise(() => undefined), canRenew);
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(MINUTE);
    // Asleep its timers stood still, and the clock went on.
    vi.setSystemTime(Date.now() + 8 * 60 * MINUTE);
    await vi.advanceTimersByTimeAsync(10_000);
    if (canRenew) expect(state(app)).toEqual(value);
    else expect(app.getSnapshot().matches('expired')).toBe(true);
  });

  it.each([
    ['asks for another token', true],
    ['ends', false],
  ])('%s when its time has gone by, though the clock was put back meanwhile', async (_, canRenew) => {
    const { session } = lasting(60 * MINUTE, () => new Promise(() => undefined), canRenew);
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(MINUTE);
    vi.setSystemTime(Date.now() - 60 * MINUTE);
    await vi.advanceTimersByTimeAsync(59 * MINUTE + 1);
    if (canRenew) expect(state(app)).toMatchObject({ renewing: 'asking' });
    else expect(app.getSnapshot().matches('expired')).toBe(true);
  });

  it('is suspended, and keeps what renews it, when the server stays down until the token has ended', async () => {
    const { session } = lasting(2 * MINUTE, async () => err({ kind: 'unreachable', where: 'the record' }));
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 10_000);
    expect(state(app)).toEqual({ renewing: 'waiting' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(state(app)).toMatchObject({ suspended: expect.anything() as string });
    expect(app.getSnapshot().matches('open')).toBe(true);
    expect(session.ended()).toBe(false);
  });

  it('is suspended from the moment the token ends, while the record is still being asked', async () => {
    const { session } = lasting(2 * MINUTE, () => new Promise(() => undefined));
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 1);
    expect(state(app)).toEqual({ renewing: 'asking' });
    await vi.advanceTimersByTimeAsync(1);
    expect(state(app)).toEqual({ suspended: 'asking' });
  });

  it.each([
    ['by itself, a few seconds after the record answers again', 5_000, false],
    ['at once when this device has a network again', 0, true],
  ])('goes on %s, and what failed is asked again', async (_, time, told) => {
    let down = true;
    const { session } = lasting(2 * MINUTE, async () =>
      down ? err({ kind: 'unreachable', where: 'the record' }) : ok(undefined),
    );
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(10 * MINUTE + 1);
    expect(state(app)).toEqual({ suspended: 'waiting' });
    down = false;
    if (told) app.getSnapshot().children['session']?.send({ type: 'network.restored' });
    await vi.advanceTimersByTimeAsync(time);
    expect(state(app)).toBe('valid');
    expect(app.getSnapshot().context).toMatchObject({ restored: 1 });
  });

  it('is lost when nobody came back for half an hour', async () => {
    const { session } = lasting(2 * MINUTE, async () => err({ kind: 'unreachable', where: 'the record' }));
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(31 * MINUTE);
    expect(app.getSnapshot().matches('open')).toBe(true);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(app.getSnapshot().matches('expired')).toBe(true);
  });

  it('lasts to the end of its token when the record takes back what renews it', async () => {
    let renewable = true;
    const { session } = lasting(2 * MINUTE, async () => {
      renewable = false;
      return err({ kind: 'unauthorised', where: 'the record' });
    });
    const app = watching({ ...session, canRenew: () => renewable });
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 1);
    expect(state(app)).toBe('valid');
    await vi.advanceTimersByTimeAsync(1);
    expect(app.getSnapshot().matches('expired')).toBe(true);
  });

  it('is lost at once when the server refuses to renew', async () => {
    const { session } = lasting(2 * MINUTE, async () => err({ kind: 'unauthorised', where: 'the record' }));
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(app.getSnapshot().matches('expired')).toBe(true);
  });

  it('lasts to the end of its token where it cannot be renewed, and not longer', async () => {
    const { session, asked } = lasting(5 * MINUTE, async () => ok(undefined), false);
    const app = watching(session);
    await vi.advanceTimersByTimeAsync(5 * MINUTE - 1);
    expect(app.getSnapshot().matches('open')).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(app.getSnapshot().matches('expired')).toBe(true);
    expect(asked()).toBe(0);
  });

  it('is lost when a server refuses the token in the middle of it', async () => {
    const { session } = lasting(5 * MINUTE, async () => ok(undefined));
    const app = watching(session);
    session.lose({ kind: 'unauthorised', where: 'Salford' });
    await vi.advanceTimersByTimeAsync(0);
    expect(app.getSnapshot().matches('expired')).toBe(true);
  });
});
