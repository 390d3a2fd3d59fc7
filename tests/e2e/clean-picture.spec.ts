import type { Page } from '@playwright/test';
import type { CatalogueStudy } from '../../sandbox/catalogue';
import { outside, overPictures } from './boxes';
import { expect, test } from './fixtures';
import { measureLength } from './measuring';
import { picture, view } from './screen';
import { holds, isCt, studyOf } from './studies';

/*
 * Every kind of state of the demonstration in which a picture is seen: no word of ours lies on its pixels but what
 * docs/design.md lets, and nothing that can be pressed lies outside the window.
 */

test.use({ landing: 'study', viewport: { width: 1366, height: 768 } });

interface State {
  readonly name: string;
  readonly personId: string;
  readonly is: (study: CatalogueStudy) => boolean;
  readonly first?: RegExp;
  /** To the state, once the picture is there; settles when it is seen */
  readonly act?: (page: Page) => Promise<void>;
}

const planes = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await expect(page.getByText(/^At the crosshair: /)).toBeVisible();
};

const STATES: readonly State[] = [
  { name: 'an X-ray in two views', personId: 'aria-smith', is: holds('CR') },
  {
    name: 'two studies compared',
    personId: 'aria-smith',
    is: holds('CR'),
    act: async (page) => {
      await page.keyboard.press('c');
      await expect(picture(page, /^Prior/, 2)).toBeVisible();
    },
  },
  {
    name: 'a CT with a length on it and the list of lengths',
    personId: 'aria-smith',
    is: isCt,
    act: async (page) => {
      await measureLength(page);
    },
  },
  { name: 'planes', personId: 'aria-smith', is: isCt, act: planes('Shift+P') },
  {
    name: 'the menu of a picture',
    personId: 'aria-smith',
    is: isCt,
    act: async (page) => {
      await view(page).click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the brightness',
    personId: 'aria-smith',
    is: isCt,
    act: async (page) => {
      await page.getByRole('button', { name: /^Brightness/ }).click();
      await expect(page.getByRole('slider').first()).toBeVisible();
    },
  },
  {
    name: 'the choice of what is printed',
    personId: 'aria-smith',
    is: holds('CR'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Find, size, copy and print' }).click();
      await page.getByRole('button', { name: /^Print/ }).click();
      await expect(page.getByText(/pictures on the screen/i).first()).toBeVisible();
    },
  },
  { name: 'PET over CT', personId: 'pascoe-trewin', is: holds('PT'), act: planes('Shift+F') },
  { name: 'nuclear medicine', personId: 'pascoe-trewin', is: holds('NM') },
  { name: 'curves', personId: 'merrin-tolverne', is: holds('ECG'), first: /curves/ },
  { name: 'a slide', personId: 'wilmot-ashgrove', is: holds('SM'), first: /whole slide/ },
  { name: 'a video', personId: 'isla-fernsby', is: holds('ES') },
  { name: 'mammograms', personId: 'wren-hollowell', is: holds('MG') },
  { name: 'an ultrasound run', personId: 'tomas-fennimore', is: holds('US') },
  {
    name: 'what others have drawn',
    personId: 'wystan-harkaway',
    is: isCt,
    act: async (page) => {
      await page.keyboard.press('Shift+D');
      await page
        .getByRole('switch', { name: /^Contours/ })
        .first()
        .click();
      await expect(view(page).locator('svg path[fill^="rgb"]').first()).toBeVisible();
    },
  },
  {
    name: 'the patient looking on',
    personId: 'aria-smith',
    is: holds('CR'),
    act: async (page) => {
      await page.keyboard.press('Shift+T');
      await expect(page.getByRole('dialog', { name: 'Your pictures' })).toBeVisible();
    },
  },
];

for (const { name, personId, is, first = /image \d+ of/, act } of STATES)
  test(`no word lies on a picture, and no control outside: ${name}`, async ({ page, launch, catalogue }) => {
    await launch({ personId, study: studyOf(catalogue, personId, is) });
    await expect(picture(page, first).first()).toBeVisible();
    await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
    await act?.(page);
    expect(await overPictures(page)).toEqual([]);
    expect(await outside(page)).toEqual([]);
  });

for (const [width, height] of [
  [390, 844],
  [320, 640],
] as const)
  test.describe(`on a telephone of ${width} px`, () => {
    test.use({ viewport: { width, height } });

    test('nothing of the list lies outside, when all of it has come', async ({ page, launch }) => {
      await launch();
      await expect(page.getByRole('img', { name: /image \d+ of/ }).first()).toBeVisible();
      await page.getByRole('button', { name: 'Back to the whole list' }).click();
      await expect(page.getByRole('button', { name: 'Requests and results' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeVisible();
      expect(await outside(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  });
