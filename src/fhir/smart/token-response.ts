import { list, object, objects, present, text, texts, type Json } from '../resource/json';
import { fhirBase } from '../resource/addresses';
import type { RecordWindow } from '../../domain/ports/record';
import { launchReferences, namedResource, unpacked, type NamedResource } from './launch-context';

/** A token endpoint's answer to a code (SMART App Launch 2.2, 2.0.9) */
export interface TokenResponse {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Seconds */
  readonly expiresIn: number;
  readonly scope?: string;
  readonly patient: NamedResource;
  /** FHIR reference */
  readonly encounter?: string;
  readonly needPatientBanner: boolean;
  readonly context: readonly string[];
  /** What the launch named in a form that cannot be understood */
  readonly unreadContext: number;
  readonly hub?: { readonly url: string; readonly topic: string };
  /** Where it says that its window listens (SMART Web Messaging 1.0.0) */
  readonly recordWindow?: RecordWindow;
  /** Its colours (SMART App Launch 2.2, 2.1.5), an absolute address */
  readonly styleUrl?: string;
  /** What the launch is for, in the record's own word */
  readonly intent?: string;
  readonly idToken?: string;
  /** What else it says of who is there, or for what */
  readonly personas?: readonly unknown[];
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
  const references = launchReferences(context['fhirContext']);
  const encounter = namedResource(context['encounter'], 'Encounter', iss);
  const life = json['expires_in'];
  const expiresIn = typeof life === 'boolean' ? NaN : Number(life);
  return present({
    accessToken,
    refreshToken: text(json['refresh_token']),
    expiresIn: Number.isFinite(expiresIn) && expiresIn > 0 ? expiresIn : USUAL_LIFE,
    scope: text(texts(json['scope']).join(' ')),
    patient: namedResource(context['patient'], 'Patient', iss),
    encounter: encounter?.kind === 'id' ? `Encounter/${encounter.id}` : references.encounter,
    needPatientBanner: String(context['need_patient_banner']).toLowerCase() !== 'false',
    context: references.named,
    unreadContext: references.unread + (encounter?.kind === 'unusable' ? 1 : 0),
    hub: hubIn(json),
    recordWindow: recordWindowIn(context),
    styleUrl: styleUrlIn(context),
    intent: text(context['intent']),
    idToken: text(json['id_token']),
    personas: [context['intent'], context['persona'], json['user_type']],
  });
}

function hubIn(json: Json): TokenResponse['hub'] {
  const [url, topic] = [text(json['hub.url']), text(json['hub.topic'])];
  return url !== undefined && topic !== undefined && URL.canParse(url) ? { url, topic } : undefined;
}

/** Earlier drafts called the origin `smart_messaging_origin`. One with a path, or of no scheme that has origins, is none. */
function recordWindowIn(json: Json): RecordWindow | undefined {
  const handle = text(json['smart_web_messaging_handle']);
  const origin = text(json['smart_web_messaging_origin'] ?? json['smart_messaging_origin']);
  if (handle === undefined || origin === undefined || !URL.canParse(origin)) return undefined;
  const address = new URL(origin);
  return address.origin !== 'null' && address.href === `${address.origin}/`
    ? { handle, origin: address.origin }
    : undefined;
}

function styleUrlIn(json: Json): string | undefined {
  const address = text(json['smart_style_url']);
  return address !== undefined && URL.canParse(address) ? new URL(address).href : undefined;
}

/** Where the patient stands: in the response itself, or in its `authorization_details` for this issuer (2.2, 2.0.9.2). */
function launchContextOf(json: Json, iss: string): Json {
  if (namedResource(json['patient'], 'Patient', iss) !== undefined) return json;
  const details = objects(unpacked(json['authorization_details'])).find(
    ({ type, locations }) =>
      type === 'smart_on_fhir' &&
      list(locations).some(
        (place) => URL.canParse(String(place)) && fhirBase(String(place)).href === fhirBase(iss).href,
      ),
  );
  return details ? { ...json, ...details } : json;
}
