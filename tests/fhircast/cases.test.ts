import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Act } from '../../src/domain/context/shared-context';
import { studyUid, type StudyUid } from '../../src/domain/ids';
import { fhircastHub } from '../../src/fhircast/client';
import { patientFrom } from '../../src/fhir/record/patient';
import { follow, type Follower, type Following } from '../../src/workflow/context/follow';

const folder = new URL('../../../shared/cases/record-and-hub/cases/fhircast/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: the FHIRcast cases are not in ../shared/cases/record-and-hub.');

type Json = Record<string, unknown>;
interface Step {
  readonly at: number;
  readonly hub?: Json | string;
  readonly socket?: string;
  readonly user?: string;
  readonly expect?: string;
  readonly http?: Record<string, number>;
}
interface Script {
  readonly now: string;
  readonly launch: Record<'hub.url' | 'hub.topic' | 'patient' | 'scope', string>;
  readonly record: Record<string, Json>;
  readonly subscribe: { readonly answer: { readonly status: number; readonly body: Json } };
  readonly confirm: Json;
  readonly steps: readonly Step[];
}
interface Request {
  readonly at: number;
  readonly form?: URLSearchParams;
  readonly json?: Json;
}

/** Answers are streams, which take turns that no clock counts. */
const turn = setImmediate;
const inTurns = async (milliseconds: number) => {
  const end = Date.now() + milliseconds;
  do {
    await vi.advanceTimersByTimeAsync(Math.min(1000, Math.max(0, end - Date.now())));
    for (let turns = 0; turns < 8; turns += 1) await new Promise((resolve) => turn(resolve));
  } while (Date.now() < end);
};

/** The viewer's side of a script: its hub answers as the script says, by a clock that stands still otherwise. */
async function play(
  name: string,
  more: {
    readonly studies?: readonly string[];
    readonly until?: number;
    /** What the hub says of itself, and of what is open */
    readonly configuration?: Json;
    readonly current?: Json;
    /** In place of the script's own */
    readonly steps?: readonly Step[];
  } = {},
) {
  const script = JSON.parse(readFileSync(new URL(`${name}/script.json`, folder), 'utf8')) as Script;
  const start = Date.parse(script.now);
  vi.useFakeTimers({ now: start });
  const seconds = () => (Date.now() - start) / 1000;
  const requests: Request[] = [];
  const asked: string[] = [];
  const answers: { at: number; id: string; status: string }[] = [];
  const shown: { at: number; act: Act }[] = [];
  const told: { at: number; following: Following }[] = [];
  const left: string[] = [];
  const sockets: FakeSocket[] = [];
  /** What a hub keeps for a window that is not connected: the newest that is open */
  const held: Json[] = [];
  let status = script.subscribe.answer.status;
  let unsaved = false;
  let open: StudyUid | undefined;

  class FakeSocket {
    readyState = 1;
    onmessage: ((event: { data: string }) => void) | null = null;
    onclose: (() => void) | null = null;
    readonly address: string;
    constructor(address: string) {
      this.address = address;
      sockets.push(this);
      setTimeout(() => {
        this.brings(script.confirm);
        for (const frame of held.splice(0)) this.brings(frame);
      }, 100);
    }
    send(text: string) {
      answers.push({ at: seconds(), ...(JSON.parse(text) as { id: string; status: string }) });
    }
    close() {
      this.readyState = 3;
    }
    closes() {
      this.readyState = 3;
      this.onclose?.();
    }
    brings(frame: Json) {
      if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
    }
  }
  const last = () => sockets.at(-1);

  const answer: typeof fetch = async (address, init) => {
    const request = new Request(address, { ...init, keepalive: false, signal: null });
    const text = await request.text();
    expect(request.headers.get('authorization')).toBe('Bearer access-1');
    if (request.method === 'GET') {
      asked.push(request.url.slice(script.launch['hub.url'].length));
      const told = request.url.endsWith('/fhircast-configuration') ? more.configuration : more.current;
      return told ? Response.json(told) : new Response(null, { status: 404 });
    }
    if (request.headers.get('content-type')?.includes('json')) {
      const json = JSON.parse(text) as Json;
      requests.push({ at: seconds(), json });
      // A hub sends what it takes back to all, the sender too.
      setTimeout(() => last()?.brings(json), 100);
      return new Response(null, { status: 202 });
    }
    expect(request.headers.get('content-type')).toContain('x-www-form-urlencoded');
    const form = new URLSearchParams(text);
    requests.push({ at: seconds(), form });
    return status < 300
      ? Response.json(script.subscribe.answer.body, { status })
      : new Response(null, { status });
  };
  const read = patientFrom(Object.values(script.record)[0], script.launch.patient, {
    base: new URL('https://record.example/fhir/'),
    now: start,
  });
  if (read.kind !== 'patient') throw new Error('no patient');
  const studies = new Set((more.studies ?? ['2.999.7.201', '2.999.7.202']).map(studyUid));
  const hub = fhircastHub({
    url: script.launch['hub.url'],
    topic: script.launch['hub.topic'],
    where: 'the record',
    scope: script.launch.scope,
    origins: ['https://hub.example'],
    tokens: { tokenFor: () => 'access-1', renewed: () => Promise.resolve(undefined) },
    life: () => 3_600_000 - seconds() * 1000,
    now: Date.now,
    fetch: answer,
    socket: (address) => new FakeSocket(address) as unknown as WebSocket,
  });
  const follower: Follower = follow({
    hub,
    own: () => ({
      patient: read.patient,
      unsaved,
      hasStudy: (uid) => studies.has(uid),
      isListing: false,
    }),
    now: Date.now,
    show: (act) => {
      shown.push({ at: seconds(), act });
      open = act.kind === 'show' ? act.study : act.kind === 'list' ? undefined : open;
    },
    leave: (why) => left.push(why),
    tell: (following) => told.push({ at: seconds(), following }),
  });
  const doAs = (words: string) => {
    const [, opens] = /opens study (\d+)/.exec(words) ?? [];
    if (opens !== undefined) {
      open = studyUid(`2.999.7.${opens}`);
      follower.opened({ study: open });
    } else if (/goes back/.test(words)) {
      open = undefined;
      follower.closed();
    } else if (/draws/.test(words)) unsaved = true;
    else if (/saves/.test(words)) unsaved = false;
    else throw new Error(`the user does what? ${words}`);
  };
  await inTurns(200);
  for (const step of more.steps ?? script.steps) {
    await inTurns(Math.max(0, step.at * 1000 - (Date.now() - start)));
    if (step.http) status = step.http['POST subscribe'] ?? status;
    if (typeof step.hub === 'object' && last()?.readyState === 1) last()?.brings(step.hub);
    else if (typeof step.hub === 'object') held.push(step.hub);
    if (step.socket?.startsWith('closes')) last()?.closes();
    if (step.user) doAs(step.user);
    await inTurns(0);
  }
  await inTurns(Math.max(0, (more.until ?? 0) * 1000 - (Date.now() - start)));
  const now = () => told.at(-1)?.following;
  const subscriptions = requests.filter(({ form }) => form?.get('hub.mode') === 'subscribe');
  const announced = requests.flatMap(({ at, json }) => (json ? [{ at, json }] : []));
  const at = (second: number) => told.filter((each) => each.at <= second).at(-1)?.following;
  return {
    script,
    answers,
    shown,
    told,
    left,
    sockets,
    follower,
    subscriptions,
    announced,
    requests,
    now,
    at,
    open: () => open,
    asked,
  };
}
const studiesOf = (json: Json) =>
  ((json['event'] as Json)['context'] as readonly Json[])
    .filter(({ key }) => key === 'study')
    .map(({ resource }) => ((resource as Json)['identifier'] as readonly Json[])[0]?.['value']);
const eventOf = (json: Json) => (json['event'] as Json)['hub.event'];

describe.skipIf(!isHere)('a hub that', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('are eight, and each is tried here', () => {
    expect(readdirSync(folder)).toHaveLength(8);
  });

  test('gives another person our patient’s id is not followed: refused, and said', async () => {
    const { answers, shown, left, now, announced } = await play('01-hub-lies-about-patient', { until: 60 });
    expect(answers).toEqual([{ at: expect.closeTo(5, 1) as number, id: 'e-1', status: '409' }]);
    expect(now()).toMatchObject({ state: 'following', apart: 'contradiction' });
    expect(now()?.asking).toBeUndefined();
    expect([shown, left, announced]).toEqual([[], [], []]);
  });

  test('sends one event three times: followed once, answered each time, and our own is posted once', async () => {
    const { answers, shown, open, announced } = await play('02-event-id-repeated', { until: 60 });
    expect(shown.map(({ act }) => act)).toEqual([{ kind: 'show', study: '2.999.7.201' }]);
    expect(open()).toBe('2.999.7.202');
    expect(announced.map(({ json }) => eventOf(json))).toEqual(['ImagingStudy-open']);
    const own = announced[0]?.json['id'];
    expect(answers.map(({ id, status }) => [id, status])).toEqual([
      ['e-1', '200'],
      ['e-1', '200'],
      [own, '200'],
      ['e-1', '200'],
    ]);
  });

  test('sends older events after newer ones: they change nothing, and all are answered', async () => {
    const { answers, shown } = await play('03-out-of-order', { until: 60 });
    expect(shown.map(({ act }) => act)).toEqual([{ kind: 'show', study: '2.999.7.202' }]);
    expect(answers.map(({ id }) => id)).toEqual(['e-2', 'e-1', 'e-3']);
  });

  test('goes silent and comes back with another patient: lost at once, asked again with pauses, and a person decides', async () => {
    const { at, subscriptions, sockets, shown, left, now } = await play('04-hub-goes-silent', { until: 480 });
    expect(at(399)).toMatchObject({ state: 'following' });
    expect(at(399)?.heard).toBeDefined();
    expect(at(400)).toMatchObject({ state: 'lost' });
    const tries = subscriptions.filter(({ at: when }) => when >= 400);
    expect(tries.length).toBeGreaterThanOrEqual(2);
    expect(tries.filter(({ at: when }) => when < 520).length).toBeLessThanOrEqual(6);
    expect(tries.every(({ form }) => !form?.has('hub.channel.endpoint'))).toBe(true);
    expect(sockets).toHaveLength(2);
    expect(now()).toMatchObject({ state: 'following', asking: { id: 'e-9' } });
    expect([shown, left]).toEqual([[], []]);
  });

  test('renews a lease with fewer events and then no more: that is said, and no stream of tries', async () => {
    const { at, now, subscriptions, follower } = await play('05-lease-ends', { until: 600 });
    expect(at(50)?.withoutStudies).toBe(false);
    expect(at(60)).toMatchObject({ state: 'following', withoutStudies: true });
    expect(now()).toMatchObject({ state: 'ended' });
    const renewals = subscriptions.filter(({ form }) => form?.has('hub.channel.endpoint'));
    expect(renewals[0]?.at).toBeGreaterThanOrEqual(30);
    expect(renewals[0]?.at).toBeLessThanOrEqual(57);
    expect(renewals[0]?.form?.get('hub.channel.endpoint')).toBe('wss://hub.example/ws/5f3c1e77');
    for (const { at: when, form } of subscriptions)
      expect(Number(form?.get('hub.lease_seconds'))).toBeLessThanOrEqual(3600 - when);
    expect(subscriptions.length).toBeLessThanOrEqual(4);
    follower.again();
    await inTurns(0);
    expect(now()?.state).toBe('refused');
  });

  test('has a report and a study open: the last one counts, and after closing it there is none', async () => {
    const { answers, shown, now, left } = await play('06-two-anchors', { until: 60 });
    expect(answers.map(({ id }) => id)).toEqual(['e-1', 'e-2', 'e-2b', 'e-3', 'e-4', 'e-5']);
    expect(answers.every(({ status }) => status === '200')).toBe(true);
    expect(
      shown.map(({ at: when, act }) => [Math.round(when), act.kind, 'study' in act && act.study]),
    ).toEqual([
      [5, 'show', '2.999.7.201'],
      [6, 'show', '2.999.7.201'],
      [30, 'show', '2.999.7.202'],
      [50, 'list', false],
    ]);
    expect(now()).toMatchObject({ nothingOpen: true });
    expect(left).toEqual([]);
  });

  test('opens another patient while something is unsaved: refused, and asked about when it is sent again', async () => {
    const played = await play('07-unsaved-measurement', { until: 60 });
    const { answers, at, told, announced, left, now } = played;
    expect(answers.map(({ id, status }) => [id, status])).toEqual([
      ['e-1', '409'],
      ['s-1', '200'],
      ['e-1', '202'],
      [announced[0]?.json['id'], '200'],
    ]);
    expect(at(6)).toMatchObject({ apart: 'unsaved' });
    // The SyncError about our own refusal is no second alarm.
    expect(at(29)?.apart).toBe('unsaved');
    expect(told.some(({ following }) => following.apart === 'others')).toBe(false);
    expect(at(35)?.asking?.id).toBe('e-1');
    // Nobody decided within ten seconds.
    expect(announced.map(({ at: when, json }) => [Math.round(when), eventOf(json)])).toEqual([
      [40, 'SyncError'],
    ]);
    expect(JSON.stringify(announced[0]?.json)).toContain('"code":"e-1"');
    expect(now()?.asking?.id).toBe('e-1');
    expect(left).toEqual([]);
    played.follower.decide(true);
    expect(left).toEqual(['patient-changed']);
    expect(JSON.stringify(told)).not.toMatch(/apart":"contradiction/);
  });

  test('denies at once: one quiet line, and no second subscription', async () => {
    const { now, subscriptions, answers, told } = await play('08-denied-with-markup', { until: 600 });
    expect(now()).toMatchObject({ state: 'refused' });
    expect(subscriptions).toHaveLength(1);
    expect(answers).toEqual([]);
    expect(JSON.stringify(told)).not.toMatch(/onerror|01632/);
  });

  /** An event of the script's patient, as its first step has it */
  const opens = (name: string, id: string, context: readonly Json[]): Json => ({
    timestamp: '2026-03-02T09:00:05.000Z',
    id,
    event: { 'hub.topic': 'somebody-elses', 'hub.event': name, context },
  });

  test('says what it can: only that is subscribed to, and what is open is asked for where it tells', async () => {
    const { subscriptions, asked } = await play('02-event-id-repeated', {
      configuration: {
        eventsSupported: ['patient-open', 'ImagingStudy-open', 'Home-open'],
        fhircastVersion: 'STU3',
        capabilities: { supportsGetCurrentContext: false },
      },
    });
    expect(subscriptions[0]?.form?.get('hub.events')).toBe('Patient-open,ImagingStudy-open');
    expect(asked).toEqual(['/.well-known/fhircast-configuration']);
  });

  test('is asked what is open at the start: that study is shown, nobody is answered, and whatever it sends is newer', async () => {
    const source = JSON.parse(readFileSync(new URL('06-two-anchors/script.json', folder), 'utf8')) as Script;
    const first = source.steps
      .map(({ hub }) => hub as Json | undefined)
      .find((hub) => hub && /DiagnosticReport-open/i.test(String(eventOf(hub)))) as Json;
    const { shown, asked, answers } = await play('06-two-anchors', {
      configuration: { capabilities: { supportsGetCurrentContext: true } },
      current: { 'context.type': 'DiagnosticReport', context: (first['event'] as Json)['context'] },
      steps: [],
      until: 20,
    });
    expect(asked).toHaveLength(2);
    expect(shown.map(({ act }) => act)).toEqual([
      { kind: 'show', study: '2.999.7.201', report: 'DiagnosticReport/rep-1' },
    ]);
    expect(answers).toEqual([]);
  });

  test('has no current context: nothing is made of it', async () => {
    const { shown, now } = await play('02-event-id-repeated', {
      configuration: { capabilities: { supportsGetCurrentContext: true } },
      current: { 'context.type': '', context: [] },
      steps: [],
      until: 20,
    });
    expect([shown, now()?.apart]).toEqual([[], undefined]);
  });

  test('is told of a close of what was opened here, also where another study takes its place', async () => {
    const { announced } = await play('02-event-id-repeated', {
      steps: [
        { at: 5, user: 'opens study 201' },
        { at: 10, user: 'opens study 202' },
        { at: 15, user: 'goes back to the list' },
        { at: 20, user: 'goes back to the list' },
      ],
      until: 30,
    });
    expect(announced.map(({ json }) => [eventOf(json), ...studiesOf(json)])).toEqual([
      ['ImagingStudy-open', 'urn:oid:2.999.7.201'],
      ['ImagingStudy-open', 'urn:oid:2.999.7.202'],
      ['ImagingStudy-close', 'urn:oid:2.999.7.201'],
      ['ImagingStudy-close', 'urn:oid:2.999.7.202'],
    ]);
  });

  test.each<[string, (at: number) => Json | string]>([
    ['events', (at) => opens('Patient-open', `f-${at}`, [])],
    ['nothing that can be read', (at) => ({ noise: at })],
  ])('floods with %s: cut, said, and not asked again but by a person', async (_, frame) => {
    const { now, answers, subscriptions, follower, sockets } = await play('02-event-id-repeated', {
      steps: Array.from({ length: 101 }, (_none, at) => ({ at: 5 + at / 100, hub: frame(at) })),
      until: 600,
    });
    expect(now()).toMatchObject({ state: 'flooded' });
    expect(answers.length).toBeLessThanOrEqual(100);
    expect(sockets[0]?.readyState).toBe(3);
    expect(subscriptions).toHaveLength(1);
    follower.again();
    await inTurns(1000);
    expect(now()?.state).toBe('following');
  });
});
