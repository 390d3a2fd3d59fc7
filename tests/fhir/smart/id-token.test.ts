import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifiedUser } from '../../../src/fhir/smart/id-token';

const issuer = 'https://record.example/fhir';
const expected = { issuer, clientId: 'plainfilm', nonce: 'n-1', jwksUri: 'https://login.example/jwks' };
const now = Date.UTC(2026, 10, 21);
const { signal } = new AbortController();
const claims = {
  iss: issuer,
  aud: 'plainfilm',
  sub: 's',
  nonce: 'n-1',
  fhirUser: `${issuer}/Practitioner/7`,
  exp: now / 1000 + 300,
};

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let stranger: Keys;
let jwks: { keys: JWK[] };

const pair = (algorithm: string) => generateKeyPair(algorithm, { extractable: true });
const published = async ({ publicKey }: Keys, kid: string, alg: string): Promise<JWK> => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg,
  use: 'sig',
});
const sign = (payload: JWTPayload, alg = 'RS256', { privateKey } = keys, kid: string | undefined = 'k1') =>
  new SignJWT(payload).setProtectedHeader({ alg, ...(kid && { kid }) }).sign(privateKey);
const verify = (token: string, set: unknown = jwks) =>
  verifiedUser(
    token,
    expected,
    () => Promise.resolve(Response.json(set)),
    () => now,
    signal,
  );

beforeAll(async () => {
  [keys, stranger] = [await pair('RS256'), await pair('RS256')];
  jwks = { keys: [await published(keys, 'k1', 'RS256')] };
});

describe('the signed-in user', () => {
  test.each(['RS256', 'RS384', 'ES256', 'ES384'])('is believed from a token signed with %s', async (alg) => {
    const own = await pair(alg);
    const token = await sign(claims, alg, own);
    expect(await verify(token, { keys: [await published(own, 'k1', alg)] })).toBe(claims.fhirUser);
  });

  test.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another client', { aud: 'somebody-else' }],
    ['several clients without saying which', { aud: ['plainfilm', 'somebody-else'] }],
    ['another launch', { nonce: 'n-2' }],
    ['no launch', { nonce: undefined }],
    ['yesterday', { exp: now / 1000 - 86_400 }],
    ['one audience, made for another party', { azp: 'other-client' }],
    ['no end', { exp: undefined }],
  ])('is not believed from a token of %s', async (_, more) => {
    expect(await verify(await sign({ ...claims, ...more }))).toBeUndefined();
  });

  test('is believed when this device’s clock is half an hour ahead', async () => {
    expect(await verify(await sign({ ...claims, exp: now / 1000 - 1800 }))).toBe(claims.fhirUser);
  });

  test('is not believed from a key that the server does not publish', async () => {
    expect(await verify(await sign(claims, 'RS256', stranger))).toBeUndefined();
    expect(await verify(await sign(claims, 'RS256', keys, 'k2'))).toBeUndefined();
  });

  test('is not believed from a token whose claims were changed after signing', async () => {
    const [head, , signature] = (await sign(claims)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims, fhirUser: 'Practitioner/evil' })).toString(
      'base64url',
    );
    expect(await verify(`${head}.${changed}.${signature}`)).toBeUndefined();
  });

  test('is not believed from an unsigned token or one signed with the public key as a secret', async () => {
    const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const head = (alg: string) => Buffer.from(JSON.stringify({ alg, kid: 'k1' })).toString('base64url');
    for (const alg of ['none', 'HS256', '__proto__', 'constructor'])
      expect(await verify(`${head(alg)}.${body}.`)).toBeUndefined();
  });

  test.each(['', '...', 'a.b.c', 'é.é.é', `${'A'.repeat(10_000)}.A.A`])(
    'is not believed from what is no token: %#',
    async (token) => {
      expect(await verify(token)).toBeUndefined();
    },
  );

  test.each([[{}], [[]], [{ keys: [null, 7, {}] }], [{ keys: [{ kid: 'k1', kty: 'RSA' }] }]])(
    'is not believed without keys: %j',
    async (set) => {
      expect(await verify(await sign(claims), set)).toBeUndefined();
    },
  );

  test('is not believed when the keys cannot be had', async () => {
    const down = () => Promise.reject(new TypeError('network'));
    expect(await verifiedUser(await sign(claims), expected, down, () => now, signal)).toBeUndefined();
  });
});
