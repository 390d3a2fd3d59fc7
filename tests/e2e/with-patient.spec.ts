import type { Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { picture, studies, view } from './screen';

const shown = (page: Page) => page.getByRole('dialog', { name: 'Your pictures' });
const openChest = async (page: Page) => {
  await studies(page, /Chest X-ray.*Salford/)
    .first()
    .click();
  await expect(picture(page, /image 1 of 1/)).toBeVisible();
};
/** What a patient can read on the screen, and nothing that stands behind it */
const words = async (page: Page) => (await shown(page).innerText()).replaceAll(/\s+/g, ' ');

test.describe('shown to the patient', () => {
  test.beforeEach(async ({ page, launch }) => {
    await launch();
    await openChest(page);
  });

  test('is the picture large, what it is in plain words, the author’s conclusion, and nothing else', async ({
    page,
  }) => {
    await page.keyboard.press('Shift+T');
    await expect(
      shown(page).getByRole('img', { name: /^Picture: X-ray of your chest, \d+ [A-Z][a-z]+ \d{4}$/ }),
    ).toBeVisible();
    await expect(shown(page)).toContainText('new since the earlier chest X-ray');
    await expect(shown(page).getByText('A small round spot. It can have many causes.')).toBeVisible();
    await expect(shown(page)).toContainText('Ask your clinician what it means.');
    await expect(shown(page)).toContainText('SMITH, Aria');
    const read = await words(page);
    expect(read).not.toMatch(/Brightness|Measure|Window|PRIOR|CT chest|Knee|Findings|Sources|image 1 of/);
    // What is behind can neither be reached nor is it spoken.
    const tools = page.getByRole('toolbar', { name: 'Picture tools' });
    expect(await tools.evaluate((one) => one.closest('[inert]') !== null)).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(shown(page)).toHaveCount(0);
    expect(await tools.evaluate((one) => one.closest('[inert]') === null)).toBe(true);
  });

  test('opens from the menu, and goes by a button', async ({ page }) => {
    await page.getByRole('button', { name: 'More tools' }).click();
    await page.getByRole('menuitem', { name: /^Show the patient/ }).click();
    await expect(shown(page)).toBeVisible();
    await shown(page).getByRole('button', { name: 'Stop showing (Esc)' }).click();
    await expect(shown(page)).toHaveCount(0);
  });

  test('has a large pointer that follows the mouse', async ({ page }) => {
    await page.keyboard.press('Shift+T');
    const field = shown(page).getByRole('img', { name: /^Picture: X-ray/ });
    const box = await field.boundingBox();
    if (!box) throw new Error('no picture');
    await page.mouse.move(box.x + 100, box.y + 120);
    const pointer = shown(page).locator('svg.pointer');
    await expect(pointer).toBeVisible();
    expect(await pointer.evaluate((one) => (one as SVGElement).style.left)).toBe('100px');
  });

  test('stands beside the earlier picture where two are compared', async ({ page }) => {
    await page.keyboard.press('c');
    await expect(picture(page, /^Prior.*image 1 of 1, window/, 2)).toBeVisible();
    await page.keyboard.press('Shift+T');
    await expect(
      shown(page).getByRole('img', { name: /^Picture, before: X-ray of your chest/ }),
    ).toBeVisible();
    await expect(shown(page).getByRole('img', { name: /^Picture, now: X-ray of your chest/ })).toBeVisible();
    await shown(page).getByRole('button', { name: 'Show one picture' }).click();
    await expect(shown(page).getByRole('img')).toHaveCount(1);
  });

  test('goes with the study, pixels too', async ({ page }) => {
    await page.keyboard.press('Shift+T');
    await expect(shown(page).locator('canvas').first()).toBeVisible();
    await page.evaluate(() => history.back());
    await expect(shown(page)).toHaveCount(0);
    await expect(view(page)).toHaveCount(0);
  });
});

test('shown to the patient, it is put away when nobody has touched it for five minutes', async ({
  page,
  launch,
}) => {
  await page.clock.install();
  await launch();
  await openChest(page);
  await page.keyboard.press('Shift+T');
  await expect(shown(page).getByRole('img', { name: /^Picture: X-ray/ })).toBeVisible();
  await page.clock.runFor(4 * 60_000);
  await page.mouse.move(300, 300);
  await page.mouse.move(320, 320);
  await page.clock.runFor(4 * 60_000);
  await expect(shown(page)).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(shown(page)).toHaveCount(0);
  await expect(picture(page, /image 1 of 1/)).toBeVisible();
});
