import type { ViewedBy } from '../../domain/ports/record';
import { claimedUser } from './id-token';

/** Says of a launch that it comes out of an app for patients, beside or in place of `fhirUser`. */
const PORTALS: ReadonlySet<unknown> = new Set(['patient', 'portal', 'patient-portal', 'patient-access']);

/**
 * Whether a launch is a patient's own, or of somebody who acts for one. Nobody can gain by being taken for a patient, so the id_token's
 * word is enough before it is verified.
 * @param user `fhirUser`
 * @param patient whom the launch is for, by id
 * @param personas what else the token's answer says of who is there
 * @returns `undefined` for everybody else
 */
export function viewedBy(
  user: string | undefined,
  patient: string,
  personas: readonly unknown[] = [],
): ViewedBy | undefined {
  const [, type, id] = /(?:^|\/)(Patient|RelatedPerson)\/([^/?#]+)/.exec(user ?? '') ?? [];
  if (type === 'RelatedPerson' || (type === 'Patient' && id !== patient)) return 'proxy';
  return type === 'Patient' || personas.some((one) => PORTALS.has(one)) ? 'patient' : undefined;
}

export const viewedByToken = (
  { idToken, personas }: { readonly idToken?: string; readonly personas?: readonly unknown[] },
  patient: string,
): ViewedBy | undefined => viewedBy(idToken && claimedUser(idToken), patient, personas);
