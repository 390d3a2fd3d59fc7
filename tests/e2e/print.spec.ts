import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { keyObjectsFirst } from './key-objects-first';
import { pagesPrinted } from './printed';
import { opened, picture, report, reportText, studies } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

const WHOSE = 'SMITH, Aria (Ms) · Born 14-Jul-1985 · NHS No.';

/** Whose it is, what it is not for and which page of how many stand on each. */
function expectEachToSayWhose(pages: readonly string[]): void {
  expect(pages.length).toBeGreaterThan(0);
  for (const [at, words] of pages.entries()) {
    expect(words).toContain(WHOSE);
    expect(words).toContain('For review – not for primary diagnosis');
    expect(words).toContain(`Page ${at + 1} of ${pages.length}`);
  }
}

/** Chooses from what printing offers. The browser's own window of printers is not opened. */
async function choosePrint(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      document.documentElement.setAttribute('data-asked', 'yes');
    };
  });
  await page.getByRole('button', { name: 'Find, size, copy and print' }).click();
  await report(page).getByRole('button', { name: 'Print the report' }).click();
  await page.getByRole('group', { name: 'What to print' }).getByRole('button', { name, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes', { timeout: 60_000 });
}

for (const landscape of [false, true]) {
  test.describe(landscape ? 'on paper that lies' : 'on paper that stands', () => {
    test('the report has whose it is and which page of how many at the foot of each', async ({
      page,
      launch,
      catalogue,
    }) => {
      await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
      await expect(reportText(page)).toContainText('suspicious for primary lung malignancy');
      const pages = await pagesPrinted(page, landscape);
      expectEachToSayWhose(pages);
      expect(pages.join(' ')).toContain('suspicious for primary lung malignancy');
    });

    test('the pictures on the screen follow the report, each with its caption and its sides', async ({
      page,
      launch,
      catalogue,
    }) => {
      await keyObjectsFirst(page, catalogue);
      await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
      await expect(picture(page, /image 1 of 3/)).toBeVisible();
      await expect(reportText(page)).toContainText('suspicious for primary lung malignancy');
      await choosePrint(page, 'The report and the pictures on the screen');
      const pages = await pagesPrinted(page, landscape);
      expectEachToSayWhose(pages);
      expect(pages[0]).toContain('suspicious for primary lung malignancy');
      expect(pages.at(-1)).toMatch(/CT chest.*image 1 of 3/);
      expect(pages.at(-1)).toMatch(/\bR\b.*\bL\b|\bL\b.*\bR\b/);
    });
  });
}

test('the key images follow the report, all of them', async ({ page, launch, catalogue }) => {
  await keyObjectsFirst(page, catalogue);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image 1 of 3/)).toBeVisible();
  await expect(reportText(page)).toContainText('suspicious for primary lung malignancy');
  await choosePrint(page, 'The report and its key images');
  const pages = await pagesPrinted(page);
  expectEachToSayWhose(pages);
  for (const number of [1, 2, 3]) expect(pages.join(' ')).toContain(`Key image ${number} of 3`);
  // What was put there for the paper is gone after it.
  await expect(page.locator('.print-sheet')).toHaveCount(0);
});

test('the list prints all of its rows, and not what is on the screen of them', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(opened(page, /CT chest/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(studies(page).first()).toBeVisible();
  const pages = await pagesPrinted(page);
  expectEachToSayWhose(pages);
  const words = pages.join(' ');
  for (const each of ['CT chest', 'Knee X-ray', 'Report recorded'.slice(0, 6)]) expect(words).toContain(each);
  const rows = words.match(/\d\d-[A-Z][a-z]{2}-\d{4}/g) ?? [];
  expect(rows.length).toBeGreaterThan(await studies(page).count());
});

test('on a narrow window with the pictures in front, paper holds the report', async ({
  page,
  launch,
  catalogue,
}) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /CT chest/)).toBeVisible();
  await expect(page.getByText(/suspicious for primary lung malignancy/)).toBeAttached();
  const pages = await pagesPrinted(page);
  expectEachToSayWhose(pages);
  expect(pages.join(' ')).toContain('suspicious for primary lung malignancy');
});

test('a record’s frame in which nothing can be printed is said, and nothing is left behind', async ({
  page,
  sandbox,
}) => {
  await page.goto(`${sandbox.record}/patients/aria-smith`);
  await page.getByRole('button', { name: 'Inside this record' }).click();
  const iframe = page.locator('iframe[title="Imaging"]');
  const frame = page.frameLocator('iframe[title="Imaging"]');
  await expect(reportText(frame)).toBeVisible();
  // A sandbox holds from the next page on; this one has all but `allow-modals`.
  await iframe.evaluate((one: HTMLIFrameElement) => {
    one.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
    one.src = String(new URL(one.src));
  });
  await expect(frame.getByRole('img', { name: /image 1 of/ }).first()).toBeVisible();
  await expect(reportText(frame)).toBeVisible();
  await frame.getByRole('button', { name: 'Find, size, copy and print' }).click();
  await report(frame).getByRole('button', { name: 'Print the report' }).click();
  await frame
    .getByRole('group', { name: 'What to print' })
    .getByRole('button', { name: 'The report and the pictures on the screen' })
    .click();
  await expect(report(frame).getByText(/^Nothing was printed: the browser does not allow it/)).toBeVisible();
  await expect(frame.locator('.print-sheet')).toHaveCount(0);
  await expect(frame.locator('html')).not.toHaveAttribute('data-print');
});
