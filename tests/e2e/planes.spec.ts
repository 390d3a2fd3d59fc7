import type { Locator, Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { openCt, studies, view } from './screen';

const planes = (page: Page): Locator => page.getByRole('region', { name: 'Planes (MPR)' });
const pane = (page: Page, name: string): Locator =>
  planes(page).getByRole('group', { name: `${name} plane` });
const field = (page: Page, name: string): Locator => planes(page).getByRole('spinbutton', { name });

/** Greys of a plane's canvas: how many there are, and their mean. */
const greys = (page: Page, name: string) =>
  pane(page, name)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      const values = [...(data ?? [])].filter((_, at) => at % 4 === 0);
      return { kinds: new Set(values).size, mean: values.reduce((sum, one) => sum + one, 0) / values.length };
    });

/** Planes of all slices of the main patient's CT. */
async function openPlanes(page: Page) {
  await openCt(page);
  await expect(page.getByText('image 1 of 12')).toBeVisible();
  await page.keyboard.press('Shift+P');
  await expect(planes(page)).toBeVisible();
  for (const name of ['Axial', 'Coronal', 'Sagittal'])
    await expect.poll(async () => (await greys(page, name)).kinds).toBeGreaterThan(20);
  await planes(page).getByText('Exact place and angle').click();
}

test('planes of a CT come from the images that are here, and nothing is asked for them', async ({
  page,
  launch,
}) => {
  await launch();
  await openCt(page);
  await expect(page.getByText('image 1 of 12')).toBeVisible();
  await expect(page.getByText(/of 12 loaded/)).toBeHidden();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/assets/')) asked.push(request.url());
  });
  await page.keyboard.press('Shift+P');
  for (const name of ['Axial', 'Coronal', 'Sagittal']) {
    await expect.poll(async () => (await greys(page, name)).kinds).toBeGreaterThan(20);
    await expect(pane(page, name)).toContainText(`${name} – reformatted`);
    await expect(pane(page, name)).toContainText('linear interpolation');
    await expect(pane(page, name)).toContainText('For review – not for primary diagnosis');
    await expect(pane(page, name)).toContainText('SMITH, Aria');
  }
  expect(asked.filter((address) => !address.includes('/assets/'))).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
});

test('the crosshair is moved by keys, fields and the mouse, and the images open where it was', async ({
  page,
  launch,
}) => {
  await launch();
  await openPlanes(page);
  const head = field(page, 'to the head');
  const before = Number(await head.inputValue());
  await pane(page, 'Coronal').focus();
  await page.keyboard.press('ArrowDown');
  expect(Number(await head.inputValue())).toBeLessThan(before);
  await pane(page, 'Axial').focus();
  await page.keyboard.press('PageUp');
  expect(Number(await head.inputValue())).toBeCloseTo(before, 0);
  const left = Number(await field(page, 'to the left').inputValue());
  const box = await pane(page, 'Axial').locator('canvas').boundingBox();
  if (!box) throw new Error('no picture');
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.45);
  expect(Number(await field(page, 'to the left').inputValue())).toBeGreaterThan(left);
  await head.fill(String(before - 30));
  await head.press('Enter');
  await pane(page, 'Axial').focus();
  await page.keyboard.press('Escape');
  await expect(planes(page)).toBeHidden();
  await expect(page.getByText(/image (?!1 of)\d+ of 12/)).toBeVisible();
});

test('turned planes say that they are oblique, with letters of two parts, and a slab says what it is', async ({
  page,
  launch,
}) => {
  await launch();
  await openPlanes(page);
  await field(page, 'in axial').fill('30');
  await field(page, 'in axial').press('Enter');
  await expect(pane(page, 'Coronal')).toContainText('Coronal, oblique – reformatted');
  await expect(pane(page, 'Coronal').getByText(/^(LP|LA|PL|AL)$/)).toBeVisible();
  await planes(page).getByRole('button', { name: 'Straight again' }).click();
  await expect(pane(page, 'Coronal')).toContainText('Coronal – reformatted');
  const { mean } = await greys(page, 'Coronal');
  await planes(page).getByRole('combobox', { name: 'Slab' }).selectOption('Maximum (MIP)');
  await expect(pane(page, 'Coronal')).toContainText('MIP, 10 mm');
  await expect.poll(async () => (await greys(page, 'Coronal')).mean).toBeGreaterThan(mean);
});

test('a run of which no volume can be made says why, and its images are as before', async ({
  page,
  launch,
}) => {
  await launch({ personId: 'tomas-fennimore' });
  await studies(page, /cardiogram/i)
    .first()
    .click();
  await expect(view(page)).toBeVisible();
  await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
  await page.keyboard.press('Shift+P');
  await expect(planes(page)).toContainText('No planes can be made of this series');
  await expect(planes(page)).toContainText(/place in the patient is not known|in colour/);
  await planes(page)
    .getByRole('button', { name: /Back to the images/ })
    .click();
  await expect(planes(page)).toBeHidden();
});
