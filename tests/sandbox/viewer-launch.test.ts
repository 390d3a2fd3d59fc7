import { forms } from '../fhir/forms';
import '../fhir/window';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaunchProblem, Result } from '../../src/domain/problem';
import { authorise, type AllowedIssuer } from '../../src/fhir/smart/authorise';
import { smartRecord } from '../../src/fhir/record/record';
import type { Sandbox } from '../../sandbox/start';
import { aTab } from '../fhir/browser';
import { aSandbox } from './a-sandbox';

/* The viewer's own record adapter against the demonstration: the two are written from the standard, not from each other. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.stop());

const { signal } = new AbortController();

/** Takes the viewer from the record's button to an open record, as the browser would. */
async function openedRecord(scenario = 'everyone-answers') {
  const issuer: AllowedIssuer = { iss: sandbox.fhir, name: 'Record', clientId: 'plainfilm' };
  const tab = aTab();
  const address = sandbox.launchAddress({ personId: 'aria', scenario });
  const launch = new URL(address).searchParams.get('launch') ?? undefined;
  const redirectUri = new URL('/index.html', sandbox.viewer);
  const asked = await authorise({ issuer, launch, redirectUri }, tab.load(address), signal);
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  const answer = await fetch(asked.value, { redirect: 'manual' });
  const page = tab.load(answer.headers.get('Location') ?? '');
  const allow = (): Result<AllowedIssuer, LaunchProblem> => ({ ok: true, value: issuer });
  const setting = {
    allow,
    tokenRoots: [],
    endpointOrigins: [],
    site: 'Test',
    page,
    forms,
    fetch: globalThis.fetch,
    wait: () => Promise.resolve(),
  };
  return smartRecord(setting).record.open(signal);
}

it('opens the patient’s record with the encounter that is going on', async () => {
  expect(await openedRecord()).toMatchObject({
    ok: true,
    value: {
      patient: { name: { family: 'Smith', given: ['Aria'] }, birthDate: '1985-07-14' },
      context: { named: [], encounter: 'Encounter/encounter-aria' },
      needPatientBanner: true,
    },
  });
});

it('lists the three studies that the record knows, where they are kept, and the report of one', async () => {
  const opened = await openedRecord();
  if (!opened.ok) throw new Error(JSON.stringify(opened));
  const [imaging, reports] = await Promise.all([opened.value.studies(signal), opened.value.reports(signal)]);
  if (!imaging.ok || !reports.ok) throw new Error(JSON.stringify([imaging, reports]));
  const uid = (number: number) => `1.2.826.0.1.3680043.8.498.${number}`;
  expect(imaging.value.studies.map((study) => study.uid).sort()).toEqual([uid(1), uid(5), uid(9)]);
  expect(imaging.value.endpoints).toHaveLength(3);
  expect(reports.value.reports).toHaveLength(1);
});

it.each([
  ['access-denied', 'denied'],
  ['no-patient', 'no-patient'],
  ['patient-unreadable', 'patient-unavailable'],
])('says of %s that it is %s', async (scenario, kind) => {
  expect(await openedRecord(scenario)).toMatchObject({ ok: false, problem: { kind } });
});

it.each([
  ['fhir-forbidden', 'forbidden'],
  ['malformed-fhir', 'malformed'],
])('cannot list imaging in %s: %s', async (scenario, kind) => {
  const opened = await openedRecord(scenario);
  if (!opened.ok) throw new Error(JSON.stringify(opened));
  expect(await opened.value.studies(signal)).toMatchObject({ ok: false, problem: { kind } });
});
