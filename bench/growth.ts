import type { Scenario } from '../sandbox/scenario';
import { openBrowser } from './browser';
import { lines } from './cases';
import { demonstrationSite } from './demonstration-site';
import { datasetsOf, longHistoryOf, longSeriesOf, manyArchivesOf, type Grown } from './grown-catalogues';
import { workUntil } from './launch-work';
import { drive } from './main-thread-page';
import { median } from './report';

/** One launch, milliseconds from the navigation to the launch address. */
interface Launched {
  readonly firstImage: number;
  /** All rows there are counted on the screen */
  readonly list: number;
  /** Milliseconds of processor time of the pages' processes until either */
  readonly work: { readonly firstImage: number; readonly list: number };
}

export interface Growth {
  readonly what: string;
  readonly runs: number;
  readonly small: { readonly name: string } & Launched;
  readonly large: { readonly name: string } & Launched;
}

export interface GrowthSizes {
  readonly studies: readonly [small: number, large: number];
  readonly instances: readonly [small: number, large: number];
  readonly archives: number;
}

export const usualSizes: GrowthSizes = { studies: [400, 5000], instances: [300, 5000], archives: 8 };

/**
 * How launches cost more as there is more: studies of a patient, instances of a series, archives one of which takes
 * every question and never answers. Cold launches on the shaped line, after one that makes the
 * servers ready; medians of `runs`.
 */
export async function measureGrowth(
  runs: number,
  sizes: GrowthSizes = usualSizes,
): Promise<readonly Growth[]> {
  const today = new Date().toISOString().slice(0, 10);
  const [fewStudies, manyStudies] = sizes.studies;
  const [fewInstances, manyInstances] = sizes.instances;
  const archives = manyArchivesOf(sizes.archives, today);
  const last = archives.catalogue.hospitals.at(-1)?.id ?? '';
  const hung: Scenario = { id: 'one-hangs', sentence: 'One hangs.', archives: { [last]: { kind: 'hangs' } } };
  return [
    await compared('Studies of the patient', runs, {
      small: { name: `${fewStudies} studies`, grown: longHistoryOf(fewStudies, today) },
      large: { name: `${manyStudies} studies`, grown: longHistoryOf(manyStudies, today) },
    }),
    await compared('Instances of the opened series', runs, {
      small: { name: `${fewInstances} instances`, grown: longSeriesOf(fewInstances, today) },
      large: { name: `${manyInstances} instances`, grown: longSeriesOf(manyInstances, today) },
    }),
    await compared('One archive hangs', runs, {
      small: { name: `${sizes.archives} archives answer`, grown: archives },
      large: { name: `${sizes.archives - 1} answer, one never does`, grown: archives, scenario: hung },
    }),
  ];
}

interface Variant {
  readonly name: string;
  readonly grown: Grown;
  readonly scenario?: Scenario;
}

/** Both at once and in turn, so that whatever else the machine does falls on both. */
async function compared(
  what: string,
  runs: number,
  { small, large }: { readonly small: Variant; readonly large: Variant },
): Promise<Growth> {
  const readied: Ready[] = [];
  try {
    for (const variant of [small, large]) readied.push(await ready(variant));
    const measured: Launched[][] = readied.map(() => []);
    for (let run = 0; run < runs; run += 1)
      for (const [index, each] of readied.entries()) measured[index]?.push(await each.launch());
    const [few = [], many = []] = measured;
    return {
      what,
      runs,
      small: { name: small.name, ...middle(few) },
      large: { name: large.name, ...middle(many) },
    };
  } finally {
    for (const each of readied) await each.stop();
  }
}

interface Ready {
  launch(): Promise<Launched>;
  stop(): Promise<void>;
}

async function ready({ name, grown, scenario }: Variant): Promise<Ready> {
  await datasetsOf(grown);
  const site = await demonstrationSite(grown.catalogue, 'study', scenario ? [scenario] : []);
  const { personId, study, listed } = grown;
  const address = () =>
    site.sandbox.launchAddress({ personId, study, ...(scenario && { scenario: scenario.id }) });
  // Whatever the servers make only once is made now.
  await launch(site, address(), listed);
  return {
    async launch() {
      const measured = await launch(site, address(), listed, lines[0]?.shape);
      const { firstImage, list, work } = measured;
      console.log(
        `${name}: first picture ${seconds(firstImage)}, list ${seconds(list)}; processor ${seconds(work.firstImage)}, ${seconds(work.list)}`,
      );
      return measured;
    },
    stop: () => site.stop(),
  };
}

const middle = (all: readonly Launched[]): Launched => ({
  firstImage: median(all.map(({ firstImage }) => firstImage)),
  list: median(all.map(({ list }) => list)),
  work: {
    firstImage: median(all.map(({ work }) => work.firstImage)),
    list: median(all.map(({ work }) => work.list)),
  },
});

type Opened = Parameters<typeof openBrowser>;

async function launch(site: Opened[0], address: string, rows: number, shape?: Opened[1]): Promise<Launched> {
  const browser = await openBrowser(site, shape);
  try {
    const page = await browser.context.newPage();
    await page.addInitScript(watchRows, rows);
    const navigation = page.waitForRequest((request) => request.isNavigationRequest());
    const driven = await drive(page);
    let start = NaN;
    const events = await driven.traced(async () => {
      await page.goto(address);
      start = (await navigation).timing().startTime;
      await page.waitForFunction(
        () =>
          performance.getEntriesByName('plainfilm:first-image').length > 0 &&
          performance.getEntriesByName('bench:list').length > 0,
        undefined,
        { polling: 50, timeout: 120_000 },
      );
    });
    const at = (name: string) =>
      page.evaluate(
        (mark) => performance.timeOrigin + (performance.getEntriesByName(mark)[0]?.startTime ?? NaN),
        name,
      );
    const firstImage = (await at('plainfilm:first-image')) - start;
    const list = (await at('bench:list')) - start;
    const work = {
      firstImage: workUntil(events, 'plainfilm:first-image').page,
      list: workUntil(events, 'bench:list').page,
    };
    return { firstImage, list, work };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: marks when the list counts all its rows. The viewer's own mark waits for every archive's word. */
function watchRows(rows: number): void {
  const observer = new MutationObserver(() => {
    const said = document.querySelector('section[aria-label="Imaging list"] [role="status"]')?.textContent;
    if (Number(/^\d+/.exec(said ?? '')?.[0]) !== rows) return;
    observer.disconnect();
    requestAnimationFrame(() => performance.mark('bench:list'));
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** The section of the report. */
export function growthSection(all: readonly Growth[], date: Date): string {
  return [
    '## Growth',
    '',
    `${date.toISOString().slice(0, 10)}, ${lines[0]?.name ?? 'unshaped'}, medians of ${all[0]?.runs ?? 0} cold launches that name the study, the two of a pair in turn, in seconds from the navigation to the launch address. Record and archives are the demonstration's, each on an origin of its own and all in one process: their work on longer answers is in the figures. The list is there when all rows are counted on the screen. Processor: seconds of processor time that the pages’ processes took until then, which servers and other work have no part in.`,
    '',
    '| | first picture | list | processor: first picture | processor: list |',
    '| --- | --- | --- | --- | --- |',
    ...all
      .flatMap(({ small, large }) => [small, large])
      .map(
        ({ name, firstImage, list, work }) =>
          `| ${name} | ${seconds(firstImage)} | ${seconds(list)} | ${seconds(work.firstImage)} | ${seconds(work.list)} |`,
      ),
    '',
    ...all.map((each) => `- ${lineOf(each)}`),
    '',
  ].join('\n');
}

/** One line on how the cost grows. */
export function lineOf({ what, small, large }: Growth): string {
  const change = (from: number, to: number) => {
    const percent = Math.round((to / from - 1) * 100);
    return `${seconds(from)} → ${seconds(to)} s (${percent >= 0 ? '+' : '−'}${Math.abs(percent)} %)`;
  };
  return `**${what}**, ${small.name} → ${large.name}: first picture ${change(small.firstImage, large.firstImage)}, list ${change(small.list, large.list)}; processor time until the first picture ${change(small.work.firstImage, large.work.firstImage)}, until the list ${change(small.work.list, large.work.list)}.`;
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
