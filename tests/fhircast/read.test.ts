import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFrame } from '../../src/fhircast/read';

const folder = new URL('../../../shared/cases/record-and-hub/fhir/hl7-fhircast/messages/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere)
  console.warn('Skipped: the published FHIRcast messages are not in ../shared/cases/record-and-hub.');

const now = Date.UTC(2026, 11, 1, 9);
const reader = { topic: 't', base: new URL('https://record.example/fhir/'), now };
const message = (event: object, more: object = {}) =>
  JSON.stringify({
    timestamp: '2026-12-01T09:00:05Z',
    id: 'e-1',
    event: { 'hub.topic': 't', ...event },
    ...more,
  });
const read = (text: string) => {
  const frame = readFrame(text, reader);
  return frame?.kind === 'event' ? frame.event : undefined;
};

describe('a message of a hub', () => {
  test.each([
    ['2026-12-01T09:00:05.000Z', 5],
    ['2026-12-01T09:00:05', 5],
    ['2026-12-01T10:00:05+01:00', 5],
    ['2026-12-01T009:00:05.00', 5],
    ['yesterday', undefined],
  ])('of %s has its time, in UTC where it says no zone', (timestamp, seconds) => {
    const event = read(message({ 'hub.event': 'Patient-open' }, { timestamp }));
    expect(event?.at).toBe(seconds === undefined ? undefined : now + seconds * 1000);
  });

  test.each([
    ['Patient-open', 'open', 'patient'],
    ['IMAGINGSTUDY-CLOSE', 'close', 'study'],
    ['diagnosticreport-open', 'open', 'report'],
    ['userLogout', 'logout', undefined],
    ['UserHibernate', 'hibernate', undefined],
    ['syncerror', 'sync-error', undefined],
    ['DiagnosticReport-update', 'other', undefined],
    ['Encounter-open', 'other', undefined],
    ['Home-open', 'other', undefined],
    ['', 'other', undefined],
  ])('named %s is told by its name in any case', (name, kind, anchor) => {
    expect(read(message({ 'hub.event': name }))).toMatchObject({ kind, ...(anchor && { anchor }) });
  });

  test.each([
    ['two patients', ['patient', 'patient'], true],
    ['two studies', ['patient', 'study', 'study'], true],
    ['one of each', ['patient', 'study', 'report'], undefined],
    ['two of what is not followed', ['patient', 'encounter', 'encounter'], undefined],
  ])('with %s is ambiguous where nobody can tell which is meant', (_, keys, isAmbiguous) => {
    const context = keys.map((key, at) => ({ key, resource: { id: `${key}-${at}` } }));
    const event = read(message({ 'hub.event': 'ImagingStudy-open', context }));
    expect(event?.isAmbiguous).toBe(isAmbiguous);
  });

  test.each([
    [
      'of another topic',
      JSON.stringify({ id: 'e', event: { 'hub.topic': 'other', 'hub.event': 'Patient-open' } }),
    ],
    ['a denial of another topic', JSON.stringify({ 'hub.mode': 'denied', 'hub.topic': 'other' })],
    ['without an id', JSON.stringify({ event: { 'hub.topic': 't', 'hub.event': 'Patient-open' } })],
    ['that is no JSON', '{'],
    ['that is a list', '[]'],
    ['that is empty', ''],
  ])('%s is none', (_, text) => {
    expect(readFrame(text, reader)).toBeUndefined();
  });

  test('that is cut into bytes is none', () => {
    expect(readFrame(new ArrayBuffer(4), reader)).toBeUndefined();
  });

  test.each([
    ['urn:oid:2.25.7', '2.25.7'],
    ['2.25.7', '2.25.7'],
    ['<b>2.25.7</b>', undefined],
  ])('names a study by %s', (value, uid) => {
    const study = { resourceType: 'ImagingStudy', id: 's', identifier: [{ system: 'urn:dicom:uid', value }] };
    const event = read(
      message({ 'hub.event': 'ImagingStudy-open', context: [{ key: 'study', resource: study }] }),
    );
    expect(event?.study?.uid).toBe(uid);
  });

  test('may name a resource by reference alone', () => {
    const context = [
      { key: 'patient', reference: { reference: 'Patient/p1' } },
      { key: 'study', reference: 'https://record.example/fhir/ImagingStudy/s1/_history/2' },
    ];
    expect(read(message({ 'hub.event': 'ImagingStudy-open', context }))).toMatchObject({
      patient: { id: 'p1', person: { otherIds: [] } },
      study: { id: 's1' },
    });
  });

  test('about an event that was not followed says which, under either name of a code', () => {
    for (const key of ['code', 'value']) {
      const coding = [{ system: 'https://fhircast.hl7.org/events/syncerror/eventid', [key]: 'e-7' }];
      const resource = { resourceType: 'OperationOutcome', issue: [{ details: { coding } }] };
      const event = read(
        message({ 'hub.event': 'SyncError', context: [{ key: 'operationoutcome', resource }] }),
      );
      expect(event).toMatchObject({ kind: 'sync-error', about: 'e-7' });
    }
  });

  test('that confirms says which events and for how long', () => {
    const confirmed = {
      'hub.mode': 'subscribe',
      'hub.topic': 't',
      'hub.events': 'Patient-open, SyncError',
      'hub.lease_seconds': '60',
    };
    expect(readFrame(JSON.stringify(confirmed), reader)).toEqual({
      kind: 'confirmed',
      events: ['patient-open', 'syncerror'],
      lease: 60,
    });
  });
});

describe.skipIf(!isHere)('every published message', () => {
  test.each(isHere ? readdirSync(folder) : [])('%s is read, or is none, without a fault', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const topic = /"hub\.topic"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? '';
    expect(() => readFrame(text, { ...reader, topic })).not.toThrow();
    const isNotification = /"timestamp"/.test(text) && /"hub\.event"/.test(text);
    const parses = (() => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    })();
    expect(readFrame(text, { ...reader, topic })?.kind === 'event').toBe(isNotification && parses);
  });
});
