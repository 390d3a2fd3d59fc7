import * as client from 'openid-client';
import type { AuditSettings } from './settings';

/**
 * The gateway's own token for the store of AuditEvents (client credentials, RFC 6749 §4.4), kept until it nearly ends.
 * @returns `undefined` where none is configured; rejects where none can be had
 */
export function auditTokens(audit: AuditSettings | undefined, now: () => number = Date.now) {
  let kept: { readonly token: string; readonly until: number } | undefined;
  return async (): Promise<string | undefined> => {
    const { tokenEndpoint, clientId, secret, scope } = audit ?? {};
    if (tokenEndpoint === undefined || clientId === undefined) return undefined;
    if (kept && kept.until > now()) return kept.token;
    const address = new URL(tokenEndpoint);
    const configuration = new client.Configuration(
      { issuer: address.origin, token_endpoint: address.href },
      clientId,
      undefined,
      secret === undefined ? client.None() : client.ClientSecretBasic(secret),
    );
    configuration.timeout = 8;
    if (address.protocol === 'http:') client.allowInsecureRequests(configuration);
    const answer = await client.clientCredentialsGrant(configuration, scope === undefined ? {} : { scope });
    kept = {
      token: answer.access_token,
      until: now() + Math.max(0, (answer.expires_in ?? 300) - 30) * 1000,
    };
    return kept.token;
  };
}
