import { fileURLToPath } from 'node:url';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { openBrowser } from './browser';
import { demonstrationSite } from './demonstration-site';
import { longHistoryOf } from './grown-catalogues';
import { drive } from './main-thread-page';
import { scenes, type Scene } from './main-thread-scenes';
import { tasksOf, type Task } from './main-thread-trace';
import { untilQuiet } from './quiet';
import { median } from './report';
import type { Site } from './site';

/** One scene, done several times, each in a browser of its own. */
export interface Busy {
  readonly name: string;
  /** All tasks of each run, longest processor time first */
  readonly runs: readonly (readonly Task[])[];
}

/** ms; a task as long as this is felt */
const BAR = 50;

/** How long the main thread is busy at a time, in whatever is done. @param only names of scenes begin with it */
export async function measureMainThread(runs: number, only = ''): Promise<readonly Busy[]> {
  const sites = new Map<string, Site>();
  const measured: Busy[] = [];
  try {
    for (const scene of scenes.filter(({ name }) => name.startsWith(only))) {
      const site = await siteOf(sites, scene);
      const all: (readonly Task[])[] = [];
      for (let run = 0; run < runs; run += 1) all.push(await tasksIn(site, scene));
      measured.push({ name: scene.name, runs: all });
      console.log(rowOf({ name: scene.name, runs: all }));
    }
    return measured;
  } finally {
    for (const site of sites.values()) await site.stop();
  }
}

/** Scenes that need the same record share it. */
async function siteOf(sites: Map<string, Site>, { landing, studies }: Scene): Promise<Site> {
  const key = `${landing} ${studies ?? ''}`;
  const known = sites.get(key);
  if (known) return known;
  const cacheDir = fileURLToPath(new URL('../.cache/imaging', import.meta.url));
  const catalogue =
    studies === undefined
      ? await buildCatalogue({ scale: 'full', cacheDir })
      : longHistoryOf(studies, new Date().toISOString().slice(0, 10)).catalogue;
  const site = await demonstrationSite(catalogue, landing);
  sites.set(key, site);
  return site;
}

/** Whatever a scene sets off belongs to it: it ends when the browser is at rest. */
export async function tasksIn(site: Site, { personId, before, act, bad }: Scene): Promise<readonly Task[]> {
  const browser = await openBrowser(site);
  try {
    const page = await drive(await browser.context.newPage());
    const launch = async () => void (await page.page.goto(site.sandbox.launchAddress({ personId })));
    if (before) {
      await launch();
      await before(page);
      if (bad) {
        const archive = site.sandbox.archives['salford'] ?? '';
        const isSpoilt = ({ href, pathname }: URL) => href.startsWith(archive) && bad.where.test(pathname);
        await page.page.route(isSpoilt, bad.spoil);
      }
    }
    await untilQuiet(browser.pid);
    const events = await page.traced(async () => {
      if (!before) await launch();
      await act(page);
      await untilQuiet(browser.pid);
    });
    return tasksOf(events);
  } finally {
    await browser.close();
  }
}

/** The section of the report. */
export function mainThreadSection(all: readonly Busy[], date: Date): string {
  const over = all.filter((each) => longest(each, ({ cpu }) => cpu) > BAR).length;
  return [
    '## Main thread',
    '',
    `${date.toISOString().slice(0, 10)}, medians of ${all[0]?.runs.length ?? 0} runs, unshaped, each in a browser of its own: the longest task of the page's main thread until the browser is at rest again, in milliseconds of processor time and by the clock (which holds whatever else the machine does), and what the longest one was made of. To reach: ${BAR} ms. Over it: ${over === 0 ? 'none' : `${over} of ${all.length}`}. A launch is everything from its address on, the record's own page included; the other rows begin when the list is complete and at rest.`,
    '',
    `| | processor | clock | tasks over ${BAR} ms | the longest was made of |`,
    '| --- | --- | --- | --- | --- |',
    ...all.map(rowOf),
    '',
  ].join('\n');
}

const longest = ({ runs }: Busy, of: (task: Task) => number) =>
  median(runs.map((tasks) => Math.max(0, ...tasks.map(of))));

function rowOf(busy: Busy): string {
  const [worst] = busy.runs.flatMap((tasks) => tasks.slice(0, 1)).sort((one, other) => other.cpu - one.cpu);
  const made = worst?.made
    .filter(([, ms]) => ms >= 1)
    .slice(0, 5)
    .map(([what, ms]) => `${what} ${ms.toFixed(0)}`);
  const over = median(busy.runs.map((tasks) => tasks.filter(({ cpu }) => cpu > BAR).length));
  const [cpu, wall] = [longest(busy, (task) => task.cpu), longest(busy, (task) => task.wall)];
  return `| ${busy.name} | ${cpu.toFixed(0)} | ${wall.toFixed(0)} | ${over} | ${made?.join(', ') ?? ''} |`;
}
