import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { dayOf } from '../../src/domain/colleagues/seal';
import { codesIn } from '../../src/domain/colleagues/code-in';
import { decodeView, encodeView, type SealedView } from '../../src/domain/colleagues/view-code';
import { axeFindings, expect, test } from './fixtures';
import { picture, view } from './screen';
import { holds, isCt, studyOf } from './studies';

test.use({ landing: 'study', permissions: ['clipboard-read', 'clipboard-write'] });

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** As a person pastes it anywhere on the screen. */
const paste = (page: Page, text: string) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);

const shared = (page: Page) => page.getByRole('dialog', { name: 'Link to this view' });
const meeting = (page: Page) => page.getByRole('dialog', { name: 'Meeting list' });
const bar = (page: Page) => page.getByRole('group', { name: 'Meeting', exact: true });

/** The CT, away from its key image, with another window. */
async function look(page: Page): Promise<void> {
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  // Pressed: where the key objects come late, the whole study is what is shown already, and stays.
  await page.getByRole('button', { name: 'Whole study' }).click();
  await view(page).focus();
  await page.keyboard.press('Home');
  await expect(picture(page, /image 1 of/)).toBeVisible();
  for (let at = 0; at < 4; at++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('3');
  await expect(picture(page, /image 5 of .*C 400 W 1800/)).toBeVisible();
}

async function linkToIt(page: Page): Promise<string> {
  await page.keyboard.press('Shift+L');
  await expect(shared(page).getByRole('status')).toContainText('Copied.');
  return clipboard(page);
}

test('a link to a view opens for another person of the same patient at its slice and window, and for nobody else', async ({
  page,
  launch,
  catalogue,
  sandbox,
}) => {
  const study = studyOf(catalogue, 'aria-smith', isCt);
  await launch({ study });
  await look(page);
  const link = await linkToIt(page);
  expect(await axeFindings(page)).toEqual([]);
  expect(link).toMatch(/\/view\.html#view=[0-9A-Z]+$/);
  for (const told of [study, 'SMITH', 'aria', '1.2.', '2.25.']) expect(link).not.toContain(told);

  // Another launch of the same patient, which lands on another study.
  await launch({ study: studyOf(catalogue, 'aria-smith', holds('CR')) });
  await expect(picture(page, /X-ray|CR|image/)).toBeVisible();
  await expect(async () => {
    await paste(page, `Please look: ${link}`);
    await expect(bar(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(bar(page).getByRole('status')).toContainText('The view that was sent to you: CT chest');
  await expect(picture(page, /image 5 of .*C 400 W 1800/)).toBeVisible();

  // Another patient: nothing changes, and nothing is told.
  await page.goto(sandbox.launchAddress({ personId: 'tomas-fennimore' }));
  await expect(picture(page, /image 1 of/)).toBeVisible();
  const before = await picture(page, /image|video/).getAttribute('aria-label');
  await page.keyboard.press('Shift+M');
  for (const [text, words] of [
    [link, 'This link is not for a study of this patient. Nothing was opened.'],
    [link.slice(0, -3), 'a part of it is missing. Nothing was opened.'],
    ['https://viewer.example/#view=1.2.840..0', 'This is no link to a view'],
  ] as const) {
    if (!(await meeting(page).isVisible())) await page.keyboard.press('Shift+M');
    await meeting(page).getByLabel('Open a link or a code').fill(text);
    await meeting(page).getByRole('button', { name: 'Open', exact: true }).click();
    await expect(bar(page).getByRole('status')).toContainText(words);
    await expect(bar(page)).not.toContainText('CT chest');
  }
  expect(await picture(page, /image|video/).getAttribute('aria-label')).toBe(before);
});

test('a comparison is linked to with both of its studies, and a code that is typed opens it', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch();
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('c');
  await expect(page.getByRole('img', { name: /^Prior/ }).first()).toBeVisible();
  await linkToIt(page);
  await shared(page).getByRole('button', { name: 'Copy the code' }).click();
  await expect(shared(page).getByRole('status')).toContainText('The code is in the clipboard');
  const code = await clipboard(page);
  await shared(page).getByRole('button', { name: 'Close' }).click();

  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('Shift+M');
  await meeting(page).getByLabel('Open a link or a code').fill(code.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(bar(page).getByRole('status')).toContainText('The view that was sent to you');
  await expect(page.getByRole('img', { name: /^Prior/ }).first()).toBeVisible();
});

test('a meeting goes from one patient’s launch to the next, by a file and by keys, without chrome', async ({
  page,
  launch,
  catalogue,
  sandbox,
}) => {
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await look(page);
  await page.keyboard.press('Shift+M');
  await meeting(page).getByRole('button', { name: 'Add what is on the screen' }).click();
  await expect(meeting(page).getByRole('region', { name: 'Case 1' })).toContainText('this patient');
  await expect(meeting(page).getByRole('region', { name: 'Case 1' })).toContainText('CT chest');
  expect(await axeFindings(page)).toEqual([]);
  const saving = page.waitForEvent('download');
  await meeting(page).getByRole('button', { name: 'Save as a file' }).click();
  const file = await (await saving).path();
  const words = await readFile(file, 'utf8');
  for (const told of ['SMITH', 'Aria', 'CT', '2.25.', '1.2.']) expect(words).not.toContain(told);
  await meeting(page).getByRole('button', { name: 'Empty the list' }).click();

  // The next patient: the file is read there, and their own view comes behind it.
  await page.goto(sandbox.launchAddress({ personId: 'tomas-fennimore' }));
  await expect(picture(page, /image|video/)).toBeVisible();
  await page.keyboard.press('Shift+M');
  await meeting(page).getByLabel('Open a file…').setInputFiles(file);
  await expect(meeting(page).getByRole('region', { name: 'Case 1' })).toContainText(
    'another patient: 1 view',
  );
  await expect(meeting(page)).not.toContainText('CT chest');
  await meeting(page).getByRole('button', { name: 'Add what is on the screen' }).click();
  await expect(meeting(page).getByRole('region', { name: 'Case 2' })).toContainText('this patient');
  await meeting(page).getByRole('button', { name: 'Present' }).click();
  await expect(bar(page)).toContainText('Case 1 is another patient’s.');
  await expect(page.getByRole('toolbar', { name: 'Picture tools' })).toBeHidden();
  await expect(page.getByRole('banner', { name: 'Patient' })).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(bar(page)).toContainText('View 2 of 2, case 2');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: 'Picture tools' })).toBeVisible();

  // Back to the first in the same tab: the list is there, and its view is one key away.
  await launch({ study: studyOf(catalogue, 'aria-smith', holds('CR')) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await expect(bar(page)).toContainText('View 2 of 2, case 2');
  await page.keyboard.press('Shift+PageUp');
  await expect(picture(page, /image 5 of .*C 400 W 1800/)).toBeVisible();
});

/** What a link holds, changed. */
function changed(link: string, change: Partial<SealedView>): string {
  const [code = ''] = codesIn(link);
  const sealed = decodeView(code);
  if (sealed === undefined) throw new Error('this is no link');
  return link.replace(code, encodeView({ ...sealed, ...change }));
}

test('a link that cannot be opened says why, shows nothing, and leaves nothing in the address', async ({
  page,
  launch,
  catalogue,
}) => {
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await look(page);
  const link = await linkToIt(page);
  await shared(page).getByRole('button', { name: 'Close' }).click();
  const before = await picture(page, /image 5 of/).getAttribute('aria-label');
  const [code = ''] = codesIn(link);
  const malformed = 'This is no link to a view, or a part of it is missing. Nothing was opened.';
  const foreign = 'This link is not for a study of this patient. Nothing was opened.';
  for (const [text, words] of [
    [
      changed(link, { expires: dayOf(new Date()) - 1 }),
      /This link could be opened until .*\. Ask for a new one\./,
    ],
    [changed(link, { study: '0123456789' }), foreign],
    // Whoever changes its day has changed what it is of.
    [changed(link, { expires: dayOf(new Date()) + 300 }), foreign],
    [link.slice(0, -6), malformed],
    [link.slice(0, link.indexOf('=') + 1), malformed],
    [`${link.slice(0, -4)}%2F%00${link.slice(-4)}`, malformed],
    [`https://viewer.example/view.html#view=1.2.840.ABC`, malformed],
    [`https://viewer.example/view.html#view=${'7'.repeat(10_000)}`, malformed],
    [`${link} and ${changed(link, { salt: 7 })}`, 'There is more than one link in this'],
    [
      'https://viewer.example/view.html#view=404YR0G1008TNEYC000GM6R0ZW9AP14HR0',
      'made by another version of the viewer',
    ],
  ] as const) {
    await expect(
      async () => {
        await paste(page, text);
        await expect(bar(page).getByRole('status')).toContainText(words, { timeout: 2_000 });
      },
      `${text.slice(0, 80)}`,
    ).toPass();
    expect(await picture(page, /image 5 of/).getAttribute('aria-label')).toBe(before);
    expect(page.url()).not.toMatch(/view=|\d\.\d+\.\d+\.\d+\.\d+\.\d|smith/i);
    await bar(page).getByRole('button', { name: 'Close' }).click();
  }
  // One link named twice is one link, and one that a mail server wrapped is that link.
  const wrapped = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=05`;
  for (const text of [`${link}&view=${code}`, wrapped]) {
    await paste(page, text);
    await expect(bar(page).getByRole('status')).toContainText('The view that was sent to you: CT chest');
    await bar(page).getByRole('button', { name: 'Close' }).click();
  }
});

test('a link leaves what was measured where it was', async ({ page, launch, catalogue }) => {
  const [ct, xray] = [isCt, holds('CR')].map((is) => studyOf(catalogue, 'aria-smith', is));
  await launch({ study: xray });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  const link = await linkToIt(page);
  await launch({ study: ct });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('d');
  const length = page.getByRole('button', { name: /^Length 1: Length/ });
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(length).toBeFocused({ timeout: 1_000 });
  }).toPass();
  const back = await linkToIt(page);
  await shared(page).getByRole('button', { name: 'Close' }).click();
  await expect(async () => {
    await paste(page, link);
    await expect(bar(page).getByRole('status')).toContainText('The view that was sent to you: Chest X-ray', {
      timeout: 5_000,
    });
  }).toPass();
  await expect(length).toHaveCount(0);
  await paste(page, back);
  await expect(bar(page).getByRole('status')).toContainText('The view that was sent to you: CT chest');
  await expect(length).toHaveCount(1);
});

test('no link and no key opens anything behind a screen that is hidden, or in front of a patient', async ({
  page,
  launch,
  catalogue,
}) => {
  const xray = studyOf(catalogue, 'aria-smith', holds('CR'));
  await launch({ study: xray });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  const link = await linkToIt(page);
  await shared(page).getByRole('button', { name: 'Add to the meeting list' }).click();
  let down = false;
  await page.route('**/token', (route) => (down ? route.abort() : route.continue()));
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt), scenario: 'short-session' });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await expect(bar(page)).toContainText('Meeting list: 1 view');
  await page.keyboard.press('Shift+T');
  const alone = page.getByRole('dialog', { name: 'Your pictures' });
  await expect(alone).toBeVisible();
  await paste(page, link);
  await page.keyboard.press('Shift+PageDown');
  await expect(alone).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(alone).toHaveCount(0);
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  down = true;
  await expect(page.getByRole('heading', { name: 'The pictures are hidden for now' })).toBeVisible({
    timeout: 60_000,
  });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/dicom-web/.test(request.url())) asked.push(request.url());
  });
  await paste(page, link);
  for (const key of ['Shift+PageDown', 'Shift+M', 'Shift+L', 'n', 'Escape']) await page.keyboard.press(key);
  down = false;
  await expect(page.getByRole('heading', { name: 'The pictures are hidden for now' })).toHaveCount(0, {
    timeout: 60_000,
  });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: /^CT chest/ }).first()).toBeVisible();
  expect(asked).toEqual([]);
});
