import type { Page } from '@playwright/test';
import { archiveApp } from '../../sandbox/imaging/archive-server';
import { startSandbox, type Sandbox } from '../../sandbox/start';
import { dist, expect, test } from './fixtures';
import { banner, picture, studies } from './screen';

test.describe('a record that knows its imaging by manifests', () => {
  let sandbox: Sandbox | undefined;
  test.beforeAll(async ({ catalogue }) => {
    sandbox = await startSandbox({ catalogue, dist, archiveApp, landing: 'list', manifests: true });
  });
  test.afterAll(() => sandbox?.stop());

  test('lists what they list, and opens a study without a question about it before its first picture', async ({
    page,
  }) => {
    if (sandbox === undefined) throw new Error('no demonstration');
    const archives = Object.values(sandbox.archives);
    const asked: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (request.method() === 'GET' && archives.includes(url.origin) && !/\/studies$/.test(url.pathname))
        asked.push(url.pathname);
    });
    await page.goto(sandbox.launchAddress({ personId: 'aria-smith' }));
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await expect(page.getByText(/\(manifests\): \d+ stud/).first()).toBeVisible();
    await studies(page, /CT/).first().click();
    await expect(picture(page, /image \d+ of/)).toBeVisible();
    // The object comes first: its own attributes say what its pixels are.
    expect(asked[0]).toMatch(/\/instances\/[\d.]+$/);
  });

  /** The FHIR form alone is the knee's. */
  const spoiled = async (page: Page, spoil: (bundle: string) => string) => {
    await page.route('**/fhir/Bundle/*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: spoil(await response.text()) });
    });
    if (sandbox === undefined) throw new Error('no demonstration');
    await page.goto(sandbox.launchAddress({ personId: 'aria-smith' }));
    await expect(page.getByText(/\(manifests\): \d+ stud/).first()).toBeVisible();
  };

  test('shows no picture of a study whose manifest is of somebody else, though an archive lists it', async ({
    page,
  }) => {
    await spoiled(page, (bundle) =>
      bundle
        .replaceAll('9994640658', '9434765919')
        .replaceAll('"family":"Smith"', '"family":"Other"')
        .replaceAll('1985-07-14', '1950-01-01')
        .replaceAll(/"value":"[A-Z]\d{7}"/g, '"value":"Q0000001"'),
    );
    await expect(
      page.getByText('2 studies left out: labelled there as another person’s').first(),
    ).toBeVisible();
    const knee = studies(page, /^Knee/);
    await expect(knee).toHaveAccessibleName(/Its manifest belongs to another person/);
    await knee.click();
    await expect(page.getByRole('alert')).toContainText('These pictures belong to another person');
    await expect(picture(page, /image \d+ of/)).toHaveCount(0);
    expect(await page.content()).not.toContain('Other');
  });

  test('does not go by a manifest that describes another study than it was listed for, and says so', async ({
    page,
  }) => {
    await spoiled(page, (bundle) => bundle.replaceAll('"value":"urn:oid:2.25.', '"value":"urn:oid:2.25.9'));
    const knee = studies(page, /^Knee/);
    await expect(knee).toHaveAccessibleName(/Its manifest describes another study and is not used/);
    // The archive has it as the patient's, by her own number there.
    await knee.click();
    await expect(picture(page, /image 1 of 1/)).toBeVisible();
  });
});
