import { describe, expect, test, vi } from 'vitest';
import { createSession, type SessionSetting } from '../../../src/fhir/smart/session';
import type { StoredSession } from '../../../src/fhir/smart/launch-store';
import { ISS, AUTH } from '../wire';

const granted: StoredSession = {
  stage: 'open',
  iss: ISS,
  clientId: 'plainfilm',
  tokenUri: `${AUTH}/token`,
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: 10_000,
  openedAt: 0,
  scope: 'patient/Patient.r',
  patient: 'p1',
  needPatientBanner: true,
  context: [],
};
const never = new AbortController().signal;
const SPACE = `${ISS}/ImagingStudy`;
const ESSENTIAL = `${ISS}/Patient`;

type Answer = Response | Error | (() => Promise<Response>);
const renewal = (number: number, more = {}) =>
  Response.json({
    access_token: `access-${number}`,
    token_type: 'Bearer',
    expires_in: 60,
    refresh_token: `refresh-${number}`,
    ...more,
  });

/** A session whose token endpoint answers in this order. */
function aSession(answers: readonly Answer[], more: Partial<SessionSetting> = {}, session = granted) {
  const left = [...answers];
  const sent: string[] = [];
  const kept: StoredSession[] = [];
  const waits: number[] = [];
  const forget = vi.fn();
  const made = createSession(session, {
    where: 'Test Care Record',
    roots: [new URL(`${ISS}/`), new URL('https://archive.example/dicom-web')],
    now: () => 5000,
    elapsed: more.now ?? (() => 0),
    wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
    keep: (changed) => void kept.push(changed),
    forget,
    isOwner: () => Promise.resolve(true),
    essential: ESSENTIAL,
    isAccepted: () => Promise.resolve(false),
    fetch: async (_, init) => {
      sent.push(new URLSearchParams(init?.body as URLSearchParams).get('refresh_token') ?? '');
      const answer = left.shift();
      if (answer === undefined) throw new Error('Asked once too often');
      if (answer instanceof Error) throw answer;
      return answer instanceof Response ? answer : answer();
    },
    ...more,
  });
  const lost = vi.fn();
  made.onLost(lost);
  return { session: made, sent, kept, waits, forget, lost };
}

describe('where the token goes', () => {
  const { session } = aSession([]);

  test.each([
    `${ISS}/Patient/p1`,
    `${ISS}/ImagingStudy?patient=p1`,
    'https://archive.example/dicom-web/studies/1.2.3',
    'https://archive.example/dicom-web',
  ])('to %s', (address) => {
    expect(session.tokenFor(new URL(address))).toBe('access-1');
  });

  test.each([
    'https://evil.example/fhir/Patient/p1',
    'https://record.example.evil.example/fhir/Patient/p1',
    'http://record.example/fhir/Patient/p1',
    'https://record.example:8443/fhir/Patient/p1',
    'https://record.example/fhir-evil/Patient/p1',
    'https://record.example/fhir/../evil',
    'https://record.example/fhir/%2e%2e/evil',
    'https://record.example/fhir/..%2fevil',
    'https://record.example/fhir\\..\\..\\evil',
    'https://record.example/',
    'https://record.example@evil.example/fhir/Patient/p1',
    'https://user:pass@record.example/fhir/Patient/p1',
    'https://archive.example/dicom-web2/studies',
    'https://archive.example/',
    'blob:https://record.example/fhir/Patient',
    'data:text/plain,https://record.example/fhir/Patient',
  ])('not to %s', (address) => {
    expect(session.tokenFor(new URL(address))).toBeUndefined();
  });

  test('to a further root from when it is allowed, and nowhere once the session ended', () => {
    const { session: own } = aSession([]);
    const endpoint = new URL('https://pacs.example/wado/studies');
    expect(own.tokenFor(endpoint)).toBeUndefined();
    own.allow(new URL('https://pacs.example/wado'));
    expect(own.tokenFor(endpoint)).toBe('access-1');
    own.end();
    expect(own.tokenFor(endpoint)).toBeUndefined();
    expect(own.tokenFor(new URL(`${ISS}/Patient/p1`))).toBeUndefined();
  });
});

describe('renewing', () => {
  test('is one request however many ask', async () => {
    const { session, sent } = aSession([renewal(2)]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => session.renewed('access-1', never, SPACE)),
    );
    expect(new Set(answers)).toEqual(new Set(['access-2']));
    expect(sent).toEqual(['refresh-1']);
  });

  test('a late 401 to the old token is answered with the new one, without a request', async () => {
    const { session, sent } = aSession([renewal(2)]);
    await session.renew(never);
    expect(await session.renewed('access-1', never, SPACE)).toBe('access-2');
    expect(sent).toHaveLength(1);
  });

  test('never sends a refresh token again that was answered', async () => {
    const { session, sent } = aSession([renewal(2), renewal(3), renewal(4)]);
    for (let at = 0; at < 3; at += 1) await session.renew(never);
    expect(sent).toEqual(['refresh-1', 'refresh-2', 'refresh-3']);
  });

  test('keeps the rotated token before anybody gets the new access token', async () => {
    const order: string[] = [];
    const { session } = aSession([renewal(2)], {
      keep: (changed) => void order.push(`kept ${changed.refreshToken}`),
    });
    await session.renew(never).then(() => order.push(`used ${session.tokenFor(new URL(ISS))}`));
    expect(order).toEqual(['kept refresh-2', 'used access-2']);
  });

  test('keeps the refresh token where the server does not rotate it', async () => {
    const { session, sent } = aSession([renewal(2, { refresh_token: undefined }), renewal(3)]);
    await session.renew(never);
    await session.renew(never);
    expect(sent).toEqual(['refresh-1', 'refresh-1']);
  });

  test('moves the end of the token by the local clock', async () => {
    const { session } = aSession([renewal(2)]);
    await session.renew(never);
    expect(session.remaining()).toBe(60_000);
  });

  /** Both clocks, and how the device's is set while the record renews the token, in ms */
  const HOUR = 3_600_000;
  test.each<[string, number, number, number]>([
    ['stands', 0, 0, 60_000],
    ['is put back during it', -HOUR, 0, 60_000],
    ['is put forward during it', HOUR, 0, 60_000],
    ['is put back after it', 0, -HOUR, 60_000],
    ['was an hour ahead and is put right after it', HOUR, -HOUR, 60_000],
    // A device that slept cannot be told from it: the token is renewed too early, and never kept for too long.
    ['is put forward after it', 0, HOUR, 60_000 - HOUR],
  ])('tells how long the token lasts where the clock %s', async (_, during, after, left) => {
    const clocks = { device: 5000, steady: 0 };
    const go = (time: number, set: number) => {
      clocks.device += time + set;
      clocks.steady += time;
    };
    const { session, lost } = aSession(
      [
        async () => {
          go(100, during);
          return renewal(2);
        },
      ],
      { now: () => clocks.device, elapsed: () => clocks.steady },
    );
    await session.renew(never);
    go(0, after);
    expect(session.remaining()).toBe(left);
    go(60_000, 0);
    expect(session.remaining()).toBe(left - 60_000);
    expect(lost).not.toHaveBeenCalled();
  });

  test.each([
    ['put back', -HOUR],
    ['put forward', HOUR],
  ])('a site’s limit is kept where the clock is %s', (_, set) => {
    const clocks = { device: 5000, steady: 0 };
    const { session } = aSession([], {
      now: () => clocks.device,
      elapsed: () => clocks.steady,
      longest: 2 * HOUR,
    });
    clocks.device += set + 2 * HOUR;
    clocks.steady += 2 * HOUR;
    expect(session.tokenFor(new URL(`${ISS}/Patient/p1`))).toBeUndefined();
  });

  test('is kept through a 503, a 500, a hang-up and a 429', async () => {
    const { session, lost, waits } = aSession([
      new Response('', { status: 503, headers: { 'retry-after': '2' } }),
      new Response('', { status: 500 }),
      new TypeError('network'),
      renewal(2),
    ]);
    expect(await session.renew(never)).toEqual({ ok: true, value: undefined });
    expect(waits).toEqual([2000, 2000, 5000]);
    expect(lost).not.toHaveBeenCalled();
  });

  test('a server that stays down loses nothing, and the next renewal succeeds', async () => {
    const down = () => new Response('', { status: 503 });
    const { session, lost, sent } = aSession([down(), down(), down(), down(), renewal(2)]);
    expect(await session.renew(never)).toEqual({
      ok: false,
      problem: { kind: 'busy', where: 'Test Care Record' },
    });
    expect(lost).not.toHaveBeenCalled();
    expect(session.tokenFor(new URL(ISS))).toBe('access-1');
    expect(await session.renew(never)).toMatchObject({ ok: true });
    expect(sent).toEqual(Array(5).fill('refresh-1'));
  });

  const broken = (status: number) =>
    new Response(new ReadableStream({ start: (body) => body.error(new TypeError('network')) }), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  test.each<[string, () => Response, string]>([
    ['a body that breaks off', () => broken(200), 'unreachable'],
    ['a refusal whose body breaks off', () => broken(400), 'unreachable'],
    ['a page in its place', () => new Response('<title>Sign in to the network</title>'), 'malformed'],
    ['nothing', () => new Response(''), 'malformed'],
    ['no token', () => Response.json({ token_type: 'Bearer' }), 'malformed'],
    ['a cut answer', () => new Response('{"access_token":"access-2"'), 'malformed'],
  ])('is not refused by %s: what renews it is kept, and asked with again', async (_, answer, kind) => {
    const { session, lost, sent } = aSession([answer(), answer(), answer(), answer(), renewal(2)]);
    expect(await session.renew(never)).toMatchObject({ ok: false, problem: { kind } });
    expect(session.canRenew()).toBe(true);
    expect(lost).not.toHaveBeenCalled();
    expect(await session.renew(never)).toMatchObject({ ok: true });
    expect(sent).toEqual(Array(5).fill('refresh-1'));
  });

  test.each<[string, () => Response]>([
    ['an error with 200', () => Response.json({ error: 'invalid_grant' })],
    ['400', () => Response.json({ error: 'invalid_grant' }, { status: 400 })],
    ['400 and a page', () => new Response('<p>no</p>', { status: 400 })],
    ['401', () => Response.json({ error: 'invalid_client' }, { status: 401 })],
    ['403', () => new Response('', { status: 403 })],
  ])('is refused by %s, and not asked again', async (_, answer) => {
    const { session, sent } = aSession([answer()]);
    expect(await session.renew(never)).toMatchObject({ ok: false, problem: { kind: 'unauthorised' } });
    expect(session.canRenew()).toBe(false);
    expect(sent).toHaveLength(1);
  });

  test('an asker who stops does not stop it for the others', async () => {
    let answer: (response: Response) => void = () => undefined;
    const { session, sent } = aSession([() => new Promise<Response>((resolve) => (answer = resolve))]);
    const stop = new AbortController();
    const stopped = session.renewed('access-1', stop.signal, SPACE);
    const other = session.renewed('access-1', never, SPACE);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    stop.abort(new Error('left'));
    await expect(stopped).rejects.toThrow('left');
    answer(renewal(2));
    expect(await other).toBe('access-2');
    expect(sent).toHaveLength(1);
  });
});

describe('losing the session', () => {
  const refused = () => Response.json({ error: 'invalid_grant' }, { status: 400 });

  test('a refused token whose refresh token was revoked ends it when the record refuses it too, and everybody is told once', async () => {
    const { session, lost, kept } = aSession([refused()]);
    expect(await session.renewed('access-1', never, SPACE)).toBeUndefined();
    expect(await session.renewed('access-1', never, SPACE)).toBeUndefined();
    expect(lost).toHaveBeenCalledExactlyOnceWith({ kind: 'unauthorised', where: 'Test Care Record' });
    expect(kept.at(-1)?.refreshToken).toBeUndefined();
  });

  test('a renewal that names another patient is refused', async () => {
    const { session, lost } = aSession([renewal(2, { patient: 'p2' })]);
    expect(await session.renewed('access-1', never, SPACE)).toBeUndefined();
    expect(lost).toHaveBeenCalledOnce();
    expect(session.current().accessToken).toBe('access-1');
  });

  test('without a refresh token an access token that the record refuses ends it', async () => {
    const { session, lost, sent } = aSession([], {}, { ...granted, refreshToken: undefined });
    expect(session.canRenew()).toBe(false);
    expect(await session.renewed('access-1', never, SPACE)).toBeUndefined();
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    expect(sent).toEqual([]);
  });

  test('without a refresh token a renewal before the end fails and takes nothing away', async () => {
    const { session, lost } = aSession([], {}, { ...granted, refreshToken: undefined });
    expect(await session.renew(never)).toMatchObject({ ok: false });
    expect(lost).not.toHaveBeenCalled();
    expect(session.tokenFor(new URL(ISS))).toBe('access-1');
  });

  test('a duplicated tab does not send the refresh token that the first tab owns', async () => {
    const { session, sent } = aSession([], { isOwner: () => Promise.resolve(false) });
    expect(await session.renewed('access-1', never, SPACE)).toBeUndefined();
    expect(sent).toEqual([]);
  });

  test('who stopped listening is not told', async () => {
    const { session } = aSession([refused()]);
    const listener = vi.fn();
    session.onLost(listener)();
    await session.renewed('access-1', never, SPACE);
    expect(listener).not.toHaveBeenCalled();
  });

  test('ending forgets every token, and a renewal under way brings none back', async () => {
    let answer: (response: Response) => void = () => undefined;
    const { session, forget, kept, lost, sent } = aSession([
      () => new Promise<Response>((resolve) => (answer = resolve)),
    ]);
    const renewing = session.renew(never);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    session.end();
    answer(renewal(2));
    expect(await renewing).toMatchObject({ ok: false });
    expect(session.tokenFor(new URL(ISS))).toBeUndefined();
    expect(JSON.stringify(session.current())).not.toMatch(/access-|refresh-/);
    expect(kept).toEqual([]);
    expect(forget).toHaveBeenCalledOnce();
    expect(lost).not.toHaveBeenCalled();
  });
});

describe('a source that refuses the token', () => {
  const accepting = { isAccepted: () => Promise.resolve(true) };

  test('is given another one once; when it refuses that too, nothing is renewed for it again', async () => {
    const { session, sent, lost } = aSession([renewal(2), renewal(3)], accepting);
    expect(await session.renewed('access-1', never, 'wigan')).toBe('access-2');
    session.refused?.('access-2', 'wigan');
    for (let at = 0; at < 300; at += 1)
      expect(await session.renewed('access-2', never, 'wigan')).toBeUndefined();
    expect(sent).toHaveLength(1);
    expect(lost).not.toHaveBeenCalled();
  });

  test('takes nothing from another, which is given another one still', async () => {
    const { session, sent } = aSession([renewal(2), renewal(3)], accepting);
    await session.renewed('access-1', never, 'wigan');
    session.refused?.('access-2', 'wigan');
    expect(await session.renewed('access-2', never, SPACE)).toBe('access-3');
    expect(sent).toHaveLength(2);
  });

  test('has the record asked whether the token is good, at most once in half a minute', async () => {
    let time = 5000;
    const isAccepted = vi.fn(() => Promise.resolve(true));
    const { session } = aSession(
      [],
      { isAccepted, now: () => time },
      { ...granted, refreshToken: undefined, expiresAt: 1e9 },
    );
    for (let at = 0; at < 50; at += 1) await session.renewed('access-1', never, 'wigan');
    expect(isAccepted).toHaveBeenCalledOnce();
    time += 31_000;
    await session.renewed('access-1', never, 'wigan');
    expect(isAccepted).toHaveBeenCalledTimes(2);
  });

  test('that is the record’s own essential read ends the session without another question', async () => {
    const isAccepted = vi.fn(() => Promise.resolve(true));
    const { session, lost } = aSession([renewal(2)], { isAccepted });
    await session.renewed('access-1', never, ESSENTIAL);
    session.refused?.('access-2', ESSENTIAL);
    expect(lost).toHaveBeenCalledOnce();
    expect(isAccepted).not.toHaveBeenCalled();
  });

  test('is not blamed where the record could not be asked for another one', async () => {
    const { session, lost } = aSession(Array(4).fill(new TypeError('network')), accepting);
    const answer = await session.renewed('access-1', never, 'wigan');
    expect(answer).toEqual({ kind: 'unreachable', where: 'Test Care Record' });
    expect(session.canRenew()).toBe(true);
    expect(lost).not.toHaveBeenCalled();
  });
});

describe('an ended session', () => {
  test('holds no token, no patient and no user, and gives its tokens back', () => {
    const revoke = vi.fn();
    const whole = {
      ...granted,
      encounter: 'Encounter/1',
      user: 'Practitioner/7',
      context: ['ImagingStudy/1'],
    };
    const { session, forget } = aSession([], { revoke }, whole);
    session.end();
    session.end();
    expect(JSON.stringify(session.current())).not.toMatch(
      /access-1|refresh-1|p1|Encounter|Practitioner|Imaging/,
    );
    expect(session.canRenew()).toBe(false);
    expect(forget).toHaveBeenCalledOnce();
    expect(revoke).toHaveBeenCalledExactlyOnceWith(whole);
  });
});

describe('a session that has a longest life', () => {
  const limited = (at: number, answers: readonly Answer[] = []) =>
    aSession(answers, { now: () => at, longest: 8_000 });

  test('ends there, whatever the token says', () => {
    expect(limited(5000).session.remaining()).toBe(3_000);
    expect(limited(5000).session.untilEnd?.()).toBe(3_000);
  });

  test('is not renewed where the token lives until then', () => {
    expect(limited(5000).session.canRenew()).toBe(false);
    const short = aSession([], { longest: 20_000 });
    expect(short.session.canRenew()).toBe(true);
  });

  test('gives no token after it, and is lost instead of renewed', async () => {
    const { session, sent, lost } = limited(8_000);
    expect(session.tokenFor(new URL(`${ISS}/Patient/p1`))).toBeUndefined();
    expect((await session.renew(never)).ok).toBe(false);
    expect(sent).toEqual([]);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  test('has none where the site sets none', () => {
    expect(aSession([]).session.untilEnd?.()).toBe(Infinity);
  });
});
