import type { Anchor, SharedEvent } from '../domain/context/shared-context';
import { studyUid } from '../domain/ids';
import type { HubFrame } from '../domain/ports/shared-context';
import { personOf } from '../fhir/record/patient';
import { object, objects, present, text, type Json } from '../fhir/resource/json';

/*
 * FHIRcast 3.0 on the wire, read with the slips that its own printed examples have: event names in any case, times without a
 * zone or with an hour of three digits, codes under `value`.
 */

/** @returns `undefined` for what is of another topic, or no message at all: it is not answered */
export function readFrame(raw: unknown, topic: string, now: number): HubFrame | undefined {
  const json = object(parsed(raw));
  if (json === undefined) return undefined;
  const mode = text(json['hub.mode'])?.toLowerCase();
  if (mode !== undefined) {
    if (json['hub.topic'] !== topic) return undefined;
    if (mode === 'denied') return { kind: 'denied' };
    const lease = Number(json['hub.lease_seconds']);
    if (mode !== 'subscribe') return undefined;
    return { kind: 'confirmed', events: eventsIn(json['hub.events']), lease: lease > 0 ? lease : 3600 };
  }
  const event = object(json['event']);
  const id = text(json['id']);
  if (event === undefined || id === undefined || event['hub.topic'] !== topic) return undefined;
  return { kind: 'event', event: eventFrom(json, event, id, now) };
}

/** What is open at the hub, as it answers GET `hub.url/{topic}` (3.0.0, 2.9): no event, so that whatever comes is newer. */
export function readCurrent(answer: unknown, now: number): SharedEvent | undefined {
  const json = object(answer);
  const type = text(json?.['context.type']);
  if (json === undefined || type === undefined) return undefined;
  const event = { 'hub.event': `${type}-open`, context: json['context'] };
  const read = eventFrom({}, event, 'current', now);
  return read.anchor === undefined ? undefined : { ...read, at: 0, isAsked: true };
}

function parsed(raw: unknown): unknown {
  try {
    return typeof raw === 'string' ? (JSON.parse(raw) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

const eventsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as unknown[]).map(String) : (text(value) ?? '').split(',')).map((each) =>
    each.trim().toLowerCase(),
  );

const ANCHORS: Readonly<Record<string, Anchor>> = {
  patient: 'patient',
  imagingstudy: 'study',
  diagnosticreport: 'report',
};
const OTHERS: Readonly<Record<string, SharedEvent['kind']>> = {
  userlogout: 'logout',
  userhibernate: 'hibernate',
  syncerror: 'sync-error',
};

/** Each is there once (3.0.0, 2.3.1) */
const KEYS = ['patient', 'study', 'report'] as const;

function eventFrom(json: Json, event: Json, id: string, now: number): SharedEvent {
  const name = text(event['hub.event']) ?? '';
  const [type = '', act = ''] = name.toLowerCase().split('-');
  const anchor = ANCHORS[type];
  const isOfAnchor = anchor !== undefined && (act === 'open' || act === 'close');
  const contexts = objects(event['context']);
  const under = (key: string) => contexts.find((each) => each['key'] === key);
  const isAmbiguous = KEYS.some((key) => contexts.filter((each) => each['key'] === key).length > 1);
  return present<SharedEvent>({
    id,
    name,
    at: timeOf(json['timestamp']),
    kind: isOfAnchor ? (act as 'open' | 'close') : (OTHERS[name.toLowerCase()] ?? 'other'),
    anchor: isOfAnchor ? anchor : undefined,
    patient: patientIn(under('patient'), now),
    study: studyIn(under('study')),
    report: reportIn(under('report')),
    about: aboutIn(object(under('operationoutcome')?.['resource'])),
    isAmbiguous: (isOfAnchor && isAmbiguous) || undefined,
  });
}

/** Milliseconds; in UTC where it says no zone */
function timeOf(value: unknown): number | undefined {
  const plain = text(value)?.replace(/T0(\d\d:)/, 'T$1') ?? '';
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(plain) ? plain : `${plain}Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** The logical id at the end of a reference, a string or an object */
function idIn(reference: unknown, type: string): string | undefined {
  const literal = text(reference) ?? text(object(reference)?.['reference']);
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]+)?$`).exec(literal ?? '')?.[1];
}

function patientIn(context: Json | undefined, now: number): SharedEvent['patient'] {
  if (context === undefined) return undefined;
  const resource = object(context['resource']) ?? {};
  const id = text(resource['id']) ?? idIn(context['reference'], 'Patient');
  return present<NonNullable<SharedEvent['patient']>>({ id, person: personOf(resource, now) });
}

function studyIn(context: Json | undefined): SharedEvent['study'] {
  if (context === undefined) return undefined;
  const resource = object(context['resource']) ?? {};
  const uid = objects(resource['identifier'])
    .filter(({ system }) => system === 'urn:dicom:uid')
    .map(({ value }) => /^(?:urn:oid:)?([0-9.]{1,64})$/.exec(text(value) ?? '')?.[1])
    .find((each) => each !== undefined);
  return present<NonNullable<SharedEvent['study']>>({
    id: text(resource['id']) ?? idIn(context['reference'], 'ImagingStudy'),
    uid: uid === undefined ? undefined : studyUid(uid),
    patientId: idIn(resource['subject'], 'Patient'),
  });
}

function reportIn(context: Json | undefined): SharedEvent['report'] {
  if (context === undefined) return undefined;
  const resource = object(context['resource']) ?? {};
  return present<NonNullable<SharedEvent['report']>>({
    id: text(resource['id']) ?? idIn(context['reference'], 'DiagnosticReport'),
    patientId: idIn(resource['subject'], 'Patient'),
  });
}

/** The event that a SyncError is about */
function aboutIn(outcome: Json | undefined): string | undefined {
  const codings = objects(outcome?.['issue']).flatMap(({ details }) => objects(object(details)?.['coding']));
  const one = codings.find(({ system }) => /\/eventid$/i.test(text(system) ?? ''));
  return text(one?.['code']) ?? text(one?.['value']);
}
