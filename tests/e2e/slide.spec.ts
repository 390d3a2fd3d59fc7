import { axeFindings, expect, test } from './fixtures';
import { picture, studies, view } from './screen';

const personId = 'wilmot-ashgrove';

test('a whole slide is put together of its tiles, in as many requests as it has levels in view', async ({
  page,
  launch,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/frames\//.test(request.url())) asked.push(request.url());
  });
  await launch({ personId });
  await studies(page).first().click();
  await expect(picture(page, /whole slide/)).toBeVisible();
  await expect(view(page).getByText('tiles are on their way')).toHaveCount(0);
  expect(asked.slice(0, 3).every((url) => url.includes(','))).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(3);
  // Tissue lies in its middle, stained.
  const middle = await view(page)
    .locator('.picture canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d');
      const data =
        context?.getImageData(canvas.width / 4, canvas.height / 4, canvas.width / 2, canvas.height / 2)
          .data ?? [];
      let [red, green] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        red += data[at] ?? 0;
        green += data[at + 1] ?? 0;
      }
      return red / green;
    });
  expect(middle).toBeGreaterThan(1.1);
  await expect(view(page)).toContainText('ASHGROVE, Wilmot');
  await expect(view(page)).toContainText('For review – not for primary diagnosis');
});

test('it is moved and measured with keys, and its label stands beside the name alone', async ({
  page,
  launch,
}) => {
  await launch({ personId });
  await studies(page).first().click();
  await expect(picture(page, /whole slide/)).toBeVisible();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await view(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(view(page).getByRole('img', { name: /^Length [\d.]+ (µm|mm)$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Label' }).click();
  const label = page.getByRole('group', { name: 'Label' });
  await expect(label).toContainText('ASHGROVE, Wilmot');
  await expect(label.getByRole('figure')).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
});
