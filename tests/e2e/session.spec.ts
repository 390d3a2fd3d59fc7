import { expect, test } from './fixtures';
import { banner, notice, studies } from './screen';

test('access that ends after five seconds is renewed, and nothing on the screen changes', async ({
  page,
  launch,
}) => {
  const renewals = page.waitForRequest(
    (request) =>
      request.url().endsWith('/token') && /grant_type=refresh_token/.test(request.postData() ?? ''),
  );
  await launch({ scenario: 'short-session' });
  await expect(studies(page).first()).toBeVisible();
  await renewals;
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await expect(studies(page).first()).toBeVisible();
});

test('a renewal that fails once with 503 loses nothing', async ({ page, launch }) => {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/token')) statuses.push(response.status());
  });
  await launch({ scenario: 'refresh-unavailable-once' });
  await expect(studies(page).first()).toBeVisible();
  // The code's exchange, the renewal that failed, the one that did not
  await expect.poll(() => statuses.slice(0, 3), { timeout: 45_000 }).toEqual([200, 503, 200]);
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await expect(studies(page).first()).toBeVisible();
});

test('a session that was revoked takes the patient off the screen and says the way back', async ({
  page,
  launch,
}) => {
  await launch({ scenario: 'session-revoked' });
  await expect(studies(page).first()).toBeVisible();
  await expect(notice(page, 'The session has ended')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText(/go back to the patient’s record/)).toBeVisible();
  await expect(banner(page)).toHaveCount(0);
  expect(await page.content()).not.toMatch(/smith/i);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toMatch(
    /accessToken|refreshToken|aria/i,
  );
});

test('a token refused in the middle of the session is renewed once and the question repeated', async ({
  page,
  launch,
  sandbox,
}) => {
  await launch();
  await expect(studies(page).first()).toBeVisible();
  const bearer = new Set<string>();
  let refusals = 0;
  await page.route(`${sandbox.archives['bolton'] ?? ''}/**`, async (route) => {
    const authorization = route.request().headers()['authorization'];
    if (authorization === undefined) return route.continue();
    bearer.add(authorization);
    if (bearer.size > 1) return route.continue();
    refusals += 1;
    return route.fulfill({ status: 401, headers: { 'Access-Control-Allow-Origin': sandbox.viewer } });
  });
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /image 1 of|CT/ }).first()).toBeVisible();
  expect(refusals).toBeGreaterThan(0);
  expect(bearer.size).toBe(2);
});

test('two tabs with two patients each keep their own', async ({ page, context, launch, sandbox }) => {
  await launch();
  const other = await context.newPage();
  await other.goto(sandbox.launchAddress({ personId: 'ines-quillfeather' }));
  await expect(banner(other)).toContainText('QUILLFEATHER');
  await page.reload();
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await other.reload();
  await expect(banner(other)).toContainText('QUILLFEATHER');
});

test('two launches one after the other in a tab: only the later patient is shown', async ({
  page,
  launch,
}) => {
  await launch();
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await launch({ personId: 'ines-quillfeather' });
  await expect(banner(page)).toContainText('QUILLFEATHER');
  await expect(studies(page, /Head|MR/i).first()).toBeVisible();
  await expect(page.getByText('SMITH')).toHaveCount(0);
});

test('a patient who did not come is asked for again by a click, and the launch goes on', async ({
  page,
  launch,
  sandbox,
}) => {
  let isDown = true;
  let asked = 0;
  await page.route(`${sandbox.record}/fhir/Patient/*`, (route) => {
    asked += 1;
    return isDown ? route.abort() : route.continue();
  });
  await launch();
  await expect(page.getByRole('heading', { name: 'The patient’s details could not be read' })).toBeVisible();
  isDown = false;
  const before = asked;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await expect(studies(page).first()).toBeVisible();
  expect(asked).toBeGreaterThan(before);
});

test('a launch that lost the network goes on by itself when it is back', async ({
  page,
  context,
  launch,
  sandbox,
}) => {
  await page.route(`${sandbox.record}/fhir/Patient/*`, async (route) => {
    await context.setOffline(true);
    return route.abort('internetdisconnected');
  });
  await launch();
  await expect(page.getByRole('heading', { name: 'The patient’s details could not be read' })).toBeVisible();
  await page.unrouteAll();
  await context.setOffline(false);
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
});
