import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inTurns, play as playScript, type Json, type Script } from './play';

const folder = new URL('../../../shared/cases/record-and-hub/cases/fhircast/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: the FHIRcast cases are not in ../shared/cases/record-and-hub.');

const play = (name: string, more: Parameters<typeof playScript>[1] = {}) =>
  playScript(JSON.parse(readFileSync(new URL(`${name}/script.json`, folder), 'utf8')) as Script, more);
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
