import type { Page } from '@playwright/test';
import type { CatalogueInstance } from '../../sandbox/catalogue';
import { expect, test } from './fixtures';
import { instancesOf } from './pixels';
import { openCt, picture, report, studies, view } from './screen';

/** A slice of the demonstration's scanner: where it lies in the patient, in mm, and on the screen. */
async function sliceOnScreen(page: Page, instance: CatalogueInstance) {
  const dataset = await instance.dataset();
  const numbers = (tag: string) => (dataset[tag]?.Value ?? []).map(Number);
  const [x = 0, y = 0] = numbers('00200032');
  const [spacing = 0] = numbers('00280030');
  const [size = 0] = numbers('00280010');
  const box = await picture(page, /./).boundingBox();
  if (!box) throw new Error('there is no picture');
  // A square picture, fitted into the middle of the view
  const scale = Math.min(box.width, box.height) / size;
  const [left, top] = [box.x + (box.width - size * scale) / 2, box.y + (box.height - size * scale) / 2];
  return {
    spacing,
    /** mm that a CSS pixel of the screen is wide */
    millimetres: spacing / scale,
    width: box.width,
    /** A place of the patient, mm to the left and to the back; its position names a pixel's centre */
    at: (across: number, down: number) => ({
      x: left + ((across - x) / spacing + 0.5) * scale,
      y: top + ((down - y) / spacing + 0.5) * scale,
    }),
  };
}

/** Half a per cent or half a pixel, whichever is more, and what rounding to the shown digits may add. */
const allowed = (millimetres: number, spacing: number) => Math.max(millimetres * 0.005, spacing / 2) + 0.5;

const length = (page: Page, number: number) =>
  view(page).getByRole('button', {
    name: new RegExp(`^Length ${number}: Length [\\d.]+ mm, in the patient$`),
  });

async function millimetresOf(page: Page, number: number): Promise<number> {
  await expect(length(page, number)).toHaveCount(1);
  const name = (await length(page, number).getAttribute('aria-label')) ?? '';
  return Number(/Length ([\d.]+) mm/.exec(name)?.[1]);
}

/** Nothing is measured on an earlier stage of a picture, nor before it is known where the picture lies. */
async function firstSliceInFull(page: Page): Promise<void> {
  await expect(picture(page, /image 1 of 12, window/)).toBeVisible();
  await expect(view(page).getByText(/^(Preview|Loading image)/)).toHaveCount(0);
}

async function firstSlice(page: Page, instances: readonly CatalogueInstance[]) {
  const [first] = instances;
  if (!first) throw new Error('the study is empty');
  await openCt(page);
  await firstSliceInFull(page);
  return sliceOnScreen(page, first);
}

test('a length drawn by mouse is that of the phantom', async ({ page, launch, catalogue }) => {
  await launch();
  const slice = await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.getByRole('button', { name: /^Measure/ }).click();
  // From the right lung to the spine and down: 60 mm across and 80 mm down are 100 mm
  const [from, to] = [slice.at(-70, -40), slice.at(-10, 40)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
  await expect(length(page, 1)).toHaveCount(1);
  expect(Math.abs((await millimetresOf(page, 1)) - 100)).toBeLessThanOrEqual(allowed(100, slice.spacing));
});

test('two axes are drawn by mouse at right angles, under a loupe that goes when the hand lets go', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch();
  const slice = await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.getByRole('button', { name: 'What to measure' }).click();
  await page.getByRole('menuitemradio', { name: 'Long and short axis' }).click();
  const loupe = page.locator('.loupe');
  const strokes = [
    [slice.at(-50, 0), slice.at(50, 0)],
    // Not quite at right angles
    [slice.at(0, -30), slice.at(6, 30)],
  ] as const;
  for (const [from, to] of strokes) {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 6 });
    await expect(loupe).toBeVisible();
    await page.mouse.up();
  }
  await expect(loupe).toHaveCount(0);
  const axes = view(page).getByRole('button', { name: /^Two axes 1: / });
  await expect(axes).toHaveCount(1);
  const numbers = /Long axis ([\d.]+) mm, in the patient; Short axis ([\d.]+) mm, in the patient$/.exec(
    (await axes.getAttribute('aria-label')) ?? '',
  );
  expect(Math.abs(Number(numbers?.[1]) - 100)).toBeLessThanOrEqual(allowed(100, slice.spacing));
  expect(Math.abs(Number(numbers?.[2]) - 60)).toBeLessThanOrEqual(allowed(60, slice.spacing));
});

test('a note put down by mouse is written at once, and what is written is no key of the picture', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch();
  const slice = await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.getByRole('button', { name: 'What to measure' }).click();
  await page.getByRole('menuitemradio', { name: 'Note' }).click();
  const at = slice.at(-40, 10);
  await page.mouse.click(at.x, at.y);
  const field = page.getByRole('textbox', { name: 'Words of Note 1' });
  await expect(field).toBeFocused();
  await page.keyboard.type('w i 2 nodule?');
  await page.keyboard.press('Enter');
  await expect(view(page).getByRole('button', { name: 'Note 1: w i 2 nodule?' })).toBeFocused();
  await expect(picture(page, /image 1 of 12/)).toBeVisible();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
  );
  expect(kept).not.toContain('nodule');
});

test('a length stays on what it measures when the picture is turned, zoomed and moved', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch();
  const slice = await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.keyboard.press('t');
  await page.keyboard.press('h');
  await page.keyboard.press('+');
  await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.press('d');
  // 200 CSS pixels on the screen, enlarged by a quarter
  const from = slice.at(0, 0);
  await page.mouse.move(from.x, from.y - 100);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y + 100, { steps: 6 });
  await page.mouse.up();
  const expected = (200 / 1.25) * slice.millimetres;
  await expect(length(page, 1)).toHaveCount(1);
  expect(Math.abs((await millimetresOf(page, 1)) - expected)).toBeLessThanOrEqual(
    allowed(expected, slice.spacing),
  );
  const before = await millimetresOf(page, 1);
  await page.keyboard.press('Backspace');
  expect(await millimetresOf(page, 1)).toBe(before);
});

test('a length is put down, stretched and deleted by keys alone', async ({ page, launch, catalogue }) => {
  await launch();
  const slice = await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await expect(length(page, 1)).toBeFocused();
  const put = slice.width * 0.15 * slice.millimetres;
  expect(Math.abs((await millimetresOf(page, 1)) - put)).toBeLessThanOrEqual(allowed(put, slice.spacing));
  // The second of its handles, 50 CSS pixels to the right
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowRight');
  const stretched = put + 50 * slice.millimetres;
  expect(Math.abs((await millimetresOf(page, 1)) - stretched)).toBeLessThanOrEqual(
    allowed(stretched, slice.spacing),
  );
  await page.keyboard.press('Delete');
  await expect(length(page, 1)).toHaveCount(0);
  // What a key took did nothing else: the study is open, its first image shown.
  await expect(picture(page, /image 1 of 12/)).toBeVisible();
});

test('Escape drops what is being drawn, then chooses nothing, and only then leaves the study', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch();
  const slice = await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  const { x, y } = slice.at(-60, -60);
  await page.mouse.click(x, y);
  await page.mouse.move(x + 40, y + 40);
  await expect(view(page).locator('.draft')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(view(page).locator('.draft')).toHaveCount(0);
  await expect(length(page, 1)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(length(page, 1)).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Escape');
  await expect(view(page)).toHaveCount(0);
});

test('measurements are saved beside the pictures, and read back with the same number', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch();
  await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  const measured = await millimetresOf(page, 1);
  await page.keyboard.press('e');
  const panel = page.getByRole('complementary', { name: 'Measurements of this study' });
  await panel.getByRole('button', { name: 'Save 1 to the archive' }).click();
  await expect(panel.getByText(/^Saved in Royal Bolton as a structured report/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Saved' })).toBeDisabled();
  // Its report stands beside the study's others.
  const reports = page.getByRole('button', { name: /Imaging Measurement Report · Royal Bolton/ });
  await report(page)
    .getByRole('button', { name: /^Final/ })
    .first()
    .click();
  // One was there before; the newest is the first.
  await expect(reports).toHaveCount(2);
  await reports.first().click();
  await expect(page.getByText(new RegExp(`${measured} mm`)).first()).toBeVisible();
  await expect(page.getByText('Length: in the patient').first()).toBeVisible();
});

test('measurements are there when the study is opened again', async ({ page, launch, catalogue }) => {
  await launch();
  await firstSlice(page, await instancesOf(catalogue, 'aria-smith', /^CT/));
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  const measured = await millimetresOf(page, 1);
  await studies(page, /Chest X-ray.*Salford/)
    .first()
    .click();
  await expect(picture(page, /image 1 of 1/)).toBeVisible();
  await expect(length(page, 1)).toHaveCount(0);
  await openCt(page);
  await firstSliceInFull(page);
  expect(await millimetresOf(page, 1)).toBe(measured);
});
