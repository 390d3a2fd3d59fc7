import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { picture, studies, view } from './screen';

const personId = 'wystan-harkaway';

/** The planning CT at the slice through the middle of its nodule, without anything over it. */
async function openPlanning(page: Page) {
  await studies(page)
    .filter({ hasText: /planning/i })
    .first()
    .click();
  await expect(picture(page, /image \d+ of 20/)).toBeVisible();
  await view(page).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
  await expect(picture(page, /image 6 of 20/)).toBeVisible();
}

const list = (page: Page) => page.getByRole('complementary', { name: 'Drawn over the images' });

/** Pixels of an overlay that are not see-through. */
const painted = (page: Page) =>
  view(page)
    .locator('.over canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      return [...(data ?? [])].filter((value, at) => at % 4 === 3 && value > 0).length;
    });

test('segments, contours and a dose are off, and drawn over the CT when they are wanted', async ({
  page,
  launch,
}) => {
  await launch({ personId });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openPlanning(page);
  expect(asked.filter((path) => /overlay|Drawings/.test(path))).toEqual([]);
  await page.keyboard.press('Shift+D');
  await expect(list(page)).toBeVisible();
  await expect(view(page).locator('.over')).toHaveCount(0);

  await list(page)
    .getByRole('switch', { name: /^Segmentation/ })
    .click();
  // The nodule with its margin, 38 mm across in pixels of 6.25 mm
  await expect.poll(() => painted(page)).toBeGreaterThan(15);
  expect(await painted(page)).toBeLessThan(60);
  await expect(list(page)).toContainText('computed by software (InventedNet 2.1)');
  await list(page)
    .getByRole('switch', { name: /^Segmentation/ })
    .click();

  await list(page)
    .getByRole('switch', { name: /^Contours/ })
    .click();
  await expect(view(page).locator('svg path[fill^="rgb"]')).toHaveCount(3);
  await list(page).getByRole('switch', { name: /dose/ }).click();
  await expect(list(page)).toContainText(/Largest dose 58\.\d+ Gy/);
  await expect.poll(() => painted(page)).toBeGreaterThan(200);
  await expect(list(page)).toContainText(/In the middle of the view: /);
  expect(await axeFindings(page)).toEqual([]);

  await list(page).getByRole('button', { name: 'Switch all off' }).click();
  await expect(view(page).locator('.over')).toHaveCount(0);
});

test('a picture that is saved has what is drawn over it, in its colour', async ({ page, launch }) => {
  await launch({ personId });
  await openPlanning(page);
  await page.keyboard.press('Shift+D');
  await list(page)
    .getByRole('switch', { name: /^Segmentation/ })
    .click();
  await expect.poll(() => painted(page)).toBeGreaterThan(15);
  const choose = async (name: string) => {
    await view(page).focus();
    await page.keyboard.press('Shift+E');
    const sheet = page.getByRole('dialog', { name: 'Save or copy' });
    await sheet.getByRole('radio', { name }).check();
    const coming = page.waitForEvent('download');
    await sheet.getByRole('button', { name: 'Save' }).click();
    const download = await coming;
    return (await readFile(await download.path())).toString('base64');
  };
  // Grey has no colour: what has one was drawn over it.
  const coloured = (base64: string) =>
    page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const data =
        context?.getImageData(0, 0, image.width, image.height * 0.8).data ?? new Uint8ClampedArray();
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (Math.abs((data[at] ?? 0) - (data[at + 2] ?? 0)) > 40) count += 1;
      return count;
    }, base64);
  expect(await coloured(await choose('This picture'))).toBeGreaterThan(100);
});

test('a plan says what it is, by whom and when', async ({ page, launch }) => {
  await launch({ personId });
  await openPlanning(page);
  await page.getByRole('button', { name: /^Lung, right/ }).click();
  const card = page.getByRole('dialog', { name: 'Lung, right' });
  await expect(card).toContainText('A radiotherapy plan');
  await expect(card).toContainText('Planning desk 1.0');
  await expect(card.getByRole('row', { name: /^Prescribed dose, Gy 55/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
});
