import type { Page } from '@playwright/test';
import type { Catalogue } from '../../sandbox/catalogue';
import { isCt, studyOf } from './studies';

/**
 * What lies beside the pictures answers before they do. Key objects that come later than the first picture take no place
 * from it, and which of the two is sooner is chance on a busy machine.
 */
export async function keyObjectsFirst(page: Page, catalogue: Catalogue) {
  const uid = studyOf(catalogue, 'aria-smith', isCt);
  const series = catalogue.studies.find(({ studyInstanceUid }) => studyInstanceUid === uid)?.series ?? [];
  const pictures = series.filter(({ modality }) => modality === 'CT');
  const awaited = new Set(
    series.filter((each) => !pictures.includes(each)).map((each) => each.seriesInstanceUid),
  );
  const answered = new Promise<void>((resolve) => {
    page.on('requestfinished', (request) => {
      for (const each of awaited) if (request.url().includes(`/${each}/metadata`)) awaited.delete(each);
      if (awaited.size === 0) resolve();
    });
  });
  const isPicture = (url: URL) => pictures.some((each) => url.pathname.includes(each.seriesInstanceUid));
  await page.route(isPicture, async (route) => {
    await answered;
    await route.continue();
  });
}
