import type { Locator, Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { picture, report, studies, view } from './screen';

/* A telephone held upright: one pane at a time, fingers for pointers. */
test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** CSS pixels that a finger takes (WCAG 2.5.5) */
const FINGER = 44;

/** What can be pressed and is smaller than a finger, but for words within a text. */
async function tooSmall(page: Page): Promise<readonly string[]> {
  const targets = page
    .locator('button, select, input, a[href], [role^="menuitem"], summary')
    .filter({ visible: true });
  const found: string[] = [];
  for (const target of await targets.all()) {
    const size = await target.evaluate((element) => {
      // A box to tick is pressed by its words too.
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      const isUnseen =
        getComputedStyle(element).visibility === 'hidden' || element.closest('.unseen') !== null;
      const isInText = element.closest('.text') !== null;
      return isUnseen || isInText
        ? undefined
        : {
            width: Math.round(width),
            height: Math.round(height),
            name: element.getAttribute('aria-label') ?? element.textContent,
          };
    });
    if (size && (size.width < FINGER || size.height < FINGER))
      found.push(`${size.name?.trim()} ${size.width}×${size.height}`);
  }
  return found;
}

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (!found) throw new Error('it is not on the screen');
  return found;
};

const openChest = async (page: Page) => {
  await studies(page, /Chest X-ray.*Salford/)
    .first()
    .tap();
  await expect(picture(page, /image 1 of 1/)).toBeVisible();
};

test('two views stand one above the other, each as wide as the screen', async ({ page, launch }) => {
  await launch();
  await openChest(page);
  await expect(view(page, 2)).toBeVisible();
  const [first, second] = [await box(view(page)), await box(view(page, 2))];
  expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
  expect(first.width).toBeGreaterThan(380);
  expect(Math.abs(first.height - second.height)).toBeLessThan(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a prior stands below the current picture, and its report is one tap away', async ({ page, launch }) => {
  await launch();
  await openChest(page);
  await page.getByRole('button', { name: /^Compare(?: \(C\))?$/ }).tap();
  await expect(picture(page, /^Prior.*image 1 of 1/, 2)).toBeVisible();
  const [first, second] = [await box(view(page)), await box(view(page, 2))];
  expect(second.y).toBeGreaterThanOrEqual(first.y + first.height);
  await page.getByRole('button', { name: 'Report', exact: true }).tap();
  await page.getByRole('button', { name: /^PRIOR/ }).tap();
  await expect(page.getByRole('region', { name: 'Report of the prior' })).toBeVisible();
});

test.describe('every target takes a finger', () => {
  test('in the list', async ({ page, launch }) => {
    await launch();
    await expect(studies(page).first()).toBeVisible();
    expect(await tooSmall(page)).toEqual([]);
  });

  test('beside the pictures, in their menu and in the list of measurements', async ({ page, launch }) => {
    await launch();
    await openChest(page);
    expect(await tooSmall(page)).toEqual([]);
    await page.getByRole('button', { name: 'More tools' }).tap();
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await tooSmall(page)).toEqual([]);
    await page.getByRole('menuitem', { name: /^List of measurements/ }).tap();
    await expect(page.getByRole('complementary', { name: 'Measurements of this study' })).toBeVisible();
    expect(await tooSmall(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('in the report', async ({ page, launch }) => {
    await launch();
    await studies(page, /^CT chest/)
      .first()
      .tap();
    await page.getByRole('button', { name: 'Report', exact: true }).tap();
    await page.getByRole('button', { name: 'Find, size, copy and print' }).tap();
    await expect(report(page).getByRole('group', { name: 'Report tools' })).toBeVisible();
    expect(await tooSmall(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });
});
