import { expect } from '@playwright/test';
import { heldPicture, instancesOf, likeness, type Side } from '../e2e/pixels';
import { banner, list, notice, openCt, picture, sources, studies, view } from '../e2e/screen';
import { test } from './fixtures';

test('the list names what Orthanc holds, by each hospital’s own number of the patient', async ({
  page,
  launch,
}) => {
  await launch();
  await expect(list(page)).toContainText(/Complete as of \d\d:\d\d/);
  await expect(sources(page)).toContainText(/Salford Royal: 1 study/);
  await expect(sources(page)).toContainText(/Royal Bolton: 2 studies/);
  await expect(studies(page, /^CT chest.*Royal Bolton.*12 images/)).toBeVisible();
});

interface Painted {
  readonly what: string;
  readonly personId: string;
  readonly row: RegExp;
  readonly study: RegExp;
  readonly first: RegExp;
  readonly side?: Side;
}

for (const { what, personId, row, study, first, side } of [
  { what: 'a CT', personId: 'aria-smith', row: /^CT chest/, study: /^CT/, first: /image 1 of 12/ },
  {
    what: 'a chest X-ray',
    personId: 'aria-smith',
    row: /Salford/,
    study: /^XR Chest/,
    first: /image 1 of 1/,
  },
  {
    what: 'a mammogram',
    personId: 'wren-hollowell',
    row: /./,
    study: /./,
    first: /image 1 of 1/,
    // The first view is of the right breast: its chest wall hangs towards the left one's.
    side: 'right',
  },
  { what: 'a head MR', personId: 'ines-quillfeather', row: /./, study: /./, first: /image 1 of 6/ },
] satisfies readonly Painted[] as readonly Painted[]) {
  test(`${what} is painted as the generator drew it`, async ({ page, launch, catalogue }) => {
    await launch({ personId });
    if (what === 'a CT') await openCt(page);
    else await studies(page, row).first().click();
    // A stack opens in its middle; its first image has the least detail that scaling could blur.
    if (what === 'a head MR') {
      await expect(picture(page, /image \d+ of 6/)).toBeVisible();
      await view(page).focus();
      await page.keyboard.press('Home');
    }
    await expect(picture(page, first)).toBeVisible();
    const held = await instancesOf(catalogue, personId, study);
    const pictures = await Promise.all(held.map((instance) => heldPicture(instance)));
    // Which series hangs first is the viewer's choice; the best match must be a match.
    const matches = await Promise.all(pictures.map((each) => likeness(view(page), each, side)));
    const [best] = [...matches].sort((a, b) => b.correlation - a.correlation);
    expect(best?.spread).toBeGreaterThan(15);
    expect(best?.correlation).toBeGreaterThan(0.99);
    expect(best?.meanDifference).toBeLessThan(5);
  });
}

test('a stack is complete, and its last image is the last', async ({ page, launch, catalogue }) => {
  await launch();
  await openCt(page);
  await expect(picture(page, /image 1 of 12/)).toBeVisible();
  await view(page).getByRole('slider', { name: 'Image' }).focus();
  await page.keyboard.press('End');
  await expect(picture(page, /image 12 of 12/)).toBeVisible();
  const last = (await instancesOf(catalogue, 'aria-smith', /^CT/)).at(-1);
  if (last === undefined) throw new Error('the study is empty');
  const held = await heldPicture(last);
  await expect.poll(async () => (await likeness(view(page), held)).correlation).toBeGreaterThan(0.99);
});

test('400 studies are listed', async ({ page, launch }) => {
  await launch({ personId: 'bram-oakfield' });
  await expect(list(page)).toContainText(/Complete as of/);
  const count = list(page).getByRole('status').first();
  await expect(count).toHaveText('400 studies');
});

test('somebody else’s pictures: no pixel is shown or asked for', async ({ page, launch }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/(frames|rendered|thumbnail)/.test(request.url())) asked.push(request.url());
  });
  await launch({ personId: 'lena-marshwiggle' });
  await studies(page).first().click();
  await expect(notice(page, 'These pictures belong to another person')).toBeVisible();
  await expect(page.locator('canvas')).toHaveCount(0);
  expect(asked).toEqual([]);
  await expect(banner(page)).toContainText('MARSHWIGGLE, Lena');
});

test('leaving a study stops everything that was being fetched for it', async ({ page, launch }) => {
  const open = new Set<string>();
  const stopped = new Set<string>();
  await page.route('**/frames/**', (route) => void open.add(route.request().url()));
  page.on('requestfailed', (request) => stopped.add(request.url()));
  await launch();
  await studies(page, /^CT chest/).click();
  await expect.poll(() => open.size).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Back to the whole list/ }).click();
  await expect.poll(() => [...open].filter((url) => !stopped.has(url))).toEqual([]);
});
