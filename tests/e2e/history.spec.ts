import { expect, test } from './fixtures';
import { banner, notice, studies } from './screen';

test.describe('Back and Forward', () => {
  test('bring a patient back only by what the record says now', async ({ page, launch, sandbox }) => {
    await launch();
    await expect(studies(page).first()).toBeVisible();
    await page.goto(`${sandbox.record}/patients/aria-smith`);
    const asked = page.waitForRequest(/\/fhir\/Patient\//);
    await page.goBack();
    await asked;
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await page.goForward();
    await page.route(/\/fhir\/Patient\//, (route) =>
      route.fulfill({ status: 403, headers: { 'Access-Control-Allow-Origin': sandbox.viewer } }),
    );
    await page.goBack();
    await expect(notice(page, 'The patient’s details could not be read')).toBeVisible();
    await expect(banner(page)).toHaveCount(0);
    expect(await page.content()).not.toMatch(/smith/i);
  });

  test('bring no earlier patient of the tab back', async ({ page, launch }) => {
    await launch();
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
    await launch({ personId: 'ines-quillfeather' });
    await expect(banner(page)).toContainText('QUILLFEATHER');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(banner(page)).toHaveCount(0);
    expect(await page.content()).not.toMatch(/smith/i);
    await page.goForward();
    await expect(banner(page)).toContainText('QUILLFEATHER');
  });

  test('a page that is kept as it was is blank, and begins again', async ({ page, launch }) => {
    await launch();
    await expect(studies(page).first()).toBeVisible();
    // A browser without windows keeps no pages: it is told what one that does would tell.
    const told = (type: string) =>
      page.evaluate((type) => {
        dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
        return document.documentElement.hidden;
      }, type);
    expect(await told('pagehide')).toBe(true);
    await expect(banner(page)).toBeHidden();
    const asked = page.waitForRequest(/\/fhir\/Patient\//);
    await told('pageshow');
    await asked;
    await expect(banner(page)).toContainText('SMITH, Aria (Ms)');
  });
});

test('in a frame that may keep nothing and run nothing of its own, words say so', async ({
  context,
  sandbox,
}) => {
  const page = await context.newPage();
  await page.goto(`${sandbox.record}/patients/aria-smith`);
  await page.evaluate(
    (address) => {
      const frame = document.createElement('iframe');
      frame.title = 'Sandboxed';
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = address;
      document.body.append(frame);
    },
    sandbox.launchAddress({ personId: 'aria-smith' }),
  );
  const frame = page.frameLocator('iframe[title="Sandboxed"]');
  await expect(frame.getByRole('heading', { name: 'Imaging has not started' })).toBeVisible();
  await expect(frame.getByText(/in a tab of its own/)).toBeVisible();
});
