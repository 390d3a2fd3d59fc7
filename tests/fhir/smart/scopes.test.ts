import { describe, expect, it } from 'vitest';
import { imagingOf } from '../../../src/fhir/imaging/imaging';
import { plannedImagingOf } from '../../../src/fhir/imaging/requests-and-appointments';
import { readEncounter } from '../../../src/fhir/record/encounter';
import { forms } from '../forms';
import { fullReportsOf } from '../../../src/fhir/reports/report-search';
import { READ } from '../../../src/fhir/reports/report-surroundings';
import { getJson } from '../../../src/fhir/resource/request';
import { isGranted, isGrantedInPart, scopesFor } from '../../../src/fhir/smart/scopes';
import { launchedFor, recordWith } from '../report-server';

const { signal } = new AbortController();
const v2 = scopesFor(['permission-v2'], 'ehr');
const v1 = scopesFor([], 'ehr');

/** What the viewer asks of a record in which every reference leads somewhere, as `type interaction`. */
async function everythingAsked(): Promise<ReadonlySet<string>> {
  const subject = { reference: 'Patient/p1' };
  const one = (resourceType: string, more = {}) => ({ resourceType, id: '1', subject, ...more });
  const record = recordWith({
    ...Object.fromEntries(READ.map((type) => [type, [one(type)]])),
    'Patient/p1': { resourceType: 'Patient', id: 'p1' },
    'Encounter/1': one('Encounter'),
    'Endpoint/1': one('Endpoint'),
    ServiceRequest: [one('ServiceRequest')],
    Appointment: [one('Appointment')],
    ImagingStudy: [
      one('ImagingStudy', {
        identifier: [{ value: 'urn:oid:1.2' }],
        endpoint: [{ reference: 'Endpoint/1' }],
      }),
    ],
    DiagnosticReport: [
      one('DiagnosticReport', {
        status: 'final',
        category: [{ coding: [{ code: 'RAD' }] }],
        result: READ.map((type) => ({ reference: `${type}/1` })),
        presentedForm: [{ contentType: 'text/plain', url: 'Binary/1' }],
      }),
    ],
    'Binary/1': new Response('Words', { headers: { 'content-type': 'text/plain' } }),
  });
  await getJson(record, new URL('Patient/p1', record.base), signal);
  await readEncounter(record, 'Encounter/1', signal);
  await imagingOf(record, launchedFor('p1'), forms, signal);
  await plannedImagingOf(record, launchedFor('p1'), signal);
  const reports = await fullReportsOf(record, launchedFor('p1'), forms, signal);
  for (const content of reports.ok ? reports.value.reports.flatMap(({ contents }) => contents) : [])
    if (content.kind === 'attachment') await content.bytes(signal);
  return new Set(
    record.asked.map(({ url }) => {
      const [type = '', id] = new URL(url).pathname.slice(record.base.pathname.length).split('/');
      return `${type} ${id === undefined ? 's' : 'r'}`;
    }),
  );
}

describe('the scopes that are asked for', () => {
  it.each([
    ['version 2', v2],
    ['version 1', v1],
  ])('allow every read and every search that is made: %s', async (_, scope) => {
    const asked = [...(await everythingAsked())];
    for (const type of READ) expect(asked).toContain(`${type} s`);
    const refused = asked.filter((each) => {
      const [type = '', interaction] = each.split(' ');
      return !isGranted(scope, type, interaction === 's' ? 's' : 'r');
    });
    expect(refused).toEqual([]);
  });

  it('allow a search for ids to give what was found: a strict server wants both letters', () => {
    for (const type of READ) {
      expect(isGranted(v2, type, 'r'), type).toBe(true);
      expect(isGranted(v2, type, 's'), type).toBe(true);
    }
  });

  it('name no type that is never asked for', async () => {
    const asked = [...(await everythingAsked())].map((each) => each.split(' ')[0]);
    const wanted = [...v2.matchAll(/patient\/(\w+)\./g)].map(([, type]) => type);
    expect(wanted.filter((type) => !asked.includes(type))).toEqual(['AuditEvent']);
  });

  it('allow the audit trail to be written and nothing else', () => {
    const written = [...v2.matchAll(/patient\/(\w+)\.\w*[cud]/g)].map(([, type]) => type);
    expect(written).toEqual(['AuditEvent']);
    expect(v2).toContain('patient/AuditEvent.c');
  });
});

describe('what was granted', () => {
  it.each([
    ['patient/*.rs', 'Observation', 's', true],
    ['patient/Observation.r', 'Observation', 's', false],
    ['user/Observation.read', 'Observation', 's', true],
    ['patient/Observation.read', 'Observation', 'c', false],
    ['patient/AuditEvent.write', 'AuditEvent', 'c', true],
    ['patient/Observation.rs?category=imaging', 'Observation', 'r', true],
    ['patient/ObservationX.rs', 'Observation', 'r', false],
    ['system/Observation.rs', 'Observation', 'r', false],
    ['', 'Observation', 'r', false],
  ] as const)('%s: %s.%s is %s', (scope, type, interaction, allowed) => {
    expect(isGranted(scope, type, interaction)).toBe(allowed);
  });
});

describe('what was granted of some resources alone', () => {
  const category = (code: string) => `patient/DiagnosticReport.rs?category=${code}`;
  it.each([
    ['a category', category('http://terminology.hl7.org/CodeSystem/v2-0074|LAB'), true],
    ['two categories', `${category('LAB')} ${category('http://loinc.org|LP29693-6')}`, true],
    ['all that is imaging', category('http://terminology.hl7.org/CodeSystem/v2-0074|RAD'), false],
    ['that, encoded', category('http://loinc.org%7CLP29684-5'), false],
    ['imaging of one state', `${category('RAD')}&status=final`, true],
    ['a category, and all beside it', `${category('LAB')} patient/*.rs`, false],
    ['a category, and all to be read alone', `${category('LAB')} patient/DiagnosticReport.r`, true],
    ['everything', 'patient/DiagnosticReport.rs', false],
    ['another type', 'patient/Observation.rs?category=laboratory', false],
    ['nothing', 'openid', false],
  ])('%s', (_, scope, isPart) => {
    expect(isGrantedInPart(`launch ${scope}`, 'DiagnosticReport', 's')).toBe(isPart);
  });

  it('is not told as all there is: no report is known not to be', async () => {
    const record = recordWith(
      { DiagnosticReport: [], ImagingStudy: [] },
      { grantsPart: (type) => type === 'DiagnosticReport' },
    );
    expect(await fullReportsOf(record, launchedFor('p1'), forms, signal)).toMatchObject({
      value: { reports: [], shortfalls: [{ kind: 'granted-in-part' }] },
    });
    expect(await imagingOf(record, launchedFor('p1'), forms, signal)).toMatchObject({
      value: { shortfalls: [] },
    });
  });
});
