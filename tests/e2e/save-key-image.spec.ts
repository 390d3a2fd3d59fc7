import type { Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { keyObjectsFirst } from './key-objects-first';
import { picture, report, savedView, view } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study', stores: true });
// In this order: what is withdrawn has to be the only key image of its picture.
test.describe.configure({ mode: 'default' });

const form = (page: Page) => page.getByRole('dialog', { name: 'Save as key image' });
const said = (page: Page) => form(page).getByRole('status');

/** The main patient's CT with all its slices, in a lung window, with an arrow on the picture */
test.beforeEach(async ({ page, launch, catalogue }) => {
  await keyObjectsFirst(page, catalogue);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image 1 of 3/)).toBeVisible();
  await page.keyboard.press('k');
  await expect(picture(page, /image \d+ of 12/)).toBeVisible();
  await view(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('1');
  await expect(picture(page, /image 1 of 12.*window C -600\s+W 1500/)).toBeVisible();
});

test('a key image saved by mistake is withdrawn by who saved it, which the list says', async ({
  page,
  sandbox,
}) => {
  await page.keyboard.press('Shift+K');
  await expect(form(page)).toContainText('It goes under your name');
  await form(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page)).toContainText('Saved in');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '4 key images', exact: true })).toBeVisible();
  await page.keyboard.press('Shift+K');
  await form(page).getByRole('button', { name: 'Withdraw this key image' }).click();
  await expect(said(page)).toContainText(/^Withdrawn in .+ Its picture stays in the study/);
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '3 key images', exact: true })).toBeVisible();
  await expect(report(page)).toContainText(/Saved in review by .+: withdrawn by .+/);
  await expect(savedView(page)).toHaveCount(0);
  await expect
    .poll(() => JSON.stringify(sandbox.auditEvents()))
    .toContain('Key image saved with an imaging study withdrawn');
});

test('a key image is saved as it is seen, and stands beside the radiologist’s with who and when', async ({
  page,
}) => {
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+K');
  await expect(form(page)).toContainText('Length 1');
  await expect(form(page)).toContainText('It goes under your name');
  expect(await axeFindings(page)).toEqual([]);
  await form(page).getByLabel('Note').fill('Ask whether this is new');
  await form(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page)).toContainText(/^Saved in .+ It stands under “Key images”\./);
  await form(page).getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: '4 key images', exact: true })).toBeVisible();
  await expect(report(page)).toContainText(/Saved in review by .+: Ask whether this is new/);
  await page.keyboard.press('k');
  await expect(picture(page, /image 1 of 3/)).toBeVisible();
  await expect(picture(page, /image 1 of 1.*window C -600\s+W 1500.*saved view KEY IMAGE/, 2)).toBeVisible();
  await expect(view(page, 2)).toContainText('Ask whether this is new');

  // The same picture once more is noticed.
  await view(page, 2).focus();
  await page.keyboard.press('Shift+K');
  await expect(form(page)).toContainText(/key image already: Saved in review, by/);
});

test('a key image that the archive takes by half is kept, said, and only the rest is sent again', async ({
  page,
}) => {
  const parts: number[] = [];
  await page.route('**/dicom-web/studies/*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const body = route.request().postDataBuffer()?.toString('latin1') ?? '';
    parts.push(body.split('Content-Type: application/dicom\r\n').length - 1);
    const response = await route.fetch();
    if (parts.length > 1) return route.fulfill({ response });
    const told = (await response.json()) as Record<string, { readonly Value: readonly object[] }>;
    const [view, choice] = told['00081199']?.Value ?? [];
    const failed = { ...choice, '00081197': { vr: 'US', Value: [0xa700] } };
    await route.fulfill({
      response,
      status: 202,
      json: { '00081199': { vr: 'SQ', Value: [view] }, '00081198': { vr: 'SQ', Value: [failed] } },
    });
  });
  await page.keyboard.press('Shift+K');
  await form(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page)).toContainText('it is out of space');
  await expect(said(page)).toContainText('not yet that it is a key image');
  await page.keyboard.press('Escape');
  await expect(form(page)).toHaveCount(0);
  await page.keyboard.press('Shift+K');
  await expect(said(page)).toContainText('It is kept here');
  await form(page).getByRole('button', { name: 'Try again now' }).click();
  await expect(said(page)).toContainText('Saved in');
  expect(parts).toEqual([2, 1]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '4 key images', exact: true })).toBeVisible();
  await page.keyboard.press('k');
  await expect(savedView(page)).toBeVisible();
});

test('a key image whose answer is lost may be there: it says so, and the same objects are sent again', async ({
  page,
}) => {
  const sent: string[] = [];
  await page.route('**/dicom-web/studies/*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const body = route.request().postDataBuffer()?.toString('latin1') ?? '';
    sent.push(body.slice(body.indexOf('\r\n\r\n'), body.lastIndexOf('\r\n--')));
    if (sent.length > 1) return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.keyboard.press('Shift+K');
  await form(page).getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(page)).toContainText('It may have been saved.');
  await expect(said(page)).not.toContainText('Not saved');
  await form(page).getByRole('button', { name: 'Try again now' }).click();
  await expect(said(page)).toContainText('Saved in');
  const uids = sent.map((body) => body.match(/2\.25\.\d+/g));
  expect(uids[0]?.length).toBeGreaterThan(0);
  expect(uids[1]).toEqual(uids[0]);
});
