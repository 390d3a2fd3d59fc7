import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';
import { heldBack } from './held-back';
import { picture, reportText } from './screen';
import { holds, isCt, studyOf } from './studies';

/* Who has how much of the screen, and whether it can be told what is on. */
test.use({ landing: 'study', viewport: { width: 1366, height: 768 } });

const boxOf = async (one: Locator) => {
  const box = await one.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return box;
};

test('curves have the room of a report that nobody knows of, from the start', async ({
  page,
  launch,
  catalogue,
}) => {
  const reports = await heldBack(page, /\/DiagnosticReport/);
  await launch({
    personId: 'merrin-tolverne',
    study: studyOf(catalogue, 'merrin-tolverne', holds('ECG')),
  });
  const curves = picture(page, /curves/);
  await expect(curves).toBeVisible();
  const { width, height } = await boxOf(curves);
  expect(width).toBeGreaterThan(1000);
  await expect(page.getByRole('button', { name: 'Asking for the report…' })).toBeVisible();
  await reports.release();
  await expect(reportText(page).getByText('No report recorded')).toBeVisible();
  expect(await boxOf(curves)).toMatchObject({ width, height });
});

test('a report of curves that comes behind them moves nothing, and opens when it is wanted', async ({
  page,
  launch,
  catalogue,
}) => {
  // The record has one of another person; here it is as if it were of these curves.
  await page.route(/\/DiagnosticReport/, async (route) => {
    const answer = await route.fetch();
    const bundle = (await answer.json()) as { entry?: object[] };
    await release;
    await route.fulfill({
      response: answer,
      json: { ...bundle, entry: [...(bundle.entry ?? []), { resource: reported }] },
    });
  });
  let letGo = () => {};
  const release = new Promise<void>((resolve) => (letGo = resolve));
  const study = studyOf(catalogue, 'merrin-tolverne', holds('ECG'));
  const reported = {
    resourceType: 'DiagnosticReport',
    id: 'report-of-curves',
    status: 'final',
    code: { text: 'ECG 12 lead' },
    subject: { reference: 'Patient/merrin-tolverne' },
    issued: '2026-11-27T09:00:00Z',
    study: [{ identifier: { system: 'urn:dicom:uid', value: `urn:oid:${study}` } }],
    conclusion: 'Sinus rhythm.',
  };
  await launch({ personId: 'merrin-tolverne', study });
  const curves = picture(page, /curves/);
  await expect(curves).toBeVisible();
  const { width } = await boxOf(curves);
  letGo();
  const told = page.getByRole('button', { name: 'Show the report (R)' });
  await expect(told).toBeVisible();
  expect((await boxOf(curves)).width).toBe(width);
  await page.keyboard.press('r');
  await expect(reportText(page)).toContainText('Sinus rhythm.');
  expect((await boxOf(curves)).width).toBeLessThan(width);
});

test('a report of curves that the record withholds is said to be withheld in its line, and not to be there', async ({
  page,
  launch,
  catalogue,
}) => {
  const reports = await heldBack(page, /\/DiagnosticReport/);
  await launch({ personId: 'merrin-tolverne', study: studyOf(catalogue, 'merrin-tolverne', holds('ECG')) });
  await expect(picture(page, /curves/)).toBeVisible();
  await reports.release(403);
  const told = page.getByRole('button', { name: 'Reports are withheld from you' });
  await expect(told).toBeVisible();
  await told.click();
  await expect(reportText(page)).toContainText('Whether there is one, and what it says, is not known here');
});

test('a report that is a PDF can have more room than the pictures, and give it back', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch({
    personId: 'tomas-fennimore',
    study: studyOf(catalogue, 'tomas-fennimore', holds('DOC')),
  });
  const sheet = reportText(page).getByRole('img', { name: /^Page 1/ });
  await expect(sheet).toBeVisible({ timeout: 60_000 });
  const narrow = (await boxOf(sheet)).width;
  await page.getByRole('button', { name: 'Give the report more room' }).click();
  // Ten points of type are twelve pixels or more.
  await expect.poll(async () => (await boxOf(sheet)).width).toBeGreaterThan(700);
  await page.getByRole('button', { name: 'Give the pictures more room' }).click();
  await expect.poll(async () => (await boxOf(sheet)).width).toBe(narrow);
});

test('what is on can be told where a person has chosen all colours', async ({ page, launch, catalogue }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  const outlines = (pressed: boolean) =>
    page
      .locator(`button[aria-pressed="${String(pressed)}"]:visible`)
      .evaluateAll((buttons) => [...new Set(buttons.map((one) => getComputedStyle(one).outlineStyle))]);
  expect(await outlines(true)).toEqual(['solid']);
  expect(await outlines(false)).toEqual(['none']);
});

test.describe('on a tablet that lies', () => {
  test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true });

  test('each fused plane has the height of a picture', async ({ page, launch, catalogue }) => {
    await launch({
      personId: 'pascoe-trewin',
      study: studyOf(catalogue, 'pascoe-trewin', holds('PT')),
    });
    await expect(picture(page, /image \d+ of/)).toBeVisible();
    await page.getByRole('toolbar', { name: 'Picture tools' }).waitFor();
    await page.keyboard.press('Shift+F');
    const planes = page.getByRole('region', { name: 'Planes (MPR)' });
    await expect(planes).toContainText('Fused with PET');
    for (const name of ['Axial', 'Coronal', 'Sagittal']) {
      const { height } = await boxOf(
        planes
          .getByRole('group', { name: `${name} plane` })
          .locator('canvas')
          .first(),
      );
      expect(height, name).toBeGreaterThan(180);
    }
  });
});
