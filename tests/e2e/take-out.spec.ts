import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { unzipped } from '../builders/unzipped';
import { axeFindings, expect, test } from './fixtures';
import { picture } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

/** The site's policy in place of the demonstration's. */
const allowed = (page: Page, exports: object | undefined) =>
  page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = (await answer.json()) as object;
    await route.fulfill({ response: answer, json: { ...config, exports } });
  });

/** A browser that holds files itself: nobody is there to say where to. */
const withoutPicker = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }));

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Save or copy' });

async function choose(page: Page, ...choices: readonly RegExp[]): Promise<void> {
  await page.keyboard.press('Shift+E');
  for (const name of choices) await sheet(page).getByRole('radio', { name }).check();
}

async function saved(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await sheet(page).getByRole('button', { name: 'Save' }).click();
  const download: Download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** What a browser that knows nothing of the viewer sees in a JPEG: its size, and how many greys in its middle and at its foot */
async function decoded(page: Page, jpeg: Buffer, [from, to] = [0, 1]) {
  const reader = await page.context().newPage();
  try {
    return await reader.evaluate(
      async ([base64, from, to]) => {
        const octets = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const { width, height, ...bitmap } = await createImageBitmap(
          new Blob([octets], { type: 'image/jpeg' }),
        ).then((made) => ({ made, width: made.width, height: made.height }));
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.drawImage(bitmap.made, 0, 0);
        const greysIn = (row: number, rows: number) => {
          const { data } = context.getImageData(
            Math.ceil(from * width),
            row,
            Math.floor((to - from) * width),
            rows,
          );
          return new Set(data.filter((_, at) => at % 4 === 0)).size;
        };
        return {
          width,
          height,
          picture: greysIn(Math.floor(height * 0.3), 64),
          words: greysIn(height - 48, 48),
        };
      },
      [jpeg.toString('base64'), from, to] as const,
    );
  } finally {
    await reader.close();
  }
}

/** A film as a browser that knows nothing of the viewer shows it: its size, its length, and each of its pictures. */
async function played(page: Page, film: Buffer, count: number) {
  const reader = await page.context().newPage();
  try {
    return await reader.evaluate(
      async ([base64, count]) => {
        const octets = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const video = document.createElement('video');
        video.muted = true;
        video.src = URL.createObjectURL(new Blob([octets], { type: 'video/webm' }));
        const canvas = document.createElement('canvas');
        const context = canvas.getContext('2d', { willReadFrequently: true });
        if (!context) throw new Error('no canvas');
        const greysIn = (from: number, rows: number) =>
          new Set(context.getImageData(0, from, canvas.width, rows).data.filter((_, at) => at % 4 === 0))
            .size;
        const seen = () => {
          [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
          context.drawImage(video, 0, 0);
          const hash = context
            .getImageData(0, 0, canvas.width, canvas.height)
            .data.reduce((sum, value) => (sum * 31 + value) % 1_000_003, 7);
          const { height } = canvas;
          return { hash, picture: greysIn(Math.floor(height * 0.3), 64), words: greysIn(height - 48, 48) };
        };
        const at = (time: number) =>
          new Promise<void>((resolve) => {
            video.onseeked = () => resolve();
            video.currentTime = time;
          });
        await new Promise((resolve, reject) => {
          video.onloadeddata = resolve;
          video.onerror = () => reject(new Error(`no film: ${video.error?.message ?? ''}`));
        });
        const seenAll = [];
        // Each is asked for in the middle of its time: no picture is missed on a slow machine.
        for (let one = 0; one < count; one += 1) {
          await at(((one + 0.5) * video.duration) / count);
          seenAll.push(seen());
        }
        return { width: video.videoWidth, seconds: video.duration, pictures: seenAll };
      },
      [film.toString('base64'), count] as const,
    );
  } finally {
    await reader.close();
  }
}

const namesIn = (zip: Buffer): readonly string[] => [...unzipped(zip).keys()];

test.describe('what may leave the viewer', () => {
  test.beforeEach(async ({ page, launch, catalogue }) => {
    await withoutPicker(page);
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(picture(page, /image \d+ of/)).toBeVisible();
  });

  test('a picture has whose it is, when and what it is not for below it, and is recorded', async ({
    page,
    sandbox,
  }) => {
    await choose(page, /This picture/);
    expect(await axeFindings(page)).toEqual([]);
    const { name, bytes } = await saved(page);
    expect(name).toMatch(/^picture-\d{8}-\d{6}\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    expect(width).toBeGreaterThanOrEqual(640);
    expect(height).toBeGreaterThan(200);
    await expect(sheet(page).getByRole('status')).toHaveText('Saved.');
    await expect
      .poll(() => JSON.stringify(sandbox.auditEvents().at(-1)))
      .toContain('Imaging exported: pictures');
  });

  test('a series is saved as its archive stores it, under numbers', async ({ page, catalogue }) => {
    await choose(page, /This series, as stored/);
    const { name, bytes } = await saved(page);
    expect(name).toMatch(/^series-\d{8}-\d{6}\.zip$/);
    const names = namesIn(bytes);
    expect(names.at(-1)).toBe('README.txt');
    expect(names.slice(0, -1).every((one) => /^series-001\/\d{5}\.dcm$/.test(one))).toBe(true);
    expect(names.length).toBeGreaterThan(3);
    const text = bytes.toString('latin1');
    expect(text.split('DICM').length - 1).toBe(names.length - 1);
    expect(text).toContain(studyOf(catalogue, 'aria-smith', isCt));
    expect(bytes.toString('utf8')).toContain('SMITH, Aria (Ms)');
    expect(bytes.toString('utf8')).toContain('For review – not for primary diagnosis');
  });

  test('key images come each as a picture of its own', async ({ page }) => {
    await choose(page, /key images?, as/, /JPEG/);
    const { bytes } = await saved(page);
    const names = namesIn(bytes);
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((one) => /^key-image-\d\d\.jpg$/.test(one))).toBe(true);
    // Each can be decoded, with more than one grey in the picture and in the words below it.
    for (const file of unzipped(bytes).values()) {
      const { width, height, picture: greys, words } = await decoded(page, file);
      expect(width).toBeGreaterThanOrEqual(640);
      expect(height).toBeGreaterThan(200);
      expect(greys).toBeGreaterThan(16);
      expect(words).toBeGreaterThan(16);
    }
  });

  test('a film has each image of the series once, each with its words', async ({ page }) => {
    await page.getByRole('button', { name: 'Whole study' }).click();
    await expect(picture(page, /image \d+ of \d\d/)).toBeVisible();
    await choose(page, /, as a film/);
    const label = await sheet(page)
      .getByRole('radio', { name: /, as a film/ })
      .evaluate((one) => one.parentElement?.textContent ?? '');
    const count = Number(/(\d+) images/.exec(label)?.[1]);
    expect(count).toBeGreaterThan(9);
    const { name, bytes } = await saved(page);
    expect(name).toMatch(/^film-.*\.webm$/);
    const film = await played(page, bytes, count);
    expect(film.width).toBeGreaterThanOrEqual(640);
    expect(film.seconds).toBeGreaterThan(count / 60);
    for (const { picture: greys, words } of film.pictures) {
      expect(greys).toBeGreaterThan(16);
      expect(words).toBeGreaterThan(16);
    }
    // Each has its own number below it.
    expect(new Set(film.pictures.map(({ hash }) => hash)).size).toBe(count);
  });
});

test('all views as one sheet have each its own words', async ({ page, launch }) => {
  await withoutPicker(page);
  await launch();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('img', { name: /^Prior/ }).first()).toBeVisible();
  await choose(page, /All 2 views/);
  const { name, bytes } = await saved(page);
  expect(name).toMatch(/^views-.*\.png$/);
  const [one, other] = [await decoded(page, bytes, [0, 0.5]), await decoded(page, bytes, [0.5, 1])];
  for (const { picture: greys, words } of [one, other]) {
    expect(greys).toBeGreaterThan(16);
    expect(words).toBeGreaterThan(16);
  }
  expect(one.width).toBeGreaterThan(2 * 640);
});

test('what is not allowed is neither in the menu nor under its key', async ({ page, launch, catalogue }) => {
  await allowed(page, { dicom: ['fhirUser:Patient'] });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('Shift+E');
  await page.getByRole('button', { name: 'More tools' }).click();
  await expect(page.getByRole('menuitem', { name: /Light or dark/ })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /Save or copy/ })).toHaveCount(0);
  await expect(sheet(page)).toHaveCount(0);
});

test('of what is allowed only that is offered', async ({ page, launch, catalogue }) => {
  await allowed(page, { pictures: 'everyone' });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitem', { name: /Save or copy/ }).click();
  await expect(sheet(page).getByRole('radio', { name: /This picture/ })).toBeChecked();
  await expect(sheet(page).getByRole('radio', { name: /as stored|film/ })).toHaveCount(0);
  await expect(sheet(page).getByRole('button', { name: 'Copy' })).toHaveCount(0);
});

test('a policy without teaching copies takes them alone away', async ({ page, launch, catalogue }) => {
  const others = { pictures: 'everyone', clipboard: 'everyone', film: 'everyone', dicom: 'everyone' };
  await allowed(page, others);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('Shift+E');
  await expect(sheet(page).getByRole('radio', { name: /This series, as stored/ })).toBeVisible();
  await expect(sheet(page).getByRole('radio', { name: /as a film/ })).toBeVisible();
  await expect(sheet(page).getByRole('radio', { name: /teaching/ })).toHaveCount(0);
});

test('a picture is copied with its words', async ({ page, context, launch, catalogue }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await choose(page, /This picture/);
  await sheet(page).getByRole('button', { name: 'Copy' }).click();
  await expect(sheet(page).getByRole('status')).toHaveText('Copied.');
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(({ types }) => types),
  );
  expect(types).toEqual(['image/png']);
});
