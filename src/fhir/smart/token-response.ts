import { list, object, objects, text, type Json } from '../resource/json';
import { fhirBase } from '../resource/addresses';

/** A token endpoint's answer to a code (SMART App Launch 2.2, 2.0.9) */
export interface TokenResponse {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Seconds */
  readonly expiresIn: number;
  readonly scope?: string;
  readonly patient?: string;
  /** FHIR reference */
  readonly encounter?: string;
  readonly needPatientBanner: boolean;
  readonly context: readonly string[];
  readonly idToken?: string;
}

/** SMART wants at most an hour; a server that does not say is taken at that. */
const USUAL_LIFE = 3600;

/** @returns `undefined` where there is no usable bearer token in it */
export function readTokenResponse(answer: unknown, iss: string): TokenResponse | undefined {
  const json = object(answer);
  const accessToken = text(json?.['access_token']);
  const type = text(json?.['token_type']) ?? 'bearer';
  // Anything outside of visible ASCII cannot stand in a header.
  if (json === undefined || accessToken === undefined || !/^[\x21-\x7e]+$/.test(accessToken))
    return undefined;
  if (type.toLowerCase() !== 'bearer') return undefined;
  const context = launchContextOf(json, iss);
  const encounter = text(context['encounter']);
  const expiresIn = Number(json['expires_in']);
  return {
    accessToken,
    refreshToken: text(json['refresh_token']),
    expiresIn: Number.isFinite(expiresIn) && expiresIn > 0 ? expiresIn : USUAL_LIFE,
    scope: text(json['scope']),
    patient: logicalId(context['patient'], 'Patient'),
    encounter: encounter && (encounter.includes('/') ? encounter : `Encounter/${encounter}`),
    needPatientBanner: context['need_patient_banner'] !== false,
    context: launchReferences(context['fhirContext']),
    idToken: text(json['id_token']),
  };
}

/** Where the patient stands: in the response itself, or in its `authorization_details` for this issuer (2.2, 2.0.9.2). */
function launchContextOf(json: Json, iss: string): Json {
  if (json['patient'] !== undefined) return json;
  const details = objects(json['authorization_details']).find(
    ({ type, locations }) =>
      type === 'smart_on_fhir' &&
      list(locations).some(
        (place) => URL.canParse(String(place)) && fhirBase(String(place)).href === fhirBase(iss).href,
      ),
  );
  return details ? { ...json, ...details } : json;
}

function logicalId(value: unknown, type: string): string | undefined {
  const id = text(value)?.replace(new RegExp(`^${type}/`), '');
  return id !== undefined && /^[A-Za-z0-9\-.]{1,64}$/.test(id) ? id : undefined;
}

/**
 * What the launch names: by reference (`ImagingStudy/1`), else by a logical identifier, of which a study's UID is the one
 * that means something here. No role means launch (2.2, 2.0.6.1).
 */
function launchReferences(value: unknown): readonly string[] {
  return objects(value)
    .filter(({ role }) => role === undefined || role === 'launch')
    .flatMap(({ reference, identifier }) => {
      const named = text(object(identifier)?.['value'])?.replace(/^urn:oid:/i, '');
      return text(reference) ?? named ?? [];
    });
}
