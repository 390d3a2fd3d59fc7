import { expect, test } from './fixtures';
import { banner, list, notice, opened, picture, reportText, studies } from './screen';
import { studyOf } from './studies';

test.use({ landing: 'study' });

test.describe('one click lands on the study that matters, and the screen says why', () => {
  test('the encounter’s imaging, with its report beside it', async ({ page, launch }) => {
    await launch();
    await expect(opened(page, /^Chest X-ray/)).toBeVisible();
    await expect(page.getByText('3 days ago, ordered in this encounter')).toBeVisible();
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    await expect(reportText(page)).toContainText('new since the earlier chest X-ray');
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  });

  test('the study that the launch names, before everything else', async ({ page, launch, catalogue }) => {
    await launch({
      study: studyOf(catalogue, 'aria-smith', ({ description }) => /^XR Knee/.test(description)),
    });
    await expect(opened(page, /^Knee/i)).toBeVisible();
    await expect(page.getByText(/chosen in the record( ·|$)/)).toBeVisible();
    await expect(picture(page, /image \d+ of/)).toBeVisible();
  });

  test('else the newest that has a report', async ({ page, launch }) => {
    await launch({ personId: 'wren-hollowell' });
    await expect(opened(page, /mammogra/i)).toBeVisible();
    await expect(page.getByText(/the newest with a report( ·|$)/)).toBeVisible();
    await expect(reportText(page)).toContainText('suspicious microcalcification');
  });

  test('else the newest: where reports are withheld, none is known of', async ({ page, launch }) => {
    await launch({ personId: 'wren-hollowell', scenario: 'reports-withheld' });
    await expect(opened(page, /mammogra/i)).toBeVisible();
    await expect(page.getByText(/, the newest( ·|$)/)).toBeVisible();
  });

  test('and says that it is so only so far, where a hospital is silent', async ({ page, launch }) => {
    await launch({ personId: 'tomas-fennimore', scenario: 'wigan-hangs' });
    await expect(page.getByText(/the newest with a report so far( ·|$)/)).toBeVisible();
    await expect(picture(page, /image \d+ of/)).toBeVisible();
  });
});

test.describe('from there', () => {
  test('Escape leads to the whole list, and a click back into the study', async ({ page, launch }) => {
    await launch();
    await expect(picture(page, /image \d+ of/).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Pictures' })).toHaveCount(0);
    await expect(studies(page, /CT chest/)).toBeVisible();
    await studies(page, /CT chest/).click();
    await expect(opened(page, /^CT chest/)).toBeVisible();
    // Chosen by a person: nobody has to be told why.
    await expect(page.getByText(/ordered in this encounter|newest/)).toHaveCount(0);
  });

  test('L opens the list over the picture, and closes it to a rail that names each study', async ({
    page,
    launch,
  }) => {
    await launch();
    await expect(picture(page, /image \d+ of/).first()).toBeVisible();
    await expect(studies(page).first()).toBeVisible();
    const width = async () => (await list(page).boundingBox())?.width ?? 0;
    expect(await width()).toBeLessThan(70);
    await page.keyboard.press('l');
    await expect.poll(width).toBeGreaterThan(300);
    await page.keyboard.press('Escape');
    await expect.poll(width).toBeLessThan(70);
    await expect(picture(page, /image \d+ of/).first()).toBeVisible();
    await expect(studies(page, /CT chest/)).toBeVisible();
  });

  test('the earlier study to compare with is offered, with how much earlier it was', async ({
    page,
    launch,
  }) => {
    await launch();
    await page.getByRole('button', { name: 'Choose what to compare with' }).click();
    const earlier = page.getByRole('list', { name: 'Choose what to compare with' });
    await expect(earlier.getByRole('button', { name: /8 months earlier.*Chest X-ray/ })).toBeVisible();
  });
});

test.describe('nothing is landed on, and the list is shown, truthfully', () => {
  test('where there is no imaging', async ({ page, launch }) => {
    await launch({ personId: 'sable-winterbourne' });
    await expect(notice(page, /^No imaging at .*Salford Royal/)).toBeVisible();
    await expect(page.getByRole('region', { name: 'Pictures' })).toHaveCount(0);
  });

  test('where nobody could be asked', async ({ page, launch }) => {
    await launch({ scenario: 'all-down' });
    await expect(page.getByText('We could not ask for this patient’s imaging')).toBeVisible({
      timeout: 45_000,
    });
    await expect(page.getByRole('region', { name: 'Pictures' })).toHaveCount(0);
  });
});
