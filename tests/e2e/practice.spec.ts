import type { Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { banner, picture, report } from './screen';

const coach = (page: Page) => page.getByRole('region', { name: 'Practice', exact: true });
const next = (page: Page) => coach(page).getByRole('button', { name: 'Next' }).click();
const done = (page: Page) => expect(coach(page)).toContainText('Done.');

test('whoever has no patient practises on an invented one, and nothing is asked of anybody', async ({
  page,
  sandbox,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${sandbox.viewer}/index.html`);
  await page.getByRole('link', { name: 'Practise on an invented patient' }).click();
  await expect(banner(page)).toContainText('PRACTICE, Not-A-Real-Patient');
  await expect(coach(page)).toContainText('This patient is invented.');
  await expect(page).toHaveTitle('Practice: an invented patient');
  await expect(picture(page, /image 1 of 1.*window C -600\s+W 1500/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await next(page);
  await report(page)
    .getByRole('button', { name: /image 9/ })
    .click();
  await done(page);
  await next(page);
  await page.keyboard.press('k');
  await done(page);
  await next(page);
  await page.getByRole('button', { name: 'Whole study', exact: true }).click();
  await expect(picture(page, /image \d+ of 12/)).toBeVisible();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
    await page.keyboard.press(key);
  }
  await page.keyboard.press('End');
  await expect(picture(page, /image 12 of 12/)).toBeVisible();
  await next(page);
  await page.keyboard.press('3');
  await done(page);
  await next(page);
  await page.keyboard.press('c');
  await done(page);
  // Its progress is kept in this tab, and nowhere else.
  await page.reload();
  await expect(coach(page)).toContainText('Step 6 of 9');
  await next(page);
  await page.keyboard.press('Escape');
  await done(page);
  await next(page);
  await expect(coach(page)).toContainText('It is for review, not for diagnosis');
  await next(page);
  await coach(page).getByRole('button', { name: 'Leave the practice' }).click();
  await expect(page.getByRole('heading', { name: 'The practice is over' })).toBeFocused();
  await expect(banner(page)).toHaveCount(0);
  expect(asked.filter((path) => /dicom-web|fhir|token/i.test(path))).toEqual([]);
});
