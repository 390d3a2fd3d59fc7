import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openCt, picture } from './screen';

interface Fetched {
  readonly file: string;
  /** Bytes on the line; none where it came from the cache */
  readonly sent: number;
}

/** The WebAssembly that the page's decoders fetched. */
async function codecsOf(page: Page): Promise<readonly Fetched[]> {
  const byWorker = await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('.wasm'))
          .map((entry) => ({
            file: entry.name.replace(/.*\//, ''),
            sent: (entry as PerformanceResourceTiming).transferSize,
          })),
      ),
    ),
  );
  return byWorker.flat();
}

/** Whether the page has asked for any frame. */
const hasAsked = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/frames/')));

async function shown(page: Page): Promise<void> {
  await openCt(page);
  await expect(picture(page, /image 1 of 12/)).toBeVisible();
}

test('the codec of the last launch is ready before the next one asks for a picture, out of the cache', async ({
  page,
  launch,
}) => {
  await launch();
  await shown(page);
  const [before] = await codecsOf(page);
  expect(before).toBeDefined();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('plainfilm:codecs'))).toMatch(/^1\.2\./);

  await launch();
  await expect.poll(async () => (await codecsOf(page)).map(({ file }) => file)).toContain(before?.file);
  expect(await hasAsked(page)).toBe(false);
  await shown(page);
  const after = (await codecsOf(page)).filter(({ file }) => file === before?.file);
  expect(after.map(({ sent }) => sent)).toEqual(after.map(() => 0));
});

test('a codec that is no longer cached is left until a picture needs it', async ({
  page,
  context,
  launch,
}) => {
  await launch();
  await shown(page);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('plainfilm:codecs'))).toMatch(/^1\.2\./);
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache');

  const missed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('.wasm'));
  await launch();
  await missed;
  const sent = async () => (await codecsOf(page)).filter((one) => one.sent > 0);
  expect(await sent()).toEqual([]);
  await shown(page);
  expect(await sent()).not.toEqual([]);
});

for (const { what, read } of [
  { what: 'keeps nothing', read: null },
  { what: 'has kept something strange', read: '1.2.3 \u0000 {"codec":"https://elsewhere.example/"}' },
])
  test(`a device that ${what} shows the same pictures`, async ({ page, launch }) => {
    await page.addInitScript((given) => {
      const { getItem, setItem } = Storage.prototype;
      Storage.prototype.getItem = function (key) {
        return this === window.localStorage ? given : getItem.call(this, key);
      };
      Storage.prototype.setItem = function (key, value) {
        if (this === window.localStorage) throw new DOMException('full', 'QuotaExceededError');
        setItem.call(this, key, value);
      };
    }, read);
    await launch();
    await shown(page);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
