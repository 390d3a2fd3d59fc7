import type { Anchor, SharedEvent } from '../domain/context/shared-context';
import { studyUid } from '../domain/ids';
import type { HubFrame } from '../domain/ports/shared-context';
import { personOf } from '../fhir/record/patient';
import { object, objects, present, text, type Json } from '../fhir/resource/json';
import { localReference } from '../fhir/resource/reference';

/*
 * FHIRcast 3.0 on the wire, read with the slips that its own printed examples have: event names in any case, times without a
 * zone or with an hour of three digits, codes under `value`.
 */

/** What a message is read beside: whose topic, which record, and when (epoch milliseconds) */
export interface Reader {
  readonly topic: string;
  /** The record's FHIR base: the same id at another is another person */
  readonly base: URL;
  readonly now: number;
}

/** Letters of an event's id that anybody gives one: it is remembered, and sent back */
const LONGEST_ID = 256;

/** @returns `undefined` for what is of another topic, or no message at all: it is not answered */
export function readFrame(raw: unknown, reader: Reader): HubFrame | undefined {
  const { topic } = reader;
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
  if (event === undefined || id === undefined || id.length > LONGEST_ID) return undefined;
  if (event['hub.topic'] !== topic) return undefined;
  return { kind: 'event', event: eventFrom(json, event, id, reader) };
}

/** What is open at the hub, as it answers GET `hub.url/{topic}` (3.0.0, 2.9): no event, so that whatever comes is newer. */
export function readCurrent(answer: unknown, reader: Reader): SharedEvent | undefined {
  const json = object(answer);
  const type = text(json?.['context.type']);
  if (json === undefined || type === undefined) return undefined;
  const event = { 'hub.event': `${type}-open`, context: json['context'] };
  const read = eventFrom({}, event, 'current', reader);
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

function eventFrom(json: Json, event: Json, id: string, reader: Reader): SharedEvent {
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
    patient: patientIn(under('patient'), reader),
    study: studyIn(under('study'), reader),
    report: reportIn(under('report'), reader),
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

/**
 * The logical id that a reference, a string or an object, has at our record; the whole of one that leads elsewhere, which is
 * no id of ours, whatever it ends with. `undefined` where it names nothing of this type.
 */
function idIn(reference: unknown, type: string, { base }: Reader): string | undefined {
  const literal = text(reference) ?? text(object(reference)?.['reference']);
  const [named, id] = localReference(literal, base)?.split('/') ?? [];
  if (named === type) return id;
  return literal?.split('/').includes(type) ? literal : undefined;
}

function patientIn(context: Json | undefined, reader: Reader): SharedEvent['patient'] {
  if (context === undefined) return undefined;
  const resource = object(context['resource']) ?? {};
  const id = text(resource['id']) ?? idIn(context['reference'], 'Patient', reader);
  return present<NonNullable<SharedEvent['patient']>>({ id, person: personOf(resource, reader.now) });
}

function studyIn(context: Json | undefined, reader: Reader): SharedEvent['study'] {
  if (context === undefined) return undefined;
  const resource = object(context['resource']) ?? {};
  const uid = objects(resource['identifier'])
    .filter(({ system }) => system === 'urn:dicom:uid')
    .map(({ value }) => /^(?:urn:oid:)?([0-9.]{1,64})$/.exec(text(value) ?? '')?.[1])
    .find((each) => each !== undefined);
  return present<NonNullable<SharedEvent['study']>>({
    id: text(resource['id']) ?? idIn(context['reference'], 'ImagingStudy', reader),
    uid: uid === undefined ? undefined : studyUid(uid),
    patientId: idIn(resource['subject'], 'Patient', reader),
  });
}

function reportIn(context: Json | undefined, reader: Reader): SharedEvent['report'] {
  if (context === undefined) return undefined;
  const resource = object(context['resource']) ?? {};
  return present<NonNullable<SharedEvent['report']>>({
    id: text(resource['id']) ?? idIn(context['reference'], 'DiagnosticReport', reader),
    patientId: idIn(resource['subject'], 'Patient', reader),
  });
}

/** The event that a SyncError is about */
function aboutIn(outcome: Json | undefined): string | undefined {
  const codings = objects(outcome?.['issue']).flatMap(({ details }) => objects(object(details)?.['coding']));
  const one = codings.find(({ system }) => /\/eventid$/i.test(text(system) ?? ''));
  return text(one?.['code']) ?? text(one?.['value']);
}
