import { expect, type Page } from '@playwright/test';

/** A length across the picture that has the focus, and the list of what was measured. */
export async function measureLength(page: Page): Promise<void> {
  await page.keyboard.press('d');
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Length 1: Length/ })).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('e');
  await expect(page.getByRole('complementary', { name: /^Measurements of/ })).toBeVisible();
}
