import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { heldBack } from './held-back';
import { picture, studies } from './screen';

/** Frames that are asked of the archives, by their series. */
function seriesAsked(page: Page): () => ReadonlySet<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const series = /\/series\/([\d.]+)\/instances\/[\d.]+\/frames\//.exec(
      new URL(request.url()).pathname,
    )?.[1];
    if (series && request.method() === 'GET') asked.add(series);
  });
  return () => asked;
}

/** A head MR of several series, which is shown one series at a time. */
const mr = { personId: 'ines-quillfeather' };

test.describe('the series behind the one that is looked at', () => {
  test('has its first picture here before anybody asks for it', async ({ page, launch }) => {
    const asked = seriesAsked(page);
    await launch(mr);
    await studies(page, /^MR/).first().click();
    await expect(picture(page, /image 3 of 6/)).toBeVisible();
    // The one that is looked at, and two ahead.
    await expect.poll(() => asked().size).toBe(3);
    const more = await heldBack(page, /\/frames\//);
    const second = page.getByRole('group', { name: 'Series' }).getByRole('button').nth(1);
    await second.click();
    await expect(picture(page, /AX T2 TSE.*image 3 of/)).toBeVisible();
    await more.release();
  });

  test('is left alone on a device that saves data', async ({ page, launch }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });
    });
    const asked = seriesAsked(page);
    await launch(mr);
    await studies(page, /^MR/).first().click();
    await expect(picture(page, /image 3 of 6/)).toBeVisible();
    await page.waitForFunction(() => performance.getEntriesByName('plainfilm:stack-complete').length > 0);
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(asked().size).toBe(1);
  });
});
