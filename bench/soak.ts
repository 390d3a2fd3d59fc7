import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { openBrowser } from './browser';
import { demonstrationSite } from './demonstration-site';
import { memoryOf } from './memory';

/** What there is after so many studies were opened and closed, back at the list, after garbage collection. */
export interface Footprint {
  readonly opened: number;
  /** Whole browser, megabytes, proportional set size; absent where the system does not say */
  readonly browser?: number;
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
      const footprint = { opened, ...(await footprintOf(session, browser.pid)) };
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

async function footprintOf(session: CDPSession, pid: number): Promise<Omit<Footprint, 'opened'>> {
  await session.send('HeapProfiler.collectGarbage');
  await pause(REST);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  const browser = await memoryOf(pid);
  return {
    ...(browser !== undefined && { browser }),
    heap: usedSize / 1e6,
    nodes,
    listeners: jsEventListeners,
  };
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
    `${date.toISOString().slice(0, 10)}: ${last?.opened ?? 0} studies of one patient opened until their first picture and closed again, in one session, unshaped. After garbage collection, back at the list:`,
    '',
    '| studies | whole browser, MB | JavaScript heap, MB | nodes | listeners |',
    '| --- | --- | --- | --- | --- |',
    ...footprints.map(
      ({ opened, browser, heap, nodes, listeners }) =>
        `| ${opened} | ${browser?.toFixed(0) ?? '–'} | ${heap.toFixed(1)} | ${nodes} | ${listeners} |`,
    ),
    '',
    `From the first line to the last: whole browser ${change(({ browser }) => browser)}, heap ${change(({ heap }) => heap)}, nodes ${change(({ nodes }) => nodes)}, listeners ${change(({ listeners }) => listeners)}.`,
    '',
  ].join('\n');
}

const inWords = ({ browser, heap, nodes, listeners }: Footprint) =>
  `${browser?.toFixed(0) ?? '?'} MB, heap ${heap.toFixed(1)} MB, ${nodes} nodes, ${listeners} listeners`;
