import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildWhenStale } from '../scripts/build.mjs';
import { againstSection, compareWith } from './against';
import { bigStackSection, measureBigStack } from './big-stack';
import { openBrowser, type BenchBrowser } from './browser';
import { inWords as budgetInWords, isKept, roundTripBudgets, sizeBudgets, timeBudgets } from './budgets';
import { cases, lines, type Line } from './cases';
import { growthSection, measureGrowth } from './growth';
import { measure, type Case, type Measured } from './journey';
import { linkedSection, measureLinked } from './linked';
import { mainThreadSection, measureMainThread } from './main-thread';
import { memoryOf } from './memory';
import { comparisonSection } from './peers/comparison';
import { studyOf } from './peers/opened';
import { nobody, startPeers, type Peers } from './peers/peers';
import { inWords, visitOf, type Visit } from './peers/visit';
import { quick } from './quick';
import { reportOf, type Outcome, type Row } from './report';
import { roundTripsOf, type RoundTrips } from './round-trips';
import { scroll, type Scrolled } from './scroll';
import { withHead, withSection } from './sections';
import { startSite, type Site } from './site';
import { measureSoak, soakSection } from './soak';

/*
 * `npm run bench`                  medians of five runs, cold and warm, written to bench/RESULTS.md
 * `npm run bench -- --runs 3`      fewer runs
 * `npm run bench -- --only CR,MG`  these cases
 * `npm run bench -- --only big-stack` a CT of 3,000 slices on devices of 8, 4 and 2 GiB: that section alone
 * `npm run bench -- --only linked` several views that scroll together: that section alone
 * `npm run bench -- --only main-thread`  the longest tasks of the page, in whatever is opened: that section alone
 * `npm run bench -- --no-peers`    without the other viewers, which are else fetched from the npm registry once
 * `npm run bench -- --trace`       each run's requests and milestones one by one
 * `npm run bench -- --against main` another commit's build and this one's in turn: processor time, requests and code of
 *                                  cold launches; nothing is written
 * `npm run bench -- --quick`       sizes, requests, round trips and processor time alone, as .ci/run holds them: nothing is written
 * `npm run bench -- --growth`      5,000 studies, 5,000 instances, eight archives of which one hangs: that section alone
 * `npm run bench -- --soak 200`    so many studies opened and closed in one session (up to 400): that section alone
 */
const { values } = parseArgs({
  // `--soak` alone is 200.
  args: process.argv
    .slice(2)
    .flatMap((given, at, all) =>
      given === '--soak' && !/^\d+$/.test(all[at + 1] ?? '') ? [given, '200'] : [given],
    ),
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    soak: { type: 'string' },
    against: { type: 'string' },
  },
});
/** Milliseconds that a person stays at least: what a launch does behind is done before the next one. */
const DWELL = 4000;
const runs = Number(values.runs);
const only = values.only?.split(',');
const chosen: readonly Case[] = cases.filter(({ name }) => only === undefined || only.includes(name));

const results = new URL('RESULTS.md', import.meta.url);

if ((await buildWhenStale()) !== 0) process.exit(1);
if (values.against !== undefined) {
  console.log(againstSection(values.against, await compareWith(values.against, runs, chosen)));
  process.exit();
}
if (values.growth) await add(growthSection(await measureGrowth(runs), new Date()));
if (values.soak !== undefined) await add(soakSection(await measureSoak(Number(values.soak)), new Date()));
if (only?.includes('linked')) await add(linkedSection(await measureLinked(runs), new Date()));
if (only?.includes('big-stack')) await add(bigStackSection(await measureBigStack(), new Date()));
if (only?.includes('main-thread')) await addMainThread();
if (only?.every((name) => ['linked', 'big-stack', 'main-thread'].includes(name))) process.exit();
if (values.growth || values.soak !== undefined) process.exit();
if (values.quick) process.exit((await quick(launchOf)) ? 0 : 1);
console.log('Filling Orthanc …');
const site = await startSite([...new Set(chosen.map(({ personId }) => personId))]);
try {
  const others = values['no-peers'] ? nobody : await startPeers(site, chosen);
  const visits: Visit[] = [];
  const outcome = await measureAll(site, others, visits).finally(() => others.stop());
  const budgets = [...sizeBudgets(outcome), ...roundTripBudgets(outcome), ...timeBudgets(outcome)];
  const date = new Date();
  const report = reportOf(outcome, date);
  console.log(`\n${report}`);
  if (only === undefined) await writeFile(results, withHead(await written(), report));
  if (others !== nobody) {
    const { peers, absent } = others;
    const section = comparisonSection(
      outcome,
      { peers: peers.map(({ name }) => name), visits, absent },
      date,
    );
    if (only === undefined) await add(section);
    else console.log(section);
  }
  if (only === undefined) await addMainThread();
  for (const budget of budgets) console.log(budgetInWords(budget));
  process.exitCode = budgets.every(isKept) ? 0 : 1;
} finally {
  await site.stop();
}

async function addMainThread(): Promise<void> {
  // Three do: a task's processor time hardly differs between runs.
  await add(mainThreadSection(await measureMainThread(Math.min(runs, 3)), new Date()));
}

async function add(section: string): Promise<void> {
  console.log(`\n${section}`);
  await writeFile(results, withSection(await written(), section));
}

/** What the report says so far. */
function written(): Promise<string> {
  return readFile(results, 'utf8').catch(() => '# Measurements\n');
}

/** @param visits takes what is measured of the others, each in turn with ours */
async function measureAll(site: Site, { peers }: Peers, visits: Visit[]): Promise<Outcome> {
  const rows: Row[] = [];
  const scrolled: Scrolled[] = [];
  const memory: number[] = [];
  let about = { browser: '', renderer: '' };
  for (const line of lines) {
    for (const one of chosen) {
      const cold: Measured[] = [];
      const warm: Measured[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const browser = await openBrowser(site, line.shape);
        try {
          const [first, page] = await measure(browser, one, launchOf(site, one));
          cold.push(first);
          say(one, line, 'cold', run, first);
          if (one.until === 'stack-complete' && line.shape === undefined) {
            memory.push((await memoryOf(browser.pid)) ?? NaN);
            scrolled.push(await scroll(page));
          }
          about = { browser: browser.version, renderer: await rendererOf(browser) };
          await page.waitForTimeout(DWELL);
          await page.close();
          const [second] = await measure(browser, one, launchOf(site, one));
          warm.push(second);
          say(one, line, 'warm', run, second);
        } finally {
          await browser.close();
        }
        for (const peer of peers) {
          const visit = await visitOf(peer, site.catalogue, one, line, DWELL);
          if (visit === undefined) continue;
          visits.push(visit);
          console.log(inWords(visit, run));
        }
      }
      rows.push({ name: one.name, line, cache: 'cold', runs: cold });
      rows.push({ name: one.name, line, cache: 'warm', runs: warm });
    }
  }
  const roundTrips: RoundTrips[] = [];
  for (const one of chosen.filter(({ name }) => name === 'CT-300'))
    roundTrips.push(await roundTripsOf(site, one, () => launchOf(site, one)));
  return { rows, scrolled, roundTrips, memory: memory.filter((size) => !Number.isNaN(size)), ...about };
}

function launchOf({ sandbox, catalogue }: Site, one: Case): string {
  const study = studyOf(catalogue, one);
  return sandbox.launchAddress({
    personId: one.personId,
    ...(study && { study: study.studyInstanceUid }),
  });
}

async function rendererOf({ context }: BenchBrowser): Promise<string> {
  const page = await context.newPage();
  const name = await page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && info
      ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL))
      : 'the processor alone, without WebGL';
  });
  await page.close();
  return name;
}

function say({ name }: Case, line: Line, cache: string, run: number, { at, waterfall }: Measured): void {
  const times = Object.entries(at).map(([milestone, time]) => `${milestone} ${(time / 1000).toFixed(2)}`);
  console.log(`${name}, ${line.name}, ${cache} ${run}: ${times.join(', ')}`);
  if (values.trace) console.log(waterfall);
}
