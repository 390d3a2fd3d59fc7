import { expect, test } from './fixtures';
import { list, openCt, opened, picture, studies, view } from './screen';

test('Back and Forward walk between list, study and large view, and the address stays', async ({
  page,
  launch,
}) => {
  await launch();
  await expect(studies(page).first()).toBeVisible();
  const address = page.url();
  await studies(page, /^CT chest/)
    .first()
    .click();
  await expect(opened(page, /CT chest/)).toBeVisible();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(view(page, 2)).toBeHidden();
  await page.goBack();
  await expect(view(page, 2)).toBeVisible();
  await page.goBack();
  await expect(opened(page, /CT chest/)).toBeHidden();
  await expect(studies(page).first()).toBeVisible();
  await page.goForward();
  await expect(opened(page, /CT chest/)).toBeVisible();
  expect(page.url()).toBe(address);
});

test('whoever leaves a study is at its row again, and goes to its neighbours by key', async ({
  page,
  launch,
}) => {
  await launch();
  const row = studies(page, /^CT chest/).first();
  await row.click();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(studies(page, /^CT chest/).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press(']');
  await expect(opened(page, /CT chest/)).toBeHidden();
  await expect(list(page)).toBeVisible();
  await page.keyboard.press('[');
  await expect(opened(page, /CT chest/)).toBeVisible();
});

test('an image is gone to by its number', async ({ page, launch }) => {
  await launch();
  await openCt(page);
  await view(page).focus();
  await page.keyboard.press('#');
  await page.getByRole('spinbutton', { name: /^Image, 1 to \d+$/ }).fill('5');
  await page.keyboard.press('Enter');
  await expect(picture(page, /image 5 of/)).toBeVisible();
});

test('what a key did is said, and leaving with what was measured asks', async ({ page, launch }) => {
  await launch();
  await studies(page, /^CT chest/)
    .first()
    .click();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await view(page).focus();
  await page.keyboard.press('i');
  await expect(page.getByRole('status').filter({ hasText: /^Inverted$/ })).toBeAttached();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /Length 1: Length/ })).toBeAttached();
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
});
