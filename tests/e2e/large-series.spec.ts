import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { FRAME_BYTES, longSeries, placeOf } from './long-series';
import { picture, studies, view } from './screen';

const SLICES = 256;
const KEPT = /Large series: images are kept only around this one/;

/** Two thirds of the series: what a device of a quarter GiB is allowed (24 MiB). */
const QUARTER = 24 * 2 ** 20;

test.use({
  catalogue: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => use(longSeries(SLICES)),
    { scope: 'worker' },
  ],
});

const onDevice = (page: Page, gigabytes: number) =>
  page.addInitScript((memory) => {
    Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => memory });
  }, gigabytes);

/** Which slice the canvas shows, from 0, by where its bright block is; `undefined` without one. */
const painted = (page: Page) =>
  view(page)
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const side = Math.min(canvas.width, canvas.height);
      const fields = new OffscreenCanvas(16, 16).getContext('2d');
      const [x, y] = [(canvas.width - side) / 2, (canvas.height - side) / 2];
      fields?.drawImage(canvas, x, y, side, side, 0, 0, 16, 16);
      const greys = [...(fields?.getImageData(0, 0, 16, 16).data ?? [])].filter((_, at) => at % 4 === 0);
      const brightest = Math.max(...greys);
      return brightest > 150 ? greys.indexOf(brightest) : undefined;
    });

const isAt = async (page: Page, index: number) => {
  await expect(picture(page, new RegExp(`image ${index + 1} of ${SLICES}`))).toBeVisible();
  const [column, row] = placeOf(index);
  expect(await painted(page)).toBe(row * 16 + column);
};

async function open(page: Page) {
  await studies(page).first().click();
  await expect(picture(page, new RegExp(`image ${SLICES / 2} of ${SLICES}`))).toBeVisible();
  await view(page).focus();
}

test('a series larger than the device can keep says so, and each of its images can be had', async ({
  page,
  launch,
}) => {
  expect(SLICES * FRAME_BYTES).toBeGreaterThan(QUARTER);
  await onDevice(page, 0.25);
  await launch();
  await open(page);
  await expect(view(page).getByText(KEPT)).toBeVisible();
  const count = view(page).getByText(/^\d+ of 256 loaded$/);
  await expect(count).toBeVisible();
  for (const [key, index] of [
    ['End', SLICES - 1],
    ['Home', 0],
    ['End', SLICES - 1],
  ] as const) {
    await page.keyboard.press(key);
    await isAt(page, index);
  }
  for (let back = 1; back <= 12; back += 1) {
    await page.keyboard.press('PageUp');
    await isAt(page, SLICES - 1 - 10 * back);
  }
  const kept = Number(/^\d+/.exec((await count.textContent()) ?? '')?.[0]);
  // Those around it as the archive stores them
  expect(kept * FRAME_BYTES).toBeLessThanOrEqual(QUARTER + 16 * 2 ** 20);
  await expect(view(page).getByText(KEPT)).toBeVisible();
});

test('a series that the device can keep is kept, and nothing is said', async ({ page, launch }) => {
  await onDevice(page, 4);
  await launch();
  await open(page);
  await expect(view(page).getByText(/of 256 loaded$/)).toBeHidden();
  await page.keyboard.press('End');
  await isAt(page, SLICES - 1);
  await expect(view(page).getByText(KEPT)).toBeHidden();
});
