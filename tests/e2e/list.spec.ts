import { expect, test } from './fixtures';
import { heldBack } from './held-back';
import { list, notice, opened, sources, studies } from './screen';

test('the main patient’s imaging is one list over three hospitals, newest first', async ({
  page,
  launch,
}) => {
  await launch();
  await expect(list(page)).toContainText(/Complete as of \d\d:\d\d/);
  const names = await studies(page).evaluateAll((rows) =>
    rows.map((row) => row.getAttribute('aria-label') ?? ''),
  );
  const dates = names.map((name) => Date.parse(/\d\d-[A-Z][a-z]{2}-\d{4}/.exec(name)?.[0] ?? ''));
  expect(names.length).toBeGreaterThanOrEqual(3);
  expect(dates).toEqual([...dates].sort((a, b) => b - a));
  expect(names[0]).toMatch(/Chest X-ray/);
  for (const place of ['Salford Royal', 'Royal Bolton']) expect(names.join()).toContain(place);
});

test('400 studies are there at once, and only those in sight are in the page', async ({ page, launch }) => {
  await launch({ personId: 'bram-oakfield' });
  const count = list(page).getByRole('status').first();
  await expect(count).toHaveText('400 studies');
  await expect(list(page)).toContainText('Complete as of');
  expect(await studies(page).count()).toBeLessThan(60);
  await studies(page).first().focus();
  await page.keyboard.press('End');
  await expect(studies(page).last()).toBeFocused();
  await page.getByRole('searchbox', { name: 'Search this list' }).fill('knee');
  await expect(count).toHaveText(/^\d+ of 400$/);
  for (const row of await studies(page).all()) await expect(row).toHaveAccessibleName(/knee/i);
});

test('what is learned while a row is pressed moves no row, and that study opens', async ({
  page,
  launch,
}) => {
  const planned = await heldBack(page, /\/(ServiceRequest|Appointment)\b/);
  await launch();
  await expect(list(page)).toContainText(/Complete as of \d\d:\d\d/);
  const row = studies(page, /CT chest/).first();
  await row.hover();
  const before = await row.boundingBox();
  await page.mouse.down();
  await planned.release();
  await expect(page.getByRole('list', { name: 'Planned imaging' })).toBeAttached();
  expect(await row.boundingBox()).toEqual(before);
  await page.mouse.up();
  await expect(opened(page, 'CT chest')).toBeVisible();
});

test.describe('one hospital in trouble never hides the others', () => {
  for (const { scenario, says } of [
    { scenario: 'salford-fails', says: /Salford Royal/ },
    { scenario: 'salford-busy', says: /Salford Royal/ },
    { scenario: 'wigan-refuses', says: /Wigan Infirmary does not allow you to see this/ },
    { scenario: 'salford-login-page', says: /Salford Royal sent an answer that cannot be read/ },
    { scenario: 'malformed-qido', says: /Royal Bolton sent an answer that cannot be read/ },
  ]) {
    test(`${scenario}: the list says who did not answer`, async ({ page, launch }) => {
      await launch({ scenario });
      await expect(studies(page, /CT/).first()).toBeVisible();
      await expect(
        notice(page, /not complete/)
          .or(page.getByText('This list is not complete'))
          .first(),
      ).toBeVisible({
        timeout: 45_000,
      });
      await expect(sources(page)).toContainText(says);
    });
  }

  test('a hospital that takes the question and never answers holds nothing up', async ({ page, launch }) => {
    await launch({ scenario: 'wigan-hangs' });
    await expect(studies(page, /CT/).first()).toBeVisible();
    await expect(sources(page)).toContainText('Asking Wigan Infirmary…');
    await expect(sources(page)).toContainText('Wigan Infirmary did not answer in time', { timeout: 45_000 });
  });

  test('a hospital four seconds late is waited for', async ({ page, launch }) => {
    await launch({ scenario: 'bolton-slow' });
    await expect(studies(page).first()).toBeVisible();
    await expect(list(page)).toContainText(/Complete as of/);
  });
});

test.describe('the record in trouble', () => {
  for (const scenario of ['fhir-down', 'fhir-forbidden', 'malformed-fhir']) {
    test(`${scenario}: the archives’ imaging is shown, and the list is not called complete`, async ({
      page,
      launch,
    }) => {
      await launch({ scenario });
      await expect(studies(page, /CT/).first()).toBeVisible();
      await expect(list(page)).toContainText('This list is not complete', { timeout: 45_000 });
    });
  }

  test('reports-down: no report is claimed to be absent', async ({ page, launch }) => {
    await launch({ scenario: 'reports-down' });
    await expect(studies(page, /Report unknown/).first()).toBeVisible({ timeout: 45_000 });
    await expect(studies(page, /No report recorded/)).toHaveCount(0);
  });
});

test.describe('no imaging is not the same as could not ask', () => {
  test('a patient without imaging: every source is named, and all answered', async ({ page, launch }) => {
    await launch({ personId: 'sable-winterbourne' });
    await expect(notice(page, /^No imaging at .*Salford Royal/)).toBeVisible();
    await expect(page.getByText(/could not ask/)).toHaveCount(0);
  });

  test('nobody can be asked: it is not called “no imaging”', async ({ page, launch }) => {
    await launch({ personId: 'sable-winterbourne', scenario: 'all-down' });
    await expect(page.getByText('We could not ask for this patient’s imaging')).toBeVisible({
      timeout: 45_000,
    });
    await expect(page.getByText(/^No imaging at/)).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Try again' }).first()).toBeVisible();
  });

  test('one source in trouble and nothing found: neither “none” nor “complete”', async ({ page, launch }) => {
    await launch({ personId: 'sable-winterbourne', scenario: 'wigan-refuses' });
    await expect(page.getByText(/No imaging found so far, but not every/).first()).toBeVisible();
    await expect(page.getByText(/^Complete as of/)).toHaveCount(0);
  });
});
