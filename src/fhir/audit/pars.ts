import { NHS_NUMBER } from '../../domain/patient/identifier';
import { nhsNumbersOf } from '../../domain/patient/patient';
import type { Json } from '../resource/json';
import { lookOf } from './looks';
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

const ID = 'https://fhir.nhs.uk/Id/';

/**
 * One look as NHS PARS wants it (England-AuditEvent-PARS 0.0.2, 2025-02): its agents are a closed list told apart by what
 * kind of resource they are, its things a closed list by type, so that nothing of BALP's agents and data fits in.
 */
export const parsEvent: Shape = (event, context, looked) => {
  const { person, pars, base, site } = context;
  if (pars === undefined) return 'Nothing is configured of the organisation whose people look.';
  // Who it is may be withheld until an emergency opens it: the look waits, and is not lost.
  if (person === undefined) return undefined;
  const number = nhsNumbersOf(person).find(({ valid }) => valid);
  if (number === undefined) return 'The record has no valid NHS number of the patient.';
  const { form, words, outcome } = lookOf(event, context.patient);
  const product = { system: `${ID}product-id`, value: pars.productId };
  const organisation = {
    type: 'Organization',
    identifier: { system: `${ID}ods-organization-code`, value: pars.odsCode },
    display: pars.organisation,
  };
  return {
    resourceType: 'AuditEvent',
    type: form.type,
    subtype: [form.subtype],
    action: form.action,
    recorded: looked.at.toISOString(),
    ...purposeOf(looked),
    ...outcome,
    agent: [
      { who: organisation, requestor: true },
      ...userAgent(context),
      { who: { type: 'Endpoint', identifier: product, display: 'Plainfilm' }, requestor: false },
    ],
    source: {
      site: base.href,
      observer: { identifier: product, display: `Plainfilm, ${site}` },
      type: SOURCE_TYPE,
    },
    entity: [
      {
        what: { identifier: { system: NHS_NUMBER, value: number.value.replace(/\D/g, '') } },
        type: { system: ENTITY_TYPE, code: '1', display: 'Person' },
        role: { system: ENTITY_ROLE, code: '1', display: 'Patient' },
      },
      { what: { identifier: { system: `${ID}transaction`, value: looked.id } }, type: TRANSACTION },
      {
        what: { identifier: product },
        type: { system: 'http://hl7.org/fhir/resource-types', code: 'Endpoint' },
        role: { system: ENTITY_ROLE, code: '17', display: 'Data Repository' },
        name: 'Imaging',
        detail: [
          { type: 'productIdentifier', valueString: 'Plainfilm' },
          { type: 'interactionIdentifier', valueString: words },
        ],
      },
    ],
  };
};

/** The kinds of people that its agents have a place for */
const PEOPLE = /^(Practitioner|PractitionerRole|Patient)\/([A-Za-z0-9\-.]{1,64})$/;

/** The signed-in user by the record's own number: the record alone knows which NHS number of staff belongs to it. */
function userAgent(context: AuditContext): readonly Json[] {
  const [, type, value] = PEOPLE.exec(signedIn(context).local ?? '') ?? [];
  if (type === undefined) return [];
  const identifier = { system: `${context.base.href}${type}`, value };
  return [{ who: { type, identifier }, requestor: true }];
}
