import type { Page } from 'playwright';
import { openBrowser } from './browser';
import { measure, type Case, type Measured } from './journey';
import { drive } from './main-thread-page';
import { tasksOf, type TraceEvent } from './main-thread-trace';
import { familyOf } from './processes';
import type { Site } from './site';

/*
 * What a launch costs the processor. A thread's own processor time is what is counted, up to the very moment of the mark:
 * neither what else the machine does nor when the mark is heard of is in it. What a busy neighbour takes from a core by
 * sharing its caches falls on the fixed piece of work beside it as well.
 */

/** Milliseconds of processor time */
export interface LaunchWork {
  /** The pages' main threads, from the launch address to the mark */
  readonly main: number;
  /** All threads of the pages' processes: decoders, compiling, collecting garbage and drawing too */
  readonly page: number;
  /** The longest turn of a main thread before the mark */
  readonly longest: number;
  /** Every process of the browser, until the mark was heard of; `undefined` where the system does not say */
  readonly browser: number | undefined;
  /** The fixed piece of work, done in the same browser a moment before and after: the middle of the two */
  readonly fixed: number;
}

const [BEGIN, END] = ['plainfilm:fixed-begin', 'plainfilm:fixed-end'];

/**
 * Runs in the page. Of what a launch is made of in about its parts: code that is compiled and run once, JSON, maps and
 * sorting, text that is searched, elements that are laid out. Nothing in it is by chance.
 */
function fixedWork([begin, end]: readonly [string, string]): void {
  performance.mark(begin);
  const names = Array.from({ length: 3000 }, (_, at) => `n${(at * 7919) % 3000}`);
  const source = names.map((name, at) => `const ${name}_${at} = (a) => ({ a, b: a + ${at} });`).join('\n');
  const calls = names.map((name, at) => `sum += ${name}_${at}(${at}).b;`).join('\n');
  // Code that is not known before, as that of a launch is not: it has to be compiled.
  let sum = (new Function(`let sum = 0; ${source}\n${calls}\nreturn sum;`) as () => number)();
  const rows = names.map((name, at) => ({
    name,
    at,
    values: [at, at / 3, `${name} of ${at}`],
    more: { at },
  }));
  for (let round = 0; round < 4; round += 1) {
    const again = JSON.parse(JSON.stringify(rows)) as typeof rows;
    again.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.at - other.at));
    const known = new Map(again.map((row) => [row.name, row]));
    for (const { name, values } of rows) sum += (known.get(name)?.at ?? 0) + String(values[2]).search(/\d+$/);
  }
  const list = document.createElement('div');
  for (const { name, at } of rows.slice(0, 1200)) {
    const row = document.createElement('div');
    row.className = `row r${at % 20}`;
    row.style.display = 'flex';
    for (const word of [name, `${sum % 1000}`])
      row.append(Object.assign(document.createElement('span'), { textContent: word }));
    list.append(row);
  }
  document.body.append(list);
  void list.offsetHeight;
  list.remove();
  performance.mark(end);
}

/** Launches until a milestone, between twice the fixed work, in a browser of its own whose cache is cold. */
export async function launchWork(
  site: Pick<Site, 'ports'>,
  one: Case,
  address: string,
): Promise<LaunchWork & { readonly measured: Measured }> {
  const browser = await openBrowser(site);
  try {
    const fixedBefore = await fixedWorkIn(await browser.context.newPage());
    let events: readonly TraceEvent[] = [];
    let taken: number | undefined;
    const [measured, launched] = await measure(browser, one, address, async (page, act) => {
      const driven = await drive(page);
      events = await driven.traced(async () => {
        const before = await familyOf(browser.pid);
        await act();
        const after = await familyOf(browser.pid);
        taken = before && after && after.processorMs - before.processorMs;
      });
    });
    await launched.close();
    const fixed = (fixedBefore + (await fixedWorkIn(await browser.context.newPage()))) / 2;
    return { ...workUntil(events, `plainfilm:${one.until}`), browser: taken, fixed, measured };
  } finally {
    await browser.close();
  }
}

async function fixedWorkIn(page: Page): Promise<number> {
  const driven = await drive(page);
  const events = await driven.traced(() => page.evaluate(fixedWork, [BEGIN, END] as const));
  await page.close();
  const [begin = NaN, end = NaN] = [BEGIN, END].map((mark) => events.find(({ name }) => name === mark)?.tts);
  return (end - begin) / 1000;
}

/** What the pages' processes did until a mark, by the clocks of their threads. Fails where the trace has no such mark. */
export function workUntil(
  events: readonly TraceEvent[],
  mark: string,
): Pick<LaunchWork, 'main' | 'page' | 'longest'> {
  const end = events.find(({ name, tts }) => name === mark && tts !== undefined)?.ts;
  if (end === undefined) throw new Error(`the trace has no ${mark} with its thread's time`);
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const threads = new Map<string, { pid: number; first: number; last: number }>();
  const before = events.filter(({ ts, ph }) => ts <= end || ph === 'M');
  for (const { pid, tid, ts, dur = 0, tts, tdur = 0 } of before) {
    if (tts === undefined) continue;
    // What was not over yet counts until its last event that was.
    const until = ts + dur <= end ? tts + tdur : tts;
    const known = threads.get(`${pid}/${tid}`) ?? { pid, first: tts, last: until };
    threads.set(`${pid}/${tid}`, {
      pid,
      first: Math.min(known.first, tts),
      last: Math.max(known.last, until),
    });
  }
  const sum = (all: Iterable<readonly [string, { first: number; last: number }]>) =>
    [...all].reduce((total, [, { first, last }]) => total + (last - first) / 1000, 0);
  const isMain = (thread: string) => mains.some(({ pid, tid }) => thread === `${pid}/${tid}`);
  const pages = [...threads].filter(([, { pid }]) => mains.some((main) => main.pid === pid));
  const over = before.filter(({ ts, dur = 0 }) => ts + dur <= end);
  return {
    main: sum(pages.filter(([thread]) => isMain(thread))),
    page: sum(pages),
    longest: tasksOf(over)[0]?.cpu ?? 0,
  };
}
