import type { Request } from '@playwright/test';
import { expect, test } from './fixtures';
import { banner, studies } from './screen';

/** What identifies the main patient, in any spelling that a URL, a title or a log may give it. */
const identifying = /smith|aria|1985-07-14|14-jul|19850714/i;

test('nothing that identifies the patient is in an address, the title, the console or lasting storage', async ({
  page,
  context,
  launch,
}) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await launch();
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /CT/ }).first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0);

  expect(page.url()).not.toMatch(/code=|state=|[?#]/);
  expect(page.url()).not.toMatch(identifying);
  expect(await page.title()).not.toMatch(identifying);
  expect(said.join('\n')).not.toMatch(identifying);
  const kept = await page.evaluate(async () => ({
    local: { ...localStorage } as Record<string, string>,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  const { local, ...rest } = kept;
  expect(rest).toEqual({ databases: 0, caches: 0, workers: 0 });
  // Which codecs the pictures needed, by the UIDs that the standard gives to transfer syntaxes: two at most.
  expect(Object.keys(local)).toEqual(['plainfilm:codecs']);
  expect(local['plainfilm:codecs']).toMatch(/^1\.2\.840\.10008\.1\.2[\d.]+( 1\.2\.840\.10008\.1\.2[\d.]+)?$/);
  const viewer = new URL(page.url()).origin;
  expect((await context.cookies(viewer)).length).toBe(0);
});

test('session storage holds the session and no name, birth date or number', async ({ page, launch }) => {
  await launch();
  await expect(studies(page).first()).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(kept).not.toMatch(/Smith|SMITH|Aria|1985|999\d{7}/);
});

test('a stranger named in the answers never sees a request, let alone the token', async ({
  page,
  launch,
  sandbox,
}) => {
  const before = sandbox.trap.requests.length;
  await launch({ scenario: 'trap' });
  await expect(studies(page, /CT/).first()).toBeVisible();
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /CT/ }).first()).toBeVisible();
  expect(sandbox.trap.requests.slice(before).filter(({ authorised }) => authorised)).toEqual([]);
  expect(sandbox.trap.requests.slice(before)).toEqual([]);
});

test('the token goes to the record and the hospitals only, and never into an address', async ({
  page,
  launch,
  sandbox,
}) => {
  const allowed = new Set([sandbox.record, ...Object.values(sandbox.archives)]);
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await launch();
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /CT/ }).first()).toBeVisible();

  const tokens = new Set<string>();
  const leaks: string[] = [];
  let sent = 0;
  for (const request of requests) {
    // What was really sent, which a referrer policy has been applied to. A page that the launch page fetched ahead is taken
    // from the cache: nothing is sent then, and these are the headers (without a host) that the policy was not applied to.
    const { authorization, referer, host } = await request.allHeaders();
    if (host !== undefined) sent += 1;
    const { origin } = new URL(request.url());
    if (authorization !== undefined) tokens.add(authorization.replace(/^Bearer /, ''));
    if (authorization !== undefined && !allowed.has(origin)) leaks.push(`${origin} got the token`);
    if (referer && host !== undefined) leaks.push(`${origin} got the referrer ${referer}`);
  }
  expect(tokens.size).toBe(1);
  expect(sent).toBeGreaterThan(20);
  for (const token of tokens)
    expect(requests.filter((request) => request.url().includes(token))).toHaveLength(0);
  expect(leaks).toEqual([]);
});

test('every page of the viewer is served under the whole policy', async ({ page, sandbox }) => {
  for (const path of ['index.html', 'launch/index.html']) {
    const answer = await page.request.get(`${sandbox.viewer}/${path}`);
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    for (const directive of [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      `frame-ancestors ${sandbox.record}`,
    ])
      expect(policy).toContain(directive);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('looking is written into the record’s audit log: the launch, the list, the study', async ({
  page,
  launch,
  sandbox,
}) => {
  const before = sandbox.auditEvents().length;
  await launch({ personId: 'aria-smith' });
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /CT/ }).first()).toBeVisible();
  await expect.poll(() => sandbox.auditEvents().length - before).toBeGreaterThanOrEqual(3);
});
