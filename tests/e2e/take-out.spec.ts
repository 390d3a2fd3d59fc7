import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { unzipped } from '../builders/unzipped';
import { axeFindings, expect, test } from './fixtures';
import { picture } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

/** The site's policy in place of the demonstration's. */
const allowed = (page: Page, exports: object | undefined) =>
  page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...config, exports } });
  });

/** A browser that holds files itself: nobody is there to say where to. */
const withoutPicker = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Save or copy' });

async function choose(page: Page, ...choices: readonly RegExp[]): Promise<void> {
  await page.keyboard.press('Shift+E');
  for (const name of choices) await sheet(page).getByRole('radio', { name }).check();
}

async function saved(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await sheet(page).getByRole('button', { name: 'Save' }).click();
  const download: Download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const namesIn = (zip: Buffer): readonly string[] => [...unzipped(zip).keys()];

test.describe('what may leave the viewer', () => {
  test.beforeEach(async ({ page, launch, catalogue }) => {
    await withoutPicker(page);
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(picture(page, /image \d+ of/)).toBeVisible();
  });

  test('a picture has whose it is, when and what it is not for below it, and is recorded', async ({
    page,
    sandbox,
  }) => {
    await choose(page, /This picture/);
    expect(await axeFindings(page)).toEqual([]);
    const { name, bytes } = await saved(page);
    expect(name).toMatch(/^picture-\d{8}-\d{6}\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    expect(width).toBeGreaterThanOrEqual(640);
    expect(height).toBeGreaterThan(200);
    await expect(sheet(page).getByRole('status')).toHaveText('Saved.');
    await expect
      .poll(() => JSON.stringify(sandbox.auditEvents().at(-1)))
      .toContain('Imaging exported: pictures');
  });

  test('a series is saved as its archive stores it, under numbers', async ({ page, catalogue }) => {
    await choose(page, /This series, as stored/);
    const { name, bytes } = await saved(page);
    expect(name).toMatch(/^series-\d{8}-\d{6}\.zip$/);
    const names = namesIn(bytes);
    expect(names.at(-1)).toBe('README.txt');
    expect(names.slice(0, -1).every((one) => /^series-001\/\d{5}\.dcm$/.test(one))).toBe(true);
    expect(names.length).toBeGreaterThan(3);
    const text = bytes.toString('latin1');
    expect(text.split('DICM').length - 1).toBe(names.length - 1);
    expect(text).toContain(studyOf(catalogue, 'aria-smith', isCt));
    expect(bytes.toString('utf8')).toContain('SMITH, Aria (Ms)');
    expect(bytes.toString('utf8')).toContain('For review – not for primary diagnosis');
  });

  test('key images come each as a picture of its own', async ({ page }) => {
    await choose(page, /key images?, as/, /JPEG/);
    const { bytes } = await saved(page);
    const names = namesIn(bytes);
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((one) => /^key-image-\d\d\.jpg$/.test(one))).toBe(true);
  });

  test('a film has each image of the series', async ({ page }) => {
    await choose(page, /, as a film/);
    const { name, bytes } = await saved(page);
    expect(name).toMatch(/^film-.*\.webm$/);
    expect(bytes.readUInt32BE(0)).toBe(0x1a45dfa3);
  });
});

test('what is not allowed is neither in the menu nor under its key', async ({ page, launch, catalogue }) => {
  await allowed(page, { dicom: ['fhirUser:Patient'] });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('Shift+E');
  await page.getByRole('button', { name: 'More tools' }).click();
  await expect(page.getByRole('menuitem', { name: /Light or dark/ })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /Save or copy/ })).toHaveCount(0);
  await expect(sheet(page)).toHaveCount(0);
});

test('of what is allowed only that is offered', async ({ page, launch, catalogue }) => {
  await allowed(page, { pictures: 'everyone' });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitem', { name: /Save or copy/ }).click();
  await expect(sheet(page).getByRole('radio', { name: /This picture/ })).toBeChecked();
  await expect(sheet(page).getByRole('radio', { name: /as stored|film/ })).toHaveCount(0);
  await expect(sheet(page).getByRole('button', { name: 'Copy' })).toHaveCount(0);
});

test('a picture is copied with its words', async ({ page, context, launch, catalogue }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await choose(page, /This picture/);
  await sheet(page).getByRole('button', { name: 'Copy' }).click();
  await expect(sheet(page).getByRole('status')).toHaveText('Copied.');
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(({ types }) => types),
  );
  expect(types).toEqual(['image/png']);
});
