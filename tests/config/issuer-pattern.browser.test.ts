import { describe, expect, test } from 'vitest';
import { issuerOf } from '../../src/config/issuer';

const pattern = { issPattern: 'https://sandbox.example/v/r4/sim/*/fhir', name: 'Sandbox', clientId: 'b' };
const known = (iss: string) => issuerOf({ issuers: [pattern] }, iss);

describe('an issuer pattern, with the browser’s own URLPattern', () => {
  test('knows every address of its form, and gives it as it was asked', () => {
    const iss = 'https://sandbox.example/v/r4/sim/WzIsIiJd/fhir';
    expect(known(iss)).toEqual({ ok: true, value: { iss, name: 'Sandbox', clientId: 'b' } });
  });

  test.each([
    'https://evil.example/v/r4/sim/x/fhir',
    'https://sandbox.example.evil.example/v/r4/sim/x/fhir',
    'https://sandbox.example@evil.example/v/r4/sim/x/fhir',
    'https://user@sandbox.example/v/r4/sim/x/fhir',
    'https://sandbox.example:8443/v/r4/sim/x/fhir',
    'http://sandbox.example/v/r4/sim/x/fhir',
    'https://sandbox.example/v/r4/sim/x/fhir/more',
    'https://sandbox.example/v/r4/sim/x/fhir?y=1',
    'https://sandbox.example/v/r4/sim/x/fhir?',
    'https://sandbox.example/v/r4/sim/x/fhir#y',
    'https://sandbox.example/v/r4/sim/../../../evil/fhir',
    'https://sandbox.example\\v\\r4\\sim\\x\\fhir',
    'not an address',
  ])('does not know %s', (iss) => {
    expect(known(iss)).toEqual({ ok: false, problem: { kind: 'unknown-issuer' } });
  });
});
