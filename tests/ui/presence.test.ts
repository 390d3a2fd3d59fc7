import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Leaving } from '../../src/domain/ports/leaving';
import { presenceTexts } from '../../src/texts/en/presence';
import {
  openChannel,
  watchPresence,
  type Channel,
  type Presence,
  type Said,
} from '../../src/ui/presence/presence';
import { aRecord, aSession } from '../fakes';
import { axeFindings, renderApp } from './render-app';

const MINUTE = 60_000;

/** Tabs of one browser that hear one another. */
function aBrowser() {
  const channels: Channel[] = [];
  const told: Said[] = [];
  const channel = (): Channel => {
    const own: Channel = {
      onmessage: null,
      postMessage: (said: Said) => {
        told.push(said);
        for (const other of channels) if (other !== own) other.onmessage?.({ data: said } as MessageEvent);
      },
      close: () => void channels.splice(channels.indexOf(own), 1),
    };
    channels.push(own);
    return own;
  };
  return { channel, told };
}

/** A tab with a window of its own, so that input in one is none in another. */
function aTab(channel: Channel, more: Partial<Parameters<typeof watchPresence>[0]> = {}) {
  const target = new EventTarget() as unknown as Window;
  Object.assign(target, {
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
    setInterval: setInterval.bind(globalThis),
    clearInterval: clearInterval.bind(globalThis),
    setTimeout: setTimeout.bind(globalThis),
  });
  const heard: Presence[] = [];
  const left: string[] = [];
  const watch = watchPresence(
    {
      launch: 'launch-1',
      patient: 'Record|p1',
      lockAfter: 10 * MINUTE,
      ...more,
      now: Date.now,
      elapsed: () => performance.now(),
      channel,
      window: target,
    },
    (presence) => heard.push(presence),
    (why) => {
      left.push(why);
      watch.stop();
    },
  );
  return { watch, heard, left, target, press: () => target.dispatchEvent(new Event('keydown')) };
}

describe('a computer that several people use', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is warned of a minute before, and locked when nobody has used it for the site’s minutes', () => {
    const { left, heard } = aTab(aBrowser().channel());
    vi.advanceTimersByTime(9 * MINUTE - 1000);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual([{ isEnding: true, isBesideAnother: false }]);
    expect(left).toEqual([]);
    vi.advanceTimersByTime(MINUTE);
    expect(left).toEqual(['idle']);
  });

  it('stays for whoever uses it, and takes the warning away', () => {
    const { left, heard, press } = aTab(aBrowser().channel());
    for (let quarter = 0; quarter < 8; quarter += 1) {
      vi.advanceTimersByTime(9.5 * MINUTE);
      press();
    }
    expect(left).toEqual([]);
    expect(heard.at(-1)).toEqual({ isEnding: false, isBesideAnother: false });
  });

  it('is locked for a key that comes after the time, as after a night’s sleep without a timer', () => {
    const { left, press } = aTab(aBrowser().channel());
    vi.setSystemTime(Date.now() + 11 * MINUTE);
    press();
    expect(left).toEqual(['idle']);
  });

  it.each([
    ['put back by an hour once', 60, 1],
    ['put back by a minute every minute', 1, 9],
  ])('is locked after the site’s minutes under a clock that is %s', (_, minutes, times) => {
    const { left } = aTab(aBrowser().channel());
    for (let time = 0; time < times; time += 1) {
      vi.advanceTimersByTime(MINUTE);
      vi.setSystemTime(Date.now() - minutes * MINUTE);
    }
    vi.advanceTimersByTime((10 - times) * MINUTE - 1000);
    expect(left).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(left).toEqual(['idle']);
  });

  it('counts input elsewhere under a clock that was put back', () => {
    const { channel } = aBrowser();
    const [one, other] = [aTab(channel()), aTab(channel())] as const;
    vi.setSystemTime(Date.now() - 60 * MINUTE);
    vi.advanceTimersByTime(6 * MINUTE);
    one.press();
    vi.advanceTimersByTime(6 * MINUTE);
    expect([one.left, other.left]).toEqual([[], []]);
    vi.advanceTimersByTime(4 * MINUTE);
    expect([one.left, other.left]).toEqual([['idle'], ['idle']]);
  });

  it('counts input in every tab of the launch, and of no other', () => {
    const { channel } = aBrowser();
    const [one, other, elsewhere] = [
      aTab(channel()),
      aTab(channel()),
      aTab(channel(), { launch: 'launch-2' }),
    ] as const;
    vi.advanceTimersByTime(6 * MINUTE);
    one.press();
    vi.advanceTimersByTime(6 * MINUTE);
    expect([one.left, other.left, elsewhere.left]).toEqual([[], [], ['idle']]);
  });

  it('is locked where the browser lets tabs not hear one another', () => {
    vi.stubGlobal('BroadcastChannel', function refused() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    const { heard, left } = aTab(openChannel());
    vi.unstubAllGlobals();
    vi.advanceTimersByTime(9 * MINUTE + 1_000);
    expect(heard.at(-1)?.isEnding).toBe(true);
    vi.advanceTimersByTime(MINUTE);
    expect(left).toEqual(['idle']);
  });

  it('is left in all tabs of a launch when it is left in one', () => {
    const { channel } = aBrowser();
    const [one, other, elsewhere] = [
      aTab(channel()),
      aTab(channel()),
      aTab(channel(), { launch: 'launch-2' }),
    ] as const;
    one.watch.left();
    expect([other.left, elsewhere.left]).toEqual([['signed-out'], []]);
  });

  it('asks nothing of a site that sets no minutes', () => {
    const { left } = aTab(aBrowser().channel(), { lockAfter: undefined });
    vi.advanceTimersByTime(48 * 60 * MINUTE);
    expect(left).toEqual([]);
  });
});

describe('another patient in another tab', () => {
  it('is announced in both, until one is closed', () => {
    const { channel, told } = aBrowser();
    const one = aTab(channel());
    expect(one.heard).toEqual([]);
    const other = aTab(channel(), { launch: 'launch-2', patient: 'Record|p2' });
    expect(one.heard.at(-1)?.isBesideAnother).toBe(true);
    expect(other.heard.at(-1)?.isBesideAnother).toBe(true);
    other.watch.stop();
    expect(one.heard.at(-1)?.isBesideAnother).toBe(false);
    // No name, no birth date, no number but the record's own.
    expect(JSON.stringify(told)).not.toMatch(/name|birth|999/i);
  });

  it('is not announced where both show the same', () => {
    const { channel } = aBrowser();
    const [one, other] = [aTab(channel()), aTab(channel(), { launch: 'launch-2' })];
    expect([...one.heard, ...other.heard]).toEqual([]);
  });
});

it('whoever signs out sees nothing of the patient any more, and the sign-in is given back', async () => {
  const session = aSession();
  const { actor } = renderApp({ record: aRecord({ session }) }, { lockAfter: 10 * MINUTE });
  await waitFor(() => expect(actor.getSnapshot().matches('inSession')).toBe(true));
  (await screen.findByRole('button', { name: 'Sign out' })).click();
  expect(await screen.findByText(presenceTexts.left['signed-out'].title)).toBeTruthy();
  expect(document.body.textContent).not.toContain('SMITH');
  await waitFor(() => expect(session.ended()).toBe(true));
  expect(await axeFindings(document.body)).toEqual([]);
});

it.each(Object.entries(presenceTexts.left))('%s is said in words of its own', async (why, { title }) => {
  const { actor } = renderApp({ record: aRecord() });
  await waitFor(() => expect(actor.getSnapshot().matches('inSession')).toBe(true));
  actor.send({ type: 'session.leave', why: why as Leaving });
  expect(await screen.findByText(title)).toBeTruthy();
  expect(document.body.textContent).not.toContain('SMITH');
});
