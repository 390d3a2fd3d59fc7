import type { Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { picture } from './screen';

test.use({ landing: 'study' });

const check = (page: Page) => page.getByRole('dialog', { name: 'Check this screen' });

/** The help is the viewer's: it hears its key when there is a picture. */
async function openHelp(page: Page): Promise<void> {
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('?');
}

async function openCheck(page: Page): Promise<void> {
  await openHelp(page);
  await page.getByRole('button', { name: 'Check this screen' }).click();
  await expect(check(page)).toBeVisible();
}

async function answer(page: Page, ...answers: readonly ('Yes' | 'No')[]): Promise<void> {
  for (const [at, one] of answers.entries())
    await check(page).getByRole('group').nth(at).getByRole('radio', { name: one }).check();
  await check(page).getByRole('button', { name: 'Keep the answer' }).click();
}

test.describe('the check of the screen', () => {
  test.beforeEach(async ({ page, launch }) => {
    await launch();
    await openCheck(page);
  });

  test('draws its pattern dot by dot, and asks for each answer before it says anything', async ({ page }) => {
    const canvas = check(page).locator('canvas');
    expect(
      await canvas.evaluate(
        (one: HTMLCanvasElement) => one.width === Math.round(one.clientWidth * devicePixelRatio),
      ),
    ).toBe(true);
    await answer(page, 'Yes', 'Yes');
    await expect(check(page)).toContainText('Answer each question first.');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('passed, is kept on this device and said in the help of the next launch', async ({ page, launch }) => {
    await answer(page, 'Yes', 'Yes', 'Yes', 'Yes', 'Yes', 'Yes');
    await expect(check(page)).toContainText('The answer holds for 90 days on this device.');
    await launch();
    await openHelp(page);
    await expect(page.getByText('This screen passed its check.')).toBeVisible();
    // Nothing of the patient is kept with it.
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).toContain('display-check');
    expect(kept).not.toMatch(/smith|999/i);
  });

  test('not passed by one answer, says what to do and stands as a quiet word beside the pictures', async ({
    page,
    launch,
  }) => {
    await answer(page, 'Yes', 'Yes', 'No', 'Yes', 'Yes', 'Yes');
    await expect(check(page)).toContainText('hides a part of what pictures show');
    await launch();
    await expect(page.getByText('This screen did not pass its check.')).toBeVisible();
  });
});
