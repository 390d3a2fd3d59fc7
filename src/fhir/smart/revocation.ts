import { safeAddress } from '../resource/addresses';
import type { StoredSession } from './launch-store';

/**
 * Tells the record that a session's tokens are not wanted any more (RFC 7009), where it offers that. Nobody waits for it,
 * and it may outlive the page.
 */
export function revoke(
  { revocationUri, refreshToken, accessToken, clientId }: StoredSession,
  fetch: typeof globalThis.fetch,
): void {
  const address = safeAddress(revocationUri);
  const token = refreshToken ?? accessToken;
  if (address === undefined || token === '') return;
  const body = new URLSearchParams({
    token,
    token_type_hint: refreshToken === undefined ? 'access_token' : 'refresh_token',
    client_id: clientId,
  });
  void fetch(address, {
    method: 'POST',
    body,
    keepalive: true,
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
  }).catch(() => undefined);
}
