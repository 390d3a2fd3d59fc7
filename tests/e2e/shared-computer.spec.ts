import type { BrowserContext, Page } from '@playwright/test';
import type { Hub as SandboxHub } from '../../sandbox/fhircast/hub';
import { actIn } from '../../sandbox/fhircast/windows';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { startSandbox } from '../../sandbox/start';
import { axeFindings, dist, expect, test } from './fixtures';
import { banner, notice, studies } from './screen';

/** The site's config.json with more in it. */
async function configured(context: BrowserContext, more: object): Promise<void> {
  await context.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), ...more } });
  });
}

test('whoever signs out leaves nothing on the screen, in the memory of the tab, or behind Back', async ({
  page,
  context,
  launch,
  sandbox,
}) => {
  await configured(context, { sharedComputer: { lockAfterMinutes: 10 } });
  await launch();
  await expect(studies(page).first()).toBeVisible();
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('toolbar')).toBeVisible();
  const revoked = page.waitForRequest((request) => request.url().endsWith('/revoke'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(notice(page, 'You have signed out of Imaging')).toBeVisible();
  await revoked;
  expect(await page.content()).not.toMatch(/smith/i);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toMatch(
    /accessToken|refreshToken|aria/i,
  );
  await page.goBack();
  await expect(banner(page)).toHaveCount(0);
  expect(await page.content()).not.toMatch(/smith/i);
  const codes = sandbox.auditEvents().map(({ type }) => (type as { code: string }).code);
  expect(codes).toContain('110114');
});

test('who signs out with measurements that were not saved is asked first', async ({
  page,
  context,
  launch,
}) => {
  await configured(context, { sharedComputer: { lockAfterMinutes: 10 } });
  // The code that asks comes late: who signs out before it is there waits for it.
  let come: () => void = () => undefined;
  const late = new Promise<void>((resolve) => (come = resolve));
  await context.route(/\/Presence-[^/]*\.js$/, async (route) => {
    await late;
    await route.continue();
  });
  await launch();
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /image \d+ of/ }).first()).toBeVisible();
  await page.keyboard.press('d');
  // Only a picture that is here in full is measured.
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Length 1: Length/ })).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.getByRole('button', { name: 'Sign out' }).click();
  come();
  const dialog = page.getByRole('dialog', { name: 'Sign out without saving?' });
  await expect(dialog).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(banner(page)).toContainText('SMITH');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await dialog.getByRole('button', { name: 'Sign out and lose them' }).click();
  await expect(notice(page, 'You have signed out of Imaging')).toBeVisible();
});

/** What watches for input comes after the list: it is there once it says so to the other tabs. */
const watched = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const channel = new BroadcastChannel('plainfilm');
        channel.onmessage = ({ data }: MessageEvent<{ kind: string }>) => {
          if (data.kind !== 'here') return;
          channel.close();
          resolve();
        };
        channel.postMessage({ kind: 'who' });
      }),
  );

test('a computer that nobody uses is covered, and then locked', async ({ page, context, launch }) => {
  await page.clock.install();
  await configured(context, { sharedComputer: { lockAfterMinutes: 2 } });
  await launch();
  await expect(studies(page).first()).toBeVisible();
  await watched(page);
  await page.clock.runFor(3_000);
  await page.mouse.move(10, 10);
  await page.clock.runFor(62_000);
  await expect(page.getByRole('alertdialog', { name: 'Are you still there?' })).toBeVisible();
  await page.mouse.move(20, 20);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.clock.runFor(121_000);
  await expect(notice(page, 'Locked, because nobody used it')).toBeVisible();
  expect(await page.content()).not.toMatch(/smith/i);
});

test('two tabs with two patients both say so', async ({ page, context, launch, sandbox }) => {
  await launch();
  await expect(studies(page).first()).toBeVisible();
  const other = await context.newPage();
  await other.goto(sandbox.launchAddress({ personId: 'ines-quillfeather' }));
  await expect(banner(other)).toContainText('QUILLFEATHER');
  for (const tab of [page, other])
    await expect(tab.getByText(/Another tab of this browser shows a different patient/)).toBeVisible();
});

/** The demonstration with a hub, for one test: what is open there is everybody's. */
const withHub = test.extend<{ hub: Hub }>({
  hub: async ({ catalogue }, use) => {
    const sandbox = await startSandbox({ catalogue, dist, archiveApp, landing: 'list', hub: true });
    const person = catalogue.people.find(({ id }) => id === 'aria-smith');
    if (!sandbox.hub || !person) throw new Error('no hub');
    const { hub } = sandbox;
    await use({
      ...hub,
      address: () => sandbox.launchAddress({ personId: person.id }),
      does: (act) => actIn(hub, catalogue, person, act),
    });
    await sandbox.stop();
  },
});
interface Hub extends SandboxHub {
  readonly address: () => string;
  readonly does: (act: Parameters<typeof actIn>[3]) => void;
}
const bar = (page: Page) => page.getByText(/^Follows the other windows of/);

withHub(
  'two windows of one record follow each other, and what is closed in one is closed in the other',
  async ({ page, context, hub }) => {
    await page.goto(hub.address());
    await expect(bar(page)).toBeVisible();
    const other = await context.newPage();
    await other.goto(hub.address());
    await expect(bar(other)).toBeVisible();
    await studies(page, /CT/).first().click();
    await expect(page.getByRole('toolbar')).toBeVisible();
    await expect(other.getByRole('toolbar')).toBeVisible();
    expect(hub.answers.some(({ status }) => status === '200')).toBe(true);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('toolbar')).toHaveCount(0);
    await expect(other.getByText('The study that was open there has been closed.')).toBeVisible();
    await expect(other.getByRole('toolbar')).toHaveCount(0);
    expect(hub.announced).toEqual(['ImagingStudy-open', 'ImagingStudy-close']);
  },
);

withHub('another patient is asked about, and followed only by a person', async ({ page, hub }) => {
  await page.goto(hub.address());
  await expect(bar(page)).toBeVisible();
  hub.does('another');
  await expect(page.getByText(/has opened another patient\./)).toBeVisible();
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Follow, and close this patient' }).click();
  await expect(notice(page, 'The record has moved on to another patient')).toBeVisible();
  expect(await page.content()).not.toMatch(/smith/i);
});

withHub('a study that is open before the viewer is, is opened in it', async ({ page, hub }) => {
  hub.does('study');
  await page.goto(hub.address());
  await expect(page.getByRole('toolbar')).toBeVisible();
});

withHub('a hub that lies is refused, one that floods is cut, and both are said', async ({ page, hub }) => {
  await page.goto(hub.address());
  await expect(bar(page)).toBeVisible();
  hub.does('lie');
  await expect(page.getByText(/contradicts itself\. It is not followed/)).toBeVisible();
  await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  expect(hub.answers.map(({ status }) => status)).toContain('409');
  hub.does('flood');
  await expect(page.getByText(/sent more messages than can be right/)).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(bar(page)).toBeVisible();
});

withHub('a measurement that is not saved keeps its patient: 409, and said', async ({ page, hub }) => {
  await page.goto(hub.address());
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /image \d+ of/ }).first()).toBeVisible();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  hub.does('another');
  await expect(page.getByText(/save or discard your measurements first/)).toBeVisible();
  expect(hub.answers.map(({ status }) => status)).toContain('409');
  await expect(page.getByRole('button', { name: 'Follow, and close this patient' })).toHaveCount(0);
});
