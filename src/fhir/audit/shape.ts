import type { AuditEvent } from '../../domain/ports/audit';
import type { Patient } from '../../domain/patient/patient';
import type { Json } from '../resource/json';
import { localReference } from '../resource/reference';

/** What every event says beside the look itself. */
export interface AuditContext {
  readonly base: URL;
  /** Where this viewer runs: a browser does not know its own address on the network */
  readonly viewer: string;
  readonly clientId: string;
  readonly site: string;
  /** FHIR logical id */
  readonly patient: string;
  /** The patient, once it is read */
  readonly person?: Patient | undefined;
  /** Verified fhirUser */
  readonly user?: string | undefined;
  /** Who looks, for NHS PARS */
  readonly pars?: ParsSetting | undefined;
}

/** What NHS PARS wants to know of who sends, and nobody but the site can say. */
export interface ParsSetting {
  /** ODS code of the organisation whose people look */
  readonly odsCode: string;
  readonly organisation: string;
  /** This viewer's product-id, as NHS England gave it */
  readonly productId: string;
}

/** When something happened, and the number by which a store tells a repeat of it from another look. */
export interface Recorded {
  readonly id: string;
  readonly at: Date;
  /** A person has opened what is withheld, with a reason, before or with it */
  readonly emergency?: boolean;
}

/** @returns a sentence for support where this look has no form of this shape; `undefined` where it has none yet */
export type Shape = (
  event: AuditEvent,
  context: AuditContext,
  recorded: Recorded,
) => Json | string | undefined;

/** Types that an AuditEvent's agent may be (R4 AuditEvent.agent.who): SMART lets a Person sign in, who is none of them */
const AGENTS = /^(?:PractitionerRole|Practitioner|Organization|Device|Patient|RelatedPerson)\//;

/** A verified `fhirUser`, as far as it is of a form that FHIR has */
export interface SignedIn {
  /** Of this record's own: `Practitioner/7` */
  readonly local?: string;
  /** As a Reference that an agent may be */
  readonly who: Json;
}

/**
 * Who is signed in. What is no reference that an agent may have is told as the number that it is, so that a store which checks
 * references takes the look all the same.
 */
export function signedIn({ user, base }: Pick<AuditContext, 'user' | 'base'>): SignedIn {
  if (user === undefined) return { who: { display: 'The signed-in user, not verified' } };
  const local = localReference(user, base);
  const [foreign] = /^https?:\/\/\S+\/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(user)?.slice(1) ?? [];
  if (AGENTS.test(local ?? foreign ?? ''))
    return { ...(local && { local }), who: { reference: local ?? user } };
  return { ...(local && { local }), who: { identifier: { value: user } } };
}

/** Why somebody looked, where it was for more than care as usual ("break the glass") */
export const purposeOf = ({ emergency }: Recorded): Json => ({
  ...(emergency && {
    purposeOfEvent: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'BTG' }] },
    ],
  }),
});

/** 1: user interface (R4 security-source-type) */
export const SOURCE_TYPE = [
  { system: 'http://terminology.hl7.org/CodeSystem/security-source-type', code: '1' },
];
export const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
export const ENTITY_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';

/** IHE BALP: of the whole transaction, the same however often it is sent, and in every shape */
export const TRANSACTION = {
  system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
  code: 'XrequestId',
};
