import { describe, expect, it } from 'vitest';
import { studyUid } from '../../src/domain/ids';
import { placesOf } from '../../src/fhir/imaging/endpoints';
import type { Json } from '../../src/fhir/resource/json';
import { recordWith } from '../fhir/report-server';

const ARGONAUT = 'http://fhir.org/argonaut/smart-imaging/StructureDefinition/requires-access-token';
const HL7 = 'http://hl7.org/fhir/smart-app-launch/StructureDefinition/requires-access-token';
const UID = '2.999.7.1';
const signal = new AbortController().signal;

const endpoint = (
  id: string,
  root: string,
  flag?: readonly [url: string, value: boolean],
  more: Json = {},
): Json => ({
  resourceType: 'Endpoint',
  id,
  status: 'active',
  connectionType: { code: 'dicom-wado-rs' },
  address: root,
  ...(flag && { extension: [{ url: flag[0], valueBoolean: flag[1] }] }),
  ...more,
});
const study = (more: Json): Json => ({
  resourceType: 'ImagingStudy',
  identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:${UID}` }],
  ...more,
});
const A = 'https://a.example/dicom';
const B = 'https://b.example/dicom';

describe('SMART Imaging Access', () => {
  it.each<[string, Json, readonly Json[], Record<string, Json>, readonly object[]]>([
    [
      'external, included, with the token',
      study({ endpoint: [{ reference: 'Endpoint/e' }] }),
      [endpoint('e', A, [ARGONAUT, true])],
      {},
      [{ root: A, requiresToken: true }],
    ],
    [
      'external, not included',
      study({ endpoint: [{ reference: 'Endpoint/e' }] }),
      [],
      { 'Endpoint/e': endpoint('e', A, [HL7, true]) },
      [{ root: A, requiresToken: true }],
    ],
    [
      'contained',
      study({ contained: [endpoint('e', A, [HL7, true])], endpoint: [{ reference: '#e' }] }),
      [],
      {},
      [{ root: A, requiresToken: true }],
    ],
    [
      'a capability address, which is its own credential',
      study({
        contained: [endpoint('e', `${A}/c/9f8e`, [ARGONAUT, false])],
        endpoint: [{ reference: '#e' }],
      }),
      [],
      {},
      [{ root: `${A}/c/9f8e`, requiresToken: false }],
    ],
    [
      'without the flag: no token goes there',
      study({ contained: [endpoint('e', A)], endpoint: [{ reference: '#e' }] }),
      [],
      {},
      [{ root: A, requiresToken: false }],
    ],
    [
      'series in several archives',
      study({
        contained: [endpoint('a', A, [ARGONAUT, true]), endpoint('b', B, [ARGONAUT, false])],
        series: [
          { uid: `${UID}.1`, endpoint: [{ reference: '#a' }] },
          { uid: `${UID}.2`, endpoint: [{ reference: '#b' }] },
        ],
      }),
      [],
      {},
      [
        { root: A, requiresToken: true, series: [`${UID}.1`] },
        { root: B, requiresToken: false, series: [`${UID}.2`] },
      ],
    ],
    [
      'a study in one, a series of it in another as well',
      study({
        contained: [endpoint('a', A, [ARGONAUT, true]), endpoint('b', B, [ARGONAUT, true])],
        endpoint: [{ reference: '#a' }],
        series: [{ uid: `${UID}.2`, endpoint: [{ reference: '#b' }, { reference: '#a' }] }],
      }),
      [],
      {},
      [
        { root: A, requiresToken: true },
        { root: B, requiresToken: true, series: [`${UID}.2`] },
      ],
    ],
    [
      'beside a viewer for people',
      study({
        contained: [
          endpoint('a', A, [ARGONAUT, true]),
          endpoint('v', 'https://viewer.example', undefined, { connectionType: { code: 'ihe-iid' } }),
        ],
        endpoint: [{ reference: '#v' }, { reference: '#a' }],
      }),
      [],
      {},
      [{ root: A, requiresToken: true }],
    ],
  ])('%s', async (_, resource, included, answers, expected) => {
    const places = await placesOf(recordWith(answers), [resource], included, signal);
    expect(places.endpoints).toEqual(expected.map((one) => ({ ...one, studies: [studyUid(UID)] })));
    expect(places.elsewhere).toEqual([]);
  });
});
