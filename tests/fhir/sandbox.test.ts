import { forms } from './forms';
import './window';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startLaunch } from '../../launch/start';
import type { Sandbox } from '../../sandbox/start';
import { readConfig, type Config } from '../../src/config/config';
import { issuerOf } from '../../src/config/issuer';
import { createAuditLog } from '../../src/fhir/audit/audit';
import { smartRecord } from '../../src/fhir/record/record';
import { wait } from '../../src/http/abort';
import { aSandbox } from '../sandbox/a-sandbox';
import { aTab, type Tab } from './browser';

/*
 * The whole launch against the demonstration record, over real sockets: its authorization server checks PKCE, state,
 * redirect address, scopes and the rotation of refresh tokens by itself.
 */

let sandbox: Sandbox;
let config: Config;
const { signal } = new AbortController();

beforeAll(async () => {
  sandbox = await aSandbox();
  const read = await readConfig(new URL('/config.json', sandbox.viewer), fetch, signal);
  if (!read.ok) throw new Error(read.problem.kind);
  config = read.value;
});
afterAll(() => sandbox.stop());

/** Launches as the record's button does, and goes where the authorization server sends the browser. */
async function backFrom(tab: Tab, scenario?: string): Promise<string> {
  const launch = await startLaunch(
    tab.load(sandbox.launchAddress({ personId: 'aria', scenario })),
    fetch,
    signal,
  );
  if (launch.kind === 'failed') throw new Error(launch.problem.kind);
  const answer = await fetch(launch.to, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

async function launched(scenario?: string, now?: () => number) {
  const tab = aTab();
  const page = tab.load(await backFrom(tab, scenario));
  const smart = smartRecord({
    allow: (iss) => issuerOf(config, iss),
    tokenRoots: config.archives.map(({ root }) => new URL(root)),
    endpointOrigins: config.endpointOrigins,
    page,
    forms,
    fetch,
    now,
    wait: (_, stop) => wait(1, stop),
  });
  return { tab, ...smart, result: await smart.record.open(signal) };
}

async function opened(scenario?: string, now?: () => number) {
  const { result, ...rest } = await launched(scenario, now);
  if (!result.ok) throw new Error(result.problem.kind);
  return { ...rest, open: result.value };
}

describe('the demonstration record', () => {
  test('launches into the patient, with encounter, imaging and reports', async () => {
    const { open, tab } = await opened();
    expect(open.patient.id).toBe('aria');
    expect(open.context.encounter).toBe('Encounter/encounter-aria');
    expect(tab.address().search).toBe('');
    const studies = await open.studies(signal);
    expect(studies.ok && studies.value.studies.length).toBeGreaterThan(0);
    expect(studies).toMatchObject({ value: { shortfalls: [], elsewhere: [] } });
    expect(await open.reports(signal)).toMatchObject({ ok: true });
  });

  test('gets the token for its archives and for nobody else', async () => {
    const { tokens } = await opened();
    for (const { root } of config.archives) expect(tokens.tokenFor(new URL(`${root}/studies`))).toBeDefined();
    for (const place of [sandbox.trap.address, sandbox.viewer, sandbox.record])
      expect(tokens.tokenFor(new URL('/dicom-web/studies', place))).toBeUndefined();
  });

  test('a trap in the answers never sees a request', async () => {
    const { open } = await opened('trap');
    await open.studies(signal);
    await open.reports(signal);
    expect(sandbox.trap.requests).toEqual([]);
  });

  test('renews with rotation, as often as needed', async () => {
    const { open, tokens } = await opened();
    const place = new URL(`${sandbox.fhir}/Patient/aria`);
    const seen = new Set([tokens.tokenFor(place)]);
    for (let at = 0; at < 3; at += 1) {
      expect(await open.session.renew(signal)).toMatchObject({ ok: true });
      seen.add(tokens.tokenFor(place));
    }
    expect(seen.size).toBe(4);
    expect(await open.studies(signal)).toMatchObject({ ok: true });
  });

  test('a renewal that is turned away once with 503 loses nothing', async () => {
    const { open } = await opened('refresh-unavailable-once');
    const lost = vi.fn();
    open.session.onLost(lost);
    expect(await open.session.renew(signal)).toMatchObject({ ok: true });
    expect(lost).not.toHaveBeenCalled();
  });

  test('a renewal that is refused says so, and what is left of the token’s life stays', async () => {
    const { open } = await opened('session-revoked');
    const lost = vi.fn();
    open.session.onLost(lost);
    expect(await open.session.renew(signal)).toMatchObject({ problem: { kind: 'unauthorised' } });
    expect(open.session.canRenew()).toBe(false);
    expect(lost).not.toHaveBeenCalled();
  });

  test('the audit trail names the verified user', async () => {
    const before = sandbox.auditEvents().length;
    const { launched: begun } = await opened();
    const audit = createAuditLog({ site: 'Site', viewer: 'https://viewer.example', now: Date.now, wait });
    audit.begin(await begun);
    audit.record({ kind: 'launched' });
    await vi.waitFor(() => expect(sandbox.auditEvents().length).toBeGreaterThan(before));
    const events = sandbox.auditEvents().slice(before);
    expect(JSON.stringify(events)).toContain('Practitioner/robin-hale');
  });

  test.each([
    ['no-patient', 'no-patient'],
    ['patient-unreadable', 'patient-unavailable'],
    ['access-denied', 'denied'],
  ])('%s', async (scenario, kind) => {
    expect((await launched(scenario)).result).toMatchObject({ ok: false, problem: { kind } });
  });

  test.each([
    ['fhir-down', 'busy'],
    ['fhir-forbidden', 'forbidden'],
    ['malformed-fhir', 'malformed'],
  ])('%s fails the list, not the launch', async (scenario, kind) => {
    const { open } = await opened(scenario);
    expect(await open.studies(signal)).toMatchObject({ ok: false, problem: { kind } });
  });

  test.each([
    ['reports-down', 'busy'],
    // The sign-in does not include them: they are not asked for.
    ['reports-withheld', 'not-asked'],
  ])('%s fails the reports, not the list', async (scenario, kind) => {
    const { open } = await opened(scenario);
    expect(await open.studies(signal)).toMatchObject({ ok: true });
    expect(await open.reports(signal)).toMatchObject({ ok: false, problem: { kind } });
  });
});
