import { axeFindings, expect, test } from './fixtures';
import { heldPicture, instancesOf, likeness } from './pixels';
import { choose, banner, notice, openCt, picture, studies, view } from './screen';

/** Fields are averaged by the browser in both pictures; edges of the fit may differ by part of a field. */
const alike = { correlation: 0.99, meanDifference: 5 };

test.describe('what is painted is what the hospital holds', () => {
  for (const { what, personId, row, study, count } of [
    { what: 'a CT', personId: 'aria-smith', row: /^CT chest/, study: /^CT/, count: 12 },
    {
      what: 'a chest X-ray',
      personId: 'aria-smith',
      row: /Chest X-ray.*Salford/,
      study: /^XR Chest/,
      count: 1,
    },
  ]) {
    test(what, async ({ page, launch, catalogue }) => {
      await launch({ personId });
      if (count > 1) await openCt(page);
      else await studies(page, row).first().click();
      await expect(picture(page, new RegExp(`image 1 of ${count}`))).toBeVisible();
      const [first] = await instancesOf(catalogue, personId, study);
      if (first === undefined) throw new Error('the study is empty');
      const result = await likeness(view(page), await heldPicture(first));
      expect(result.spread).toBeGreaterThan(20);
      expect(result.correlation).toBeGreaterThan(alike.correlation);
      expect(result.meanDifference).toBeLessThan(alike.meanDifference);
    });
  }

  test('both projections of a chest X-ray side by side', async ({ page, launch, catalogue }) => {
    await launch();
    await studies(page, /Chest X-ray.*Salford/)
      .first()
      .click();
    const held = await instancesOf(catalogue, 'aria-smith', /^XR Chest/);
    for (const [index, instance] of held.entries()) {
      await expect(picture(page, /image 1 of 1/, index + 1)).toBeVisible();
      const result = await likeness(view(page, index + 1), await heldPicture(instance));
      expect(result.correlation).toBeGreaterThan(alike.correlation);
      expect(result.meanDifference).toBeLessThan(alike.meanDifference);
    }
  });

  test('without WebGL', async ({ page, launch, catalogue }) => {
    await page.addInitScript(() => {
      const original = Reflect.get(HTMLCanvasElement.prototype, 'getContext') as (
        ...given: unknown[]
      ) => unknown;
      Reflect.set(HTMLCanvasElement.prototype, 'getContext', function (this: unknown, ...given: unknown[]) {
        return String(given[0]).startsWith('webgl') ? null : original.apply(this, given);
      });
    });
    await launch();
    await openCt(page);
    await expect(picture(page, /image 1 of 12/)).toBeVisible();
    const [first] = await instancesOf(catalogue, 'aria-smith', /^CT/);
    if (first === undefined) throw new Error('the study is empty');
    expect((await likeness(view(page), await heldPicture(first))).correlation).toBeGreaterThan(
      alike.correlation,
    );
  });
});

test.describe('looking through a stack', () => {
  test.beforeEach(async ({ page, launch }) => {
    await launch();
    await openCt(page);
    await expect(picture(page, /image 1 of 12/)).toBeVisible();
    // The report folded away, the tools have room enough to stand all in one row.
    await page.keyboard.press('r');
    await expect(page.getByRole('button', { name: 'More tools' })).toBeVisible();
  });

  test('the wheel goes one image a notch, and the picture is that image', async ({ page, catalogue }) => {
    await view(page).hover();
    for (let notch = 0; notch < 5; notch += 1) await page.mouse.wheel(0, 100);
    await expect(picture(page, /image 6 of 12/)).toBeVisible();
    const sixth = (await instancesOf(catalogue, 'aria-smith', /^CT/))[5];
    if (sixth === undefined) throw new Error('the study is too short');
    await expect
      .poll(async () => (await likeness(view(page), await heldPicture(sixth))).correlation)
      .toBeGreaterThan(alike.correlation);
  });

  test('keys go to the last image and back', async ({ page }) => {
    await view(page).locator('canvas').click();
    await page.keyboard.press('End');
    await expect(picture(page, /image 12 of 12/)).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await expect(picture(page, /image 11 of 12/)).toBeVisible();
    await page.keyboard.press('Home');
    await expect(picture(page, /image 1 of 12/)).toBeVisible();
  });

  test('the track goes there without dragging', async ({ page }) => {
    await view(page).getByRole('slider', { name: 'Image' }).focus();
    await page.keyboard.press('End');
    await expect(picture(page, /image 12 of 12/)).toBeVisible();
  });

  test('the lung window is the lung window, by key and by name', async ({ page, catalogue }) => {
    await page.keyboard.press('1');
    await expect(picture(page, /window C -600\s+W 1500/)).toBeVisible();
    const [first] = await instancesOf(catalogue, 'aria-smith', /^CT/);
    if (first === undefined) throw new Error('the study is empty');
    const held = await heldPicture(first, [-600, 1500]);
    await expect
      .poll(async () => (await likeness(view(page), held)).meanDifference)
      .toBeLessThan(alike.meanDifference);
    await page.getByRole('button', { name: 'Brightness' }).click();
    await page.getByRole('dialog', { name: 'Brightness' }).getByRole('button', { name: 'Bone' }).click();
    await expect(picture(page, /window C 400\s+W 1800/)).toBeVisible();
  });

  test('a turned or mirrored picture carries its letters along', async ({ page }) => {
    const letters = () =>
      view(page)
        .getByText(/^[APLRHF]$/)
        .allTextContents();
    const upright = await letters();
    expect([...upright].sort()).toEqual(['A', 'L', 'P', 'R']);
    await choose(page, 'Rotate');
    await expect.poll(letters).not.toEqual(upright);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(letters).toEqual(upright);
    await choose(page, 'Flip sideways');
    await expect.poll(letters).not.toEqual(upright);
  });

  test('inverting is said', async ({ page }) => {
    await choose(page, 'Invert');
    await expect(picture(page, /inverted/)).toBeVisible();
  });

  test('one, two and four views', async ({ page }) => {
    for (const [button, count] of [
      ['Two views', 2],
      ['Four views', 4],
      ['One view', 1],
    ] as const) {
      await choose(page, button);
      await expect(page.getByRole('group', { name: /^View \d$/ })).toHaveCount(count);
    }
    await expect(picture(page, /image 1 of 12/)).toBeVisible();
  });

  test('every picture carries the patient’s name and that it is not for primary diagnosis', async ({
    page,
  }) => {
    await expect(view(page)).toContainText('SMITH, Aria (Ms)');
    await expect(view(page)).toContainText('For review – not for primary diagnosis');
  });
});

test.describe('somebody else’s pictures', () => {
  test('no pixel is shown or even asked for, and it is said why', async ({ page, launch, sandbox }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (/\/(frames|rendered|thumbnail)/.test(request.url())) asked.push(request.url());
    });
    const before = sandbox.auditEvents().length;
    await launch({ personId: 'lena-marshwiggle' });
    await studies(page).first().click();
    await expect(notice(page, 'These pictures belong to another person')).toBeVisible();
    await expect(page.locator('canvas')).toHaveCount(0);
    expect(asked).toEqual([]);
    await expect(banner(page)).toContainText('MARSHWIGGLE, Lena');
    await expect.poll(() => sandbox.auditEvents().length).toBeGreaterThan(before + 1);
  });
});

test.describe('pictures that cannot be had', () => {
  test('a study only the record knows says that no archive holds it', async ({ page, launch }) => {
    await launch({ personId: 'noor-ashgrove' });
    await expect(studies(page, /Pictures not listed by any archive that answered/).first()).toBeVisible();
  });

  test('no archive can be reached: the list stays, the study says why', async ({ page, launch }) => {
    await launch({ scenario: 'archives-down' });
    await studies(page, /^CT chest/)
      .first()
      .click();
    await expect(notice(page, 'The pictures could not be opened')).toBeVisible({ timeout: 45_000 });
    await expect(page.locator('canvas')).toHaveCount(0);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(studies(page, /^CT chest/).first()).toBeVisible();
  });

  test('a login page instead of pixels is never painted', async ({ page, launch, sandbox }) => {
    await page.route(`${sandbox.archives['bolton'] ?? ''}/**/frames/**`, (route) =>
      route.fulfill({
        status: 200,
        contentType: 'text/html',
        body: '<html>Please sign in</html>',
        headers: { 'Access-Control-Allow-Origin': sandbox.viewer },
      }),
    );
    await launch();
    await studies(page, /^CT chest/)
      .first()
      .click();
    await expect(view(page).getByText(/sent an answer that cannot be read/)).toBeVisible({ timeout: 45_000 });
    await expect(picture(page, /image \d+ of/)).toHaveCount(0);
  });

  test('half an image is never painted as one', async ({ page, launch }) => {
    await launch({ scenario: 'truncated-frames' });
    await studies(page, /Chest X-ray.*Salford/)
      .first()
      .click();
    await expect(view(page).getByText(/cannot be shown/)).toBeVisible({ timeout: 45_000 });
    await expect(picture(page, /image 1 of 1/)).toHaveCount(0);
  });

  test('one image of a stack is missing: the others are there', async ({
    page,
    launch,
    catalogue,
    sandbox,
  }) => {
    const third = (await instancesOf(catalogue, 'aria-smith', /^CT/))[2]?.sopInstanceUid ?? '';
    // Neither its frames nor the whole of it, its series or its study: the viewer asks for each in turn.
    const isOfThird = ({ pathname }: URL) =>
      pathname.includes(third) || /\/(studies|series)\/[\d.]+$/.test(pathname);
    await page.route(isOfThird, (route) =>
      route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': sandbox.viewer } }),
    );
    await launch();
    await openCt(page);
    await expect(picture(page, /image 1 of 12/)).toBeVisible();
    await view(page).locator('canvas').click();
    await page.keyboard.press('ArrowDown');
    await expect(picture(page, /image 2 of 12/)).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(view(page).getByText('Image 3 cannot be shown')).toBeVisible();
    // No other picture stands there as if it were this one.
    for (const canvas of await view(page).locator('canvas').all()) await expect(canvas).toBeHidden();
    await page.keyboard.press('ArrowDown');
    await expect(picture(page, /image 4 of 12/)).toBeVisible();
  });

  test('offline and back: it says so, and goes on by itself', async ({ page, context, launch }) => {
    await launch();
    await expect(studies(page, /^CT chest/)).toBeVisible();
    await context.setOffline(true);
    await studies(page, /^CT chest/).click();
    await expect(page.getByText(/This device has no network connection/).first()).toBeVisible({
      timeout: 45_000,
    });
    await context.setOffline(false);
    await expect(picture(page, /CT.*image 1 of/)).toBeVisible({ timeout: 45_000 });
  });
});

test('what is asked for without a network is said not to come, and comes when it is asked for again with one', async ({
  page,
  context,
  launch,
}) => {
  await launch();
  await studies(page, /CT/).first().click();
  await expect(page.getByRole('img', { name: /image \d+ of/ }).first()).toBeVisible();
  await context.setOffline(true);
  await page.keyboard.press('?');
  const alert = page.getByRole('alert').filter({ hasText: 'A part of Imaging could not be loaded' });
  await expect(alert).toBeVisible();
  await context.setOffline(false);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a device that says it has no network, and has one all the same, shows pictures', async ({
  page,
  launch,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await launch();
  await openCt(page);
  await expect(picture(page, /image 1 of 12/)).toBeVisible();
});

test.describe('leaving', () => {
  test('a study stops everything that was being fetched for it', async ({ page, launch }) => {
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

  test('a study for another one never shows the first one’s late pictures', async ({
    page,
    launch,
    sandbox,
  }) => {
    const late: (() => Promise<void>)[] = [];
    await page.route(`${sandbox.archives['bolton'] ?? ''}/**/metadata`, (route) => {
      late.push(() => route.continue().catch(() => undefined));
    });
    await launch();
    await studies(page, /^CT chest/).click();
    await expect.poll(() => late.length).toBeGreaterThan(0);
    await studies(page, /Chest X-ray.*Salford/)
      .first()
      .click();
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    for (const answer of late) await answer();
    await expect(picture(page, /CT/)).toHaveCount(0);
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
  });
});

for (const [what, key, chunk] of [
  ['the help', '?', /\/HelpSheet-[^/]*\.js$/],
  ['a sheet that asks for more', 'Shift+E', /\/ExportSheet-[^/]*\.js$/],
  ['planes', 'Shift+P', /\/Planes-[^/]*\.js$/],
] as const)
  test(`${what}, whose code cannot be had: it is said, the picture stays, and the viewer may be loaded again`, async ({
    page,
    launch,
  }) => {
    await launch();
    await studies(page, /CT/).first().click();
    await expect(page.getByRole('img', { name: /image \d+ of/ }).first()).toBeVisible();
    await page.route(chunk, (route) => route.abort());
    await page.keyboard.press(key);
    const alert = page.getByRole('alert').filter({ hasText: 'A part of Imaging could not be loaded' });
    await expect(alert).toBeVisible();
    await expect(page.getByRole('img', { name: /image \d+ of/ }).first()).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await alert.getByRole('button', { name: 'Close' }).click();
    await expect(alert).toHaveCount(0);
    await page.keyboard.press(key);
    await expect(alert).toBeVisible();
    await page.unroute(chunk);
    await alert.getByRole('button', { name: 'Load Imaging again' }).click();
    await expect(studies(page).first()).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
