import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Following } from '../../src/workflow/context/follow';
import { play, type Json, type Script, type Step } from './play';

/*
 * Hubs that nobody would run, beside the eight that were kept: whatever they send, no patient is exchanged without a person,
 * nothing that is unsaved is closed, and this window neither hangs nor asks without a pause.
 */

const TOPIC = 'topic-of-this-launch';
const NOW = Date.UTC(2026, 11, 1, 9);
const NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const anwen = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ system: NUMBER, value: '9990101019' }],
  name: [{ use: 'official', family: 'Pryce', given: ['Anwen'] }],
  birthDate: '1961-04-17',
};
const bertil = {
  resourceType: 'Patient',
  id: 'p2',
  identifier: [{ system: NUMBER, value: '9990202028' }],
  name: [{ use: 'official', family: 'Holmqvist', given: ['Bertil'] }],
  birthDate: '1950-01-02',
};
const study = (number: number, subject = 'Patient/p1') => ({
  resourceType: 'ImagingStudy',
  id: `s${number}`,
  identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:2.999.7.${number}` }],
  subject: { reference: subject },
});

const events = 'Patient-open,Patient-close,ImagingStudy-open,ImagingStudy-close,SyncError,UserLogout';
const script = (confirm: Json = {}): Script => ({
  now: new Date(NOW).toISOString(),
  launch: {
    'hub.url': 'https://hub.example/fhircast',
    'hub.topic': TOPIC,
    patient: 'p1',
    scope: 'launch patient/*.rs',
  },
  record: { 'Patient/p1': anwen },
  subscribe: { answer: { status: 202, body: { 'hub.channel.endpoint': 'wss://hub.example/ws/1' } } },
  confirm: {
    ...{ 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.events': events, 'hub.lease_seconds': 7200 },
    ...confirm,
  },
  steps: [],
});

const of = (key: string, resource: Json): Json => ({ key, resource });
interface More {
  readonly id?: unknown;
  /** Seconds after the start */
  readonly at?: number;
  readonly topic?: string;
}
const event = (name: string, context: unknown, { id = 'e-1', at = 1, topic = TOPIC }: More = {}): Json => ({
  timestamp: new Date(NOW + at * 1000).toISOString(),
  id,
  event: { 'hub.topic': topic, 'hub.event': name, context },
});
const opensAnother = (more?: More) => event('Patient-open', [of('patient', bertil)], more);
const hub = (...frames: readonly Json[]): readonly Step[] =>
  frames.map((frame, at) => ({ at: 1 + at, hub: frame }));
const elsewhere = (type: string) => ({ reference: { reference: `https://other.example/fhir/${type}` } });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a hub that sends', () => {
  test.each<[string, readonly Step[], readonly string[], Partial<Following>]>([
    ['an event of another topic', hub(opensAnother({ topic: 'of-somebody-else' })), [], {}],
    ['one without a topic', hub({ id: 'e', event: { 'hub.event': 'Patient-open', context: [] } }), [], {}],
    ['an event without an id', hub(opensAnother({ id: null })), [], {}],
    ['an event whose id is a list', hub(opensAnother({ id: ['e-1'] })), [], {}],
    ['an event whose id is a book', hub(opensAnother({ id: 'e'.repeat(100_000) })), [], {}],
    [
      'an event as FHIRcast 1 had it',
      hub(event('open-patient-chart', [of('patient', bertil)])),
      ['e-1 200'],
      {},
    ],
    [
      'a context that is no list',
      hub(event('Patient-open', { patient: bertil })),
      ['e-1 409'],
      { apart: 'unknown-patient' },
    ],
    [
      'a context without keys',
      hub(event('Patient-open', [{ resource: bertil }])),
      ['e-1 409'],
      { apart: 'unknown-patient' },
    ],
    [
      'two patients, of whom one is ours',
      hub(event('Patient-open', [of('patient', anwen), of('patient', bertil)])),
      ['e-1 409'],
      { apart: 'contradiction' },
    ],
    [
      'our study as another’s',
      hub(event('ImagingStudy-open', [of('patient', bertil), of('study', study(201, 'Patient/p2'))])),
      ['e-1 409'],
      { apart: 'contradiction' },
    ],
    [
      'our patient, and a study of whoever has the same id at another record',
      hub(
        event('ImagingStudy-open', [
          of('patient', anwen),
          of('study', study(201, 'https://other.example/fhir/Patient/p1')),
        ]),
      ),
      ['e-1 409'],
      { apart: 'contradiction' },
    ],
    [
      'the close of a patient with our id at another record',
      hub(event('Patient-close', [{ key: 'patient', ...elsewhere('Patient/p1') }])),
      ['e-1 200'],
      {},
    ],
    [
      'an update of what was never opened',
      hub(event('DiagnosticReport-update', [of('report', { id: 'r1' }), of('updates', {})])),
      ['e-1 200'],
      {},
    ],
    [
      'the close of what was never opened',
      hub(event('ImagingStudy-close', [of('study', study(201))])),
      ['e-1 200'],
      {},
    ],
    [
      'another patient by an id that was ours before',
      hub(event('Patient-open', [of('patient', anwen)]), opensAnother()),
      ['e-1 200', 'e-1 200'],
      {},
    ],
    [
      'another patient as of before what is open',
      hub(event('Patient-open', [of('patient', anwen)], { at: 60 }), opensAnother({ id: 'e-2', at: 30 })),
      ['e-1 200', 'e-2 200'],
      {},
    ],
    [
      'binary frames',
      [new ArrayBuffer(64), new Blob(['{}']), new Uint8Array(3)].map((raw) => ({ at: 1, raw })),
      [],
      {},
    ],
    [
      'another patient in ten million letters',
      [{ at: 1, raw: JSON.stringify({ ...opensAnother(), padding: ' '.repeat(1e7) }) }],
      [],
      {},
    ],
    ['a denial for another topic', hub({ 'hub.mode': 'denied', 'hub.topic': 'of-somebody-else' }), [], {}],
    ['a denial for nobody', hub({ 'hub.mode': 'denied' }), [], {}],
  ])('%s changes nothing here, and is followed on', async (_, steps, answered, said) => {
    const { answers, shown, left, now, announced, sockets } = await play(script(), { steps, until: 30 });
    expect(answers.map(({ id, status }) => `${id} ${status}`)).toEqual(answered);
    expect([shown, left, announced]).toEqual([[], [], []]);
    expect(now()).toMatchObject({ state: 'following', ...said });
    expect([now()?.asking, sockets.length]).toEqual([undefined, 1]);
    if (!said.apart) expect(now()?.apart).toBeUndefined();
  });

  test.each<[string, Json]>([
    ['another patient', opensAnother()],
    [
      'whoever has our id at another record',
      event('Patient-open', [{ key: 'patient', ...elsewhere('Patient/p1') }]),
    ],
    ['a study of somebody else alone', event('ImagingStudy-open', [of('study', study(900, 'Patient/p2'))])],
  ])('%s has a person asked, and is refused while something is unsaved', async (_, frame) => {
    const asked = await play(script(), { steps: hub(frame), until: 5 });
    expect(asked.answers.map(({ status }) => status)).toEqual(['202']);
    expect(asked.now()?.asking?.id).toBe('e-1');
    const steps: readonly Step[] = [{ at: 0.5, user: 'draws' }, ...hub(frame)];
    const refused = await play(script(), { steps, until: 5 });
    expect(refused.answers.map(({ status }) => status)).toEqual(['409']);
    expect(refused.now()).toMatchObject({ apart: 'unsaved' });
    expect([...asked.left, ...asked.shown, ...refused.left, ...refused.shown]).toEqual([]);
  });

  test('the close of our patient closes nothing that is unsaved', async () => {
    const closing = event('Patient-close', [of('patient', anwen)]);
    const steps: readonly Step[] = [{ at: 0.5, user: 'draws' }, ...hub(closing)];
    const { answers, left, now } = await play(script(), { steps, until: 5 });
    expect([answers.map(({ status }) => status), left]).toEqual([['409'], []]);
    expect(now()).toMatchObject({ apart: 'unsaved' });
  });

  test('that somebody signed out is followed also then: what they saw is not left to whoever comes next', async () => {
    const steps: readonly Step[] = [{ at: 0.5, user: 'draws' }, ...hub(event('UserLogout', []))];
    expect((await play(script(), { steps, until: 5 })).left).toEqual(['record-signed-out']);
  });

  test('ten thousand events at once is cut after a hundred, and answered no more', async () => {
    const steps = Array.from({ length: 10_000 }, (_, at) => ({
      at: 1,
      raw: JSON.stringify(opensAnother({ id: `e-${at}` })),
    }));
    const { answers, left, now, sockets, subscriptions } = await play(script(), { steps, until: 60 });
    expect(now()).toMatchObject({ state: 'flooded', asking: undefined });
    expect(answers.length).toBeLessThanOrEqual(100);
    expect([left, sockets.length, subscriptions.length]).toEqual([[], 1, 1]);
  });

  test('a SyncError about our own event again and again has it sent once more, and not for ever', async () => {
    const about = (id: string) => ({
      ...{ resourceType: 'OperationOutcome' },
      issue: [
        { details: { coding: [{ system: 'https://fhircast.hl7.org/events/syncerror/eventid', code: id }] } },
      ],
    });
    const first = await play(script(), { steps: [{ at: 1, user: 'opens study 201' }], until: 2 });
    expect(first.announced).toHaveLength(1);
    // The id of the event is known once it was announced: the hub answers each copy of it.
    const own = { id: '' };
    const steps: readonly Step[] = [
      { at: 1, user: 'opens study 201' },
      ...Array.from({ length: 30 }, (_, n) => ({
        at: 3 + 12 * n,
        get hub() {
          return event('SyncError', [of('operationoutcome', about(own.id))], {
            id: `n-${n}`,
            at: 3 + 12 * n,
          });
        },
      })),
    ];
    const { announced, left } = await play(script(), {
      steps,
      until: 400,
      announced: (json) => (own.id = String(json['id'])),
    });
    expect(announced.map(({ json }) => json['id'])).toEqual([own.id, own.id]);
    expect(left).toEqual([]);
  });
});

describe('a hub that', () => {
  test('closes each connection as soon as it is made is asked ever more seldom', async () => {
    const closes = Array.from({ length: 3600 }, (_, at) => ({ at: 1 + at, socket: 'closes' }));
    const { subscriptions, left, shown, now } = await play(script(), { steps: closes });
    expect(subscriptions.length).toBeGreaterThan(5);
    expect(subscriptions.length).toBeLessThanOrEqual(20);
    expect([left, shown, now()?.state]).toEqual([[], [], 'lost']);
  });

  test.each([0.01, 1, 5])(
    'lends for %f s is not asked without a pause, and its end is said',
    async (lease) => {
      const { subscriptions, now } = await play(script({ 'hub.lease_seconds': lease }), {
        ...{ renews: true, until: 120 },
      });
      expect(subscriptions.length).toBeLessThanOrEqual(2);
      expect(now()).toMatchObject({ state: 'ended' });
    },
  );

  test.each([1e30, -1, 'soon', null, [3600]])('lends for %j is followed all the same', async (lease) => {
    const { now, subscriptions } = await play(script({ 'hub.lease_seconds': lease }), { until: 120 });
    expect([now()?.state, subscriptions.length]).toEqual(['following', 1]);
  });

  test('denies what it had granted ends the following, which is said, and is not asked again', async () => {
    const steps = hub({ 'hub.mode': 'denied', 'hub.topic': TOPIC, 'hub.reason': '<b>no</b>' });
    const { now, subscriptions, told, left } = await play(script(), { steps, until: 900 });
    expect([now()?.state, subscriptions.length, left]).toEqual(['ended', 1, []]);
    expect(JSON.stringify(told)).not.toContain('<b>');
  });

  test('gives an address that no browser takes does not hang: it is lost, and asked again with pauses', async () => {
    const strange = { answer: { status: 202, body: { 'hub.channel.endpoint': 'wss://hub.example/ws#1' } } };
    const { now, subscriptions } = await play({ ...script(), subscribe: strange }, { until: 300 });
    expect(now()?.state).toBe('lost');
    expect(subscriptions.length).toBeGreaterThan(2);
    expect(subscriptions.length).toBeLessThanOrEqual(8);
  });

  test.each(['wss://elsewhere.example/ws', 'https://hub.example/ws', 'ws://hub.example/ws', 'wss:', ''])(
    'sends this window to “%s” is not followed there',
    async (endpoint) => {
      const body = { 'hub.channel.endpoint': endpoint };
      const subscribe = { answer: { status: 202, body } };
      const { now, sockets } = await play({ ...script(), subscribe }, { until: 60 });
      expect([now()?.state, sockets.length]).toEqual(['refused', 0]);
    },
  );
});
