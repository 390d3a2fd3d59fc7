import type { AuditDelivery, AuditLog } from '../../domain/ports/audit';
import type { Patient } from '../../domain/patient/patient';
import { raced } from '../../http/abort';
import { spaceOf, type FhirServer } from '../resource/request';
import { isGranted } from '../smart/scopes';
import type { SmartSession } from '../smart/session';
import { createQueue, type Opened, type Writer } from './queue';
import type { ParsSetting, Shape } from './shape';

/** A place that keeps looks: in which shape, and where it is, unless it is the record that launched the viewer. */
export interface AuditStore {
  readonly shape: 'balp' | 'pars';
  readonly endpoint?: AuditEndpoint | undefined;
}

export interface AuditEndpoint {
  /** As a clinician knows it */
  readonly name: string;
  /** A FHIR base */
  readonly root: string;
  readonly credentials: 'ehr-token' | 'none';
}

export interface AuditSetting {
  readonly site: string;
  /** Where this viewer runs, as an address */
  readonly viewer: string;
  readonly now: () => number;
  /** Milliseconds since any moment, by a clock that nobody can set */
  readonly elapsed?: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** By BALP to the record, where nothing else is said */
  readonly stores?: readonly AuditStore[];
  readonly pars?: ParsSetting | undefined;
  /** The patient as read; only where a shape needs more of them than the id */
  readonly patient?: () => Patient | undefined;
}

/** From when on events can be sent. */
export interface AuditSession {
  readonly server: FhirServer;
  readonly session: SmartSession;
  /** The verified user, once it is known */
  readonly user: Promise<string | undefined>;
}

export interface SmartAuditLog extends AuditLog {
  begin(session: AuditSession): void;
  /** The page closes: what still waits is sent off, and not waited for. */
  leave(): void;
}

/** Each by itself: nobody who keeps the one shape loads the other */
const SHAPES: Readonly<Record<AuditStore['shape'], () => Promise<Shape>>> = {
  balp: async () => (await import('./balp')).balpEvent,
  pars: async () => (await import('./pars')).parsEvent,
};

const BY_BALP: readonly AuditStore[] = [{ shape: 'balp' }];

/** Gives each look to every store, each with a queue of its own: what one does not take is not sent to another again. */
export function createAuditLog(setting: AuditSetting): SmartAuditLog {
  const listeners = new Set<(delivery: AuditDelivery) => void>();
  const tell = () => {
    for (const told of listeners) told(delivery());
  };
  const queues = (setting.stores ?? BY_BALP).map((store) => ({
    store,
    queue: createQueue({ now: setting.now, elapsed: setting.elapsed, wait: setting.wait, tell }),
  }));
  let emergency = false;
  const delivery = () => worstOf(queues.map(({ queue }) => queue.delivery()));
  return {
    record: (event) => {
      emergency ||= event.kind === 'broke-glass' && event.opened;
      const look = {
        event,
        at: new Date(setting.now()),
        id: crypto.randomUUID(),
        ...((emergency || event.kind === 'broke-glass') && { emergency: true }),
      };
      for (const { queue } of queues) queue.add(look);
    },
    delivery,
    onDelivery: (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    begin: (session) => {
      for (const { store, queue } of queues) {
        const isRecord = store.endpoint === undefined;
        if (isRecord && !isGranted(session.session.current().scope, 'AuditEvent', 'c'))
          queue.bar(session.server.where);
        else queue.begin(openedAt(store, session, setting));
      }
    },
    settled: async () => void (await Promise.all(queues.map(({ queue }) => queue.settled()))),
    leave: () => {
      for (const { queue } of queues) queue.leave();
    },
  };
}

function openedAt({ shape, endpoint }: AuditStore, audit: AuditSession, setting: AuditSetting): Opened {
  const { server, session, user } = audit;
  const base = endpoint ? new URL(`${endpoint.root}/`) : server.base;
  const address = new URL('AuditEvent', base);
  const hasToken = endpoint?.credentials !== 'none';
  // The configuration names it, and says so.
  if (endpoint && hasToken) session.allow(base);
  return {
    office: {
      address,
      space: spaceOf(base, address),
      where: endpoint?.name ?? server.where,
      fetch: server.fetch,
      wait: server.wait,
      now: server.now,
      ...(hasToken && { tokens: server.tokens }),
    },
    writer: async (): Promise<Writer> => {
      const [written, known] = await Promise.all([SHAPES[shape](), raced(user, session.ended)]);
      return (look) => {
        const { clientId, patient } = session.current();
        const { site, viewer, pars } = setting;
        const person = setting.patient?.();
        const context = { base: server.base, viewer, clientId, patient, person, user: known, site, pars };
        const json = written(look.event, context, look);
        return typeof json === 'string' ? { why: json } : json && JSON.stringify(json);
      };
    },
    ended: session.ended,
  };
}

const isWell = ({ state, missing }: AuditDelivery) => state === 'well' && missing === 0;
const weightOf = ({ state, missing }: AuditDelivery) =>
  state === 'refused' || state === 'not-granted' ? 3 : missing > 0 ? 2 : state === 'delayed' ? 1 : 0;

/** Of several, the one of which most is to be said, and who takes everything beside it. */
function worstOf(deliveries: readonly AuditDelivery[]): AuditDelivery {
  const [worst, ...others] = [...deliveries].sort((a, b) => weightOf(b) - weightOf(a));
  if (worst === undefined) throw new Error('nobody records who looks');
  const other = others.find(isWell);
  return { ...worst, ...(other && !isWell(worst) && { takenBy: other.where }) };
}
