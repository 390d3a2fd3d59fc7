import type { Page } from '@playwright/test';
import { badAnswers } from './bad-answers';
import { expect, test } from './fixtures';
import { opened, openCt, picture, report, reportText, studies, view } from './screen';

/*
 * An archive may send anything. Whatever it is: it is said where the picture would be, no wrong picture is painted, and the
 * screen goes on, for the same study and for any other. How long the main thread is busy meanwhile is measured by
 * `npm run bench -- --only main-thread`.
 */

const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures' });

const openChest = (page: Page) =>
  studies(page, /Chest X-ray.*Salford/)
    .first()
    .click();

test.describe('an archive sends bad input: it is said, and the screen goes on', () => {
  for (const { what, where, spoil, said } of badAnswers)
    test(what, async ({ page, launch, sandbox }) => {
      await launch();
      await expect(studies(page).first()).toBeVisible();
      const archive = sandbox.archives['salford'] ?? '';
      const isSpoilt = ({ href, pathname }: URL) => href.startsWith(archive) && where.test(pathname);
      await page.route(isSpoilt, spoil);
      await openChest(page);

      if (said === undefined) await expect(picture(page, /image 1 of 1/)).toBeVisible();
      else {
        await expect(pictures(page).getByText(said).first()).toBeVisible();
        await expect(pictures(page).getByRole('button', { name: 'Try again' }).first()).toBeEnabled();
        await expect(picture(page, /image 1 of 1/)).toHaveCount(0);
      }

      // Another study, of another hospital, opens, and its keys answer.
      await openCt(page);
      await expect(picture(page, /image 1 of 12/)).toBeVisible();
      await page.keyboard.press('End');
      await expect(picture(page, /image 12 of 12/)).toBeVisible();

      // What is whole again is shown: nothing that was bad is kept.
      await page.unroute(isSpoilt);
      await openChest(page);
      await expect(opened(page, 'Chest X-ray')).toBeVisible();
      await expect(picture(page, /image 1 of 1,/)).toBeVisible();
    });
});

test('a list of 400 that is scrolled while it comes goes to its end, and opens what is there', async ({
  page,
  launch,
}) => {
  await launch({ personId: 'bram-oakfield' });
  await expect(studies(page).first()).toBeVisible();
  await page.getByRole('list', { name: 'Imaging studies' }).hover();
  for (let notch = 0; notch < 40; notch += 1) await page.mouse.wheel(0, 900);
  const lowest = page.getByRole('list', { name: 'Imaging studies' }).getByRole('listitem').last();
  await expect(lowest).toHaveAttribute('aria-posinset', (await lowest.getAttribute('aria-setsize')) ?? '');
  await studies(page).last().click();
  await expect(pictures(page).getByRole('heading', { level: 2 })).toBeVisible();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
});

test('a long report beside its pictures: both are there, and each answers', async ({ page, launch }) => {
  await launch({ personId: 'edmund-thistlewood' });
  await studies(page, /^CT/).first().click();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await report(page).getByRole('button', { name: 'Find, size, copy and print' }).click();
  await expect(report(page).getByRole('group', { name: 'Report tools' })).toBeVisible();
  await view(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(picture(page, /image 2 of/)).toBeVisible();
  await report(page).getByRole('searchbox').fill('nodule');
  await expect(report(page).getByText(/^1 of \d+$/)).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(reportText(page).locator('mark').last()).toBeInViewport();
});
