import type { Locator, Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { studies } from './screen';

const planes = (page: Page): Locator => page.getByRole('region', { name: 'Planes (MPR)' });

/** Pixels of what lies over a plane: how many there are, and how many of them are in colour. */
const over = (page: Page, name: string) =>
  planes(page)
    .getByRole('group', { name: `${name} plane` })
    .locator('canvas')
    .nth(1)
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      let [seen, coloured] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at + 3] ?? 0) === 0) continue;
        seen++;
        if (data[at] !== data[at + 1]) coloured++;
      }
      return { seen, coloured };
    });

test('PET lies over CT in all three planes, with both values and their units', async ({ page, launch }) => {
  await launch({ personId: 'pascoe-trewin' });
  await studies(page, /PET-CT/)
    .first()
    .click();
  await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
  await expect(page.getByText(/image \d+ of \d+/).first()).toBeVisible();
  await page.keyboard.press('Shift+F');
  await expect(planes(page)).toContainText('Fused with PET, corrected for attenuation');
  for (const name of ['Axial', 'Coronal', 'Sagittal'])
    await expect.poll(async () => (await over(page, name)).coloured).toBeGreaterThan(50);
  await expect(planes(page)).toContainText(
    /At the crosshair: -?\d+ HU · SUV \d+\.\d\d g\/ml \([\d,.]+ Bq\/ml\)/,
  );
  const group = planes(page).getByRole('group', { name: 'Fusion' });
  await group.getByRole('combobox', { name: 'Palette' }).selectOption('Grey');
  await expect.poll(async () => (await over(page, 'Axial')).coloured).toBe(0);
  await group.getByRole('combobox', { name: 'Fuse with' }).selectOption('Nothing');
  await expect(planes(page)).not.toContainText('Fused with');
  expect(await axeFindings(page)).toEqual([]);
});

test('a CT is seen in 3D, and without its table', async ({ page, launch }) => {
  await launch({ personId: 'pascoe-trewin' });
  await studies(page, /PET-CT/)
    .first()
    .click();
  await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
  await expect(page.getByText(/image \d+ of \d+/).first()).toBeVisible();
  await page.keyboard.press('Shift+V');
  const room = page.getByRole('region', { name: 'Volume (3D)' });
  await expect(room).toContainText('3D, computed, for review, not for measuring');
  const bright = () =>
    room.locator('canvas').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
      const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      return [...data].filter((value, at) => at % 4 === 0 && value > 40).length;
    });
  await expect.poll(bright).toBeGreaterThan(200);
  await room.getByRole('combobox', { name: 'Show' }).selectOption('Soft tissue and skin');
  await room.getByRole('button', { name: 'From below' }).click();
  await expect.poll(bright).toBeGreaterThan(2_000);
  await room.getByRole('button', { name: 'Cut away the table' }).click();
  await expect(room).toContainText('Left out: what is not joined to the body');
  await expect.poll(bright).toBeGreaterThan(1_000);
  await page.keyboard.press('Escape');
  await expect(room).toBeHidden();
});

test('nothing moves when the numbers of fused planes come', async ({ page, launch }) => {
  await launch({ personId: 'pascoe-trewin' });
  await studies(page, /PET-CT/)
    .first()
    .click();
  await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
  await expect(page.getByText(/image \d+ of \d+/).first()).toBeVisible();
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Node }[];
      })[])
        // What the key itself puts on the screen has to move.
        if (!entry.hadRecentInput)
          shifts.push(`${entry.value} ${entry.sources.map(({ node }) => node?.textContent).join(' | ')}`);
    }).observe({ type: 'layout-shift' });
  });
  await page.keyboard.press('Shift+F');
  await expect(planes(page)).toContainText(/At the crosshair: -?\d+ HU · SUV/);
  await expect(planes(page)).not.toContainText('so far');
  expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
});
