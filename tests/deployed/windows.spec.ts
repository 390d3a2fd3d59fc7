import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import type { Catalogue } from '../../sandbox/catalogue';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { complaintsOf, dist } from '../e2e/fixtures';
import { banner, opened, studies } from '../e2e/screen';
import { isCt, studyOf } from '../e2e/studies';
import { freePort, startSite, type Site } from './site';

const PERSON = 'aria-smith';
const PICKED = 'openid fhirUser launch/patient patient/*.rs';

interface Guarded {
  readonly catalogue: Catalogue;
  readonly sandbox: Sandbox;
  readonly site: Site;
}

/** A site behind its gateway, whose record shares what its windows have open. */
const test = base.extend<{ patientSource: string; guarded: Guarded }>({
  patientSource: ['smart', { option: true }],
  guarded: async ({ patientSource }, use) => {
    const cacheDir = fileURLToPath(new URL('../../.cache/imaging', import.meta.url));
    const catalogue = await buildCatalogue({ scale: 'small', cacheDir });
    const port = await freePort();
    const viewerAt = `https://127.0.0.1:${port}`;
    const sandbox = await startSandbox({ catalogue, dist, archiveApp, viewerAt, landing: 'list', hub: true });
    const record = new URL(sandbox.record).origin;
    const site = await startSite({
      ...{ port, dist, archives: {} },
      gateways: [{ store: 'memory', records: { [sandbox.fhir]: { patient: patientSource } } }],
      config: {
        site: { name: 'Example' },
        // The demonstration lets nobody in without a launch but by a patient that is picked at its sign-in.
        issuers: [
          {
            ...{ iss: sandbox.fhir, name: 'Demonstration record', clientId: 'plainfilm' },
            ...(patientSource === 'ihe-iid' && { scope: PICKED }),
          },
        ],
        ...{
          gateway: 'gateway',
          landing: patientSource === 'smart' ? 'list' : 'study',
          hubOrigins: [record],
        },
        archives: catalogue.hospitals.map(({ id, name, numberSystem }) => ({
          ...{ id, name, root: `${sandbox.archives[id] ?? ''}/dicom-web` },
          ...{ credentials: 'ehr-token', identifierSystem: numberSystem },
        })),
      },
    });
    await use({ catalogue, sandbox, site });
    await site.stop();
    await sandbox.stop();
  },
});

test('windows of one record follow each other through the gateway, by its hub', async ({
  page,
  context,
  guarded,
}) => {
  const complaints = complaintsOf(page);
  const address = guarded.sandbox.launchAddress({ personId: PERSON });
  const bar = /^Follows the other windows of/;
  await page.goto(address);
  await expect(page.getByText(bar)).toBeVisible();
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByText(bar)).toBeVisible();
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('toolbar')).toBeVisible();
  await expect(other.getByRole('toolbar')).toBeVisible();
  expect(guarded.sandbox.hub?.announced).toContain('ImagingStudy-open');
  expect(complaints).toEqual([]);
});

test.describe('IHE Invoke Image Display', () => {
  test.use({ patientSource: 'ihe-iid' });

  test('opens the study of its address after a sign-in, and nothing where nobody answers to it', async ({
    page,
    guarded: { catalogue, site },
  }) => {
    const person = catalogue.people.find(({ id }) => id === PERSON);
    const invoke = async (query: Record<string, string>) => {
      await page.goto(
        `${site.origin}/gateway/IHEInvokeImageDisplay?${new URLSearchParams(query).toString()}`,
      );
      await page.getByRole('radio', { name: /Smith.*Aria|Aria.*Smith/i }).check();
      await page.getByRole('button', { name: 'Open' }).click();
    };
    await invoke({ requestType: 'STUDY', studyUID: studyOf(catalogue, PERSON, isCt) });
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await expect(opened(page, /^CT chest/)).toBeVisible();
    expect(page.url()).toBe(`${site.origin}/index.html`);
    await invoke({ requestType: 'PATIENT', patientID: `${person?.nhsNumber ?? ''}^^^` });
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    const nobodys: readonly Record<string, string>[] = [
      { requestType: 'STUDY', studyUID: '1.2.3' },
      { requestType: 'PATIENT', patientID: '9990000000^^^' },
    ];
    for (const query of nobodys) {
      await invoke(query);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('body')).not.toContainText('SMITH');
      expect(page.url()).not.toContain('#launch=');
    }
    const wrong = await page.goto(`${site.origin}/gateway/IHEInvokeImageDisplay?requestType=STUDY`);
    expect(wrong?.status()).toBe(400);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('does not say what to show');
  });
});
