import { describe, expect, it } from 'vitest';
import { ownAddress } from '../../../src/fhir/resource/own-address';

const base = new URL('https://record.trust.nhs.uk/fhir/r4/');
const own = 'https://record.trust.nhs.uk/fhir/r4/Binary/1';

describe('an address that the record names', () => {
  it.each([
    ['relative', 'Binary/1', own],
    ['absolute', own, own],
    ['by another scheme', 'http://record.trust.nhs.uk/fhir/r4/Binary/1', own],
    ['by another port', 'https://record.trust.nhs.uk:8443/fhir/r4/Binary/1', own],
    ['by its name behind the proxy', 'http://hapi:8080/fhir/r4/Binary/1', own],
    ['by its name in a cluster', 'http://fhir.ward.svc.cluster.local/fhir/r4/Binary/1', own],
    ['by its number behind the proxy', 'http://10.1.2.3/fhir/r4/Binary/1', own],
    ['with a version', 'http://hapi:8080/fhir/r4/Binary/1/_history/2', `${own}/_history/2`],
  ])('%s is asked for below the base that we know', (_, url, asked) => {
    expect(ownAddress(url, base)?.href).toBe(asked);
  });

  it.each([
    ['at another organisation’s server, under the same path', 'https://record.other.nhs.uk/fhir/r4/Binary/1'],
    ['at another server of the organisation', 'https://fhir2.trust.nhs.uk/fhir/r4/Binary/1'],
    ['at another site in the world', 'https://record.example.org/fhir/r4/Binary/1'],
    ['under another path behind the proxy', 'http://hapi:8080/files/letter.pdf'],
    ['that is no resource', 'http://hapi:8080/fhir/r4/$export'],
    ['with a name and a password', 'http://a:b@hapi:8080/fhir/r4/Binary/1'],
    ['that climbs out of the base', 'http://hapi:8080/fhir/r4/../../Binary/1'],
    ['with a hidden slash', 'http://hapi:8080/fhir/r4/Binary/..%2f1'],
    ['of another scheme', 'ftp://hapi/fhir/r4/Binary/1'],
    ['that is none', 'http://'],
  ])('%s is not asked for', (_, url) => {
    expect(ownAddress(url, base)).toBeUndefined();
  });

  it('is told by its host alone where the base has no path', () => {
    const root = new URL('https://record.trust.nhs.uk/');
    expect(ownAddress('http://hapi:8080/Binary/1', root)?.href).toBe('https://record.trust.nhs.uk/Binary/1');
    expect(ownAddress('http://hapi:8080/files/Binary/1', root)).toBeUndefined();
  });
});
