import { describe, expect, test } from 'vitest';
import { launchReferences, namedResource } from '../../../src/fhir/smart/launch-context';
import { readTokenResponse } from '../../../src/fhir/smart/token-response';
import { ISS, tokenAnswer } from '../wire';

describe('the patient that a launch names', () => {
  test.each([
    ['a text', '123', '123'],
    ['a text of letters', 'aria-smith.1', 'aria-smith.1'],
    ['a number', 3758, '3758'],
    ['zero', 0, '0'],
    ['the largest whole number', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['a reference', 'Patient/123', '123'],
    ['a reference with a version', 'Patient/123/_history/4', '123'],
    ['an address below the base', `${ISS}/Patient/123`, '123'],
    ['an object with a reference', { reference: 'Patient/123' }, '123'],
    ['an object with an id', { resourceType: 'Patient', id: '123' }, '123'],
    ['a list of one', ['123'], '123'],
    ['a resource whose id is a number', { resourceType: 'Patient', id: 123 }, '123'],
    ['a reference in a reference', { reference: { reference: 'Patient/123' } }, '123'],
  ])('is taken from %s', (_, value, id) => {
    expect(namedResource(value, 'Patient', ISS)).toEqual({ kind: 'id', id });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['an empty list', []],
  ])('is absent where there is %s', (_, value) => {
    expect(namedResource(value, 'Patient', ISS)).toBeUndefined();
  });

  test.each([
    ['a number with a fraction', 1.5],
    ['a negative number', -1],
    ['a number whose digits were rounded', 2 ** 60],
    ['an address of another server', 'https://other.example/fhir/Patient/123'],
    ['another type', 'Practitioner/123'],
    ['a path', '../Patient?x='],
    ['dots', '..'],
    ['a UUID as a URN', 'urn:uuid:0c5f8a5e-9a4b-4e0a-8c8e-1d0a5b7a3c11'],
    ['two', ['1', '2']],
    ['an object of something else', { value: '123' }],
    ['a resource of another type', { resourceType: 'Practitioner', id: '123' }],
    ['a truth', true],
    ['more letters than an id has', 'a'.repeat(65)],
  ])('is there, and cannot be used: %s', (_, value) => {
    const named = namedResource(value, 'Patient', ISS);
    expect(named).toMatchObject({ kind: 'unusable' });
    expect(JSON.stringify(named).length).toBeLessThan(200);
  });
});

describe('what a launch wants to be looked at', () => {
  test.each([
    ['plain references (2.0)', ['ImagingStudy/1'], ['ImagingStudy/1']],
    ['objects (2.1)', [{ reference: 'ImagingStudy/1' }], ['ImagingStudy/1']],
    ['a list as its text', '[{"reference":"ImagingStudy/1"}]', ['ImagingStudy/1']],
    ['a text by itself', 'ImagingStudy/1', ['ImagingStudy/1']],
    [
      'what a resource is called',
      [
        { resourceType: 'ImagingStudy', id: '1' },
        { type: 'ImagingStudy', id: 2 },
      ],
      ['ImagingStudy/1', 'ImagingStudy/2'],
    ],
    [
      'roles in a list',
      [
        { reference: 'ImagingStudy/1', role: ['launch'] },
        { reference: 'ImagingStudy/2', role: ['x'] },
      ],
      ['ImagingStudy/1'],
    ],
    ['a UID as a text', ['urn:oid:1.2.3'], ['1.2.3']],
    [
      'identifiers in a list',
      [{ identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }] }],
      ['1.2.3'],
    ],
    ['a patient by a number, who is no picture', [{ type: 'Patient', identifier: { value: '943' } }], []],
    [
      'both',
      ['ImagingStudy/1', { reference: 'DiagnosticReport/2' }],
      ['ImagingStudy/1', 'DiagnosticReport/2'],
    ],
    ['one without a list', 'ImagingStudy/1', ['ImagingStudy/1']],
    ['one object without a list', { reference: 'ImagingStudy/1' }, ['ImagingStudy/1']],
    ['a reference within a reference', [{ reference: { reference: 'ImagingStudy/1' } }], ['ImagingStudy/1']],
    ['an absolute address', [`${ISS}/ImagingStudy/1`], [`${ISS}/ImagingStudy/1`]],
    ['an identifier', [{ identifier: { value: 'urn:oid:1.2.3' } }], ['1.2.3']],
    ['an identifier as text', [{ identifier: 'urn:oid:1.2.3' }], ['1.2.3']],
    ['the role of a launch', [{ reference: 'ImagingStudy/1', role: 'launch' }], ['ImagingStudy/1']],
    ['it in capitals', [{ reference: 'ImagingStudy/1', role: 'LAUNCH' }], ['ImagingStudy/1']],
    ['a role that says nothing', [{ reference: 'ImagingStudy/1', role: '' }], ['ImagingStudy/1']],
    ['another role', [{ reference: 'ImagingStudy/1', role: 'https://x.example/prior' }], []],
    ['circumstances', ['Practitioner/1', `${ISS}/Organization/2`, { reference: 'Patient/3' }], []],
    ['a canonical', [{ canonical: 'https://x.example/Questionnaire/1' }], []],
    ['nothing', undefined, []],
    ['null', null, []],
  ])('is read from %s', (_, value, named) => {
    expect(launchReferences(value)).toEqual({ named, unread: 0 });
  });

  test.each([
    ['a number', 7],
    ['null in a list', [null]],
    ['an object that names nothing', [{ type: 'ImagingStudy' }]],
    ['an empty text', ['']],
    ['a list in a list', [['ImagingStudy/1']]],
  ])('is counted where it cannot be understood: %s', (_, value) => {
    expect(launchReferences(value)).toEqual({ named: [], unread: 1 });
  });

  test('costs itself alone where one of several cannot be understood', () => {
    expect(launchReferences([null, 'ImagingStudy/1'])).toEqual({ named: ['ImagingStudy/1'], unread: 1 });
  });

  test('an encounter among it is the encounter of the launch', () => {
    expect(launchReferences(['Encounter/9'])).toEqual({ named: [], encounter: 'Encounter/9', unread: 0 });
  });
});

describe('a token response in another shape', () => {
  const read = (more: object) => readTokenResponse({ ...tokenAnswer(), ...more }, ISS);

  test.each([
    ['an encounter as a number', { encounter: 12 }, { encounter: 'Encounter/12' }],
    ['an encounter as a reference', { encounter: 'Encounter/12' }, { encounter: 'Encounter/12' }],
    ['an encounter as an address', { encounter: `${ISS}/Encounter/12` }, { encounter: 'Encounter/12' }],
    ['an encounter of another server', { encounter: 'https://x.example/Encounter/1' }, { unreadContext: 1 }],
    ['expires_in as text', { expires_in: '120' }, { expiresIn: 120 }],
    ['expires_in that is none', { expires_in: 'soon' }, { expiresIn: 3600 }],
    ['expires_in that is true', { expires_in: true }, { expiresIn: 3600 }],
    ['no expires_in', { expires_in: undefined }, { expiresIn: 3600 }],
    ['the banner as text', { need_patient_banner: 'false' }, { needPatientBanner: false }],
    ['the banner as a text of another case', { need_patient_banner: 'False' }, { needPatientBanner: false }],
    ['no word on the banner', { need_patient_banner: undefined }, { needPatientBanner: true }],
    [
      'a window that listens',
      { smart_web_messaging_handle: 'h1', smart_web_messaging_origin: 'https://ehr.example' },
      { recordWindow: { handle: 'h1', origin: 'https://ehr.example' } },
    ],
    [
      'a window by the name of earlier drafts, with a slash',
      { smart_web_messaging_handle: 'h1', smart_messaging_origin: 'https://ehr.example/' },
      { recordWindow: { handle: 'h1', origin: 'https://ehr.example' } },
    ],
    [
      'colours',
      { smart_style_url: 'https://ehr.example/style.json' },
      { styleUrl: 'https://ehr.example/style.json' },
    ],
    ['what it is for', { intent: 'summary-timeline-view' }, { intent: 'summary-timeline-view' }],
    ['scopes as a list', { scope: ['launch', 'patient/Patient.r'] }, { scope: 'launch patient/Patient.r' }],
    ['no patient but one in the details', DETAILS([{ patient: 7 }]), { patient: { kind: 'id', id: '7' } }],
    ['details without a list', DETAILS({ patient: '7' }), { patient: { kind: 'id', id: '7' } }],
  ])('%s', (_, more, meant) => {
    expect(read(more)).toMatchObject(meant);
  });
});

test.each([
  ['any origin at all', { smart_web_messaging_handle: 'h1', smart_web_messaging_origin: '*' }],
  ['an origin with a path', { smart_web_messaging_handle: 'h1', smart_web_messaging_origin: `${ISS}/` }],
  ['an origin of a file', { smart_web_messaging_handle: 'h1', smart_web_messaging_origin: 'file:///' }],
  ['no handle', { smart_web_messaging_origin: 'https://ehr.example' }],
])('no window is asked that is named by %s', (_, more) => {
  expect(readTokenResponse({ ...tokenAnswer(), ...more }, ISS)).not.toHaveProperty('recordWindow');
});

function DETAILS(given: object) {
  const entry = (more: object) => ({ type: 'smart_on_fhir', locations: ISS, ...more });
  return {
    patient: null,
    authorization_details: Array.isArray(given) ? given.map((one: object) => entry(one)) : entry(given),
  };
}
