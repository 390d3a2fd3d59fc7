import type { Page } from '@playwright/test';
import type { Sandbox } from '../../sandbox/start';
import { expect, test } from './fixtures';
import { heldBack } from './held-back';
import { opened, picture, reportText } from './screen';
import { studyOf } from './studies';

test.use({ landing: 'study' });

const newestChest = /^XR Chest PA and lateral/;

/** What is asked of record and archives, without the names of patients and pictures, each kind once. */
function questionsOf(page: Page, { record, archives }: Sandbox): () => readonly string[] {
  const origins = [record, ...Object.values(archives)];
  const asked = new Set<string>();
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (request.method() === 'GET' && origins.includes(address.origin))
      asked.add(
        `${origins.indexOf(address.origin)} ${address.pathname}${[...address.searchParams.keys()].join()}`,
      );
  });
  return () => [...asked].sort();
}

test.describe('landing costs no round trip', () => {
  test('patient, encounter, imaging and reports are asked for before any of them has answered', async ({
    page,
    launch,
    sandbox,
  }) => {
    const record = await heldBack(page, new RegExp(`^${sandbox.fhir}/(?!\\.well-known)`));
    await launch();
    const types = () => new Set(record.asked().map((path) => path.split('/')[2]));
    await expect.poll(types).toEqual(new Set(['Patient', 'Encounter', 'ImagingStudy', 'DiagnosticReport']));
    await record.release();
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    await expect(reportText(page)).toContainText('new since the earlier chest X-ray');
  });

  test('the pictures are on the screen while every archive’s list is still awaited', async ({
    page,
    launch,
  }) => {
    const lists = await heldBack(page, /\/dicom-web\/studies\?/);
    await launch();
    await expect(opened(page, /^Chest X-ray/)).toBeVisible();
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    expect(lists.asked().length).toBeGreaterThan(0);
    await lists.release();
  });

  test('the encounter’s study does not wait for the reports, nor do its pictures', async ({
    page,
    launch,
    sandbox,
  }) => {
    const reports = await heldBack(page, new RegExp(`^${sandbox.fhir}/DiagnosticReport`));
    await launch();
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    expect(reports.asked().length).toBeGreaterThan(0);
    await reports.release();
    await expect(reportText(page)).toContainText('new since the earlier chest X-ray');
  });

  test('the study that a launch names opens while the record’s list of all is still awaited', async ({
    page,
    catalogue,
    sandbox,
  }) => {
    const all = await heldBack(page, new RegExp(`^${sandbox.fhir}/ImagingStudy\\?(?!.*_id=)`));
    const lists = await heldBack(page, /\/dicom-web\/studies\?/);
    const study = studyOf(catalogue, 'aria-smith', ({ description }) => newestChest.test(description));
    await page.goto(sandbox.launchAddress({ personId: 'aria-smith', study }));
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    expect(all.asked().length).toBeGreaterThan(0);
    await lists.release();
    await all.release();
    await expect(page.getByText(/chosen in the record( ·|$)/)).toBeVisible();
  });

  test('nothing is asked that a launch which names the study would not ask', async ({
    page,
    context,
    launch,
    catalogue,
    sandbox,
  }) => {
    const chosen = questionsOf(page, sandbox);
    await launch();
    await expect(picture(page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    await expect(reportText(page)).toContainText('new since the earlier chest X-ray');

    const other = await context.newPage();
    const named = questionsOf(other, sandbox);
    const study = studyOf(catalogue, 'aria-smith', ({ description }) => newestChest.test(description));
    await other.goto(sandbox.launchAddress({ personId: 'aria-smith', study }));
    await expect(other.getByText(/chosen in the record( ·|$)/)).toBeVisible();
    await expect(picture(other, /Chest X-ray.*image 1 of 1/)).toBeVisible();
    await expect(reportText(other)).toContainText('new since the earlier chest X-ray');

    // Both only grow: what one of them asks and the other never does keeps them apart for good.
    // The study by its name is the one question more, beside the others.
    const others = () => named().filter((question) => !question.includes(',_id'));
    await expect(() => expect(chosen()).toEqual(others())).toPass({ timeout: 10_000 });
    expect(chosen().length).toBeGreaterThan(6);
  });
});
