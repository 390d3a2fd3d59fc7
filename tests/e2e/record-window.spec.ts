import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** The viewer inside the record's own page. */
async function opened(page: Page, record: string) {
  await page.goto(`${record}/patients/aria-smith/imaging`);
  const frame = page.frameLocator('iframe[title="Imaging"]');
  const back = frame.getByRole('button', { name: 'Back to the record' });
  await expect(back).toBeVisible();
  return { frame, back };
}

test.describe('inside the record', () => {
  test('who is done goes back to it: it closes the viewer, and the sign-in is given back', async ({
    page,
    sandbox,
  }) => {
    const reading = page.waitForRequest(/\/fhir\/Patient\//);
    const { back } = await opened(page, sandbox.record);
    const read = await reading;
    const headers = { Authorization: (await read.headerValue('Authorization')) ?? '' };
    const isGood = async () => (await fetch(read.url(), { headers })).status;
    expect(await isGood()).toBe(200);
    await back.click();
    // What leaves a page that is closing, a browser's protocol does not tell: the record is asked.
    await expect.poll(isGood).toBe(401);
    await expect(page).toHaveURL(`${sandbox.record}/patients/aria-smith`);
    await expect(page.locator('iframe')).toHaveCount(0);
  });

  for (const [width, height, most] of [
    [1366, 768, 44],
    [844, 390, 66],
    [390, 844, 80],
  ] as const)
    test(`the way back has its place beside the name at ${width} px`, async ({ page, sandbox }) => {
      await page.setViewportSize({ width, height });
      const { frame, back } = await opened(page, sandbox.record);
      const banner = frame.getByRole('banner', { name: 'Patient' });
      expect((await banner.boundingBox())?.height).toBeLessThanOrEqual(most);
      const [name, button] = [
        await banner.getByText('SMITH, Aria (Ms)').boundingBox(),
        await back.boundingBox(),
      ];
      expect(button?.x).toBeGreaterThan((name?.x ?? 0) + (name?.width ?? 0));
    });

  test('where it does not answer, that is said, and the viewing goes on', async ({ page, sandbox }) => {
    await page.route(/\/record\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    const { frame, back } = await opened(page, sandbox.record);
    await back.click();
    await expect(frame.getByText('The record is closing Imaging…')).toBeVisible();
    await expect(frame.getByText('The record did not answer.')).toBeVisible();
    await expect(frame.getByText('SMITH, Aria (Ms)')).toBeVisible();
  });

  test('where it does not know the window, its own words are shown', async ({ page, sandbox }) => {
    await page.route(/\/messaging\//, (route) => route.fulfill({ status: 404 }));
    const { frame, back } = await opened(page, sandbox.record);
    await back.click();
    await expect(frame.getByText('It says: This record knows no such window.')).toBeVisible();
    await expect(frame.getByText('SMITH, Aria (Ms)')).toBeVisible();
  });

  test('what was measured and not saved is asked about first', async ({ page, sandbox }) => {
    const { frame, back } = await opened(page, sandbox.record);
    await frame
      .getByRole('button', { name: /^CT chest/ })
      .first()
      .click();
    await expect(frame.getByRole('img', { name: /CT chest.*image \d+ of/ }).first()).toBeVisible();
    await page.keyboard.press('d');
    // Only a picture that is here in full is measured.
    await expect(async () => {
      await page.keyboard.press('Enter');
      await expect(frame.getByRole('button', { name: /^Length 1: Length/ })).toBeFocused({ timeout: 1_000 });
    }).toPass();
    await back.click();
    const dialog = frame.getByRole('dialog', { name: 'Close without saving?' });
    await expect(dialog.getByRole('button', { name: 'Stay here' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await back.click();
    await dialog.getByRole('button', { name: 'Close and lose them' }).click();
    await expect(page).toHaveURL(`${sandbox.record}/patients/aria-smith`);
  });

  test('where the code that asks it cannot be had, that is said', async ({ page, sandbox }) => {
    await page.route(/\/Presence-[^/]*\.js$/, (route) => route.abort());
    const { frame, back } = await opened(page, sandbox.record);
    await back.click();
    await expect(frame.getByRole('alert').filter({ hasText: 'could not be loaded' })).toBeVisible();
    await expect(frame.getByText('SMITH, Aria (Ms)')).toBeVisible();
  });
});

test('a viewer in a tab of its own offers no way that is none', async ({ page, launch }) => {
  await launch();
  await expect(page.getByText('SMITH, Aria (Ms)')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Back to the record' })).toHaveCount(0);
});

test.describe('the record’s highlight colour', () => {
  const accent = (page: Page) =>
    page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = 'var(--accent)';
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });
  const styled = async (page: Page, color: string) =>
    page.route(/\/smart-style\.json$/, (route) =>
      route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' }, json: { color_highlight: color } }),
    );

  test('is what can be pressed, in each theme as it can be read', async ({ page, launch }) => {
    await styled(page, '#007f3b');
    await page.emulateMedia({ colorScheme: 'light' });
    await launch();
    await expect(page.getByText('SMITH, Aria (Ms)')).toBeVisible();
    const parts = async () => [...(await accent(page)).matchAll(/\d+/g)].map(Number);
    const isGreen = async () => {
      const [red = 0, green = 0, blue = 0] = await parts();
      return green > Math.max(red, blue);
    };
    await expect.poll(isGreen).toBe(true);
    const inLight = await accent(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => accent(page)).not.toBe(inLight);
    expect(await isGreen()).toBe(true);
  });

  test('is not taken where it would say "stop"', async ({ page, launch }) => {
    await styled(page, '#d5281b');
    await page.emulateMedia({ colorScheme: 'light' });
    const asked = page.waitForResponse(/\/smart-style\.json$/);
    await launch();
    await (await asked).finished();
    await expect(page.getByText('SMITH, Aria (Ms)')).toBeVisible();
    expect(await accent(page)).toBe('rgb(10, 94, 168)');
  });
});
