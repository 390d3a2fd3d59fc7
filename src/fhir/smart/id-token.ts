import { list, object, objects, text, type Json } from '../resource/json';

export interface Expected {
  readonly clientId: string;
  /** `iss` of the token, as the server's metadata names it */
  readonly issuer: string;
  readonly nonce: string;
  readonly jwksUri: string;
}

/** By what a JOSE algorithm is verified in WebCrypto (RFC 7518 3.1) */
const ALGORITHMS = new Map<string, Algorithm>([
  ['RS256', rsa('SHA-256')],
  ['RS384', rsa('SHA-384')],
  ['ES256', ecdsa('P-256', 'SHA-256')],
  ['ES384', ecdsa('P-384', 'SHA-384')],
]);

interface Algorithm {
  readonly key: RsaHashedImportParams | EcKeyImportParams;
  readonly verify: AlgorithmIdentifier | EcdsaParams;
}

function rsa(hash: string) {
  return { key: { name: 'RSASSA-PKCS1-v1_5', hash }, verify: 'RSASSA-PKCS1-v1_5' };
}

function ecdsa(namedCurve: string, hash: string) {
  return { key: { name: 'ECDSA', namedCurve }, verify: { name: 'ECDSA', hash } };
}

/** The token was issued a moment ago by a server reached over TLS; what can be an hour wrong is this device's clock. */
const CLOCK_TOLERANCE = 60 * 60;
const DEADLINE = 10_000;

/**
 * Verifies an id_token (OpenID Connect Core 3.1.3.7) against the server's keys.
 * @returns `fhirUser`, or `undefined` where anything about the token or its keys is not as it has to be
 */
export async function verifiedUser(
  idToken: string,
  expected: Expected,
  fetch: typeof globalThis.fetch,
  now: () => number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [head = '', body = '', signature = '', ...more] = idToken.split('.');
  const header = decoded(head);
  const claims = decoded(body);
  const algorithm = ALGORITHMS.get(text(header?.['alg']) ?? '');
  if (!header || !claims || !algorithm || more.length > 0 || !areExpected(claims, expected, now()))
    return undefined;
  try {
    const jwk = await keyFor(header, expected.jwksUri, fetch, signal);
    if (jwk === undefined) return undefined;
    const key = await crypto.subtle.importKey('jwk', jwk as JsonWebKey, algorithm.key, false, ['verify']);
    const signed = new TextEncoder().encode(`${head}.${body}`);
    const genuine = await crypto.subtle.verify(algorithm.verify, key, bytes(signature), signed);
    return genuine ? text(claims['fhirUser']) : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** `fhirUser` as an id_token says it, verified or not: enough to show less, never to show more. */
export const claimedUser = (idToken: string): string | undefined =>
  text(decoded(idToken.split('.')[1] ?? '')?.['fhirUser']);

function areExpected(claims: Json, { clientId, issuer, nonce }: Expected, now: number): boolean {
  const audience = Array.isArray(claims['aud']) ? list(claims['aud']) : [claims['aud']];
  // Who it was made for is said where there are several, and is us wherever it is said.
  const party = claims['azp'] ?? (audience.length === 1 ? clientId : undefined);
  const isForUs = audience.includes(clientId) && party === clientId;
  const { exp } = claims;
  const lives = typeof exp === 'number' && exp + CLOCK_TOLERANCE > now / 1000;
  return claims['iss'] === issuer && isForUs && claims['nonce'] === nonce && lives;
}

async function keyFor(
  { kid, alg }: Json,
  address: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
) {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
  const answer = await fetch(address, { signal: bounded, credentials: 'omit', redirect: 'error' });
  const keys = objects(object(await answer.json())?.['keys']);
  const usable = keys.filter((key) => (key['use'] ?? 'sig') === 'sig' && (key['alg'] ?? alg) === alg);
  const named = usable.filter((key) => kid !== undefined && key['kid'] === kid);
  // Without a kid there is only one key that can be meant (OpenID Connect Core 10.1).
  const [key] = kid !== undefined ? named : usable.length === 1 ? usable : [];
  return key && { kty: key['kty'], n: key['n'], e: key['e'], crv: key['crv'], x: key['x'], y: key['y'] };
}

function decoded(part: string): Json | undefined {
  try {
    return object(JSON.parse(new TextDecoder().decode(bytes(part))));
  } catch {
    return undefined;
  }
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
    each.charCodeAt(0),
  );
}
