import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type ConsoleMessage, type Page } from '@playwright/test';
import type { Catalogue } from '../../sandbox/catalogue';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { startSandbox, type LaunchOptions, type Sandbox } from '../../sandbox/start';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The built viewer: another one than this project's where somebody says so. */
export const dist = process.env['PLAINFILM_DIST'] ?? path('../../dist');

/** What the browser said that nobody asked for. */
export interface Complaints {
  /** Violations of the Content-Security-Policy, errors on the console, exceptions that nobody caught */
  readonly all: readonly string[];
}

interface Shared {
  /** What a launch opens: the study that matters, or the list. A spec about landing says `test.use({ landing: 'study' })` */
  landing: 'study' | 'list';
  /** Stores in the archives, which keep it: such a spec has a demonstration to itself */
  stores: boolean;
  /** People and their imaging, in small pictures */
  catalogue: Catalogue;
  /** A demonstration on ports of its own; scenarios ride on launches, so tests share it unharmed */
  sandbox: Sandbox;
}

interface Fixtures {
  complaints: Complaints;
  /** Opens a launch of the main patient's record as its imaging button would. */
  launch(options?: Partial<LaunchOptions>): Promise<void>;
}

export const test = base.extend<Fixtures, Shared>({
  catalogue: [
    // Playwright reads a fixture's needs from this pattern; it needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await use(await buildCatalogue({ scale: 'small', cacheDir: path('../../.cache/imaging') }));
    },
    { scope: 'worker' },
  ],
  landing: ['list', { scope: 'worker', option: true }],
  stores: [false, { scope: 'worker', option: true }],
  sandbox: [
    async ({ catalogue, landing }, use) => {
      const sandbox = await startSandbox({ catalogue, dist, archiveApp, landing });
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  complaints: [
    async ({ page }, use) => {
      const all = complaintsOf(page);
      await use({ all });
      expect(all, 'the browser complained').toEqual([]);
    },
    { auto: true },
  ],
  launch: async ({ page, sandbox }, use) => {
    await use(async (options) => {
      await page.goto(sandbox.launchAddress({ personId: 'aria-smith', ...options }));
    });
  },
});

export { expect };

/** Collects what the page complains of from now on, in every frame. */
export function complaintsOf(page: Page): readonly string[] {
  const all: string[] = [];
  page.on('pageerror', (error) => all.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfBrowser(message)) all.push(`console: ${message.text()}`);
  });
  return all;
}

/** What axe finds against WCAG 2.2 AA on the page as it is, each as one line. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // An experimental rule: a row's name says in full what its two narrow lines shorten.
    .disableRules(['label-content-name-mismatch'])
    .analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} at ${target.join(' ')}`),
  );
}

/**
 * Lines of Chromium itself: for each request that a scenario makes fail, where a sandboxed frame may not print, and of what the
 * launch page still prefetches when the record's own page has come: that page's policy, which alone names nobody else, is held
 * against it.
 */
const isOfBrowser = (message: ConsoleMessage) =>
  /^(Failed to load resource|Ignored call to 'print\(\)'|Connecting to '[^']*\/assets\/[^']+' violates [^"]*"connect-src 'self'")/.test(
    message.text(),
  );
