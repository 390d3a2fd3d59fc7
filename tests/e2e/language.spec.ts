import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { openCt } from './screen';

const WELSH = /\/assets\/(other-words|words|site-texts)[^/]*\.js/;

async function configured(page: Page, more: object): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const config = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...config, ...more } });
  });
}

const asked = (page: Page): readonly string[] => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  return urls;
};

test('English asks for nothing of other languages', async ({ page, launch }) => {
  const urls = asked(page);
  await configured(page, { languages: ['cy'] });
  await launch();
  await openCt(page);
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  expect(urls.filter((url) => WELSH.test(url))).toEqual([]);
});

test.describe('in a Welsh browser', () => {
  test.use({ locale: 'cy-GB' });

  test('Welsh is spoken where the site has turned it on, and English once a person chooses it', async ({
    page,
    launch,
  }) => {
    await configured(page, { languages: ['cy'] });
    await launch();
    await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
    await page
      .getByRole('button', { name: /^CT y frest/ })
      .first()
      .click();
    await expect(page.getByRole('button', { name: /^Disgleirdeb/ })).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('heading', { name: 'Bysellau ac ystumiau' })).toBeVisible();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
    await expect(page.getByRole('button', { name: /^CT chest/ }).first()).toBeVisible();
  });

  test('English is spoken where the site has not', async ({ page, launch }) => {
    await launch();
    await openCt(page);
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  });
});

test.describe('texts of a site', () => {
  const texts = (page: Page, json: object) => page.route('**/texts.json', (route) => route.fulfill({ json }));

  test('stand in place of the viewer’s own', async ({ page, launch }) => {
    await configured(page, { texts: 'texts.json' });
    await texts(page, { en: { 'commands.commandNames.window': 'Light' } });
    await launch();
    await openCt(page);
    await expect(page.getByRole('button', { name: /^Light/ })).toBeVisible();
  });

  test('that are wrong are told before a record is opened', async ({ page, launch }) => {
    await configured(page, { texts: 'texts.json' });
    await texts(page, { en: { 'commands.commandNames.windows': 'Light' } });
    await launch();
    await expect(page.getByText(/"commands\.commandNames\.windows" is no text of this viewer/)).toBeVisible();
  });
});
