import { safeAddress } from '../resource/addresses';
import { object, text, texts } from '../resource/json';

/** `.well-known/smart-configuration` (SMART App Launch 2.2, 2.0.11), as far as a launch needs it. */
export interface SmartConfiguration {
  readonly authorizationEndpoint: URL;
  readonly tokenEndpoint: URL;
  /** The authorization server by its own name, where it gives one */
  readonly issuer?: string;
  readonly jwksUri?: string;
  /** RFC 7009, where it takes tokens back */
  readonly revocationEndpoint?: string;
  readonly capabilities: readonly string[];
  /** RFC 9207: the answer to an authorisation names the issuer */
  readonly issPromised: boolean;
}

/** @returns `undefined` where it does not name safe authorization and token endpoints */
export function readSmartConfiguration(answer: unknown): SmartConfiguration | undefined {
  const json = object(answer);
  const authorizationEndpoint = safeAddress(json?.['authorization_endpoint']);
  const tokenEndpoint = safeAddress(json?.['token_endpoint']);
  if (json === undefined || !authorizationEndpoint || !tokenEndpoint) return undefined;
  const issuer = text(json['issuer']);
  const jwksUri = safeAddress(json['jwks_uri'])?.href;
  const revocationEndpoint = safeAddress(json['revocation_endpoint'])?.href;
  return {
    authorizationEndpoint,
    tokenEndpoint,
    ...(issuer && { issuer }),
    ...(jwksUri && { jwksUri }),
    ...(revocationEndpoint && { revocationEndpoint }),
    capabilities: texts(json['capabilities']),
    issPromised: json['authorization_response_iss_parameter_supported'] === true,
  };
}
