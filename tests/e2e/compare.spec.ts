import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { heldPicture, instancesOf, likeness } from './pixels';
import { choose, list, openCt, picture, studies, view } from './screen';

const views = (page: Page) => page.getByRole('group', { name: /^View \d$/ });
const openChest = async (page: Page) => {
  await studies(page, /Chest X-ray.*Salford/)
    .first()
    .click();
  await expect(picture(page, /image 1 of 1/)).toBeVisible();
};
const compare = (page: Page) => page.getByRole('button', { name: 'Compare (C)' });

test.describe('an earlier study beside the open one', () => {
  test.beforeEach(async ({ page, launch }) => {
    await launch();
    await openChest(page);
  });

  test('opens by a button, is marked with its date and how long before, and goes again', async ({ page }) => {
    await compare(page).click();
    await expect(picture(page, /^Prior, 8 months earlier, Chest X-ray, PA.*image 1 of 1/, 2)).toBeVisible();
    await expect(view(page, 2)).toContainText('PRIOR');
    await expect(view(page, 2)).toContainText('8 months earlier');
    await expect(view(page, 2)).toContainText(/\d\d-[A-Z][a-z]{2}-\d{4}/);
    await expect(view(page)).not.toContainText('PRIOR');
    await expect(picture(page, /^Chest X-ray, PA.*image 1 of 1/)).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'PRIOR, Chest X-ray' })).toBeAttached();
    await page.getByRole('button', { name: 'Stop comparing (C)' }).click();
    await expect(picture(page, /^Chest X-ray, L.*image 1 of 1/, 2)).toBeVisible();
    await expect(page.getByText('PRIOR')).toHaveCount(0);
  });

  test('is the picture that the other hospital holds', async ({ page, catalogue }) => {
    await page.keyboard.press('c');
    await expect(picture(page, /^Prior.*image 1 of 1/, 2)).toBeVisible();
    const earlier = catalogue.studies.filter(
      ({ personId, description }) => personId === 'aria-smith' && /^XR Chest/.test(description),
    );
    const [frontal] = await instancesOf({ ...catalogue, studies: earlier.slice(1) }, 'aria-smith', /^XR/);
    if (frontal === undefined) throw new Error('there is no earlier film');
    const held = await heldPicture(frontal);
    await expect.poll(async () => (await likeness(view(page, 2), held)).correlation).toBeGreaterThan(0.99);
  });

  test('is audited as looked at', async ({ page, sandbox }) => {
    const before = sandbox.auditEvents().length;
    await page.keyboard.press('c');
    await expect(picture(page, /^Prior.*image 1 of 1/, 2)).toBeVisible();
    await expect.poll(() => sandbox.auditEvents().length).toBeGreaterThan(before);
  });

  test('is measured beside the current one, and the list says which is which', async ({ page }) => {
    await page.keyboard.press('c');
    const full = (number: number) =>
      expect(view(page, number).getByText(/^(Preview|Loading image)/)).toHaveCount(0);
    await expect(picture(page, /^Prior.*image 1 of 1, window/, 2)).toBeVisible();
    await full(1);
    await full(2);
    await page.keyboard.press('d');
    for (const number of [1, 2]) {
      await view(page, number).focus();
      await page.keyboard.press('Enter');
      await expect(view(page, number).getByRole('button', { name: /^Length \d: Length/ })).toHaveCount(1);
    }
    await page.keyboard.press('e');
    const panel = page.getByRole('complementary', { name: 'Measurements of both studies' });
    await panel.getByRole('button', { name: /^Length 1 Chest X-ray/ }).click();
    await expect(view(page, 1).getByRole('button', { name: /^Length 1:/, pressed: true })).toHaveCount(1);
    await panel.getByRole('button', { name: /^Length 2 PRIOR Chest X-ray, .*8 months earlier/ }).click();
    await expect(view(page, 2).getByRole('button', { name: /^Length 2:/, pressed: true })).toHaveCount(1);
  });

  test('zooms with the current one while they are joined', async ({ page }) => {
    await page.keyboard.press('c');
    await expect(picture(page, /^Prior.*image 1 of 1/, 2)).toBeVisible();
    const scale = (number: number) => view(page, number).getByText(/^Zoom [\d.]+\s%$/);
    const fitted = await scale(2).textContent();
    await page.keyboard.press('+');
    await expect(scale(1)).not.toHaveText(fitted ?? '');
    await expect(scale(2)).toHaveText(fitted ?? '');
    await page.keyboard.press('0');
    await page.keyboard.press('j');
    await expect(view(page, 2)).toContainText('zoom and pan linked · window not linked');
    await page.keyboard.press('+');
    await expect(scale(2)).not.toHaveText(fitted ?? '');
    await expect(scale(2)).toHaveText((await scale(1).textContent()) ?? '');
  });

  test('an archive that does not answer leaves the current pictures as they are', async ({
    page,
    sandbox,
  }) => {
    await page.route(`${sandbox.archives['bolton'] ?? ''}/**/metadata`, (route) =>
      route.fulfill({ status: 500, headers: { 'Access-Control-Allow-Origin': sandbox.viewer } }),
    );
    await compare(page).click();
    await expect(view(page, 2)).toContainText('The prior could not be fetched', { timeout: 45_000 });
    await expect(view(page, 2)).toContainText('HTTP status 500');
    await page.unrouteAll();
    await view(page, 2).getByRole('button', { name: 'Try again' }).click();
    await expect(picture(page, /^Prior.*image 1 of 1/, 2)).toBeVisible();
    await expect(picture(page, /^Chest X-ray, PA.*image 1 of 1/)).toBeVisible();
  });
});

test.describe('joined views', () => {
  test('scroll by position where they share a frame of reference, whichever is active', async ({
    page,
    launch,
  }) => {
    await launch();
    await openCt(page);
    await expect(picture(page, /image 1 of 12/)).toBeVisible();
    await choose(page, 'Two views');
    const strip = page.getByRole('group', { name: 'Series' });
    await strip.getByRole('button', { name: /^Thorax/ }).focus();
    await page.keyboard.press('2');
    await expect(picture(page, /image 6 of 12/, 2)).toBeVisible();
    await view(page).locator('canvas').click();
    await page.keyboard.press('PageDown');
    await expect(picture(page, /image 11 of 12/)).toBeVisible();
    await expect(picture(page, /image 6 of 12/, 2)).toBeVisible();
    await page.keyboard.press('j');
    await expect(view(page, 2)).toContainText('linked by position');
    await view(page).locator('canvas').click();
    await page.keyboard.press('ArrowUp');
    await expect(picture(page, /image 10 of 12/)).toBeVisible();
    await expect(picture(page, /image 10 of 12/, 2)).toBeVisible();
    await view(page, 2).hover();
    await view(page, 2).locator('canvas').click();
    for (let notch = 0; notch < 3; notch += 1) await page.mouse.wheel(0, -100);
    await expect(picture(page, /image 7 of 12/, 2)).toBeVisible();
    await expect(picture(page, /image 7 of 12/)).toBeVisible();
    await expect(view(page)).toContainText('linked by position');
  });

  test('scroll by offset between two examinations, and say so', async ({ page, launch }) => {
    await launch({ personId: 'bram-oakfield' });
    // While a long list comes, its rows move: another one would be under the pointer.
    await expect(list(page)).toContainText('Complete as of');
    await studies(page, /^CT chest/)
      .first()
      .click();
    await expect(picture(page, /image 2 of 4/)).toBeVisible();
    await page.keyboard.press('c');
    await expect(picture(page, /^Prior.*CT chest.*image 2 of 4/, 2)).toBeVisible();
    await page.keyboard.press('j');
    await expect(view(page, 2)).toContainText('linked by offset');
    await page.keyboard.press('ArrowDown');
    await expect(picture(page, /image 3 of 4/)).toBeVisible();
    await expect(picture(page, /image 3 of 4/, 2)).toBeVisible();
    await page.keyboard.press('1');
    await expect(picture(page, /window C -600\s+W 1500/, 2)).toBeVisible();
  });
});

test.describe('a mammogram', () => {
  test('hangs in four views with the chest walls in the middle, at one scale', async ({ page, launch }) => {
    await launch({ personId: 'wren-hollowell' });
    await studies(page).first().click();
    await expect(picture(page, /image 1 of 1/, 4)).toBeVisible();
    for (const [index, words] of ['R CC', 'L CC', 'R MLO', 'L MLO'].entries())
      await expect(picture(page, new RegExp(`Mammogram, ${words}`), index + 1)).toBeVisible();
    const scales = await Promise.all(
      [1, 2, 3, 4].map((number) =>
        view(page, number)
          .getByText(/^Zoom [\d.]+\s%$/)
          .textContent(),
      ),
    );
    expect(new Set(scales).size).toBe(1);
    const brightest = async (number: number) =>
      view(page, number)
        .locator('canvas')
        .first()
        .evaluate((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) throw new Error('not a canvas');
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const context = copy.getContext('2d');
          context?.drawImage(canvas, 0, 0);
          const edge = (x: number) => {
            const { data } = context?.getImageData(x, 0, 4, canvas.height) ?? { data: [] };
            return [...data].filter((_, at) => at % 4 === 0).reduce((sum, grey) => sum + grey, 0);
          };
          return edge(8) > edge(canvas.width - 12) ? 'left' : 'right';
        });
    expect(await Promise.all([1, 2, 3, 4].map(brightest))).toEqual(['right', 'left', 'right', 'left']);
  });
});

test('a mammogram hangs over the round before, view by view, at one scale', async ({ page, launch }) => {
  await launch({ personId: 'wren-hollowell' });
  await studies(page).first().click();
  await expect(picture(page, /image 1 of 1/, 4)).toBeVisible();
  await page.keyboard.press('c');
  for (const [index, words] of ['R CC', 'L CC', 'R MLO', 'L MLO'].entries()) {
    await expect(picture(page, new RegExp(`^Mammogram, ${words}`), index + 1)).toBeVisible();
    await expect(
      picture(page, new RegExp(`^Prior, 3 years earlier, Mammogram, ${words}`), index + 5),
    ).toBeVisible();
  }
});

test('slices that cross are seen as lines in one another', async ({ page, launch }) => {
  await launch({ personId: 'ines-quillfeather' });
  await studies(page).first().click();
  await expect(picture(page, /AX T1 SE.*image 3 of 6/)).toBeVisible();
  await choose(page, 'Two views');
  const strip = page.getByRole('group', { name: 'Series' });
  await strip.getByRole('button', { name: /^SAG T1 SE/ }).focus();
  await page.keyboard.press('2');
  await expect(picture(page, /SAG T1 SE.*image 3 of 6/, 2)).toBeVisible();
  await view(page, 2).locator('canvas').click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  // It is drawn for the eye alone: a reader of the screen is told by what the views are joined.
  const line = view(page).locator('svg[aria-hidden] path.under');
  await expect(line).toHaveCount(1);
  await page.keyboard.press('x');
  await expect(line).toHaveCount(0);
});

test.describe('layouts', () => {
  test.beforeEach(async ({ page, launch }) => {
    await launch();
    await openChest(page);
  });

  test('reach from one to nine views, by menu and by key', async ({ page }) => {
    for (const [words, count] of [
      ['Two views, one above the other', 2],
      ['Six views', 6],
      ['Nine views', 9],
    ] as const) {
      await page.getByRole('button', { name: 'More layouts' }).click();
      await page.getByRole('menuitemradio', { name: words }).click();
      await expect(views(page)).toHaveCount(count);
    }
    await page.keyboard.press('g');
    await expect(views(page)).toHaveCount(1);
    await page.keyboard.press('Shift+G');
    await expect(views(page)).toHaveCount(9);
  });

  test('take a series by drag, by number and by menu', async ({ page }) => {
    const strip = page.getByRole('group', { name: 'Series' });
    const lateral = strip.getByRole('button', { name: /^L/ });
    await choose(page, 'Four views');
    await lateral.dragTo(view(page, 3));
    await expect(picture(page, /Chest X-ray, L.*image 1 of 1/, 3)).toBeVisible();
    await strip.getByRole('button', { name: /^PA/ }).focus();
    await page.keyboard.press('4');
    await expect(picture(page, /Chest X-ray, PA.*image 1 of 1/, 4)).toBeVisible();
    await lateral.click({ button: 'right' });
    await page.getByRole('menuitemradio', { name: 'Show in view 1' }).click();
    await expect(picture(page, /Chest X-ray, L.*image 1 of 1/)).toBeVisible();
  });
});
