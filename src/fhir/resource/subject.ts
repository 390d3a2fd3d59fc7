import type { Identifier } from '../../domain/patient/identifier';
import { ownershipOf, type Ownership, type Subject } from '../../domain/patient/ownership';
import type { Patient } from '../../domain/patient/patient';
import { inTurns } from '../../domain/turns';
import { personOf } from '../record/patient';
import { given, object, objects, present, text, type Json } from './json';
import { innerAddress } from './own-names';
import { containedId, containedIn, localReference } from './reference';

/** Whose resources they have to be, and what is needed to read what they say of that. */
export interface Owner {
  readonly patient: Patient;
  /** The FHIR base */
  readonly base: URL;
  /** Epoch milliseconds */
  readonly now: number;
  /** Patients that came as entries of the same Bundle, by `urn:uuid:…` or by an inner address */
  readonly brought?: ReadonlyMap<string, Json>;
}

/** The patient as soon as it is read, and its id before that. */
export interface LaunchedPatient {
  readonly id: string;
  readonly read: Promise<Patient>;
}

/** For those who know the patient already, and where it could not be read: by its id alone. */
export const onlyId = (id: string): Patient => ({ id, name: { given: [] }, identifiers: [] });

/**
 * Whose a resource is, by its subject (`patient` in STU 3; an Appointment's participants, R5 its subject too). What a
 * DocumentReference says of its source's patient is heard where it contradicts.
 * @param within what contains it, where something does: `#1` is looked up there
 */
export function ownershipIn(resource: Json, owner: Owner, within: Json = resource): Ownership {
  const read = (reference: unknown) => subjectFrom(reference, within, owner);
  if (resource['resourceType'] === 'Appointment')
    return ownershipOf(owner.patient, participants(resource, read));
  const named = [resource['subject'], resource['patient']].filter((each) => each !== undefined);
  const whose = withoutContradiction(named.map((each) => ownershipOf(owner.patient, [read(each)])));
  const source = object(resource['context'])?.['sourcePatientInfo'];
  if (source === undefined) return whose;
  const says = ownershipOf(owner.patient, [read(source)]);
  return says === 'somebody-elses' && object(source)?.['reference'] !== undefined && isBrought(source)
    ? 'somebody-elses'
    : whose;
}

/** Subject and patient beside each other are one person; where they name two, nobody can tell which of them is the slip. */
function withoutContradiction(said: readonly Ownership[]): Ownership {
  const [isOurs, isAnothers] = [said.includes('ours'), said.includes('somebody-elses')];
  if (isOurs === isAnothers) return 'cannot-tell';
  return isOurs ? 'ours' : 'somebody-elses';
}

/**
 * Whose something is that a report of ours names as part of itself. What it contains and says nothing of a subject is of
 * whom the report is.
 */
export function ownershipOfPart(part: Json, report: Json, owner: Owner): Ownership {
  const isContained = objects(report['contained']).includes(part);
  if (isContained && part['subject'] === undefined) return 'ours';
  return ownershipIn(part, owner, isContained ? report : part);
}

const isBrought = (reference: unknown) => containedId(reference) !== undefined;

/** Those who may be patients; clinicians, rooms and devices say nothing of whose it is. */
function participants(appointment: Json, read: (reference: unknown) => Subject): readonly Subject[] {
  const actors = objects(appointment['participant']).flatMap(({ actor }) =>
    actor === undefined ? [] : [actor],
  );
  const named = appointment['subject'] === undefined ? actors : [appointment['subject'], ...actors];
  return named.filter(isPerhapsPatient).map(read);
}

function isPerhapsPatient(reference: unknown): boolean {
  const literal = text(object(reference)?.['reference']) ?? text(reference) ?? '';
  const type =
    text(object(reference)?.['type']) ??
    /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+(?:\/_history\/[^/]+)?$/.exec(literal)?.[1];
  return type === undefined ? literal !== '' || isIdentified(reference) : PATIENT_TYPE.test(type);
}

/** As a code, or as the address of its definition */
const PATIENT_TYPE = /(?:^|\/)Patient$/;

const isIdentified = (reference: unknown) => objects(object(reference)?.['identifier']).length > 0;

/** One reference, as the domain asks about it. */
function subjectFrom(reference: unknown, resource: Json, owner: Owner): Subject {
  const identifiers = objects(object(reference)?.['identifier']).flatMap(identifierFrom);
  const literal = text(object(reference)?.['reference']) ?? text(reference);
  const asked = askedFor(literal);
  if (asked) return { literal: { kind: 'nothing' }, identifiers: [...identifiers, asked] };
  // Said to be of another type than its address: which is the slip nobody can tell.
  const type = text(object(reference)?.['type']);
  if (type !== undefined && !PATIENT_TYPE.test(type) && /(?:^|\/)Patient\//.test(literal ?? ''))
    return { literal: { kind: 'nothing' }, identifiers };
  return { literal: literalOf(literal, reference, resource, owner), identifiers };
}

function literalOf(
  literal: string | undefined,
  reference: unknown,
  resource: Json,
  { base, now, brought, patient }: Owner,
): Subject['literal'] {
  if (literal === undefined) return { kind: 'nothing' };
  const inside = containedId(object(reference) ?? { reference: literal });
  const own = inside === undefined ? brought?.get(literal.toLowerCase()) : onlyContained(resource, inside);
  if (own) {
    const type = own['resourceType'];
    if (type !== 'Patient') return { kind: OTHER_PEOPLE.test(String(type)) ? 'other' : 'nothing' };
    // An entry of the Bundle is the record's own resource, where it has the id; what is contained has no identity, and what
    // lies at an inner address may be of another server.
    if (inside === undefined && /^urn:/i.test(literal) && own['id'] === patient.id)
      return { kind: 'patient', id: patient.id };
    return { kind: 'brought', person: personOf(own, now) };
  }
  if (inside !== undefined || /^urn:/i.test(literal)) return { kind: 'nothing' };
  const local = localReference(literal, base);
  const [, id] = /^Patient\/(.+)$/.exec(local ?? '') ?? [];
  if (id !== undefined) return { kind: 'patient', id };
  const elsewhere = local === undefined ? innerPatient(literal, base) : undefined;
  if (elsewhere !== undefined) return { kind: 'perhaps-patient', id: elsewhere };
  // Who is in a group, whose records a person's are, who wears a device or is at a place, is written elsewhere.
  const [, type] = TYPED.exec(literal) ?? [];
  if (type !== undefined && type !== 'Patient' && !OTHER_PEOPLE.test(type)) return { kind: 'nothing' };
  // `p1`, `patient/p1` or `/Patient/p1` are no references in any form: whom they mean nobody can tell.
  return { kind: REFERENCE.test(literal) ? 'other' : 'nothing' };
}

/** What is contained under an id, where that names one: of two under the same, nobody can tell which is meant. */
function onlyContained(resource: Json, id: string): Json | undefined {
  const named = containedIn(resource, { reference: `#${id}` });
  const others = objects(resource['contained']).filter((each) => each !== named);
  return containedIn({ contained: others }, { reference: `#${id}` }) ? undefined : named;
}

/** The type of the resource at the end of a reference */
const TYPED = /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+(?:\/_history(?:\/[^/]+)?)?$/;

/** Whoever is one of these is somebody, and not the patient */
const OTHER_PEOPLE = /^(?:RelatedPerson|Practitioner(?:Role)?)$/;

/** An address, or a type of resource and what follows it */
const REFERENCE = /^(?:[hH][tT][tT][pP][sS]?:|[A-Z][A-Za-z]*(?:[/?]|%2[fF]))/;

/**
 * The id of a Patient at an address that may be an inner name of the record, as servers behind a proxy write it. One that the
 * record has said to be its own is relative by now (`own-names.ts`).
 */
function innerPatient(literal: string, base: URL): string | undefined {
  const address = innerAddress(literal, base);
  return address?.search === ''
    ? /\/Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history(?:\/[^/]+)?)?$/.exec(address.pathname)?.[1]
    : undefined;
}

/** A conditional reference, which names whom it means by a number: `Patient?identifier=system|value` */
function askedFor(literal: string | undefined): Identifier | undefined {
  const [, query] = /(?:^|\/)Patient\?(.*)$/.exec(literal ?? '') ?? [];
  const token = query === undefined ? undefined : new URLSearchParams(query).get('identifier');
  const [, system, value] = /^([^|]+)\|([^|]+)$/.exec(token ?? '') ?? [];
  return system !== undefined && value !== undefined ? { system, value } : undefined;
}

function identifierFrom(json: Json): readonly Identifier[] {
  const value = given(json['value']);
  return value === undefined ? [] : [present<Identifier>({ value, system: text(json['system']) })];
}

/**
 * The Patients that a Bundle holds, by the addresses that its other entries may name them by and nobody else knows: made up for
 * the Bundle, or inner ones.
 */
export function patientsIn(bundle: Json, base: URL): ReadonlyMap<string, Json> {
  return new Map(
    objects(bundle['entry']).flatMap(({ fullUrl, resource }) => {
      const [url, json] = [text(fullUrl), object(resource)];
      const isOfBundle = url !== undefined && (/^urn:/i.test(url) || innerAddress(url, base) !== undefined);
      return isOfBundle && json?.['resourceType'] === 'Patient' ? [[url.toLowerCase(), json] as const] : [];
    }),
  );
}

/** Resources that may be shown, each with whose it is, and how many are left out as somebody else's. */
export interface Owned {
  readonly kept: readonly { readonly json: Json; readonly ownership: Exclude<Ownership, 'somebody-elses'> }[];
  readonly somebodyElses: number;
}

export async function ownedAmong(resources: readonly Json[], owner: Owner): Promise<Owned> {
  const judged = await inTurns(resources, (json) => {
    const ownership = ownershipIn(json, owner);
    return ownership === 'somebody-elses' ? [] : [{ json, ownership }];
  });
  const kept = judged.flat();
  return { kept, somebodyElses: resources.length - kept.length };
}

/** For a list: only a doubt is written down. */
export const doubtOf = (ownership: Ownership): { readonly ownership?: 'cannot-tell' } =>
  ownership === 'cannot-tell' ? { ownership } : {};
