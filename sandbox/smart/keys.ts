import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { signedInUser } from '../fhir/practitioner';

export interface IdTokenClaims {
  readonly audience: string;
  readonly nonce?: string;
  /** Absolute reference of the signed-in user */
  readonly fhirUser?: string;
}

export interface SigningKeys {
  readonly jwks: { keys: JWK[] };
  /** OpenID Connect Core 2: signed with RS256, five minutes long. */
  idToken(claims: IdTokenClaims): Promise<string>;
}

/** A key pair of this run of the sandbox. */
export async function createSigningKeys(issuer: string, now: () => Date): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = 'sandbox';
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    idToken({ audience, nonce, fhirUser }) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ ...(nonce && { nonce }), ...(fhirUser && { fhirUser }) })
        .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(signedInUser.id)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + 300)
        .sign(privateKey);
    },
  };
}
