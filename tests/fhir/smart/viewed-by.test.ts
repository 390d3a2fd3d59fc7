import { describe, expect, it } from 'vitest';
import { viewedBy, viewedByToken } from '../../../src/fhir/smart/viewed-by';

const token = (claims: object) =>
  `e30.${btoa(JSON.stringify(claims)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.x`;

describe('who looks', () => {
  it.each([
    ['the patient', 'Patient/1', 'patient'],
    ['the patient, by address', 'https://ehr.example/fhir/Patient/1', 'patient'],
    ['the patient, by version', 'Patient/1/_history/3', 'patient'],
    ['a patient who acts for another', 'Patient/2', 'proxy'],
    ['a parent or carer', 'RelatedPerson/9', 'proxy'],
    ['a parent or carer, by address', 'https://ehr.example/fhir/RelatedPerson/9', 'proxy'],
    ['a doctor', 'Practitioner/1', undefined],
    ['a doctor in a role', 'https://ehr.example/fhir/PractitionerRole/1', undefined],
    ['somebody of a type whose name ends alike', 'https://ehr.example/fhir/MyPatient/1', undefined],
    ['nobody who is named', undefined, undefined],
  ])('is %s', (_, user, expected) => {
    expect(viewedBy(user, '1')).toBe(expected);
  });

  it.each([
    ['intent of a portal', ['patient-portal'], 'patient'],
    ['persona of a patient', [undefined, 'patient'], 'patient'],
    ['an intent of the clinic', ['view-imaging', 'patient-summary'], undefined],
  ])('is told by the token’s own words too: %s', (_, personas, expected) => {
    expect(viewedBy('Practitioner/1', '1', personas)).toBe(expected);
  });

  it('is taken from an id_token before it is verified: it only ever shows less', () => {
    expect(viewedByToken({ idToken: token({ fhirUser: 'Patient/1' }) }, '1')).toBe('patient');
    expect(viewedByToken({ idToken: token({ fhirUser: 'Practitioner/1' }) }, '1')).toBeUndefined();
    expect(viewedByToken({ idToken: 'no token' }, '1')).toBeUndefined();
    expect(viewedByToken({}, '1')).toBeUndefined();
  });
});
