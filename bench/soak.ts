import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { openBarePage, type BarePage } from './bare-page';
import { demonstrationSite } from './demonstration-site';
import { memoryOf } from './memory';
import { settlesWhen } from './settles-when';

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
  const page = await openBarePage(site.sandbox.launchAddress({ personId }));
  try {
    await launched(page);
    const footprints: Footprint[] = [];
    let place = 0;
    for (let opened = 1; opened <= count; opened += 1) {
      place = await openNext(page, place);
      if (opened !== SETTLED && opened !== count && opened % 50 !== 0) continue;
      const footprint = { opened, ...(await footprintOf(page)) };
      console.log(`After ${opened} studies: ${inWords(footprint)}`);
      footprints.push(footprint);
    }
    return footprints;
  } finally {
    await page.close();
    await site.stop();
  }
}

const ROW = '[role="list"][aria-label="Imaging studies"] [tabindex="0"]';
const VIEW = '[role="group"][aria-label="View 1"]';
const PICTURE = `${VIEW} [role="img"][aria-label*=" of "]`;

const isThere = (selector: string) => `document.querySelector(${JSON.stringify(selector)})`;

/** Waits for the list: on the way there, the page is left for another one more than once. */
async function launched(page: BarePage): Promise<void> {
  const late = Date.now() + 60_000;
  for (;;) {
    try {
      return await page.evaluate(settlesWhen(isThere(ROW)));
    } catch (error) {
      if (Date.now() > late || !/navigated|context/i.test(String(error))) throw error;
    }
  }
}

/**
 * Opens the study below the last one by keys, sees its picture, and goes back to the list.
 * @param last position in the list of the study before, 0 for none
 * @throws when the list did not go on
 */
async function openNext(page: BarePage, last: number): Promise<number> {
  await page.evaluate(settlesWhen(isThere(ROW)));
  await page.evaluate(`${isThere(ROW)}.focus()`);
  if (last > 0) await page.press('ArrowDown');
  const place = await page.evaluate<number>(
    "Number(document.activeElement?.closest('[aria-posinset]')?.getAttribute('aria-posinset') ?? 0)",
  );
  if (place <= last) throw new Error(`the list stayed at ${place}`);
  await page.press('Enter');
  await page.evaluate(settlesWhen(isThere(PICTURE)));
  await page.press('Escape');
  await page.evaluate(settlesWhen(`!${isThere(VIEW)}`));
  return place;
}

async function footprintOf(page: BarePage): Promise<Omit<Footprint, 'opened'>> {
  // The page's own heap; what is short of memory also has its workers collect theirs.
  await page.send('HeapProfiler.collectGarbage');
  await page.send('Memory.simulatePressureNotification', { level: 'critical' });
  await pause(REST);
  await page.send('HeapProfiler.collectGarbage');
  const { usedSize } = await page.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await page.send('Memory.getDOMCounters');
  const browser = await memoryOf(page.pid);
  const pages = await memoryOf(page.pid, (command) => command.includes('--type=renderer'));
  return {
    ...(browser !== undefined && { browser }),
    ...(pages !== undefined && { page: pages }),
    heap: Number(usedSize) / 1e6,
    nodes: Number(nodes),
    listeners: Number(jsEventListeners),
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
