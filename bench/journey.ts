import type { Page } from 'playwright';
import type { BenchBrowser } from './browser';
import { milestoneOf, type Milestone } from './milestones';
import { untilQuiet } from './quiet';
import { watchTraffic, type Kind, type Passage } from './traffic';
import { waterfall } from './waterfall';

/** What is opened, and when it is done. */
export interface Case {
  readonly name: string;
  readonly personId: string;
  /** The study that the launch names, as a click beside a result in the record does; absent: the list alone */
  readonly study?: { readonly modality: string };
  /** The last milestone that is waited for */
  readonly until: Milestone;
}

export interface Measured {
  /** Milliseconds from the navigation to the launch address */
  readonly at: Readonly<Partial<Record<Milestone, number>>>;
  /** What the first image (or the list) had to wait for: see `hadToCome` */
  readonly requests: number;
  readonly bytes: Readonly<Record<Kind, number>>;
  /** Gzip or brotli, as served, until the first image (or the list) */
  readonly codeBeforeFirstImage: number;
  readonly waterfall: string;
}

/**
 * Launches, goes on from key images to the whole study where it has some, and waits for the case's end.
 * @param around does all that, and whatever has to be done before and after it
 */
export async function measure(
  browser: BenchBrowser,
  one: Case,
  address: string,
  around: (page: Page, launch: () => Promise<void>) => Promise<void> = (_, launch) => launch(),
): Promise<[Measured, Page]> {
  const page = await browser.context.newPage();
  const traffic = watchTraffic(page);
  const navigation = page.waitForRequest((request) => request.isNavigationRequest());
  if (one.study !== undefined) await page.addInitScript(wholeStudyAtOnce);
  const reached = await milestoneOf(page, one.until);
  await untilQuiet(browser.pid);
  let start = NaN;
  await around(page, async () => {
    await page.goto(address, { waitUntil: 'commit' });
    start = (await navigation).timing().startTime;
    await reached();
  });

  const marks = await page.evaluate(() =>
    performance
      .getEntriesByType('mark')
      .filter(({ name }) => name.startsWith('plainfilm:'))
      .map(
        ({ name, startTime }) =>
          [name.slice('plainfilm:'.length), performance.timeOrigin + startTime] as const,
      ),
  );
  const at = Object.fromEntries(marks.map(([name, time]) => [name, time - start])) as Measured['at'];
  return [measuredFrom(await traffic(), at, start, one.until), page];
}

/** What a page's traffic was until a milestone. @param start epoch milliseconds of the navigation */
export function measuredFrom(
  traffic: readonly Passage[],
  at: Measured['at'],
  start: number,
  until: Milestone,
): Measured {
  const end = start + (at[until] ?? 0);
  const passages = traffic.filter(({ to }) => to <= end);
  const firstImage = start + (at['first-image'] ?? at.list ?? 0);
  const bytesOf = (kind: Kind) =>
    passages.filter((each) => each.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    at,
    requests: hadToCome(passages, firstImage).length,
    bytes: { code: bytesOf('code'), data: bytesOf('data'), pixels: bytesOf('pixels') },
    codeBeforeFirstImage: passages
      .filter(({ kind, to }) => kind === 'code' && to <= firstImage)
      .reduce((sum, { bytes }) => sum + bytes, 0),
    waterfall: waterfall(passages, at, start),
  };
}

/**
 * The requests before the first image, without what the line did not carry (code from the cache) and without the frames
 * that happen to arrive beside the first: on a machine that paints late there are more of those, and it waits for none.
 */
function hadToCome(passages: readonly Passage[], firstImage: number): readonly Passage[] {
  const before = passages.filter(({ kind, to, bytes }) => to <= firstImage && (kind !== 'code' || bytes > 0));
  const [firstFrame] = before.filter(({ kind }) => kind === 'pixels').sort((one, other) => one.to - other.to);
  return before.filter((each) => each.kind !== 'pixels' || each === firstFrame);
}

/** Runs in the page: presses the way from key images to the whole study as soon as it is there. */
function wholeStudyAtOnce(): void {
  const observer = new MutationObserver(() => {
    const whole = [...document.querySelectorAll('button')].find((button) =>
      button.textContent?.includes('Whole study'),
    );
    if (whole === undefined) return;
    observer.disconnect();
    whole.click();
  });
  observer.observe(document, { childList: true, subtree: true });
}
