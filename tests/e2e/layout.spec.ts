import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import { keyObjectsFirst } from './key-objects-first';
import { outside, overPictures } from './boxes';
import { banner, list, picture, report, reportText, studies, view } from './screen';
import { shiftsOn } from './shifts';
import { holds, isCt, studyOf } from './studies';

/* What is where, in CSS pixels: at the sizes of a surgery's screen and of a record's frame. */

test.use({ landing: 'study' });

const SIZES = [
  { name: 'a surgery’s screen', width: 1366, height: 768, picture: 600 },
  { name: 'a record’s frame', width: 1100, height: 650, picture: 380 },
] as const;

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error('it is not on the screen');
  return found;
};

/** Everyone whose newest study has a report with a conclusion in the demonstration */
const READERS = [
  'aria-smith',
  'edmund-thistlewood',
  'osric-vane',
  'jory-pikestaff',
  'wren-hollowell',
] as const;

for (const { name, width, height, picture: least } of SIZES)
  test.describe(`on ${name}`, () => {
    test.use({ viewport: { width, height } });

    for (const personId of READERS)
      test(`the conclusion of ${personId} is seen without scrolling`, async ({ page, launch }) => {
        await launch({ personId });
        const answer = reportText(page).locator('.answer');
        await expect(answer).toBeVisible();
        const [card, text] = [await box(answer), await box(reportText(page))];
        expect(card.y + card.height).toBeLessThanOrEqual(text.y + text.height);
        await expect(answer).toHaveCSS('font-size', /^(?:17\.99|18)/);
      });

    test('the picture has the most of it, with rail and report, and no word on it', async ({
      page,
      launch,
      catalogue,
    }) => {
      await keyObjectsFirst(page, catalogue);
      await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
      await expect(picture(page, /saved view/)).toBeVisible();
      expect((await box(view(page).locator('.picture'))).height).toBeGreaterThanOrEqual(least);
      expect(await overPictures(page)).toEqual([]);
      expect(await outside(page)).toEqual([]);
      expect((await box(banner(page))).height).toBeLessThanOrEqual(44);
      await page.getByRole('button', { name: 'More tools' }).click();
      const menu = await box(page.getByRole('menu'));
      expect(menu.y).toBeGreaterThanOrEqual(0);
      expect(menu.y + menu.height).toBeLessThanOrEqual(height);
    });

    test('two studies side by side keep words off their pictures', async ({ page, launch }) => {
      await launch();
      await expect(picture(page, /image 1 of 1/).first()).toBeVisible();
      await page.keyboard.press('c');
      await expect(picture(page, /^Prior/, 2)).toBeVisible();
      expect(await overPictures(page)).toEqual([]);
      expect(await outside(page)).toEqual([]);
      const [stop, beside] = [
        await box(page.getByRole('button', { name: /^Stop comparing/ })),
        await box(report(page)),
      ];
      expect(stop.x + stop.width).toBeLessThanOrEqual(beside.x);
    });

    for (const [personId, shown] of [
      ['aria-smith', 2],
      ['wren-hollowell', 4],
      ['edmund-thistlewood', 1],
    ] as const)
      test(`nothing moves after the first picture of ${personId}`, async ({ page, launch }) => {
        const shifts = await shiftsOn(page);
        await launch({ personId });
        await expect(page.locator('.position')).toHaveCount(shown);
        await expect(page.getByRole('region', { name: 'Imaging list' })).toContainText('Complete as of');
        await expect(reportText(page).locator('.answer')).toBeVisible();
        expect(await shifts()).toEqual([]);
      });

    test('a report that is a PDF, and one beside pictures that did not come, can be read', async ({
      page,
      launch,
      catalogue,
    }) => {
      await launch({
        personId: 'tomas-fennimore',
        study: studyOf(catalogue, 'tomas-fennimore', holds('DOC')),
      });
      await expect(reportText(page).getByRole('img', { name: 'Page 1' })).toBeVisible();
      expect(await outside(page)).toEqual([]);
    });
  });

test.describe('at 400 %', () => {
  test.use({ viewport: { width: 341, height: 192 } });

  test('the list, the report and a picture of half the window can all be come to', async ({
    page,
    launch,
  }) => {
    await launch();
    await expect(view(page)).toBeVisible();
    const tab = (name: string) => page.getByRole('navigation').getByRole('button', { name, exact: true });
    const [tabs, shown] = [await box(tab('Pictures')), await box(view(page).locator('.picture'))];
    expect(tabs.y + tabs.height).toBeLessThanOrEqual(192);
    expect(shown.height).toBeGreaterThanOrEqual(96);
    await view(page).locator('.picture').scrollIntoViewIfNeeded();
    expect((await box(view(page).locator('.picture'))).y).toBeLessThan(tabs.y);
    await tab('Report').click();
    await expect(reportText(page)).toBeInViewport();
    await tab('List').click();
    await studies(page).last().click();
    await expect(list(page)).toBeHidden();
    await expect(picture(page, /image \d+ of/)).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`what is said on the black of a picture is light in the ${colorScheme} theme`, async ({
    page,
    launch,
  }) => {
    await page.emulateMedia({ colorScheme });
    await launch();
    await expect(view(page)).toBeVisible();
    const brightness = await view(page)
      .locator('.field')
      .evaluate((field) => {
        const words = field.appendChild(document.createElement('p'));
        return ['inherit', 'var(--text)', 'var(--quiet)', 'var(--careful)'].map((color) => {
          words.style.color = color;
          return Math.max(...(getComputedStyle(words).color.match(/\d+/g) ?? []).map(Number));
        });
      });
    for (const most of brightness) expect(most).toBeGreaterThan(160);
  });
