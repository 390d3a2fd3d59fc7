import { opaque } from '../smart/opaque';
import { valuesAt } from './parameters';
import type { Entry, Resource } from './resource';

/** AuditEvents of this run, oldest first. */
export interface AuditStore {
  readonly entries: readonly Entry[];
  add(event: Readonly<Record<string, unknown>>, personId: string | undefined): Resource;
}

const most = 10_000;

export function createAuditStore(): AuditStore {
  const entries: Entry[] = [];
  return {
    entries,
    add(event, personId) {
      const id = opaque().slice(0, 32).replaceAll('_', '-');
      const meta = { ...(event['meta'] as object | undefined), versionId: '1' };
      const resource: Resource = { ...event, resourceType: 'AuditEvent', id, meta };
      entries.push({ resource, personId });
      if (entries.length > most) entries.shift();
      return resource;
    },
  };
}

/** What is wrong with an AuditEvent that wants to be stored (R4 6.4.3), or `undefined` when nothing is. */
export function auditProblem(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null) return 'The body is not a resource.';
  const { resourceType, type, recorded, agent, source } = event as Record<string, unknown>;
  if (resourceType !== 'AuditEvent') return 'The body is not an AuditEvent.';
  if (typeof type !== 'object' || type === null) return 'AuditEvent.type is missing.';
  if (typeof recorded !== 'string' || Number.isNaN(Date.parse(recorded)))
    return 'AuditEvent.recorded is not an instant.';
  if (!Array.isArray(agent) || agent.length === 0) return 'AuditEvent.agent is missing.';
  if (agent.some((each: { requestor?: unknown }) => typeof each?.requestor !== 'boolean'))
    return 'AuditEvent.agent.requestor is missing.';
  if (typeof source !== 'object' || source === null || !('observer' in source))
    return 'AuditEvent.source.observer is missing.';
  return undefined;
}

/** The patients that an AuditEvent names, as ids. */
export function auditedPatients(event: Resource): readonly string[] {
  return valuesAt(event, 'entity.what.reference')
    .filter((reference): reference is string => typeof reference === 'string')
    .flatMap((reference) => {
      const [type, id] = reference.split('/').slice(-2);
      return type === 'Patient' && id !== undefined ? [id] : [];
    });
}
