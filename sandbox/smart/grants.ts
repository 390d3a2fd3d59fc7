import type { Scenario } from '../scenario';
import { opaque } from './opaque';

/** What one launch was allowed. Everything that a token opens is looked up here, on the server. */
export interface Grant {
  readonly id: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly scenario: Scenario;
  /** Absent when the launch names no patient */
  readonly personId?: string;
  readonly encounterId?: string;
  /** A study that the launch names in `fhirContext`, as an ImagingStudy id */
  readonly studyId?: string;
}

interface AccessToken {
  readonly grant: Grant;
  readonly expires: number;
}

/** Seconds that an access token lives when the scenario says nothing. */
const usualLifetime = 300;

export type Renewal =
  | { readonly kind: 'renewed'; readonly grant: Grant; readonly refreshToken: string }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'refused' };

export interface GrantStore {
  /** A new access token for this grant. @returns the token and its life in seconds */
  issueAccess(grant: Grant): { token: string; expiresIn: number };
  issueRefresh(grant: Grant): string;
  /** Spends a refresh token. One that was spent before revokes the whole grant (RFC 9700 4.14.2). */
  renew(refreshToken: string, clientId: string): Renewal;
  /** RFC 7009: an access or refresh token; the whole grant goes. Unknown tokens are ignored. */
  revoke(token: string): void;
  revokeGrant(grantId: string): void;
  /** @returns the grant of a living access token */
  grantOf(accessToken: string | undefined): Grant | undefined;
}

export function createGrantStore(now: () => Date): GrantStore {
  const access = new Map<string, AccessToken>();
  const refresh = new Map<string, { grant: Grant; spent: boolean }>();
  const revoked = new Set<string>();
  const turnedAwayOnce = new Set<string>();

  const issueRefresh = (grant: Grant) => {
    const token = opaque();
    refresh.set(token, { grant, spent: false });
    return token;
  };

  return {
    issueRefresh,
    issueAccess(grant) {
      const token = opaque();
      const expiresIn = grant.scenario.session?.lifetimeSeconds ?? usualLifetime;
      access.set(token, { grant, expires: now().getTime() + expiresIn * 1000 });
      return { token, expiresIn };
    },
    renew(refreshToken, clientId) {
      const found = refresh.get(refreshToken);
      if (found === undefined || found.grant.clientId !== clientId) return { kind: 'refused' };
      const { grant } = found;
      if (found.spent) revoked.add(grant.id);
      if (revoked.has(grant.id)) return { kind: 'refused' };
      const mode = grant.scenario.session?.refresh ?? 'works';
      if (mode === 'fails') return { kind: 'refused' };
      if (mode === 'unavailable-once' && !turnedAwayOnce.has(grant.id)) {
        turnedAwayOnce.add(grant.id);
        return { kind: 'unavailable' };
      }
      found.spent = true;
      return { kind: 'renewed', grant, refreshToken: issueRefresh(grant) };
    },
    revoke(token) {
      const grant = access.get(token)?.grant ?? refresh.get(token)?.grant;
      if (grant !== undefined) revoked.add(grant.id);
    },
    revokeGrant: (grantId) => void revoked.add(grantId),
    grantOf(accessToken) {
      const found = accessToken === undefined ? undefined : access.get(accessToken);
      if (found === undefined || revoked.has(found.grant.id) || found.expires <= now().getTime())
        return undefined;
      return found.grant;
    },
  };
}
