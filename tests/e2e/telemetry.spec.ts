import type { Page, Request } from '@playwright/test';
import { expect, test } from './fixtures';
import { picture } from './screen';

test.use({ landing: 'study' });

/** A collector at the viewer's own origin, which the policy of the page allows. */
async function collecting(page: Page, viewer: string, configured: boolean): Promise<readonly Request[]> {
  const taken: Request[] = [];
  await page.route(`${viewer}/collector/v1/metrics`, (route) => {
    taken.push(route.request());
    return route.fulfill({ status: 200, json: {} });
  });
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const telemetry = { endpoint: `${viewer}/collector/v1/metrics` };
    const config = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...config, ...(configured && { telemetry }) } });
  });
  return taken;
}

/** What a page that is switched away from is told. */
async function hide(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
}

/** What session storage holds of a session. */
interface Stored {
  readonly accessToken?: string;
  readonly refreshToken?: string;
  readonly patient?: string;
  readonly encounter?: string;
  readonly iss?: string;
  readonly context?: readonly string[];
}

const telemetryCode = () =>
  performance.getEntriesByType('resource').find(({ name }) => /\/telemetry-[\w-]+\.js$/.test(name))?.name;

/** It has run, and what it asks the browser for at once was told. */
async function telemetryRuns(page: Page): Promise<void> {
  const code = await page.waitForFunction(telemetryCode);
  await page.evaluate(
    async (name) => {
      await import(String(name));
      await new Promise((done) => requestIdleCallback(done));
    },
    await code.jsonValue(),
  );
}

test('sends its times once the page is hidden, and nothing of the session', async ({
  page,
  launch,
  sandbox,
  catalogue,
}) => {
  const taken = await collecting(page, new URL(sandbox.viewer).origin, true);
  await launch();
  await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
  await telemetryRuns(page);
  // Its code has run once its listener answers; hiding twice must not send twice.
  await expect(async () => {
    await hide(page);
    expect(taken.length).toBe(1);
  }).toPass();
  await hide(page);

  const [request] = taken;
  const body = request?.postData() ?? '';
  expect(body).toContain('"plainfilm.launch.duration"');
  expect(body).toContain('"first-image"');
  expect(body).toContain('"webvitals.ttfb"');
  const headers = (await request?.allHeaders()) ?? {};
  expect(headers['authorization']).toBeUndefined();
  expect(headers['cookie']).toBeUndefined();
  expect(headers['referer']).toBeUndefined();

  const stored = await page.evaluate(() => Object.entries(sessionStorage));
  const session = stored.flatMap(([key, kept]) => {
    const { accessToken, refreshToken, patient, encounter, iss, context } = JSON.parse(kept) as Stored;
    return [key, accessToken, refreshToken, patient, encounter, iss, ...(context ?? [])];
  });
  const studies = catalogue.studies.map(({ studyInstanceUid }) => studyInstanceUid);
  const names = catalogue.people.flatMap(({ id, family, given, nhsNumber }) => [
    id,
    family,
    ...given,
    ...(nhsNumber ? [nhsNumber] : []),
  ]);
  const secrets = [...session.filter((text) => text !== undefined), ...studies, ...names];
  expect(secrets.length).toBeGreaterThan(20);
  expect(secrets.filter((text) => body.includes(text))).toEqual([]);
  expect(taken).toHaveLength(1);
});

test('sends nothing, and loads no code for it, where the site did not ask', async ({
  page,
  launch,
  sandbox,
}) => {
  await page.clock.install();
  const taken = await collecting(page, new URL(sandbox.viewer).origin, false);
  await launch();
  await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
  await page.clock.runFor(10_000);
  await hide(page);
  expect(await page.evaluate(telemetryCode)).toBeUndefined();
  expect(taken).toEqual([]);
});
