import type { Page } from '@playwright/test';
import type { Catalogue, CatalogueStudy } from '../../sandbox/catalogue';
import { axeFindings, expect, test } from './fixtures';
import { heldBack } from './held-back';
import { opened, picture, report, reportText } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

/** Opens what finds, sizes, copies and prints. */
const tools = (page: Page) => page.getByRole('button', { name: 'Find, size, copy and print' });
const find = (page: Page) => page.getByRole('searchbox', { name: 'Find in report' });

test.describe('the report and the pictures wait for nobody', () => {
  test('its text is read while the pictures still come', async ({ page, launch, catalogue, sandbox }) => {
    const pictures = await heldBack(page, `${sandbox.archives['bolton'] ?? ''}/**`);
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(reportText(page)).toContainText('suspicious for primary lung malignancy');
    await expect(page.getByText('Asking for the pictures…')).toBeVisible();
    await pictures.release();
    await expect(picture(page, /CT chest.*image \d+ of/)).toBeVisible();
  });

  test('the pictures are seen while the report still comes', async ({ page, launch, catalogue, sandbox }) => {
    const reports = await heldBack(page, `${sandbox.fhir}/DiagnosticReport?*`);
    await launch({
      study: studyOf(catalogue, 'aria-smith', ({ description }) => /^XR Knee/.test(description)),
    });
    await expect(picture(page, /image \d+ of/)).toBeVisible();
    await expect(reportText(page)).toContainText('Asking for the report…');
    await reports.release();
    await expect(reportText(page)).toContainText('No acute bony injury');
  });

  test('it stays where no archive can be reached', async ({ page, launch, catalogue }) => {
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt), scenario: 'archives-down' });
    const text = reportText(page);
    await expect(text).toContainText('suspicious for primary lung malignancy');
    await expect(page.getByRole('heading', { name: 'The pictures could not be opened' })).toBeVisible({
      timeout: 45_000,
    });
    await expect(text).toContainText('suspicious for primary lung malignancy');
    // The archive may have had structured reports as well: this is said and not forgotten.
    await expect(text.getByText('There may be more reports')).toBeVisible({ timeout: 45_000 });
    // What it names cannot be gone to, and says why instead of being a button.
    await expect(text.getByText(/its series could not be loaded/).first()).toBeVisible();
  });
});

test.describe('what is known of a report is never blurred', () => {
  test('final: who reported it, in what role, and when', async ({ page, launch, catalogue }) => {
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(reportText(page)).toContainText('Final');
    await expect(reportText(page)).toContainText('Dr Imogen Farrow-Hale');
    await expect(reportText(page)).toContainText('Consultant Radiologist, GMC 0000001');
  });

  test('amended: it says so above the text, and what it replaced is one click away', async ({
    page,
    launch,
    catalogue,
  }) => {
    const amended = ({ report: known }: CatalogueStudy) => known?.status === 'amended';
    await launch({ personId: 'osric-vane', study: studyOf(catalogue, 'osric-vane', amended) });
    const text = reportText(page);
    await expect(text.getByText('Amended report')).toBeVisible();
    await expect(text).toContainText('Bilateral basal consolidation');
    await text.getByText('1 earlier version').click();
    await text.getByRole('button', { name: /^Final.*replaced by the version of/ }).click();
    await expect(text).toContainText('Normal chest X-ray.');
    await expect(text.getByText('An earlier version')).toBeVisible();
    await text.getByRole('button', { name: 'Read the newest' }).click();
    await expect(text).toContainText('Bilateral basal consolidation');
  });

  test('preliminary: it may change', async ({ page, launch, catalogue }) => {
    const preliminary = ({ report: known }: CatalogueStudy) => known?.status === 'preliminary';
    await launch({ personId: 'jory-pikestaff', study: studyOf(catalogue, 'jory-pikestaff', preliminary) });
    await expect(reportText(page).getByText('Preliminary report')).toBeVisible();
  });

  test('none: not called normal', async ({ page, launch }) => {
    await launch({ personId: 'baby-larkspur' });
    await expect(reportText(page).getByText('No report recorded')).toBeVisible();
    await expect(reportText(page)).toContainText('This says nothing about what the pictures show.');
  });

  test('not granted, and not answering, are two different things and neither is none', async ({
    page,
    launch,
  }) => {
    await launch({ personId: 'baby-larkspur', scenario: 'reports-withheld' });
    await expect(reportText(page).getByText('was not asked: this sign-in does not include it')).toBeVisible();
    await launch({ personId: 'baby-larkspur', scenario: 'reports-down' });
    await expect(reportText(page).getByText('The report could not be fetched')).toBeVisible({
      timeout: 45_000,
    });
    await expect(page.getByText('No report recorded')).toHaveCount(0);
  });
});

test.describe('what the record withholds', () => {
  test('is opened in an emergency by it alone, with a reason, and everything from then on is recorded as that', async ({
    page,
    launch,
    sandbox,
  }) => {
    await launch({ scenario: 'behind-glass' });
    await expect(reportText(page).getByText('Reports are withheld from you')).toBeVisible();
    await reportText(page).getByRole('button', { name: 'Open in an emergency…' }).click();
    const sheet = page.getByRole('dialog', { name: 'Open in an emergency' });
    await sheet.getByRole('button', { name: 'Ask it to open, with my reason' }).click();
    await expect(sheet.getByText('Say why it cannot wait.')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await sheet.getByRole('textbox').fill('No');
    await sheet.getByRole('button', { name: 'Ask it to open, with my reason' }).click();
    await expect(sheet.getByText('It says: A reason is needed.')).toBeVisible();
    await sheet.getByRole('textbox').fill('She has fallen, and takes anticoagulants');
    await sheet.getByRole('button', { name: 'Ask it to open, with my reason' }).click();
    await expect(sheet.getByText('The record has agreed.')).toBeVisible();
    const goOn = sheet.getByRole('button', { name: 'Close and show it' });
    await expect(goOn).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(sheet).toHaveCount(0);
    await expect(reportText(page).getByText('Reports are withheld from you')).toHaveCount(0);
    await expect(
      report(page)
        .getByText(/Conclusion|Findings/i)
        .first(),
    ).toBeVisible();
    const recorded = () =>
      JSON.stringify(sandbox.auditEvents().filter((one) => JSON.stringify(one).includes('BTG')));
    await expect.poll(recorded).toContain('She has fallen, and takes anticoagulants');
    await expect.poll(recorded).toContain('DiagnosticReport/report-');
    expect(new URL(page.url()).search).not.toContain('fallen');
  });

  for (const [what, scenario] of [
    ['the patient', 'wholly-behind-glass'],
    ['the list', 'list-behind-glass'],
  ] as const)
    test(`also where it is ${what}: from then on the record is read as if it had never refused`, async ({
      page,
      launch,
      sandbox,
    }) => {
      const before = sandbox.auditEvents().length;
      const looks = () =>
        sandbox
          .auditEvents()
          .slice(before)
          .map((one) => JSON.stringify(one));
      await launch({ scenario });
      const offered = page.getByRole('button', { name: 'Open in an emergency…' }).first();
      await expect(offered).toBeVisible();
      if (what === 'the patient') await expect(page.getByText('SMITH, Aria (Ms)')).toHaveCount(0);
      await offered.click();
      const sheet = page.getByRole('dialog', { name: 'Open in an emergency' });
      await expect(sheet.getByText('Whose it is cannot be said here')).toHaveCount(
        what === 'the patient' ? 1 : 0,
      );
      expect(await axeFindings(page)).toEqual([]);
      await sheet.getByRole('textbox').fill('She has fallen, and takes anticoagulants');
      await sheet.getByRole('button', { name: 'Ask it to open, with my reason' }).click();
      await sheet.getByRole('button', { name: 'Close and show it' }).click();
      await expect(page.getByRole('banner', { name: 'Patient' })).toContainText('SMITH, Aria (Ms)');
      await expect(offered).toHaveCount(0);
      await expect(page.getByText(/CT chest/).first()).toBeVisible();
      await expect.poll(() => looks().filter((one) => one.includes('110127'))).toHaveLength(1);
      await expect.poll(() => looks().filter((one) => one.includes('BTG')).length).toBeGreaterThan(1);
      // Who it is about stands by the id of the launch, before anybody knew the name.
      expect(looks().find((one) => one.includes('110127'))).toContain('"Patient/aria-smith"');
      expect(page.url()).not.toMatch(/fallen|aria/);
      expect(await page.title()).not.toMatch(/aria/i);
    });

  test('where the site has no such way, none is offered', async ({ page, launch }) => {
    await page.route('**/config.json', async (route) => {
      const config = (await (await route.fetch()).json()) as Record<string, unknown>;
      delete config['breakGlass'];
      await route.fulfill({ json: config });
    });
    await launch({ scenario: 'behind-glass' });
    await expect(reportText(page).getByText('Reports are withheld from you')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open in an emergency…' })).toHaveCount(0);
  });
});

test.describe('reading', () => {
  test('finds words, counts them and goes from one to the next', async ({ page, launch, catalogue }) => {
    await launch({
      personId: 'edmund-thistlewood',
      study: studyOf(catalogue, 'edmund-thistlewood', isCt),
    });
    await tools(page).click();
    await find(page).fill('nodule');
    const status = report(page).getByRole('search').getByRole('status');
    const count = Number(/^1 of (\d+)$/.exec((await status.textContent()) ?? '')?.[1]);
    expect(count).toBeGreaterThan(3);
    await expect(reportText(page).locator('mark')).toHaveCount(count);
    await find(page).press('Enter');
    await expect(status).toHaveText(`2 of ${count}`);
    await find(page).press('Shift+Enter');
    await find(page).press('Shift+Enter');
    await expect(status).toHaveText(`${count} of ${count}`);
    await expect(reportText(page).locator('mark').last()).toBeInViewport();
    await find(page).fill('spleenomegaly');
    await expect(status).toHaveText('none');
  });

  test('copies the text with whose it is, its status and its author', async ({
    page,
    context,
    launch,
    catalogue,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await tools(page).click();
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await expect(report(page).getByText('Copied, with its status and author.')).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(
      /^SMITH, Aria \(Ms\), born 14-Jul-1985, NHS No\. \d{3} \d{3} \d{4}\nCT Thorax with contrast\nOf: CT chest, \d\d-[A-Z][a-z]{2}-\d{4}\nFinal, issued \d\d-[A-Z][a-z]{2}-\d{4} 10:22\n/,
    );
    expect(copied).toContain('Reported by Dr Imogen Farrow-Hale');
    expect(copied).toContain('suspicious for primary lung malignancy');
  });

  test('on paper stands the report with whose it is and what it is not for, and nothing else', async ({
    page,
    launch,
    catalogue,
  }) => {
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(reportText(page)).toContainText('suspicious for primary lung malignancy');
    await page.emulateMedia({ media: 'print' });
    const head = reportText(page).locator('.paper').filter({ hasText: 'SMITH, Aria (Ms)' });
    await expect(head).toBeVisible();
    await expect(head).toContainText('Born 14-Jul-1985');
    await expect(head).toContainText(/NHS No\. \d{3} \d{3} \d{4}/);
    await expect(head).toContainText('For review – not for primary diagnosis');
    await expect(reportText(page).getByText(/^Of: CT chest, \d\d-[A-Z][a-z]{2}-\d{4}$/)).toBeVisible();
    await expect(reportText(page).getByText(/suspicious for primary lung malignancy/)).toBeVisible();
    for (const screenOnly of [
      page.getByRole('region', { name: 'Pictures' }),
      page.getByRole('region', { name: 'Imaging list' }),
      page.getByRole('group', { name: 'Report tools' }),
    ])
      await expect(screenOnly).toBeHidden();
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});

test.describe('pictures that a report speaks of', () => {
  test('are buttons that jump to that image of that series', async ({ page, launch, catalogue }) => {
    await launch({ personId: 'edmund-thistlewood', study: studyOf(catalogue, 'edmund-thistlewood', isCt) });
    const [name = '', image] = await firstReference(page, /^series 2, image (\d+)$/);
    await reportText(page).getByRole('button', { name, exact: true }).first().click();
    await expect(picture(page, new RegExp(`Lung 2.5 mm.*image ${image} of 24`))).toBeVisible();
    const [other = '', before] = await firstReference(page, /^series 1, image (\d+)$/);
    await reportText(page).getByRole('button', { name: other, exact: true }).first().click();
    await expect(picture(page, new RegExp(`Thorax 5.0 mm.*image ${before} of 12`))).toBeVisible();
  });

  test('say so where there is no such image', async ({ page, launch, catalogue }) => {
    await launch({ personId: 'edmund-thistlewood', study: studyOf(catalogue, 'edmund-thistlewood', isCt) });
    await expect(reportText(page).getByText(/series 5, image 214/)).toContainText(
      'this image is not in the study',
    );
    await expect(reportText(page).getByRole('button', { name: /image 214/ })).toHaveCount(0);
  });

  test('of another study offer that study and open it', async ({ page, launch, catalogue, sandbox }) => {
    const earlier = studyOf(
      catalogue,
      'aria-smith',
      ({ description, started }) => /^XR Chest/.test(description) && started !== newestChest(catalogue),
    );
    await namesPictureOf(page, sandbox.fhir, earlier);
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await reportText(page)
      .getByRole('button', { name: /^Open Chest X-ray, / })
      .first()
      .click();
    await expect(opened(page, /^Chest X-ray/)).toBeVisible();
    await expect(reportText(page)).toContainText('No focal abnormality');
  });

  test('of a study that is not in the list say so', async ({ page, launch, catalogue, sandbox }) => {
    await namesPictureOf(page, sandbox.fhir, '2.25.404');
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    await expect(
      reportText(page).getByText('an image of a study that is not in the list').first(),
    ).toBeVisible();
  });
});

/** The words of the first reference like this that can be followed, and the number in them. */
async function firstReference(page: Page, pattern: RegExp): Promise<readonly string[]> {
  const button = reportText(page).getByRole('button', { name: pattern }).first();
  await expect(button).toBeVisible();
  const words = ((await button.textContent()) ?? '').trim();
  return [words, pattern.exec(words)?.[1] ?? ''];
}

const newestChest = ({ studies: all }: Catalogue) =>
  all
    .filter(({ personId, description }) => personId === 'aria-smith' && /^XR Chest/.test(description))
    .map(({ started }) => started ?? '')
    .sort()
    .at(-1);

/** The record's CT reports name a picture of this study beside their own, as FHIR Media with DICOM identifiers. */
async function namesPictureOf(page: Page, fhir: string, study: string) {
  await page.route(`${fhir}/DiagnosticReport?*`, async (route) => {
    const answer = await route.fetch();
    const bundle = (await answer.json()) as { entry?: { resource: Record<string, unknown> }[] };
    const identifier = (words: string, uid: string) => ({
      type: { text: words },
      system: 'urn:dicom:uid',
      value: `urn:oid:${uid}`,
    });
    const media = {
      resourceType: 'Media',
      id: 'elsewhere',
      identifier: [
        identifier('InstanceUID', '2.25.1'),
        identifier('studyId', study),
        identifier('seriesId', '2.25.2'),
      ],
    };
    for (const { resource } of bundle.entry ?? [])
      if (resource['resourceType'] === 'DiagnosticReport') {
        resource['contained'] = [media];
        resource['media'] = [{ link: { reference: '#elsewhere' } }];
      }
    await route.fulfill({ response: answer, json: bundle });
  });
}
