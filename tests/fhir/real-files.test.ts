import { forms } from './forms';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Patient } from '../../src/domain/patient/patient';
import type { AuditEvent } from '../../src/domain/ports/audit';
import { balpEvent } from '../../src/fhir/audit/balp';
import { encounterInContext, readEncounter } from '../../src/fhir/record/encounter';
import { object, objects, text, texts, type Json } from '../../src/fhir/resource/json';
import { patientFrom } from '../../src/fhir/record/patient';
import { patientIn, setting } from './record/a-patient';
import { fullReportsOf } from '../../src/fhir/reports/report-search';
import { aPatient } from '../fakes';
import { launchedFor, recordWith } from './report-server';

const folder = fileURLToPath(new URL('../../../shared/data/fhir/', import.meta.url));
const isHere = existsSync(folder);
if (!isHere) console.warn('Skipped: the published FHIR examples are not in ../shared/data/fhir.');

const signal = new AbortController().signal;
const read = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Json;
const files = isHere
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
  : [];
const ofType = (type: string) => files.filter((name) => read(name)['resourceType'] === type);
const codesIn = (value: unknown): readonly string[] =>
  objects([value]).flatMap((one) => [
    ...(text(one['code']) ? [text(one['code']) ?? ''] : []),
    ...objects(one['coding']).flatMap(({ code }) => text(code) ?? []),
  ]);

/** Types that the viewer reads or writes, and those that it has no use for */
const READ = [
  ...['Patient', 'Encounter', 'ImagingStudy', 'Endpoint', 'DiagnosticReport', 'ServiceRequest', 'AuditEvent'],
  ...['Observation', 'Media', 'DocumentReference', 'Practitioner', 'Organization', 'Bundle'],
];
const OTHERS = ['BodyStructure', 'Device', 'Location', 'OperationOutcome', 'Procedure'];

/** A report of imaging by these authors, with these links. */
async function reportWith(change: Json, others: Readonly<Record<string, unknown>>) {
  const report = {
    resourceType: 'DiagnosticReport',
    id: 'r',
    status: 'final',
    category: [{ coding: [{ code: 'RAD' }] }],
    subject: { reference: 'Patient/p' },
    ...change,
  };
  const answer = await fullReportsOf(
    recordWith({ DiagnosticReport: [report], ...others }),
    launchedFor('p'),
    forms,
    signal,
  );
  if (!answer.ok) throw new Error(answer.problem.kind);
  return answer.value.reports[0];
}

describe.skipIf(!isHere)('published examples', () => {
  test('are all of a type that is read, or of one that is known to be of no use', () => {
    const types = new Set(files.map((name) => String(read(name)['resourceType'])));
    expect([...types].filter((type) => ![...READ, ...OTHERS].includes(type))).toEqual([]);
    expect(files.length).toBeGreaterThan(60);
  });

  test.each(ofType('Patient'))(
    '%s gives the name, birth date, gender and identifiers that it has',
    (name) => {
      const json = { ...read(name), id: 'x' } as Json;
      const names = objects(json['name']);
      const official = names.find(({ use }) => use === 'official') ?? names[0] ?? {};
      expect(patientIn(json, 'x')).toMatchObject({
        name: {
          given: texts(official['given']),
          ...(text(official['family']) && { family: text(official['family']) }),
        },
        ...(text(json['birthDate']) && { birthDate: text(json['birthDate']) }),
        ...(text(json['gender']) && { gender: text(json['gender']) }),
        identifiers: objects(json['identifier'])
          .filter(({ value }) => text(value) !== undefined)
          .map(({ value }) => ({ value })),
      });
      expect(patientFrom(json, 'somebody-else', setting)).toEqual({ kind: 'not-current', how: 'another' });
    },
  );

  test.each(ofType('Encounter'))(
    '%s is in context for its own patient, and for nobody else',
    async (name) => {
      const json = read(name);
      const reference = `Encounter/${String(json['id'])}`;
      const record = recordWith({ [reference]: json });
      const came = await readEncounter(record, reference, signal);
      const inContextOf = (patient: Patient) =>
        encounterInContext(reference, came, { patient, base: record.base, now: setting.now });
      const subject = object(json['subject']);
      const id = text(subject?.['reference'])?.split('/').at(-1) ?? 'known-by-number';
      const identifiers = objects([subject?.['identifier']]).map((each) => ({
        system: text(each['system']) ?? '',
        value: text(each['value']) ?? '',
      }));
      expect(came).toEqual(json);
      expect(inContextOf(aPatient({ id, identifiers }))).toBe(reference);
      const others = identifiers.map(({ system }) => ({ system, value: 'another number' }));
      expect(inContextOf(aPatient({ id: 'somebody-else', identifiers: others }))).toBeUndefined();
      expect(inContextOf(aPatient({ id: 'somebody-else', identifiers: [] }))).toBeUndefined();
    },
  );

  test.each([...ofType('Practitioner'), ...ofType('Organization')])(
    '%s is the author of a report, by name',
    async (name) => {
      const json = read(name);
      const type = String(json['resourceType']);
      const reference = { reference: `${type}/${String(json['id'])}` };
      const report = await reportWith({ resultsInterpreter: [reference] }, { [type]: [json] });
      const [person = {}] = objects(json['name']);
      const expected = text(json['name']) ?? text(person['family']) ?? text(person['text']);
      expect(expected).toBeDefined();
      expect(report?.authors[0]?.name).toContain(expected);
      expect(report?.authors[0]?.verifies).toBe(true);
    },
  );

  test.each(ofType('DocumentReference'))('%s has its attachments as forms of a report', async (name) => {
    const json: Json = { ...read(name), subject: { reference: 'Patient/p' } };
    const reference = `DocumentReference/${String(json['id'])}`;
    const report = await reportWith({ media: [{ link: { reference } }] }, { DocumentReference: [json] });
    const attachments = objects(json['content']).flatMap(({ attachment }) => objects([attachment]));
    const forms = report?.contents.flatMap((each) => (each.kind === 'attachment' ? [each] : [])) ?? [];
    expect(json['status']).toBe('current');
    expect(forms.map(({ mediaType }) => mediaType)).toEqual(
      attachments.map(({ contentType }) => text(contentType)),
    );
    for (const [at, form] of forms.entries()) {
      const bytes = await form.bytes(signal);
      const data = text(attachments[at]?.['data']);
      if (data !== undefined) expect(bytes.ok && Buffer.from(bytes.value).toString('base64')).toBe(data);
      // Another server's address is asked neither with this record's token nor without.
      else expect(bytes).toMatchObject({ ok: false });
    }
  });

  test.each<[string, AuditEvent]>([
    ['ihe-balp/AuditEvent-ex-auditBasicReadClient.json', { kind: 'launched' }],
    ['ihe-balp/AuditEvent-ex-auditBasicQueryGetClient.json', { kind: 'listed', count: 3 }],
  ])('%s is the pattern of what the viewer writes', (name, event) => {
    const example = read(name);
    const context = {
      base: new URL('https://record.example/fhir/'),
      viewer: 'https://viewer.example',
      clientId: 'plainfilm',
      site: 'Surgery',
      patient: 'p',
      user: 'https://record.example/fhir/Practitioner/1',
    };
    const own = balpEvent(event, context, { id: '1', at: new Date('2026-11-21T12:00:00Z') });
    expect(codesIn(own['type'])).toEqual(codesIn(example['type']));
    expect(own['action']).toBe(example['action']);
    expect(own['outcome']).toBe(example['outcome'] ?? '0');
    const agents = (of: Json) => objects(of['agent']).flatMap(({ type }) => codesIn(type));
    expect(agents(own)).toEqual(expect.arrayContaining([...agents(example)]));
    // The number of the transaction may be left out.
    const entities = (of: Json) =>
      objects(of['entity'])
        .map(({ type, role }) => [...codesIn(type), ...codesIn(role)].join(' '))
        .filter((each) => each !== 'XrequestId')
        .sort();
    expect(entities(own)).toEqual(entities(example));
    const interaction = (of: Json) => objects(of['subtype']).flatMap(codesIn);
    expect(interaction(example)).toEqual(expect.arrayContaining([...interaction(own)]));
  });
});
