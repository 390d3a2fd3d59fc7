import { expect, type Page } from '@playwright/test';
import { complaintsOf } from '../e2e/fixtures';
import { banner, notice, opened, picture, reportText, sources, studies } from '../e2e/screen';
import { PERSON, test } from './fixtures';

// The last of them takes the store away.
test.describe.configure({ mode: 'serial' });

interface Seen {
  readonly origins: Set<string>;
  /** Whatever of a request or an answer looks like a token */
  readonly tokens: string[];
}

function watched(page: Page): Seen {
  const seen: Seen = { origins: new Set(), tokens: [] };
  page.on('request', (request) => {
    if (request.isNavigationRequest()) return;
    seen.origins.add(new URL(request.url()).origin);
    if (request.headers()['authorization'] !== undefined) seen.tokens.push(request.url());
  });
  page.on('response', (answer) => {
    if (!answer.url().includes('/gateway/session')) return;
    void answer.text().then((text) => /token/i.test(text) && seen.tokens.push(text));
  });
  return seen;
}

test('landing, report and a study, with no token in the browser at all', async ({ page, region }) => {
  const [complaints, seen] = [complaintsOf(page), watched(page)];
  const style = page.waitForResponse(/\/gateway\/style$/);
  await page.goto(region.guardedSandbox.launchAddress({ personId: PERSON }));
  await expect(opened(page, /^Chest X-ray/)).toBeVisible();
  await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
  await expect(reportText(page)).toContainText('new since the earlier chest X-ray');
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  // The key has left the address.
  expect(page.url()).toBe(`${region.guarded.origin}/index.html`);
  await page.keyboard.press('Escape');
  await expect(sources(page)).toContainText(/Royal Bolton: \d/);
  await studies(page, /^CT chest/)
    .first()
    .click();
  await expect(picture(page, /image \d+ of/).first()).toBeVisible();

  // The record's own colour comes the same way.
  expect(await (await style).json()).toEqual({ color_highlight: expect.stringMatching(/^#/) });
  expect([...seen.origins]).toEqual([region.guarded.origin]);
  expect(seen.tokens).toEqual([]);
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(stored).not.toMatch(/token|access/i);
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: '__Host-plainfilm', httpOnly: true, secure: true, path: '/' });
  await expect.poll(() => region.guardedSandbox.auditEvents().length).toBeGreaterThan(1);
  expect(complaints).toEqual([]);
});

test('a reload goes on with the same launch', async ({ page, region }) => {
  await page.goto(region.guardedSandbox.launchAddress({ personId: PERSON }));
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await page.reload();
  await expect(opened(page, /^Chest X-ray/)).toBeVisible();
});

test('the address of a launch opens nothing in another browser', async ({ page, browser, region }) => {
  const came = page.waitForEvent('framenavigated', (frame) => frame.url().includes('#launch='));
  await page.goto(region.guardedSandbox.launchAddress({ personId: PERSON }));
  const address = (await came).url();
  await expect(banner(page)).toContainText('SMITH');
  const elsewhere = await browser.newContext({ ignoreHTTPSErrors: true });
  const stranger = await elsewhere.newPage();
  await stranger.goto(address);
  await expect(notice(stranger, 'Open Imaging from a patient’s record')).toBeVisible();
  await expect(stranger.locator('body')).not.toContainText('SMITH');
  await elsewhere.close();
});

test('without the header a page of another site would lack, nothing is answered', async ({
  page,
  region,
}) => {
  await page.goto(region.guardedSandbox.launchAddress({ personId: PERSON }));
  await expect(banner(page)).toContainText('SMITH');
  const patient = `${region.guarded.origin}/gateway/at/${region.guardedSandbox.fhir.replace('://', '/')}/Patient/${PERSON}`;
  const answer = await page.request.get(patient);
  expect(answer.status()).toBe(401);
  expect(await answer.text()).not.toContain('Smith');
});

test('the gateways and nginx write nothing of a patient', async ({ region }) => {
  const logs = await region.guarded.logs();
  expect(logs).toMatch(/200 GET gateway\/at /);
  expect(logs).not.toMatch(region.secrets);
});

test('a store that is down is said, and nobody is let in', async ({ page, region }) => {
  test.skip(region.redis === undefined, 'There is no Redis here.');
  await page.goto(region.guardedSandbox.launchAddress({ personId: PERSON }));
  await expect(banner(page)).toContainText('SMITH');
  await region.redis?.stop();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/is busy|could not/);
  await expect(page.locator('body')).not.toContainText('SMITH');
  await page.goto(region.guardedSandbox.launchAddress({ personId: PERSON }));
  await expect(notice(page, /The sign-in of this site could not finish the sign-in/)).toBeVisible();
});
