import type { ProtectedType } from '../smart/scopes';
import type { Resource } from './resource';

/** How a search parameter's values are compared (R4 3.1.1.4). */
export type ParameterKind = 'token' | 'reference' | 'date' | 'string';

export interface Parameter {
  readonly kind: ParameterKind;
  /** Where the values are; arrays on the way are walked through */
  readonly path: string;
}

const token = (path: string): Parameter => ({ kind: 'token', path });
const referenceTo = (path: string): Parameter => ({ kind: 'reference', path });
const date = (path: string): Parameter => ({ kind: 'date', path });
const string = (path: string): Parameter => ({ kind: 'string', path });

const subject = { patient: referenceTo('subject'), subject: referenceTo('subject') };

/** The search parameters of each type, beside `_id` and, for Patient, its own id under `patient`. */
export const parameters: Record<ProtectedType, Readonly<Record<string, Parameter>>> = {
  Patient: {
    identifier: token('identifier'),
    family: string('name.family'),
    given: string('name.given'),
    birthdate: date('birthDate'),
    gender: token('gender'),
    active: token('active'),
  },
  Encounter: { ...subject, status: token('status'), class: token('class'), date: date('period.start') },
  ImagingStudy: {
    ...subject,
    identifier: token('identifier'),
    status: token('status'),
    modality: token('modality'),
    started: date('started'),
    basedon: referenceTo('basedOn'),
    encounter: referenceTo('encounter'),
    endpoint: referenceTo('endpoint'),
    series: token('series.uid'),
  },
  Endpoint: {
    identifier: token('identifier'),
    status: token('status'),
    'connection-type': token('connectionType'),
    name: string('name'),
  },
  ServiceRequest: {
    ...subject,
    identifier: token('identifier'),
    status: token('status'),
    authored: date('authoredOn'),
    requester: referenceTo('requester'),
  },
  DiagnosticReport: {
    ...subject,
    identifier: token('identifier'),
    status: token('status'),
    category: token('category.coding'),
    date: date('effectiveDateTime'),
    issued: date('issued'),
    'based-on': referenceTo('basedOn'),
    'results-interpreter': referenceTo('resultsInterpreter'),
  },
  Practitioner: {
    identifier: token('identifier'),
    family: string('name.family'),
    given: string('name.given'),
  },
  Appointment: {
    patient: referenceTo('participant.actor'),
    actor: referenceTo('participant.actor'),
    status: token('status'),
    date: date('start'),
  },
  AuditEvent: {
    patient: referenceTo('entity.what'),
    entity: referenceTo('entity.what'),
    date: date('recorded'),
    action: token('action'),
    type: token('type'),
    subtype: token('subtype'),
    outcome: token('outcome'),
  },
};

/** @returns what stands at `path`, arrays flattened, absent values left out */
export function valuesAt(resource: Resource, path: string): readonly unknown[] {
  return path
    .split('.')
    .reduce<unknown[]>((found, name) => found.flatMap((value) => member(value, name)), [resource])
    .filter((value) => value !== undefined && value !== null);
}

function member(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = (value as Record<string, unknown>)[name];
  return Array.isArray(found) ? found : [found];
}
