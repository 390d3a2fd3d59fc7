import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { complaintsOf } from '../e2e/fixtures';
import { banner, opened, picture, reportText, sources, studies } from '../e2e/screen';
import { PERSON, test } from './fixtures';

test('a launch lands on the study and its report, through nginx and from Orthanc', async ({
  page,
  region,
}) => {
  const complaints = complaintsOf(page);
  await page.goto(region.sandbox.launchAddress({ personId: PERSON }));
  await expect(opened(page, /^Chest X-ray/)).toBeVisible();
  await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
  await expect(reportText(page)).toContainText('new since the earlier chest X-ray');
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await page.keyboard.press('Escape');
  await studies(page, /^CT chest/)
    .first()
    .click();
  await expect(picture(page, /image \d+ of/).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('every answer has the headers that were made of config.json', async ({ request, region }) => {
  const { origin, headers } = region.direct;
  for (const path of [
    '/',
    '/launch/index.html',
    '/config.json',
    '/assets/nothing.js',
    '/archive/salford/dicom-web/studies',
  ]) {
    const answer = await request.get(origin + path);
    for (const [name, value] of Object.entries(headers))
      expect(answer.headers()[name.toLowerCase()]).toBe(value);
  }
  const asset = await request.get(`${origin}/`, { headers: { 'Accept-Encoding': 'br' } });
  expect(['br', 'gzip', undefined]).toContain(asset.headers()['content-encoding']);
});

test('whatever fails, no log names a patient, a study or a launch', async ({ page, region }) => {
  const { direct, sandbox, secrets } = region;
  for (const scenario of ['archives-down', 'all-down', 'salford-login-page', 'session-revoked']) {
    await page.goto(sandbox.launchAddress({ personId: PERSON, scenario }));
    await expect(page.locator('main, [role=main]').first()).toBeVisible();
  }
  await page.goto(sandbox.launchAddress({ personId: PERSON, scenario: 'wigan-refuses' }));
  await expect(banner(page)).toContainText('SMITH');
  await page.goto(`${direct.origin}/index.html?code=wrong&state=wrong&PatientID=S9799890`);
  const logs = await direct.logs();
  expect(logs).toMatch(/200 GET viewer/);
  expect(logs).toMatch(/ GET archive\/\w+ /);
  expect(logs).not.toMatch(secrets);
});

test('who opened the viewer before an update goes on, and an update can be taken back', async ({
  page,
  region,
}) => {
  const { direct, sandbox } = region;
  await page.goto(sandbox.launchAddress({ personId: PERSON }));
  await expect(picture(page, /image \d+ of/).first()).toBeVisible();

  let gone = '';
  await direct.release(async (folder) => {
    // Another build: its pages say so, and one of its lazy parts has another name.
    const names = await readdir(join(folder, 'assets'));
    const lazy = names.filter((name) => name.startsWith('HelpSheet-'));
    gone = lazy.find((name) => name.endsWith('.js')) ?? '';
    for (const name of lazy) await rm(join(folder, 'assets', name));
    for (const name of ['index.html', 'index.html.br', 'index.html.gz'])
      await rm(join(folder, name), { force: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Another build</title>');
  });
  expect(gone).not.toBe('');
  const asked = page.waitForResponse((answer) => answer.url().endsWith(gone));
  await page.keyboard.press('?');
  expect((await asked).status()).toBe(200);
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await (await page.request.get(`${direct.origin}/index.html`)).text()).toContain('Another build');

  await direct.rollBack();
  expect(await (await page.request.get(`${direct.origin}/index.html`)).text()).not.toContain('Another build');
  await page.goto(sandbox.launchAddress({ personId: PERSON }));
  await expect(picture(page, /image \d+ of/).first()).toBeVisible();
});

test('a hospital that is behind this origin is asked there and nowhere else', async ({ page, region }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(region.sandbox.launchAddress({ personId: PERSON }));
  await expect(picture(page, /image \d+ of/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sources(page)).toContainText(/Salford Royal: \d/);
  expect([...hosts].sort()).toEqual([region.direct.origin, region.sandbox.record].sort());
});
