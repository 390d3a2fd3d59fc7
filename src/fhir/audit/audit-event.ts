import type { AuditEvent } from '../../domain/ports/audit';
import type { Json } from '../resource/json';

export interface AuditContext {
  readonly base: URL;
  /** Where this viewer runs: a browser does not know its own address on the network */
  readonly viewer: string;
  readonly clientId: string;
  readonly site: string;
  /** FHIR logical id */
  readonly patient: string;
  /** Verified fhirUser */
  readonly user?: string;
}

type Pattern = 'PatientRead' | 'PatientQuery';

const PROFILE = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';

/** When something happened, and the number by which a store tells a repeat of it from another look. */
export interface Recorded {
  readonly id: string;
  readonly at: Date;
}

/**
 * One look as FHIR AuditEvent, by the patterns of IHE BALP 1.1.5 for a client that reads or searches. What failed or was refused
 * has the same form and claims no profile: theirs are of what succeeded only.
 */
export function auditEventOf(event: AuditEvent, context: AuditContext, { id, at }: Recorded): Json {
  const pattern: Pattern = event.kind === 'listed' ? 'PatientQuery' : 'PatientRead';
  const isQuery = pattern === 'PatientQuery';
  const outcome = outcomeOf(event);
  return {
    resourceType: 'AuditEvent',
    ...(outcome['outcome'] === '0' && { meta: { profile: [PROFILE + pattern] } }),
    type: {
      system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
      code: 'rest',
      display: 'Restful Operation',
    },
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: isQuery ? 'search' : 'read' }],
    action: isQuery ? 'E' : 'R',
    recorded: at.toISOString(),
    ...outcome,
    agent: agentsOf(context, isQuery),
    source: {
      observer: { display: `Plainfilm, ${context.site}` },
      // 1: user interface (R4 security-source-type)
      type: [{ system: 'http://terminology.hl7.org/CodeSystem/security-source-type', code: '1' }],
    },
    entity: [patientEntity(context.patient), dataEntity(event, context), transactionEntity(id)],
  };
}

/** R4 audit-event-outcome: 0 success, 4 minor failure, 8 serious failure */
function outcomeOf(event: AuditEvent): Json {
  if (event.kind === 'identity-mismatch')
    return { outcome: '8', outcomeDesc: 'The images belong to another person; none was shown.' };
  if (event.kind === 'access-refused') return { outcome: '4', outcomeDesc: `${event.where} refused access.` };
  return { outcome: '0' };
}

/** In a read the data come from the server; in a query the question goes to it. */
function agentsOf({ base, viewer, clientId, user }: AuditContext, isQuery: boolean): readonly Json[] {
  const role = (isSource: boolean) => ({
    coding: [
      isSource
        ? { system: DCM, code: '110153', display: 'Source Role ID' }
        : { system: DCM, code: '110152', display: 'Destination Role ID' },
    ],
  });
  const client = {
    type: role(isQuery),
    who: { display: clientId },
    requestor: false,
    network: { address: viewer, type: '5' },
  };
  const server = {
    type: role(!isQuery),
    who: { display: base.host },
    requestor: false,
    network: { address: base.href, type: '5' },
  };
  const recipient = { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' };
  const person = {
    type: { coding: [{ ...recipient, display: 'information recipient' }] },
    who:
      user === undefined
        ? { display: 'The signed-in user, not verified' }
        : { reference: relative(user, base) },
    requestor: true,
  };
  return [client, server, person];
}

const relative = (user: string, base: URL) =>
  user.startsWith(base.href) ? user.slice(base.href.length) : user;

const entity = (type: '1' | '2', role: '1' | '4' | '24', rest: Json): Json => ({
  type: { system: ENTITY_TYPE, code: type },
  role: { system: ENTITY_ROLE, code: role },
  ...rest,
});

const patientEntity = (patient: string) => entity('1', '1', { what: { reference: `Patient/${patient}` } });

/** IHE BALP: of the whole transaction, the same however often it is sent */
const transactionEntity = (id: string): Json => ({
  what: { identifier: { value: id } },
  type: {
    system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
    code: 'XrequestId',
  },
});

const studyOf = (study: string): Json => ({
  type: 'ImagingStudy',
  identifier: { system: 'urn:dicom:uid', value: `urn:oid:${study}` },
});

/** What was looked at: the profiles have room for one thing only. */
function dataEntity(event: AuditEvent, { patient, base }: AuditContext): Json {
  switch (event.kind) {
    case 'launched':
      return entity('2', '4', { what: { reference: `Patient/${patient}` } });
    case 'listed': {
      const query = `GET ${base.href}ImagingStudy?patient=${patient}`;
      return entity('2', '24', { query: btoa(query), description: `${event.count} studies listed` });
    }
    case 'study-opened':
    case 'identity-mismatch':
      return entity('2', '4', { what: studyOf(event.study) });
    case 'report-read': {
      const isInRecord = /^DiagnosticReport\/[A-Za-z0-9\-.]{1,64}$/.test(event.report);
      const identifier = { system: 'urn:dicom:uid', value: `urn:oid:${event.report}` };
      const what = isInRecord ? { reference: event.report } : { type: 'DiagnosticReport', identifier };
      const study = event.study && [{ type: 'study', valueString: `urn:oid:${event.study}` }];
      return entity('2', '4', { what, ...(study && { detail: study }) });
    }
    case 'access-refused':
      return entity('2', '4', { what: { display: event.where } });
  }
}
