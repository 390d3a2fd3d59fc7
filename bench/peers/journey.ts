import type { Page } from 'playwright';
import type { BenchBrowser } from '../browser';
import { measuredFrom, type Measured } from '../journey';
import { markOf, type Milestone } from '../milestones';
import { untilQuiet } from '../quiet';
import { watchTraffic, type Passage } from '../traffic';
import { FIRST_PICTURE, watchFirstPicture } from './first-picture';
import { LIST_ROWS, watchRows } from './list-rows';
import type { Peer, Question } from './peer';

export interface PeerMeasured extends Measured {
  /** Rows that its list showed */
  readonly listed?: number;
}

const patienceMs = 120_000;

/**
 * Opens a peer's page and waits for the case's end.
 * @param address of the peer's page
 * @throws when that does not come within two minutes
 */
export async function measurePeer(
  browser: BenchBrowser,
  peer: Peer,
  question: Question,
  address: string,
  until: Milestone,
): Promise<[PeerMeasured, Page]> {
  const page = await browser.context.newPage();
  const traffic = watchTraffic(page);
  const navigation = page.waitForRequest((request) => request.isNavigationRequest());
  const isList = question.kind === 'list';
  if (isList) await page.addInitScript(watchRows, { mark: LIST_ROWS, rows: peer.rows ?? 'tr' });
  else await page.addInitScript(watchFirstPicture, FIRST_PICTURE);
  const [mark, what] = isList ? [LIST_ROWS, 'list'] : [FIRST_PICTURE, 'picture'];
  const reached = await markOf(page, mark, what);
  await untilQuiet(browser.pid);
  await page.goto(address, { waitUntil: 'commit', timeout: patienceMs });
  const start = (await navigation).timing().startTime;
  await reached();
  const shown = (await timeOf(page, mark)) - start;

  if (isList) {
    const listed = await page.locator(peer.rows ?? 'tr').count();
    return [{ ...measuredFrom(await traffic(), { list: shown }, start, 'list'), listed }, page];
  }
  if (until !== 'stack-complete')
    return [measuredFrom(await traffic(), { 'first-image': shown }, start, 'first-image'), page];
  const received = await whole(peer, question.instances, traffic, start + patienceMs);
  await peer.loaded(page);
  const complete = Math.max(shown, received - start);
  const at = { 'first-image': shown, 'stack-complete': complete };
  return [measuredFrom(await traffic(), at, start, 'stack-complete'), page];
}

/** When the page set a mark, epoch milliseconds. */
function timeOf(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (mark) => performance.timeOrigin + (performance.getEntriesByName(mark)[0]?.startTime ?? NaN),
    name,
  );
}

/** When the last instance of the series had come, epoch milliseconds. */
async function whole(
  { picture }: Peer,
  instances: number,
  traffic: () => Promise<readonly Passage[]>,
  deadline: number,
): Promise<number> {
  for (;;) {
    const came = new Map<string, number>();
    for (const { path, to } of await traffic()) {
      const name = picture(path);
      // A thumbnail may have asked for it before.
      if (name !== undefined && !came.has(name)) came.set(name, to);
    }
    if (came.size >= instances) return Math.max(...came.values());
    if (Date.now() > deadline)
      throw new Error(`${came.size} of ${instances} pictures within ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
