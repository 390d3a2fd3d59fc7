import { describe, expect, it } from 'vitest';
import {
  canonicalSystem,
  identifierAgreement,
  isSameValue,
  NHS_NUMBER,
} from '../../../src/domain/patient/identifier';

describe('the name of an authority', () => {
  it.each([
    'https://fhir.nhs.uk/Id/nhs-number',
    'http://fhir.nhs.uk/Id/nhs-number',
    'https://fhir.nhs.uk/id/NHS-number/',
    'http://fhir.nhs.net/Id/nhs-number',
    'urn:oid:2.16.840.1.113883.2.1.4.1',
    'oid:2.16.840.1.113883.2.1.4.1',
    'URN:OID:2.16.840.1.113883.2.1.4.1',
    '2.16.840.1.113883.2.1.4.1',
    ' 2.16.840.1.113883.2.1.4.1 ',
  ])('%s is the NHS number', (system) => expect(canonicalSystem(system)).toBe(NHS_NUMBER));

  it.each([
    ['1.2.826.0.1', 'urn:oid:1.2.826.0.1'],
    ['oid:1.2.826.0.1', 'urn:oid:1.2.826.0.1'],
    ['urn:OID:1.2.826.0.1', 'urn:oid:1.2.826.0.1'],
    ['URN:UUID:ABC', 'urn:uuid:abc'],
    ['https://a.example/Id/', 'https://a.example/Id'],
    ['HTTPS://A.example/Id|2', 'https://a.example/Id'],
    ['2.16.840.1.113883.2.1.4.12', 'urn:oid:2.16.840.1.113883.2.1.4.12'],
    ['SALFORD', 'SALFORD'],
  ])('%s is %s', (system, one) => expect(canonicalSystem(system)).toBe(one));
});

describe('two numbers', () => {
  const local = 'https://a.example/Id';
  it.each([
    ['an NHS number with spaces', NHS_NUMBER, '943 476 5919', '9434765919', {}, true],
    ['an NHS number with hyphens', NHS_NUMBER, '943-476-5919', '9434765919', {}, true],
    ['an NHS number with long hyphens', NHS_NUMBER, '943–476–5919', '9434765919', {}, true],
    ['an NHS number in wide digits', NHS_NUMBER, '９４３４７６５９１９', '9434765919', {}, true],
    ['a local number whose accent is a mark of its own', local, 'E\u0301-1', '\u00c9-1', {}, true],
    ['a local number in another case', local, 's1001', 'S1001', {}, false],
    ['the same where case means nothing', local, 's1001', 'S1001', { ignoreCase: true }, true],
    ['a local number with zeros before it', local, '001001', '1001', {}, false],
    ['the same where they mean nothing', local, '001001', '1001', { ignoreLeadingZeros: true }, true],
    ['zero alone', local, '000', '0', { ignoreLeadingZeros: true }, true],
    ['a local number with a hyphen', local, '10-01', '1001', {}, false],
    ['nothing', local, ' ', '', {}, false],
  ])('%s', (_, system, one, other, rule, same) => {
    expect(isSameValue({ system, value: one, rule }, { system, value: other })).toBe(same);
    expect(isSameValue({ system, value: other }, { system, value: one, rule })).toBe(same);
  });

  it.each([
    ['of two authorities', [{ system: 'a', value: '1' }], [{ system: 'b', value: '1' }], 'absent'],
    ['without an authority', [{ value: '1' }], [{ value: '1' }], 'absent'],
    [
      'one of ours agrees',
      [
        { system: 'a', value: '1' },
        { system: 'a', value: '2' },
      ],
      [{ system: 'a', value: '2' }],
      'agrees',
    ],
    [
      'one agrees and one differs',
      [
        { system: 'a', value: '1' },
        { system: 'b', value: '2' },
      ],
      [
        { system: 'a', value: '1' },
        { system: 'b', value: '3' },
      ],
      'differs',
    ],
  ])('%s', (_, ours, theirs, agreement) => expect(identifierAgreement(ours, theirs)).toBe(agreement));
});
