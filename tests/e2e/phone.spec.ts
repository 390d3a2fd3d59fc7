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

/** CSS pixels of windows that are low, and the least share of the window's height, or the height, that a picture has there */
const LOW = [
  { name: 'a telephone that lies', width: 844, height: 390, least: 0.5 },
  { name: 'a small telephone that lies', width: 568, height: 320, least: 0.5 },
  { name: 'a small telephone', width: 375, height: 667, least: 0.4 },
  { name: 'the frame of a record on a telephone', width: 340, height: 580, least: 0.35 },
  { name: '320 px', width: 320, height: 640, least: 0.4 },
  { name: '200 %', width: 683, height: 384, least: 0.5 },
  { name: '400 %', width: 341, height: 192, least: 0.5 },
] as const;

for (const { name, width, height, least } of LOW)
  test.describe(`so low that several views have no room: ${name}`, () => {
    test.use({ viewport: { width, height } });

    test('each picture has its share of the height, and the small pictures lead to every view', async ({
      page,
      launch,
    }) => {
      const seen = page.getByRole('group', { name: /^View \d+$/ }).filter({ visible: true });
      const share = async () => {
        const shown = await box(seen.first().locator('.picture'));
        expect(shown.width).toBeGreaterThan(width * 0.4);
        expect(shown.height / height).toBeGreaterThanOrEqual(least);
      };
      // Four views
      await launch({ personId: 'wren-hollowell' });
      await studies(page, /ammogra/)
        .first()
        .tap();
      const strip = page.getByRole('group', { name: 'Series', exact: true });
      await expect(strip.getByRole('button', { name: /view 4$/ })).toBeAttached();
      await expect(seen).toHaveCount(1);
      await share();
      for (const number of [3, 1, 4, 2]) {
        await strip.getByRole('button', { name: new RegExp(`view ${number}$`) }).tap();
        await expect(seen).toHaveCount(1);
        await expect(picture(page, /image 1 of 1/, number)).toBeVisible();
        await share();
      }
      // None was put in the place of another.
      for (const number of [1, 2, 3, 4])
        await expect(strip.getByRole('button', { name: new RegExp(`view ${number}$`) })).toHaveCount(1);
    });

    test('two studies compared: each picture has its share, and says which study it is of', async ({
      page,
      launch,
    }) => {
      await launch();
      await openChest(page);
      // In the head, and where the room allows it among the tools.
      const compare = page.getByRole('button', { name: /^Compare(?: \(C\))?$/ }).filter({ visible: true });
      await compare.first().tap();
      const earlier = page.getByRole('button', { name: /^Prior.*view 2$/ });
      await expect(earlier).toBeAttached();
      if (!(await view(page, 2).isVisible())) await earlier.tap();
      await expect(view(page, 2).getByText('PRIOR', { exact: true })).toBeVisible();
      const shown = await box(picture(page, /^Prior.*image 1 of 1/, 2));
      // Its head, which says so, stands above it.
      expect(shown.height / height).toBeGreaterThanOrEqual(least - 0.05);
    });
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
