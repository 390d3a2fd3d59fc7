import { needTestChromium } from '../scripts/chromium.mjs';
import { keepTotal } from '../scripts/tally.mjs';
import { openBrowser } from './browser';
import { inWords, isKept, roundTripBudgets, sizeBudgets, workBudgets } from './budgets';
import { cases } from './cases';
import { measure, type Case, type Measured } from './journey';
import { roundTripsOf } from './round-trips';
import { launchWork, type LaunchWork } from './launch-work';
import type { Row } from './report';
import { startSite, type Site } from './site';

/** Launches of each: the quickest of three has met no other work, or as good as none. */
const SAMPLES = 3;

/** Launches of each whose processor time is taken, and how often as many again are tried where the budget is not kept */
const WORK = { samples: 5, rounds: 3 };

/**
 * Sizes, requests, round trips and processor time as a multiple of a fixed piece of work, none of them a time by the
 * clock: what a change may not add to, on whatever machine it is tried. Small pictures do, since nothing that is counted here depends on how large they are.
 * @param launchOf makes a new launch
 * @returns whether all budgets are kept
 */
export async function quick(launchOf: (site: Site, one: Case) => string): Promise<boolean> {
  // What is counted is the same in the headless shell, and sooner.
  process.env['PLAINFILM_CHROMIUM'] ??= await needTestChromium();
  const opening: readonly Case[] = cases.filter(({ until }) => until !== 'list');
  const site = await startSite([...new Set(opening.map(({ personId }) => personId))], 'small');
  try {
    const rows: Row[] = [];
    for (const one of opening) rows.push(await rowOf(site, one, () => launchOf(site, one)));
    const roundTrips = [];
    for (const one of opening.filter(({ name }) => name === 'CT-300'))
      roundTrips.push(
        await roundTripsOf(
          site,
          one,
          () => launchOf(site, one),
          SAMPLES,
          (measured) => roundTripBudgets({ roundTrips: [measured] }).every(isKept),
        ),
      );
    const works: { readonly name: string; readonly runs: readonly LaunchWork[] }[] = [];
    for (const one of opening) works.push(await workOf(site, one, () => launchOf(site, one)));
    const budgets = [
      ...sizeBudgets({ rows }),
      ...roundTripBudgets({ roundTrips }),
      ...works.flatMap(workBudgets),
    ];
    for (const budget of budgets) console.log(inWords(budget));
    const missed = budgets.filter((budget) => !isKept(budget));
    keepTotal('bench', {
      passed: budgets.length - missed.length,
      failed: missed.length,
      skipped: 0,
      failures: missed.map(inWords),
    });
    return missed.length === 0;
  } finally {
    await site.stop();
  }
}

async function rowOf(site: Site, one: Case, newLaunch: () => string): Promise<Row> {
  const runs: Measured[] = [];
  while (runs.length < SAMPLES) {
    // A browser of its own for each: its cache is cold.
    const browser = await openBrowser(site);
    try {
      const [measured] = await measure(browser, { ...one, until: 'first-image' }, newLaunch());
      runs.push(measured);
    } finally {
      await browser.close();
    }
  }
  return { name: one.name, line: { name: 'unshaped' }, cache: 'cold', runs };
}

async function workOf(site: Site, { name, ...one }: Case, newLaunch: () => string) {
  const runs: LaunchWork[] = [];
  for (let round = 1; ; round += 1) {
    for (let run = 0; run < WORK.samples; run += 1)
      runs.push(await launchWork(site, { ...one, name, until: 'first-image' }, newLaunch()));
    if (round === WORK.rounds || workBudgets({ name, runs }).every(isKept)) return { name, runs };
  }
}
