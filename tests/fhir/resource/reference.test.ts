import { describe, expect, test } from 'vitest';
import { localReference } from '../../../src/fhir/resource/reference';

const base = new URL('https://record.example/fhir/');

describe('a reference to a resource of the record', () => {
  test.each([
    ['relative', 'Patient/1'],
    ['relative, of a version', 'Patient/1/_history/3'],
    ['absolute', 'https://record.example/fhir/Patient/1'],
    ['absolute, of a version', 'https://record.example/fhir/Patient/1/_history/3'],
    ['with spaces around it', ' Patient/1 '],
    ['from the root of its server', '/fhir/Patient/1'],
  ])('is its type and id: %s', (_, reference) => {
    expect(localReference({ reference }, base)).toBe('Patient/1');
    expect(localReference(reference, base)).toBe('Patient/1');
  });

  test.each(['a.b-C9', '.a', '...', 'x'.repeat(64)])('may have %s for its id', (id) => {
    expect(localReference(`ImagingStudy/${id}`, base)).toBe(`ImagingStudy/${id}`);
  });

  test.each([
    '#contained',
    'urn:uuid:5a4b7a16-4a5c-4c3f-9d61-000000000000',
    'https://elsewhere.example/fhir/Patient/1',
    'https://record.example/other/Patient/1',
    // What these resolve to is not what they look like.
    'Patient/.',
    'Patient/..',
    'Patient/../Patient/1/..',
    'Patient/1%2f2',
    'Patient/1/2',
    'patient/1',
    'Patient/',
    `Patient/${'x'.repeat(65)}`,
    'Patient/1_2',
    '',
  ])('is never %s', (reference) => {
    expect(localReference({ reference }, base)).toBeUndefined();
  });
});
