import type { Page, Route } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { pagesPrinted } from './printed';
import { picture } from './screen';
import { isCt, studyOf } from './studies';

test.use({ landing: 'study' });

const SCOPE =
  'launch openid fhirUser online_access patient/Patient.r patient/ImagingStudy.rs patient/Endpoint.rs patient/DiagnosticReport.rs patient/ServiceRequest.crs patient/AuditEvent.c patient/Practitioner.rs';

/** The site wants requests in its record. */
const sending = (page: Page) =>
  page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = (await answer.json()) as { issuers: object[] };
    const issuers = config.issuers.map((issuer) => ({ ...issuer, scope: SCOPE }));
    const secondLook = { department: 'Radiology', send: true };
    await route.fulfill({ response: answer, json: { ...config, issuers, secondLook } });
  });

const form = (page: Page) => page.getByRole('dialog', { name: 'I’m worried about this picture' });

async function open(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitem', { name: /worried about this picture/ }).click();
}

async function write(page: Page): Promise<void> {
  await form(page).getByLabel('What worries you').fill('A shadow that the report does not name.');
  await form(page)
    .getByRole('radio', { name: /Fairly sure/ })
    .check();
  await form(page).getByLabel('How they reach you').fill('Bleep 1234, until 5 pm');
}

/** The record's answer, with what it was sent. */
async function withArrived(route: Route, sent: readonly object[]): Promise<void> {
  const response = await route.fetch();
  const bundle = (await response.json()) as { entry?: object[] };
  const arrived = sent.map((resource) => ({ resource: { ...resource, id: 'second-look-1' } }));
  await route.fulfill({ response, json: { ...bundle, entry: [...(bundle.entry ?? []), ...arrived] } });
}

test('a worry is a letter with the picture, whose it is, and what was marked', async ({
  page,
  launch,
  catalogue,
}) => {
  await page.addInitScript(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      document.documentElement.setAttribute('data-asked', 'yes');
    };
  });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await open(page);
  await expect(form(page)).toContainText('Length 1');
  expect(await axeFindings(page)).toEqual([]);
  await form(page).getByRole('button', { name: 'Print as a letter' }).click();
  await expect(form(page).getByRole('status')).toHaveText(
    'Say what worries you, how sure you are, and how they reach you.',
  );
  await write(page);
  await expect(form(page).getByRole('button', { name: 'Send' })).toHaveCount(0);
  await form(page).getByRole('button', { name: 'Print as a letter' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes');
  const words = (await pagesPrinted(page)).join(' ').replace(/\s+/g, ' ');
  for (const part of [
    'To: the imaging department, Royal Bolton',
    'SMITH, Aria (Ms)',
    'What worries me: A shadow that the report does not name.',
    'Fairly sure that something was missed',
    'Marked: Length 1',
    'Bleep 1234, until 5 pm',
    'The software has found nothing.',
  ])
    expect(words).toContain(part);
});

test('a worry that is refused half-way is kept, said, sent again, and noticed when it is asked twice', async ({
  page,
  launch,
  catalogue,
}) => {
  await sending(page);
  const bodies: Record<string, unknown>[] = [];
  await page.route('**/fhir/ServiceRequest', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    bodies.push(route.request().postDataJSON() as Record<string, unknown>);
    return bodies.length === 1 ? route.abort('connectionreset') : route.fulfill({ status: 201 });
  });
  await page.route('**/fhir/ServiceRequest?*', async (route) => {
    await withArrived(route, bodies.slice(1));
  });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await open(page);
  await write(page);
  await form(page)
    .getByRole('button', { name: /^Send to/ })
    .click();
  await expect(form(page).getByRole('status')).toContainText('It may have been sent.');
  await form(page).getByRole('button', { name: 'Try again now' }).click();
  await expect(form(page).getByRole('status')).toContainText('Sent.');
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toMatchObject({
    resourceType: 'ServiceRequest',
    identifier: bodies[0]?.['identifier'],
    intent: 'proposal',
  });
  expect(JSON.stringify(bodies[1])).toContain('A shadow that the report does not name.');
  await form(page).getByRole('button', { name: 'Close' }).click();
  await open(page);
  await expect(form(page)).toContainText('You asked for a second look at this picture already');
});

test('a worry of which nobody knows whether it arrived says so, keeps its words, and is sent once', async ({
  page,
  launch,
  catalogue,
}) => {
  await page.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const config = (await answer.json()) as { issuers: object[] };
    const issuers = config.issuers.map((issuer) => ({ ...issuer, scope: SCOPE }));
    const more = { secondLook: { send: true }, sharedComputer: { lockAfterMinutes: 10 } };
    await route.fulfill({ response: answer, json: { ...config, issuers, ...more } });
  });
  const bodies: Record<string, unknown>[] = [];
  await page.route('**/fhir/ServiceRequest', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    bodies.push(route.request().postDataJSON() as Record<string, unknown>);
    // It is taken, and its answer is lost.
    return bodies.length === 1 ? route.abort('connectionreset') : route.fulfill({ status: 201 });
  });
  let isBroken = true;
  await page.route(/\/fhir\/ServiceRequest\?/, async (route) => {
    if (isBroken && bodies.length > 0) return route.fulfill({ status: 500 });
    await withArrived(route, bodies);
  });
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  await open(page);
  await write(page);
  // Closed by mistake: what was written is there again.
  await page.keyboard.press('Escape');
  await expect(form(page)).toHaveCount(0);
  await open(page);
  await expect(form(page).getByLabel('What worries you')).toHaveValue(/A shadow/);
  await form(page)
    .getByRole('button', { name: /^Send to/ })
    .click();
  await expect(form(page).getByRole('status')).toContainText('It may have been sent.');
  await expect(form(page).getByLabel('What worries you')).toBeDisabled();
  await form(page).getByRole('button', { name: 'Close' }).click();
  // Whoever signs out now would lose it.
  await page.getByRole('button', { name: 'Sign out' }).click();
  const leaving = page.getByRole('dialog', { name: 'Sign out without saving?' });
  await expect(leaving).toContainText('a request for a second look');
  await page.keyboard.press('Escape');
  await open(page);
  await expect(form(page).getByLabel('What worries you')).toHaveValue(/A shadow/);
  await expect(form(page).getByRole('status')).toContainText('It may have been sent.');
  await form(page).getByRole('button', { name: 'Try again now' }).click();
  await expect(form(page).getByRole('status')).toContainText('It may have been sent.');
  isBroken = false;
  await form(page).getByRole('button', { name: 'Try again now' }).click();
  await expect(form(page).getByRole('status')).toContainText('Sent.');
  expect(bodies).toHaveLength(1);
});
