import type { AuditDelivery, AuditEvent, AuditLog } from '../../domain/ports/audit';
import { auditEventOf, type Recorded } from './audit-event';
import { spaceOf, type FhirServer } from '../resource/request';
import { isGranted } from '../smart/scopes';
import type { SmartSession } from '../smart/session';
import { object, objects, text } from '../resource/json';
import { raced } from '../../http/abort';
import type { Answer } from '../../http/answer';
import { settled } from '../../http/failure';
import { readJson } from '../../http/json';
import { request } from '../../http/request';
import { retryAfter } from '../../http/retry-after';

export interface AuditSetting {
  readonly site: string;
  /** Where this viewer runs, as an address */
  readonly viewer: string;
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
  /** The page closes: what still waits is sent off, and not waited for. */
  leave(): void;
}

/** What became of a sending. */
type Sent =
  | { readonly kind: 'taken' }
  /** This one will never be taken; `why` is what the store said */
  | { readonly kind: 'never'; readonly why?: string }
  /** To be tried again after so many milliseconds: nothing is taken from this viewer, or not now */
  | { readonly kind: 'refused' | 'later'; readonly again: number };

const PAUSES = [1000, 5000, 20_000, 30_000];
/** Who is refused is not asked more often: leave may be given meanwhile */
const REFUSED_PAUSE = 60_000;
/** Milliseconds for which a store that is out of order is nobody's business */
const DELAY = 30_000;
/** Nobody waits for it */
const PATIENCE = 15_000;
/** What the browser's memory holds for a store that does not answer for hours; beyond it the oldest are lost, and counted */
const MOST_WAITING = 1000;
const NO_REPEATS = { repeats: 0, delay: 0, longest: 0 };
/** What a page that closes may still send: browsers take 64 kB */
const MOST_AT_THE_END = 60_000;
/** It has no place for them, whoever asks */
const NO_PLACE: ReadonlySet<number> = new Set([404, 405, 410, 501]);

/**
 * Posts each look to the record, in order, one at a time. What it does not take now is repeated with back-off for as long
 * as the session lives; what it will never take is counted and told. A record that takes nothing from this sign-in is asked
 * once a minute: the session goes on.
 */
export function createAuditLog(setting: AuditSetting): SmartAuditLog {
  const waiting: (Recorded & { readonly event: AuditEvent })[] = [];
  const listeners = new Set<(delivery: AuditDelivery) => void>();
  let begun: AuditSession | undefined;
  let hasEnded = false;
  let isSending = false;
  let now: AuditDelivery = { where: '', state: 'well', looks: 0, waiting: 0, missing: 0 };

  let unsent = 0;

  const delivery = (): AuditDelivery => ({ ...now, waiting: unsent + waiting.length });
  const tell = (change: Partial<AuditDelivery>) => {
    const before = now;
    now = { ...now, ...change };
    if (before.state === now.state && before.missing === now.missing) return;
    for (const told of listeners) told(delivery());
  };

  const send = async (audit: AuditSession) => {
    const { session, server } = audit;
    const { site, viewer } = setting;
    const user = await raced(audit.user, session.ended);
    const body = (one: (typeof waiting)[number]) => {
      const { clientId, patient } = session.current();
      const context = { base: server.base, viewer, clientId, patient, user, site };
      return JSON.stringify(auditEventOf(one.event, context, one));
    };
    atTheEnd = () => waiting.slice(isUnderWay ? 1 : 0).map(body);
    let failures = 0;
    let since: number | undefined;
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0;
      isUnderWay = true;
      const sent = await post(audit, body(first), pause, setting);
      isUnderWay = false;
      if (sent.kind === 'taken' || sent.kind === 'never') {
        if (waiting[0] === first) waiting.shift();
        failures = 0;
        since = undefined;
        tell({
          state: 'well',
          ...(sent.kind === 'never' && {
            missing: now.missing + 1,
            ...(now.why === undefined && sent.why !== undefined && { why: sent.why }),
          }),
        });
        continue;
      }
      failures += 1;
      since ??= setting.now();
      if (sent.kind === 'refused') tell({ state: 'refused' });
      else if (setting.now() - since >= DELAY) tell({ state: 'delayed' });
      await setting.wait(sent.again, session.ended);
    }
  };

  /** The first of what waits is on the line, and not between two tries */
  let isUnderWay = false;
  /** Bodies of what is not on the line */
  let atTheEnd: (() => readonly string[]) | undefined;

  const start = () => {
    if (begun === undefined || isSending) return;
    isSending = true;
    // Only the end of the session stops it.
    send(begun)
      .catch(() => undefined)
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
      now = { ...now, looks: now.looks + 1 };
      if (waiting.length > MOST_WAITING) {
        waiting.shift();
        tell({ missing: now.missing + 1 });
      }
      start();
    },
    delivery,
    onDelivery: (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    begin: (session) => {
      begun = session;
      now = { ...now, where: session.server.where };
      session.session.ended.addEventListener('abort', () => {
        begun = undefined;
        hasEnded = true;
        // What is left has no token to be sent with; how many they were is kept, and nothing of whom they were about.
        unsent = waiting.splice(0).length;
      });
      if (!mayWrite(session)) {
        waiting.splice(0);
        tell({ state: 'not-granted', looks: 0 });
      }
      if (waiting.length > 0) start();
    },
    leave: () => {
      if (begun === undefined || atTheEnd === undefined) return;
      let room = MOST_AT_THE_END;
      for (const body of atTheEnd()) {
        room -= body.length;
        if (room < 0) return;
        void post(begun, body, 0, setting).catch(() => undefined);
      }
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
  const answer = await request(
    { ...server, retries: NO_REPEATS, patience: PATIENCE },
    question,
    session.ended,
  );
  if (!answer.ok) {
    const { kind } = answer.problem;
    if (kind === 'redirected') return { kind: 'never' };
    return kind === 'unauthorised'
      ? { kind: 'refused', again: REFUSED_PAUSE }
      : { kind: 'later', again: pause };
  }
  const { status } = answer.value;
  if (
    status >= 400 &&
    status < 500 &&
    status !== 408 &&
    status !== 429 &&
    status !== 403 &&
    !NO_PLACE.has(status)
  )
    return { kind: 'never', ...(await refusalIn(answer.value)) };
  answer.value.discard();
  if (status < 300) return { kind: 'taken' };
  if (status === 403 || NO_PLACE.has(status)) return { kind: 'refused', again: REFUSED_PAUSE };
  return { kind: 'later', again: retryAfter(answer.value.header('retry-after'), now(), pause, 60_000) };
}

/** Bytes of a refusal that are read, and letters of it that are kept */
const [LONGEST_REFUSAL, MOST_WORDS] = [64 * 1024, 200];

/** What the store has against an event, in its own words: its form, and nothing of the patient is asked for there. */
async function refusalIn(answer: Answer): Promise<{ readonly why?: string }> {
  const read = await settled(() => readJson(answer.chunks(), LONGEST_REFUSAL));
  const outcome = read.ok && read.value.ok ? object(read.value.value.value) : undefined;
  const said = objects(outcome?.['issue']).map(
    (issue) => text(issue['diagnostics']) ?? text(object(issue['details'])?.['text']),
  );
  const why = said.find((each) => each !== undefined)?.slice(0, MOST_WORDS);
  return why === undefined ? {} : { why };
}
