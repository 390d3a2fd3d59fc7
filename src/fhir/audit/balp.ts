import type { Json } from '../resource/json';
import { DCM, lookOf, type Form, type Looked } from './looks';
import {
  ENTITY_ROLE,
  ENTITY_TYPE,
  purposeOf,
  signedIn,
  SOURCE_TYPE,
  TRANSACTION,
  type AuditContext,
  type Shape,
} from './shape';

const PROFILE = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';

/**
 * One look as FHIR AuditEvent, by the patterns of IHE BALP 1.1.5 for a client. What failed or was refused has the same form
 * and claims no profile: those of reading, asking and writing are of what succeeded only.
 */
export const balpEvent = (...[event, context, recorded]: Parameters<Shape>): Json => {
  const { form, outcome, looked } = lookOf(event, context.patient);
  const isClaimed = form.pattern !== undefined && outcome.outcome === '0';
  return {
    resourceType: 'AuditEvent',
    ...(isClaimed && { meta: { profile: [PROFILE + form.pattern] } }),
    type: form.type,
    subtype: [form.subtype],
    action: form.action,
    recorded: recorded.at.toISOString(),
    ...purposeOf(recorded),
    ...outcome,
    agent: agentsOf(context, form),
    source: { observer: observerOf(context), type: SOURCE_TYPE },
    entity: [
      entity('1', '1', { what: { reference: `Patient/${context.patient}` } }),
      dataEntity(looked, context),
      { what: { identifier: { value: recorded.id } }, type: TRANSACTION },
    ],
  };
};

const observerOf = ({ site }: AuditContext) => ({ display: `Plainfilm, ${site}` });

const SOURCE = { coding: [{ system: DCM, code: '110153', display: 'Source Role ID' }] };
const DESTINATION = { coding: [{ system: DCM, code: '110152', display: 'Destination Role ID' }] };

/** In a read the data come from the server; in a query, and in what is written, they go to it; what is given away leaves the viewer. */
function agentsOf(context: AuditContext, { pattern }: Form): readonly Json[] {
  const { base, viewer, clientId } = context;
  const here = { address: viewer, type: '5' };
  const { who } = signedIn(context);
  const recipient = { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' };
  const person = {
    type: { coding: [{ ...recipient, display: 'information recipient' }] },
    who,
    requestor: true,
  };
  if (pattern === 'PrivacyDisclosure.Source')
    return [
      { type: SOURCE, who: observerOf(context), requestor: false, network: here },
      { type: DESTINATION, who, requestor: true, network: here },
    ];
  const isGiving = pattern !== 'PatientRead';
  return [
    {
      type: isGiving ? SOURCE : DESTINATION,
      who: { display: clientId },
      requestor: false,
      network: here,
    },
    {
      type: isGiving ? DESTINATION : SOURCE,
      who: { display: base.host },
      requestor: false,
      network: { address: base.href, type: '5' },
    },
    person,
  ];
}

const entity = (type: '1' | '2', role: '1' | '4' | '24', rest: Json): Json => ({
  type: { system: ENTITY_TYPE, code: type },
  role: { system: ENTITY_ROLE, code: role },
  ...rest,
});

/** What was looked at: the profiles have room for one thing only. */
function dataEntity(looked: Looked, { base }: AuditContext): Json {
  if ('what' in looked) return entity('2', '4', { ...looked });
  return entity('2', '24', {
    query: btoa(`GET ${base.href}${looked.query}`),
    description: looked.description,
  });
}
