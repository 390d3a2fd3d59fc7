import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { openBrowser, type BenchBrowser } from './browser';
import { demonstrationSite } from './demonstration-site';
import { memoryOf } from './memory';

/** What there is after so many studies were opened and closed, back at the list, after garbage collection. */
export interface Footprint {
  readonly opened: number;
  /** Whole browser, megabytes, proportional set size; absent where the system does not say */
  readonly browser?: number;
  /** Of that, the processes of pages, with their workers: code, pictures, everything the viewer holds */
  readonly page?: number;
  /** The page's JavaScript heap in use, megabytes */
  readonly heap: number;
  /** Elements and texts that are alive, in the page or out of it */
  readonly nodes: number;
  readonly listeners: number;
}

const personId = 'bram-oakfield';
/** Until then caches and compiled code still fill. */
const SETTLED = 20;
/** Milliseconds in which a browser gives back what it has no more use for */
const REST = 3000;

/**
 * Opens and closes studies one after another in one session, the newest first, each until its first picture is painted.
 * @param count up to 400; more than 20, after which the first footprint is taken
 * @returns footprints after 20 and after all, and some between
 */
export async function measureSoak(count: number): Promise<readonly Footprint[]> {
  const cacheDir = fileURLToPath(new URL('../.cache/imaging', import.meta.url));
  const catalogue = await buildCatalogue({ scale: 'full', cacheDir });
  const site = await demonstrationSite(catalogue, 'list');
  const browser = await openBrowser(site);
  try {
    const page = await browser.context.newPage();
    const session = await browser.context.newCDPSession(page);
    await page.goto(site.sandbox.launchAddress({ personId }));
    await rows(page).first().focus();
    const footprints: Footprint[] = [];
    let place = 0;
    for (let opened = 1; opened <= count; opened += 1) {
      place = await openNext(page, place);
      if (opened !== SETTLED && opened !== count && opened % 50 !== 0) continue;
      const footprint = { opened, ...(await footprintOf(session, browser)) };
      console.log(`After ${opened} studies: ${inWords(footprint)}`);
      footprints.push(footprint);
    }
    return footprints;
  } finally {
    await browser.close();
    await site.stop();
  }
}

const rows = (page: Page) =>
  page.getByRole('list', { name: 'Imaging studies' }).getByRole('button').and(page.locator('[tabindex="0"]'));

/**
 * Opens the study below the last one by keys, sees its picture, and goes back to the list.
 * @param last position in the list of the study before, 0 for none
 * @throws when the list did not go on
 */
async function openNext(page: Page, last: number): Promise<number> {
  const row = rows(page).first();
  await row.focus();
  if (last > 0) await page.keyboard.press('ArrowDown');
  const place = await page.evaluate(() =>
    Number(document.activeElement?.closest('[aria-posinset]')?.getAttribute('aria-posinset') ?? 0),
  );
  if (place <= last) throw new Error(`the list stayed at ${place}`);
  await page.keyboard.press('Enter');
  await page
    .getByRole('group', { name: 'View 1' })
    .getByRole('img', { name: /image \d+ of/ })
    .waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'View 1' }).waitFor({ state: 'detached' });
  return place;
}

async function footprintOf(session: CDPSession, bench: BenchBrowser): Promise<Omit<Footprint, 'opened'>> {
  // The page's own heap; what is short of memory also has its workers collect theirs.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Memory.simulatePressureNotification', { level: 'critical' });
  await pause(REST);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  const browser = await memoryOf(bench.pid);
  const page = browser === undefined ? undefined : await memoryOfPages(bench);
  return {
    ...(browser !== undefined && { browser }),
    ...(page !== undefined && { page }),
    heap: usedSize / 1e6,
    nodes,
    listeners: jsEventListeners,
  };
}

/** Megabytes in the processes that hold pages; the others hold the network's cache and what is drawn. */
async function memoryOfPages({ context }: BenchBrowser): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) return undefined;
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const sizes = await Promise.all(pages.map(({ id }) => memoryOf(id)));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** The section of the report. @param footprints at least one */
export function soakSection(footprints: readonly Footprint[], date: Date): string {
  const [first, ...others] = footprints;
  const last = others.at(-1) ?? first;
  const change = (of: (each: Footprint) => number | undefined) => {
    const [from, to] = [first && of(first), last && of(last)];
    if (from === undefined || to === undefined) return 'not measured';
    const percent = (to / from - 1) * 100;
    return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
  };
  return [
    '## Soak',
    '',
    `${date.toISOString().slice(0, 10)}: ${last?.opened ?? 0} studies of one patient opened until their first picture and closed again, in one session, unshaped. After garbage collection and word of a shortage of memory, back at the list:`,
    '',
    '| studies | whole browser, MB | of it pages, MB | JavaScript heap, MB | nodes | listeners |',
    '| --- | --- | --- | --- | --- | --- |',
    ...footprints.map(
      ({ opened, browser, page, heap, nodes, listeners }) =>
        `| ${opened} | ${browser?.toFixed(0) ?? '–'} | ${page?.toFixed(0) ?? '–'} | ${heap.toFixed(1)} | ${nodes} | ${listeners} |`,
    ),
    '',
    `From the first line to the last: whole browser ${change(({ browser }) => browser)}, pages ${change(({ page }) => page)}, heap ${change(({ heap }) => heap)}, nodes ${change(({ nodes }) => nodes)}, listeners ${change(({ listeners }) => listeners)}.`,
    '',
  ].join('\n');
}

const inWords = ({ browser, page, heap, nodes, listeners }: Footprint) =>
  `${browser?.toFixed(0) ?? '?'} MB (pages ${page?.toFixed(0) ?? '?'}), heap ${heap.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`;
