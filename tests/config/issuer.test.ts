import { afterEach, describe, expect, test, vi } from 'vitest';
import { issuerOf } from '../../src/config/issuer';

const exact = { iss: 'https://record.example/fhir', name: 'Record', clientId: 'a' };
const pattern = { issPattern: 'https://sandbox.example/v/r4/sim/*/fhir', name: 'Sandbox', clientId: 'b' };
const unknown = { ok: false, problem: { kind: 'unknown-issuer' } };

afterEach(() => void vi.unstubAllGlobals());

describe('the allow-list', () => {
  test('knows an issuer only by its exact address', () => {
    expect(issuerOf({ issuers: [exact] }, exact.iss)).toEqual({ ok: true, value: exact });
  });

  test.each([
    'https://record.example/fhir/',
    'https://RECORD.example/fhir',
    'https://record.example/fhir?x',
    'http://record.example/fhir',
    'https://record.example/fhir/../fhir',
    ' https://record.example/fhir',
    '',
  ])('does not know %j', (iss) => expect(issuerOf({ issuers: [exact] }, iss)).toEqual(unknown));

  test('says what is missing where only a pattern could match and the browser has no URLPattern', () => {
    vi.stubGlobal('URLPattern', undefined);
    expect(issuerOf({ issuers: [exact, pattern] }, 'https://sandbox.example/v/r4/sim/x/fhir')).toMatchObject({
      problem: { kind: 'configuration-invalid', what: expect.stringContaining('URLPattern') as unknown },
    });
    expect(issuerOf({ issuers: [exact, pattern] }, exact.iss)).toMatchObject({ ok: true });
  });
});
