import { axeFindings, expect, test } from './fixtures';
import { keyObjectsFirst } from './key-objects-first';
import { list, notice, picture, reportText, studies } from './screen';
import { holds, isCt, studyOf } from './studies';

test.use({ landing: 'study' });

test.describe('axe finds nothing on', () => {
  test('the launch page that will not go on, and the viewer’s own page that cannot', async ({
    page,
    launch,
    sandbox,
  }) => {
    await page.goto(`${sandbox.viewer}/launch/index.html?iss=https%3A%2F%2Fstranger.example&launch=x`);
    await expect(notice(page, 'This record is not connected to Imaging')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await launch({ scenario: 'access-denied' });
    await expect(notice(page, 'Access was not given')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('the pictures with their report, and the list', async ({ page, launch }) => {
    await launch();
    await expect(picture(page, /image 1 of 1/)).toBeVisible();
    await expect(reportText(page)).toContainText('new since the earlier chest X-ray');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(list(page)).toContainText(/Complete as of/);
    await expect(studies(page, /CT chest/)).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('key images with a saved view, and the report on a light page', async ({
    page,
    launch,
    catalogue,
  }) => {
    await keyObjectsFirst(page, catalogue);
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(picture(page, /saved view LUNG_NODULE/)).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a report that is a PDF', async ({ page, launch, catalogue }) => {
    await launch({
      personId: 'tomas-fennimore',
      study: studyOf(catalogue, 'tomas-fennimore', holds('DOC')),
    });
    await expect(reportText(page).getByRole('img', { name: 'Page 1' })).toBeVisible();
    await expect(reportText(page)).toContainText('Ejection fraction');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('reports that the sign-in does not include', async ({ page, launch }) => {
    await launch({ scenario: 'reports-withheld' });
    await expect(reportText(page).getByText('was not asked: this sign-in does not include it')).toBeVisible();
    await expect(picture(page, /image 1 of 1/)).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
});
