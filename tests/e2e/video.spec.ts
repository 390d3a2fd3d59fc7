import { endoscopy } from '../../sandbox/imaging/phantoms/endoscopy';
import { axeFindings, expect, test } from './fixtures';
import { picture, studies, view } from './screen';
import { meanDifference, videoPicture } from './video';

/** The small catalogue's own format (sandbox/imaging/studies/endoscopy.ts) */
const format = { columns: 160, rows: 128, frames: 50, seed: 'isla' };
const drawn = endoscopy(format);
/** Colour is coded at half the resolution: edges differ by more, fields by less */
const LIKE = 3;

/** The rows that the snare comes into */
const snareIn = (samples: Uint8Array) => samples.subarray(78 * format.columns * 3, 86 * format.columns * 3);

const personId = 'isla-fernsby';

test('a video shows the picture that was drawn for each place in it', async ({ page, launch }) => {
  await launch({ personId });
  await studies(page).first().click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  const position = page.getByRole('slider', { name: 'Position in the video' });
  for (const at of [24, 10, 49]) {
    await position.fill(String(at));
    await expect(picture(page, new RegExp(`image ${at + 1} of 50`))).toBeVisible();
    const shown = await videoPicture(view(page), format.columns, format.rows);
    expect(meanDifference(shown, drawn(at).samples)).toBeLessThan(LIKE);
    // The snare comes and goes: where it lies, another picture is unlike.
    const other = drawn(at === 49 ? 24 : 0).samples;
    expect(meanDifference(snareIn(shown), snareIn(drawn(at).samples))).toBeLessThan(LIKE);
    expect(meanDifference(snareIn(shown), snareIn(other))).toBeGreaterThan(2 * LIKE);
  }
  await expect(view(page)).toContainText('For review – not for primary diagnosis');
  await expect(view(page)).toContainText('FERNSBY, Isla');
  await expect(view(page)).toContainText('Lossy');
});

test('its controls can be used by everybody', async ({ page, launch }) => {
  await launch({ personId });
  await studies(page).first().click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('it is stepped by the arrow keys and played by the space bar, and stops at its end', async ({
  page,
  launch,
}) => {
  await launch({ personId });
  await studies(page).first().click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  await view(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(picture(page, /image 2 of 50/)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  const speed = page.getByRole('combobox', { name: 'Speed' });
  // Slow enough to be seen playing on any machine, and then soon at its end.
  await speed.selectOption('0.25');
  await view(page).focus();
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Pause the video' })).toBeVisible();
  await speed.selectOption('4');
  await expect(picture(page, /image 50 of 50/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play the video' })).toBeVisible();
});

test('leaving it lets its bytes go', async ({ page, launch }) => {
  await launch({ personId });
  await studies(page).first().click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
  const address = await view(page).locator('video').getAttribute('src');
  expect(address).toMatch(/^blob:/);
  await page.getByRole('button', { name: /Back to the whole list/ }).click();
  await expect(page.locator('video')).toHaveCount(0);
  const isGone = await page.evaluate(
    (url) =>
      new Promise((resolve) => {
        const video = document.createElement('video');
        video.onerror = () => resolve(true);
        video.onloadedmetadata = () => resolve(false);
        video.src = url;
      }),
    address ?? '',
  );
  expect(isGone).toBe(true);
});

test('a video that this browser has no decoder for is said to be one, with what it is', async ({
  page,
  launch,
}) => {
  const hevc = (bytes: Buffer) =>
    Buffer.from(bytes.toString('latin1').replace('avc1\0', 'hvc1\0').replace('avcC', 'hvcC'), 'latin1');
  await page.route('**/metadata', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll('1.2.840.10008.1.2.4.102', '1.2.840.10008.1.2.4.107'),
    });
  });
  await page.route('**/frames/1', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: hevc(await answer.body()) });
  });
  await launch({ personId });
  await studies(page).first().click();
  await expect(view(page)).toContainText('This video cannot be shown');
  await expect(view(page)).toContainText(/This browser cannot play this video \(HEVC \(H\.265\)\)/);
  await expect(view(page)).toContainText('160 × 128 pixels, 50 pictures, 25 a second');
  await expect(view(page)).toContainText('FERNSBY, Isla');
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('a video that breaks off is not played, and can be asked for again', async ({ page, launch }) => {
  let cut = true;
  await page.route('**/frames/1', async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    await route.fulfill({ response: answer, body: cut ? body.subarray(0, 9000) : body });
  });
  // Neither whole nor rendered: what other ways there are go the same way.
  await page.route(/instances\/[\d.]+(\/rendered)?$|series\/[\d.]+$|studies\/[\d.]+$/, (route) =>
    cut ? route.fulfill({ status: 404 }) : route.continue(),
  );
  await launch({ personId });
  await studies(page).first().click();
  await expect(view(page)).toContainText('This video cannot be shown');
  cut = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(picture(page, /image 1 of 50/)).toBeVisible();
});
