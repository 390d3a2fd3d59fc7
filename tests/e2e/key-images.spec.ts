import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { keyObjectsFirst } from './key-objects-first';
import { picture, savedView, view } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

const stripButton = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test.beforeEach(async ({ page, launch, catalogue }) => {
  await keyObjectsFirst(page, catalogue);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image 1 of 3/)).toBeVisible();
});

test.describe('key images', () => {
  test('are what opens, and the screen says how many and what for', async ({ page }) => {
    const chosen = stripButton(page, '3 key images');
    await expect(chosen).toHaveAttribute('aria-pressed', 'true');
    await expect(chosen).toHaveAttribute('title', /Of Interest/);
    await expect(stripButton(page, 'Whole study')).toBeVisible();
  });

  test('K goes to the whole study at the same picture, and back to it', async ({ page }) => {
    await page.keyboard.press('ArrowDown');
    await expect(picture(page, /image 2 of 3/)).toBeVisible();
    await page.keyboard.press('k');
    const inWhole = picture(page, /image \d+ of 12/);
    await expect(inWhole).toBeVisible();
    const name = (await inWhole.getAttribute('aria-label')) ?? '';
    const at = Number(/image (\d+) of 12/.exec(name)?.[1]);
    expect(at).toBeGreaterThan(1);
    await page.keyboard.press('k');
    await expect(picture(page, /image 2 of 3/)).toBeVisible();
    await stripButton(page, 'Whole study').click();
    await expect(picture(page, new RegExp(`image ${at} of 12`))).toBeVisible();
  });

  test('a picture of the whole study that is none of them leads back to the first', async ({ page }) => {
    await page.keyboard.press('k');
    await expect(picture(page, /of 12/)).toBeVisible();
    await view(page).focus();
    await page.keyboard.press('End');
    await expect(picture(page, /image 12 of 12/)).toBeVisible();
    await page.keyboard.press('k');
    await expect(picture(page, /image 1 of 3/)).toBeVisible();
  });
});

test.describe('saved views', () => {
  test('the one that goes with a key image is on it, named there with who made it', async ({ page }) => {
    await expect(savedView(page)).toContainText('Dr Imogen Farrow-Hale');
    await expect(picture(page, /saved view LUNG_NODULE/)).toBeVisible();
    await expect(picture(page, /window C -600\s+W 1500/)).toBeVisible();
  });

  test('A switches it off and on', async ({ page }) => {
    await expect(picture(page, /saved view LUNG_NODULE/)).toBeVisible();
    await page.keyboard.press('a');
    await expect(picture(page, /saved view/)).toHaveCount(0);
    await expect(picture(page, /window C -600\s+W 1500/)).toHaveCount(0);
    await page.keyboard.press('a');
    await expect(picture(page, /saved view LUNG_NODULE/)).toBeVisible();
  });

  test('N goes to the next, then to the image as stored, and round', async ({ page }) => {
    await expect(picture(page, /saved view/)).toBeVisible();
    const seen: (string | undefined)[] = [];
    for (let press = 0; press < 3; press += 1) {
      const before = await view(page).getByRole('img').first().getAttribute('aria-label');
      await page.keyboard.press('n');
      await expect(view(page).getByRole('img').first()).not.toHaveAttribute('aria-label', before ?? '');
      const now = await view(page).getByRole('img').first().getAttribute('aria-label');
      seen.push(/saved view (\w+)/.exec(now ?? '')?.[1]);
    }
    expect(new Set(seen)).toEqual(new Set(['LUNG_NODULE', 'MEDIASTINUM', undefined]));
  });

  test('one is chosen by its label', async ({ page }) => {
    const choice = savedView(page).getByRole('combobox', { name: 'Saved view' });
    await choice.selectOption({ label: 'MEDIASTINUM – Mediastinal window, long and short axis' });
    await expect(picture(page, /window C 50\s+W 350.*saved view MEDIASTINUM/)).toBeVisible();
    await choice.selectOption({ label: 'None: the original' });
    await expect(picture(page, /saved view/)).toHaveCount(0);
  });
});
