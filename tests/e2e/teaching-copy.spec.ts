import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { unzipped } from '../builders/unzipped';
import { axeFindings, expect, test } from './fixtures';
import { picture } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

/** A browser that holds files itself: nobody is there to say where to. */
test.beforeEach(async ({ page, launch, catalogue }) => {
  await page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
});

async function opened(page: Page): Promise<Locator> {
  await page.keyboard.press('Shift+E');
  await page.getByRole('radio', { name: /teaching copy/ }).check();
  await page.getByRole('button', { name: 'Go on' }).click();
  const sheet = page.getByRole('dialog', { name: 'Teaching copy' });
  await expect(sheet.getByText(/Looked at 1 of 1/)).toBeVisible();
  return sheet;
}

async function saved(page: Page, sheet: Locator): Promise<ReadonlyMap<string, Buffer>> {
  await sheet.getByRole('textbox').fill('CHEST-12');
  await sheet.getByRole('checkbox', { name: /I have looked/ }).check();
  const coming = page.waitForEvent('download');
  await sheet.getByRole('button', { name: /^Save/ }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('teaching-CHEST-12.zip');
  await expect(sheet.getByRole('status')).toHaveText('Saved.');
  return unzipped(await readFile(await download.path()));
}

test('a picture leaves as DICOM under its case number, black where a box was drawn', async ({
  page,
  sandbox,
  catalogue,
}) => {
  const sheet = await opened(page);
  await expect(sheet.getByRole('button', { name: 'Save 1 picture' })).toBeDisabled();
  const stage = sheet.getByRole('group', { name: 'The pictures' });
  const { x, y, width, height } = (await stage.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width * 0.25, y + height * 0.4);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.75, y + height * 0.6, { steps: 4 });
  await page.mouse.up();
  await expect(sheet.getByRole('button', { name: /^Box 1/ })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  const files = await saved(page, sheet);
  const [name = '', ...others] = files.keys();
  expect(name).toMatch(/^series-001\/\d{5}\.dcm$/);
  expect(others).toEqual(['README.txt']);
  const bytes = [...files.values()][0] ?? Buffer.alloc(0);
  const text = bytes.toString('latin1');
  for (const part of ['SMITH', 'Smith', 'Aria', '9994640658', studyOf(catalogue, 'aria-smith', isCt)])
    expect(text).not.toContain(part);
  expect(text).toContain('CHEST-12');
  const from = bytes.indexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00])) + 12;
  const side = Math.sqrt((bytes.length - from) / 2);
  const values = Array.from({ length: 9 }, (_, at) =>
    bytes.readInt16LE(from + 2 * (Math.round(side / 2) * side + Math.round(side * (0.3 + 0.05 * at)))),
  );
  expect(new Set(values).size).toBe(1);
  expect(bytes.readInt16LE(from + 2 * (Math.round(side / 2) * side + Math.round(side * 0.2)))).not.toBe(
    values[0],
  );
  expect(files.get('README.txt')?.toString()).toContain('a face in a CT or MR of the head');
  await expect
    .poll(() => JSON.stringify(sandbox.auditEvents().at(-1)))
    .toContain('Imaging exported: teaching');
});

test('pictures of a series leave as PNG as far as they were looked at, with boxes by the keyboard', async ({
  page,
}) => {
  const sheet = await opened(page);
  await sheet.getByRole('radio', { name: 'This series' }).check();
  await sheet.getByRole('radio', { name: /^PNG/ }).check();
  await expect(sheet.getByText(/Looked at 1 of \d{2,}/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Add a box' }).click();
  await page.keyboard.press('Shift+ArrowDown');
  await sheet.getByRole('button', { name: 'Next' }).click();
  await expect(sheet.getByText(/Looked at 2 of/)).toBeVisible();
  const files = await saved(page, sheet);
  const names = [...files.keys()];
  expect(names.filter((name) => name.endsWith('.png'))).toHaveLength(2);
  expect(files.get('README.txt')?.toString()).toMatch(/2 pictures[\s\S]*\d+ were not chosen/);
  const top = await page.evaluate(
    async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return Math.max(
        ...(context?.getImageData(0, 0, image.width, 20).data.filter((_, at) => at % 4 < 3) ?? [255]),
      );
    },
    [...files.values()][0]?.toString('base64') ?? '',
  );
  expect(top).toBe(0);
});

test('a name is no case number', async ({ page }) => {
  const sheet = await opened(page);
  await sheet.getByRole('textbox').fill('SMITH-1');
  await expect(sheet.getByText(/cannot be a case number/)).toBeVisible();
  await sheet.getByRole('checkbox', { name: /I have looked/ }).check();
  await expect(sheet.getByRole('button', { name: /^Save/ })).toBeDisabled();
});
