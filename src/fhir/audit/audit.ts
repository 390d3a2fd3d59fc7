import type { AuditEvent, AuditLog } from '../../domain/ports/audit';
import type { Recorded } from './audit-event';
import { spaceOf, type FhirServer } from '../resource/request';
import type { FetchForms } from '../record/record-forms';
import { isGranted } from '../smart/scopes';
import type { SmartSession } from '../smart/session';
import { raced } from '../../http/abort';
import { request } from '../../http/request';
import { retryAfter } from '../../http/retry-after';

export interface AuditSetting {
  readonly site: string;
  /** Where this viewer runs, as an address */
  readonly viewer: string;
  readonly forms: FetchForms;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
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
}

type Sent = 'taken' | 'never' | { readonly again: number };

const PAUSES = [1000, 5000, 20_000, 60_000];
/** What the browser's memory holds for a record that does not answer for hours; beyond it the oldest go */
const MOST_WAITING = 1000;
const NO_REPEATS = { repeats: 0, delay: 0, longest: 0 };

/**
 * Posts each look to the record, in order, one at a time. What it does not take now is repeated with back-off for as long
 * as the session lives; what it will never take (4xx) is dropped, as is everything when the session ends. A record that
 * takes no audit from this sign-in (401) is asked again as rarely as a silent one: the session goes on.
 */
export function createAuditLog(setting: AuditSetting): SmartAuditLog {
  const waiting: (Recorded & { readonly event: AuditEvent })[] = [];
  let begun: AuditSession | undefined;
  let hasEnded = false;
  let isSending = false;

  const send = async (audit: AuditSession) => {
    const { session } = audit;
    const user = await raced(audit.user, session.ended);
    const { auditEventOf } = await raced(setting.forms(), session.ended);
    let failures = 0;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const { base } = audit.server;
      const { clientId, patient } = session.current();
      const { site, viewer } = setting;
      const body = auditEventOf(first.event, { base, viewer, clientId, patient, user, site }, first);
      const sent = await post(
        audit,
        JSON.stringify(body),
        PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0,
        setting,
      );
      if (typeof sent === 'object') {
        failures += 1;
        await setting.wait(sent.again, session.ended);
      } else {
        failures = 0;
        if (waiting[0] === first) waiting.shift();
      }
    }
  };

  const start = () => {
    if (begun === undefined || isSending) return;
    isSending = true;
    // Only the end of the session stops it; then what is left has no token to be sent with.
    send(begun)
      .catch(() => void waiting.splice(0))
      .finally(() => {
        isSending = false;
        // Recorded in the moment between the last look into the queue and this one
        if (waiting.length > 0) start();
      });
  };

  return {
    record: (event) => {
      if (hasEnded || (begun && !mayWrite(begun))) return;
      waiting.push({ event, at: new Date(setting.now()), id: crypto.randomUUID() });
      if (waiting.length > MOST_WAITING) waiting.shift();
      start();
    },
    begin: (session) => {
      begun = session;
      session.session.ended.addEventListener('abort', () => {
        begun = undefined;
        hasEnded = true;
      });
      if (!mayWrite(session)) waiting.splice(0);
      if (waiting.length > 0) start();
    },
  };
}

const mayWrite = ({ session }: AuditSession) => isGranted(session.current().scope, 'AuditEvent', 'c');

async function post(
  { server, session }: AuditSession,
  body: string,
  pause: number,
  { now }: AuditSetting,
): Promise<Sent> {
  const address = new URL('AuditEvent', server.base);
  const question = {
    address,
    accept: 'application/fhir+json',
    space: spaceOf(server.base, address),
    body: { contentType: 'application/fhir+json', bytes: new TextEncoder().encode(body) },
    // The last look is still reported while the tab closes.
    keepalive: true,
    isAnswer: (status: number) => status !== 401,
  };
  const answer = await request({ ...server, retries: NO_REPEATS }, question, session.ended);
  if (!answer.ok) return answer.problem.kind === 'redirected' ? 'never' : { again: pause };
  const { status } = answer.value;
  answer.value.discard();
  if (status < 300) return 'taken';
  const later = status >= 500 || status === 408 || status === 429;
  return later ? { again: retryAfter(answer.value.header('retry-after'), now(), pause, 60_000) } : 'never';
}
