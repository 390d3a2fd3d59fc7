import { fileURLToPath } from 'node:url';
import { test as base, type Page } from '@playwright/test';
import type { Catalogue } from '../../sandbox/catalogue';
import { buildCatalogue } from '../../sandbox/imaging/catalogue';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { complaintsOf, dist } from '../e2e/fixtures';
import { intercept, type Interference } from './interception';
import type { CaseInfo, ServerCase } from './server-case';

/** A request that reached the record or an archive. */
export interface Asked {
  readonly where: string;
  readonly method: string;
  /** Path and query */
  readonly path: string;
  readonly accept: string;
  readonly withToken: boolean;
  /** Once it was answered */
  status?: number;
}

/** A launch against changed servers, under way. */
export interface Launched {
  readonly page: Page;
  readonly info: CaseInfo;
  readonly asked: readonly Asked[];
  /** Every address that the browser asked, with its token or without */
  readonly addresses: readonly { readonly url: string; readonly withToken: boolean }[];
  readonly complaints: readonly string[];
}

interface Shared {
  catalogue: Catalogue;
  /** Demonstrations by what a launch in them opens */
  sandboxes: Readonly<Record<'study' | 'list', Sandbox>>;
}

interface Fixtures {
  /** Launches for a person while the servers behave as the case says. */
  launched(one: ServerCase): Promise<Launched>;
}

export const test = base.extend<Fixtures, Shared>({
  catalogue: [
    // Playwright reads a fixture's needs from this pattern; it needs none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const cacheDir = fileURLToPath(new URL('../../.cache/imaging', import.meta.url));
      await use(await buildCatalogue({ scale: 'small', cacheDir }));
    },
    { scope: 'worker' },
  ],
  sandboxes: [
    async ({ catalogue }, use) => {
      const start = (landing: 'study' | 'list') => startSandbox({ catalogue, dist, archiveApp, landing });
      const [study, list] = await Promise.all([start('study'), start('list')]);
      await use({ study, list });
      await Promise.all([study.stop(), list.stop()]);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  launched: async ({ page, catalogue, sandboxes }, use) => {
    const ends: (() => void)[] = [];
    await use(async (one) => {
      const sandbox = sandboxes[one.landing ?? 'study'];
      const info: CaseInfo = { catalogue, sandbox, ...sandbox, state: {} };
      const asked: Asked[] = [];
      ends.push(intercept(originsOf(sandbox), interference(one, info, asked)));
      const addresses: { url: string; withToken: boolean }[] = [];
      page.on('request', (request) =>
        addresses.push({ url: request.url(), withToken: 'authorization' in request.headers() }),
      );
      const complaints = complaintsOf(page);
      const study = one.study?.(catalogue);
      const { person = 'aria-smith', scenario } = one;
      await page.goto(sandbox.launchAddress({ personId: person, scenario, study }));
      return { page, info, asked, addresses, complaints };
    });
    for (const end of ends) end();
  },
});

/** The demonstration's origins by the names that requests get. */
export const originsOf = ({ viewer, record, trap, archives }: Sandbox): Readonly<Record<string, string>> => ({
  viewer,
  record,
  trap: trap.address,
  ...archives,
});

function interference(one: ServerCase, info: CaseInfo, asked: Asked[]): Interference {
  const { after } = one;
  return {
    before: (request) =>
      request.method === 'OPTIONS' ? one.preflight?.(request, info) : one.before?.(request, info),
    ...(after && { after: (request, answer) => after.call(one, request, answer, info) }),
    seen({ where, method, url, headers }, outgoing) {
      const entry: Asked = {
        where,
        method,
        path: url.pathname + url.search,
        accept: String(headers.accept ?? ''),
        withToken: headers.authorization !== undefined,
      };
      asked.push(entry);
      outgoing.on('finish', () => {
        entry.status = outgoing.statusCode;
      });
    },
  };
}
