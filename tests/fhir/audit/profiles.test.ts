import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instanceUid, studyUid } from '../../../src/domain/ids';
import type { AuditEvent } from '../../../src/domain/ports/audit';
import type { Patient } from '../../../src/domain/patient/patient';
import { balpEvent } from '../../../src/fhir/audit/balp';
import { parsEvent } from '../../../src/fhir/audit/pars';
import { arePublishedProfilesHere, faultsAgainst, parsExamples, publishedExamples } from './profiles';

type Json = Readonly<Record<string, unknown>>;
const study = studyUid('2.999.7.401');
const disclosed = (how: 'printed' | 'copied' | 'exported' | 'shared') =>
  ['PrivacyDisclosure.Source', { kind: 'disclosed', how, study }] as const;
const SUCCEEDED: readonly (readonly [profile: string, event: AuditEvent])[] = [
  ['PatientRead', { kind: 'launched' }],
  ['PatientQuery', { kind: 'listed', count: 3 }],
  ['PatientRead', { kind: 'study-opened', study }],
  ['PatientRead', { kind: 'compared', study, beside: studyUid('2.999.7.402') }],
  ['PatientRead', { kind: 'report-read', report: 'DiagnosticReport/7', study }],
  ['PatientRead', { kind: 'report-read', report: '2.999.7.401.9' }],
  ['PatientRead', { kind: 'key-image', study, image: instanceUid('2.999.7.401.1.1') }],
  ['PatientRead', { kind: 'view-opened', study }],
  ['PatientCreate', { kind: 'measurements-saved', study, where: 'Salford Royal' }],
  ['PatientCreate', { kind: 'key-image-saved', study, where: 'Salford Royal' }],
  ['PatientCreate', { kind: 'key-image-withdrawn', study, where: 'Salford Royal' }],
  disclosed('printed'),
  disclosed('copied'),
  disclosed('exported'),
  disclosed('shared'),
  ['PrivacyDisclosure.Source', { kind: 'disclosed', how: 'printed' }],
];
const REFUSED: readonly AuditEvent[] = [
  { kind: 'identity-mismatch', study },
  { kind: 'access-refused', where: 'Salford Royal' },
];
const WITHOUT_PATTERN: readonly AuditEvent[] = [
  { kind: 'signed-out' },
  { kind: 'broke-glass', reason: 'A fall, on anticoagulants', opened: true },
  { kind: 'broke-glass', reason: 'A fall, on anticoagulants', opened: false },
];
const ALL = [...SUCCEEDED.map(([, event]) => event), ...REFUSED, ...WITHOUT_PATTERN];
/** Whoever a sign-in may name, in whatever words: SMART has four types, and servers write others */
const USERS = [
  undefined,
  'https://record.example/fhir/Practitioner/7',
  'https://record.example/fhir/PractitionerRole/9',
  'https://record.example/fhir/Patient/p1',
  'https://record.example/fhir/RelatedPerson/4',
  'https://record.example/fhir/Person/5',
  'https://record.example/fhir/Device/3',
  'https://record.example/fhir/Group/3',
  'https://RECORD.example/fhir/Practitioner/7/_history/2',
  'http://record.example/fhir//Practitioner/7',
  'Practitioner/7',
  'https://staff.example/fhir/Practitioner/7',
  'https://staff.example/fhir/Person/7',
  'dr.smith',
  'urn:uuid:0b7a7c6e-1111-4222-8333-944455566677',
  'practitioner 7',
  'x'.repeat(5000),
] as const;

const person: Patient = {
  id: 'p1',
  name: { family: 'PRYCE-TESTCASE', given: ['Anwen'] },
  identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 010 1019' }],
};
const contextOf = (user?: string) => ({
  base: new URL('https://record.example/fhir/'),
  viewer: 'https://viewer.example',
  clientId: 'plainfilm',
  site: 'Test site',
  patient: 'p1',
  person,
  pars: { odsCode: 'RM3', organisation: 'Example trust', productId: 'P.ABC-123' },
  ...(user !== undefined && { user }),
});
const recorded = { id: '0b7a7c6e-1111-4222-8333-944455566677', at: new Date('2026-11-21T14:02:00Z') };
const made = (event: AuditEvent, user?: string) => balpEvent(event, contextOf(user), recorded);
const madeForPars = (event: AuditEvent, user?: string) => parsEvent(event, contextOf(user), recorded);
const spoiled = (resource: unknown, spoil: (resource: Record<string, unknown[]>) => unknown): Json => {
  const copy = structuredClone(resource) as Record<string, unknown[]>;
  spoil(copy);
  return copy;
};

const example = (name: string) =>
  JSON.parse(readFileSync(new URL(`AuditEvent-ex-${name}.json`, publishedExamples), 'utf8')) as Json;

describe.skipIf(!arePublishedProfilesHere)(
  'the published profiles of IHE BALP (../shared is not here without them)',
  () => {
    it.each(SUCCEEDED)('%s has nothing against %j, whoever is signed in', (profile, event) => {
      for (const user of USERS) {
        const resource = made(event, user);
        expect(faultsAgainst(resource, `IHE.BasicAudit.${profile}`)).toEqual([]);
        expect(resource['meta']).toEqual({
          profile: [`https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${profile}`],
        });
      }
    });

    it.each(REFUSED.map((event) => [event.kind, event] as const))(
      '%s claims none of them, because theirs are of what succeeded, and has else the same form',
      (_, event) => {
        const resource = made(event);
        expect(resource).not.toHaveProperty('meta');
        expect(faultsAgainst({ ...resource, outcome: '0' }, 'IHE.BasicAudit.PatientRead')).toEqual([]);
      },
    );

    it.each(WITHOUT_PATTERN.map((event) => [event.kind, event] as const))(
      '%s, for which there is no pattern, claims none and is an AuditEvent',
      (_, event) => {
        expect(made(event)).not.toHaveProperty('meta');
        expect(faultsAgainst(made(event), 'AuditEvent')).toEqual([]);
      },
    );

    it.each([
      ['auditBasicReadClient', 'PatientRead'],
      ['auditBasicReadServer', 'PatientRead'],
      ['auditBasicQueryGetClient', 'PatientQuery'],
      ['auditBasicQueryGetServer', 'PatientQuery'],
      ['auditPrivacyDisclosure-source', 'PrivacyDisclosure.Source'],
    ])('its own example %s conforms to %s: the checker refuses nothing that is right', (name, profile) => {
      expect(faultsAgainst(example(name), `IHE.BasicAudit.${profile}`)).toEqual([]);
    });

    it.each<[what: string, spoil: (resource: Record<string, unknown[]>) => unknown]>([
      [
        'an agent without network',
        ({ agent = [] }) => Object.assign(agent[0] as object, { network: undefined }),
      ],
      ['no server', ({ agent = [] }) => agent.splice(1, 1)],
      ['two things looked at', ({ entity = [] }) => entity.push(entity[1])],
      ['no patient', ({ entity = [] }) => entity.splice(0, 1)],
      [
        'a user with a network',
        ({ agent = [] }) => Object.assign(agent[2] as object, { network: { address: 'x' } }),
      ],
      ['a failure', (resource) => Object.assign(resource, { outcome: '8' })],
      ['another action', (resource) => Object.assign(resource, { action: 'E' })],
      [
        'a subtype that is no read',
        ({ subtype = [] }) => Object.assign(subtype[0] as object, { code: 'search' }),
      ],
    ])('the checker refuses %s', (_, spoil) => {
      const resource = spoiled(made({ kind: 'study-opened', study }), spoil);
      expect(faultsAgainst(resource, 'IHE.BasicAudit.PatientRead')).not.toEqual([]);
    });

    it('the checker refuses something given away by somebody else than who tells of it', () => {
      const resource = spoiled(made({ kind: 'disclosed', how: 'exported', study }), ({ agent = [] }) =>
        Object.assign(agent[0] as object, { who: { display: 'Somebody' } }),
      );
      expect(faultsAgainst(resource, 'IHE.BasicAudit.PrivacyDisclosure.Source')).toEqual([
        'val-audit-source',
      ]);
    });
  },
);

const PARS = 'England-AuditEvent-PARS';

describe.skipIf(!arePublishedProfilesHere)(
  'the published profile of NHS PARS (../shared is not here without it)',
  () => {
    it.each(ALL.map((event) => [event.kind, event] as const))(
      'has nothing against %s, whoever is signed in',
      (_, event) => {
        for (const user of USERS) expect(faultsAgainst(madeForPars(event, user) as Json, PARS)).toEqual([]);
      },
    );

    it('has nothing against its own examples but those that name a Device, for which it has no slice', () => {
      for (const [, resource] of parsExamples()) {
        const faults = faultsAgainst(resource, PARS);
        const agents = resource['agent'] as { who: { type: string } }[];
        const namesDevice = agents.some(({ who }) => who.type === 'Device');
        expect(faults.length > 0).toBe(namesDevice);
        for (const fault of faults) expect(fault).toMatch(/^AuditEvent\.agent: in no slice, .*"Device"/);
      }
      expect(parsExamples().length).toBeGreaterThan(0);
    });

    it('takes no event of BALP: the two are never one', () => {
      for (const event of ALL) expect(faultsAgainst(made(event), PARS)).not.toEqual([]);
    });

    it.each<[what: string, spoil: (resource: Record<string, unknown[]>) => unknown]>([
      [
        'a device that is no Endpoint',
        ({ agent = [] }) => Object.assign((agent[2] as { who: object }).who, { type: 'Device' }),
      ],
      ['no organisation', ({ agent = [] }) => agent.splice(0, 1)],
      ['two users', ({ agent = [] }) => agent.push(agent[1])],
      [
        'a user without a number',
        ({ agent = [] }) => Object.assign((agent[1] as { who: object }).who, { identifier: undefined }),
      ],
      [
        'a third agent of no kind',
        ({ agent = [] }) => agent.push({ who: { display: 'x' }, requestor: false }),
      ],
      ['no requestor', ({ agent = [] }) => Object.assign(agent[0] as object, { requestor: undefined })],
      ['no patient', ({ entity = [] }) => entity.splice(0, 1)],
      ['no transaction', ({ entity = [] }) => entity.splice(1, 1)],
      ['an endpoint with one detail', ({ entity = [] }) => (entity[2] as { detail: unknown[] }).detail.pop()],
      [
        'data of BALP',
        ({ entity = [] }) =>
          entity.push({
            type: { system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type', code: '2' },
            what: { identifier: { system: 's', value: 'v' } },
          }),
      ],
      [
        'an observer without a number',
        (resource) =>
          Object.assign((resource['source'] as unknown as { observer: object }).observer, {
            identifier: undefined,
          }),
      ],
      ['no action', (resource) => Object.assign(resource, { action: undefined })],
    ])('the checker refuses %s', (_, spoil) => {
      const resource = spoiled(
        madeForPars({ kind: 'study-opened', study }, 'https://record.example/fhir/Practitioner/7'),
        spoil,
      );
      expect(faultsAgainst(resource, PARS)).not.toEqual([]);
    });
  },
);

describe('a look', () => {
  it('has a row of every kind in these tests', () => {
    const kinds: Readonly<Record<AuditEvent['kind'], true>> = {
      launched: true,
      listed: true,
      'study-opened': true,
      compared: true,
      'report-read': true,
      'key-image': true,
      'view-opened': true,
      'measurements-saved': true,
      'key-image-saved': true,
      'key-image-withdrawn': true,
      disclosed: true,
      'identity-mismatch': true,
      'access-refused': true,
      'broke-glass': true,
      'signed-out': true,
    };
    expect(new Set(ALL.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  });

  /** R4: what agent.who may refer to, and the form of a reference (2.3.0) */
  const REFERENCE =
    /^(?:https?:\/\/[^\s]+\/)?(?:PractitionerRole|Practitioner|Organization|Device|Patient|RelatedPerson)\/[A-Za-z0-9\-.]{1,64}$/;

  it.each(USERS.map((user) => [user?.slice(0, 60), user] as const))(
    'names %s as a person by a reference that an agent may have, or by a number',
    (_, user) => {
      for (const event of ALL) {
        const agents = made(event, user)['agent'] as { who: Json }[];
        for (const { who } of agents) {
          const [reference, { value } = { value: undefined }] = [
            who['reference'] as string | undefined,
            who['identifier'] as { value?: string } | undefined,
          ];
          if (reference !== undefined) expect(reference).toMatch(REFERENCE);
          expect(reference ?? value ?? who['display']).toBeTruthy();
        }
      }
    },
  );

  it.each([
    ['https://RECORD.example/fhir/Practitioner/7/_history/2', 'Practitioner/7'],
    ['http://record.example/fhir//Practitioner/7', 'Practitioner/7'],
    ['Practitioner/7', 'Practitioner/7'],
    ['https://staff.example/fhir/Practitioner/7', 'https://staff.example/fhir/Practitioner/7'],
    ['https://record.example/fhir/Person/5', undefined],
    ['dr.smith', undefined],
  ])('of %s is of %s, in both shapes the same person', (user, reference) => {
    const agents = made({ kind: 'launched' }, user)['agent'] as { who: Json }[];
    expect(agents.at(-1)?.who['reference']).toBe(reference);
    const people = (madeForPars({ kind: 'launched' }, user) as unknown as { agent: { who: Json }[] }).agent
      .map(({ who }) => who)
      .filter(({ type }) => type === 'Practitioner');
    expect(people).toHaveLength(reference === 'Practitioner/7' ? 1 : 0);
  });

  it('carries the number by which a repeat of it is known, the same in both shapes', () => {
    const numbersIn = (resource: Json | string | undefined) =>
      (
        (resource as Json)['entity'] as {
          type: { code: string };
          what?: { identifier?: { value: string } };
        }[]
      )
        .filter(({ type }) => type.code === 'XrequestId')
        .map(({ what }) => what?.identifier?.value);
    expect(numbersIn(made({ kind: 'launched' }))).toEqual([recorded.id]);
    expect(numbersIn(madeForPars({ kind: 'launched' }))).toEqual([recorded.id]);
  });

  it.each([
    ['without an NHS number', { ...person, identifiers: [] }],
    [
      'with a number that is none',
      { ...person, identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990101018' }] },
    ],
  ])('at a patient %s has no form of PARS, and says why', (_, patient) => {
    expect(parsEvent({ kind: 'launched' }, { ...contextOf(), person: patient }, recorded)).toMatch(
      /NHS number/,
    );
  });

  it('at a patient who is not known yet has no form of PARS yet, which is no loss of it', () => {
    expect(parsEvent({ kind: 'launched' }, { ...contextOf(), person: undefined }, recorded)).toBeUndefined();
  });
});
