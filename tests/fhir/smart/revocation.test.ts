import { describe, expect, test, vi } from 'vitest';
import type { StoredSession } from '../../../src/fhir/smart/launch-store';
import { revoke } from '../../../src/fhir/smart/revocation';
import { AUTH, ISS } from '../wire';

const session: StoredSession = {
  stage: 'open',
  iss: ISS,
  clientId: 'plainfilm',
  tokenUri: `${AUTH}/token`,
  revocationUri: `${AUTH}/revoke`,
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: 0,
  openedAt: 0,
  scope: '',
  patient: 'p1',
  needPatientBanner: true,
  context: [],
};

const sentBy = (given: Partial<StoredSession>) => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.reject(new TypeError('network')));
  revoke({ ...session, ...given }, fetch);
  return fetch.mock.calls.map(([address, init]) => [String(address), String(init?.body), init?.keepalive]);
};

describe('tokens that are not wanted any more (RFC 7009)', () => {
  test.each([
    ['the refresh token, which takes the rest with it', {}, 'token=refresh-1&token_type_hint=refresh_token'],
    [
      'the access token, where there is no other',
      { refreshToken: undefined },
      'token=access-1&token_type_hint=access_token',
    ],
  ])('are given back: %s', (_, given, form) => {
    expect(sentBy(given)).toEqual([[`${AUTH}/revoke`, `${form}&client_id=plainfilm`, true]]);
  });

  test.each([
    ['offers no such thing', { revocationUri: undefined }],
    ['offers it in the clear', { revocationUri: 'http://login.example/revoke' }],
    ['gave none', { accessToken: '', refreshToken: undefined }],
  ])('stay where the record %s', (_, given) => {
    expect(sentBy(given)).toEqual([]);
  });
});
