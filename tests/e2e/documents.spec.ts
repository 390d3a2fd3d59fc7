import type { Page } from '@playwright/test';
import { axeFindings, expect, test } from './fixtures';
import { picture, report, reportText } from './screen';
import { holds, isCt, studyOf } from './studies';

test.use({ landing: 'study' });

/** Every script that the page fetched. */
function scriptsOf(page: Page): readonly string[] {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (/\.m?js(\?|$)/.test(request.url())) scripts.push(new URL(request.url()).pathname);
  });
  return scripts;
}
const isPdfCode = (path: string) => /\/pdf[.-]/.test(path);

// Every test here fails where the page's policy is violated: the fixture listens.
test.describe('a report that is a PDF only', () => {
  test.beforeEach(async ({ launch, catalogue }) => {
    await launch({
      personId: 'tomas-fennimore',
      study: studyOf(catalogue, 'tomas-fennimore', holds('DOC')),
    });
  });

  test('is drawn page by page under the live policy, with its words for who cannot see it', async ({
    page,
  }) => {
    const first = reportText(page).getByRole('img', { name: 'Page 1' });
    await expect(first).toBeVisible();
    await expect(reportText(page)).toContainText('Ejection fraction 55 to 60 %');
    await expect(report(page)).toContainText('page 1 of 2');
    expect(await inkOn(first.locator('canvas'))).toBeGreaterThan(100);
  });

  test('goes from page to page and back', async ({ page }) => {
    await report(page).getByRole('button', { name: 'Next page' }).click();
    await expect(report(page)).toContainText('page 2 of 2');
    await expect(reportText(page).getByRole('img', { name: 'Page 2' })).toBeInViewport();
    await expect(report(page).getByRole('button', { name: 'Next page' })).toBeDisabled();
    await report(page).getByRole('button', { name: 'Previous page' }).click();
    await expect(report(page)).toContainText('page 1 of 2');
  });

  test('is made larger and smaller', async ({ page }) => {
    const width = async () => (await reportText(page).locator('[data-page="1"]').boundingBox())?.width ?? 0;
    await expect(reportText(page).getByRole('img', { name: 'Page 1' })).toBeVisible();
    const before = await width();
    await report(page).getByRole('button', { name: 'Larger pages' }).click();
    await expect.poll(width).toBeGreaterThan(before * 1.2);
    await report(page).getByRole('button', { name: 'Smaller pages' }).click();
    await expect.poll(width).toBe(before);
  });

  test('is searched, and the page of the words is gone to', async ({ page }) => {
    const find = report(page).getByRole('searchbox', { name: 'Find in report' });
    await find.fill('pericardial');
    // While it is still being searched this says how far that has come.
    await expect(report(page).getByRole('search').getByRole('status')).toHaveText('1 of 1, page 2');
    await expect(report(page)).toContainText('page 2 of 2');
    await report(page).getByRole('button', { name: 'Previous page' }).click();
    await expect(report(page)).toContainText('page 1 of 2');
    await find.press('Enter');
    await expect(report(page)).toContainText('page 2 of 2');
    await find.fill('spleen');
    await expect(report(page).getByRole('search').getByRole('status')).toContainText('none');
  });
});

test('the code that draws PDFs is asked for where there is one, and nowhere else', async ({
  page,
  launch,
  catalogue,
}) => {
  const scripts = scriptsOf(page);
  await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
  await expect(reportText(page)).toContainText('suspicious for primary lung malignancy');
  await expect(picture(page, /image \d+ of/)).toBeVisible();
  expect(scripts.filter(isPdfCode)).toEqual([]);
  expect(scripts.length).toBeGreaterThan(3);

  await launch({ personId: 'tomas-fennimore', study: studyOf(catalogue, 'tomas-fennimore', holds('DOC')) });
  await expect(reportText(page).getByRole('img', { name: 'Page 1' })).toBeVisible();
  expect(scripts.filter(isPdfCode).length).toBeGreaterThan(0);
});

test('the list needs neither the readers of reports nor the code of pictures to be there', async ({
  page,
  launch,
}) => {
  const later: string[] = [];
  await page.route(/\/assets\/(read-document|pdf|.*decode|cornerstone)[^/]*\.(js|wasm)/, (route) => {
    later.push(route.request().url());
    return route.abort();
  });
  await launch({ personId: 'sable-winterbourne' });
  await expect(page.getByRole('heading', { name: /^No imaging at/ })).toBeVisible();
});

test.describe('a report that only the archive has', () => {
  test('structured text is read with its headings, its author and the picture that it names', async ({
    page,
    launch,
    catalogue,
  }) => {
    await launch({ personId: 'osric-vane', study: studyOf(catalogue, 'osric-vane', holds('SR')) });
    const text = reportText(page);
    await expect(text.getByRole('heading', { name: 'Conclusions' })).toBeVisible();
    await expect(text).toContainText('Bilateral basal infection. A repeat film in six weeks is advised.');
    await expect(text).toContainText('Dr Callum Reedmace');
    await expect(text).toContainText('Wigan Infirmary');
    await text.getByRole('button', { name: /image/i }).first().click();
    await expect(picture(page, /image 1 of 1/)).toBeVisible();
  });

  test('measurements (TID 1500) stand with their names, numbers and units, and say that nobody verified them', async ({
    page,
    launch,
    catalogue,
  }) => {
    await launch({ study: studyOf(catalogue, 'aria-smith', isCt) });
    const text = reportText(page);
    await expect(text).toContainText('suspicious for primary lung malignancy');
    await report(page)
      .getByRole('button', { name: /^Final/ })
      .first()
      .click();
    await report(page)
      .getByRole('button', { name: /Imaging Measurement Report/ })
      .click();
    await expect(text.getByText('Not verified')).toBeVisible();
    await expect(text).toContainText('Long Axis');
    await expect(text).toContainText(/15(\.0)?\s*(mm|millimeter)/);
    await expect(text).toContainText(/13\.5\s*(mm|millimeter)/);
    await expect(text).toContainText('Upper lobe of right lung');
  });
});

test.describe('planned imaging', () => {
  test('a booked examination stands above the studies, with when and where', async ({ page, launch }) => {
    await launch();
    await page.getByRole('button', { name: '1 planned' }).click();
    const planned = page.getByRole('list', { name: 'Planned imaging' });
    await expect(planned).toContainText('PET-CT Whole body');
    await expect(planned).toContainText(/Booked for \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d/);
    await expect(planned).toContainText('Royal Bolton');
    // What was requested and is booked is one thing, and what has its study is planned no more.
    await expect(planned.getByRole('listitem')).toHaveCount(1);
  });

  test('a request without a date says since when', async ({ page, launch }) => {
    await launch({ personId: 'ines-quillfeather' });
    await page.getByRole('button', { name: '1 planned' }).click();
    const planned = page.getByRole('list', { name: 'Planned imaging' });
    await expect(planned).toContainText('MR Angiogram head');
    await expect(planned).toContainText(/Requested \d\d-[A-Z][a-z]{2}-\d{4}/);
  });

  test('requests, bookings and results stand in one line of time, beside what a report recommends', async ({
    page,
    launch,
  }) => {
    await launch({ personId: 'tamsin-orrell' });
    await page.getByRole('button', { name: /^\d planned$/ }).click();
    const planned = page.getByRole('list', { name: 'Planned imaging' });
    await expect(planned.getByRole('listitem').filter({ hasText: 'US Abdomen' })).toContainText(
      'Overdue: wanted by',
    );
    await expect(planned.getByRole('listitem').filter({ hasText: 'MR Knee left' })).toContainText(
      'Not attended on',
    );
    await page.getByRole('button', { name: 'Requests and results' }).click();
    const sheet = page.getByRole('dialog', { name: 'Requests, bookings and results' });
    const chain = (heading: string, what: string) =>
      sheet
        .getByRole('list', { name: heading, exact: true })
        .getByRole('listitem')
        .filter({ hasText: what })
        .first();
    await expect(chain('Still to come', 'Consolidation')).toContainText(
      /Requested .*Appointment of .* cancelled: Scanner out of order.*Booked for/s,
    );
    await expect(chain('Still to come', 'DEXA')).toContainText('On the waiting list');
    await expect(chain('Results', 'Cough')).toContainText(/Requested .*Attended .*Done .*Reported/s);
    await expect(chain('Cancelled', 'CT Sinuses')).toContainText('cancelled');
    await expect(sheet.getByRole('blockquote')).toContainText('Repeat chest X-ray in six weeks');
    await expect(sheet).toContainText('A request names this report as its reason: XR Chest');
    expect(await axeFindings(page)).toEqual([]);
    await chain('Results', 'Cough').getByRole('button', { name: /^Done/ }).click();
    await expect(sheet).toBeHidden();
  });

  test('appointments that could not be asked for are not taken for none', async ({
    page,
    launch,
    sandbox,
  }) => {
    // In whatever form they are asked for
    const asksForThem = ({ href }: URL) => href.startsWith(`${sandbox.fhir}/Appointment?`);
    await page.route(asksForThem, (route) =>
      route.fulfill({ status: 403, headers: { 'Access-Control-Allow-Origin': sandbox.viewer } }),
    );
    await launch();
    // A request may be known where an appointment is not.
    await page.getByRole('button', { name: /^(\?|\d+\+) planned$/ }).click();
    await expect(
      page.getByText(/does not allow you to see this\. Imaging may have been booked\./),
    ).toBeVisible();
  });
});

/** How many of a canvas's pixels are dark: a page with writing on it has some. */
function inkOn(canvas: ReturnType<Page['locator']>): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data = [] } = element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? {};
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark += 1;
    return dark;
  });
}

test('a report whose reader cannot be had: it is said, and the viewer may be loaded again, which mends it', async ({
  page,
  launch,
  catalogue,
}) => {
  const isReader = (url: URL) => /\/assets\/pdf-[^/]*\.js$/.test(url.pathname);
  await page.route(isReader, (route) => route.abort());
  await launch({ personId: 'tomas-fennimore', study: studyOf(catalogue, 'tomas-fennimore', holds('DOC')) });
  const alert = page.getByRole('alert').filter({ hasText: 'A part of Imaging could not be loaded' });
  await expect(alert).toBeVisible();
  // A browser that remembers for the life of a page that a module did not come gives nothing by another try.
  await page.unroute(isReader);
  await alert.getByRole('button', { name: 'Load Imaging again' }).click();
  await expect(reportText(page).getByRole('img', { name: 'Page 1' })).toBeVisible();
  await expect(alert).toHaveCount(0);
});
