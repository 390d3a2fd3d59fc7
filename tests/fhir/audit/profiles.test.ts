import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { studyUid } from '../../../src/domain/ids';
import type { AuditEvent } from '../../../src/domain/ports/audit';
import { auditEventOf } from '../../../src/fhir/audit/audit-event';
import { arePublishedProfilesHere, faultsAgainst, publishedExamples } from './profiles';

const study = studyUid('2.999.7.401');
const SUCCEEDED: readonly (readonly [profile: string, event: AuditEvent])[] = [
  ['PatientRead', { kind: 'launched' }],
  ['PatientQuery', { kind: 'listed', count: 3 }],
  ['PatientRead', { kind: 'study-opened', study }],
  ['PatientRead', { kind: 'report-read', report: 'DiagnosticReport/7', study }],
  ['PatientRead', { kind: 'report-read', report: '2.999.7.401.9' }],
];
const REFUSED: readonly AuditEvent[] = [
  { kind: 'identity-mismatch', study },
  { kind: 'access-refused', where: 'Salford Royal' },
];

const made = (event: AuditEvent, user?: string) =>
  auditEventOf(
    event,
    {
      base: new URL('https://record.example/fhir/'),
      viewer: 'https://viewer.example',
      clientId: 'plainfilm',
      site: 'Test site',
      patient: 'p1',
      ...(user !== undefined && { user }),
    },
    { id: '0b7a7c6e-1111-4222-8333-944455566677', at: new Date('2026-11-21T14:02:00Z') },
  );

const example = (name: string) =>
  JSON.parse(readFileSync(new URL(`AuditEvent-ex-${name}.json`, publishedExamples), 'utf8')) as Record<
    string,
    unknown
  >;

describe.skipIf(!arePublishedProfilesHere)(
  'the published profiles of IHE BALP (../shared is not here without them)',
  () => {
    it.each(SUCCEEDED)('%s has nothing against %j, with a verified user and without', (profile, event) => {
      for (const user of ['https://record.example/fhir/Practitioner/7', undefined]) {
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
      const resource = structuredClone(made({ kind: 'study-opened', study }));
      spoil(resource as Record<string, unknown[]>);
      expect(faultsAgainst(resource, 'IHE.BasicAudit.PatientRead')).not.toEqual([]);
    });
  },
);

describe('a look', () => {
  it('carries the number by which a repeat of it is known', () => {
    const entities = made({ kind: 'launched' })['entity'] as { what?: { identifier?: { value: string } } }[];
    expect(entities.at(-1)?.what?.identifier?.value).toBe('0b7a7c6e-1111-4222-8333-944455566677');
  });
});
