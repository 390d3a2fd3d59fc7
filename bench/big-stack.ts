import { setTimeout as pause } from 'node:timers/promises';
import type { CatalogueInstance } from '../sandbox/catalogue';
import { createCodecs } from '../sandbox/imaging/codecs/codecs';
import { renderedFrame } from '../sandbox/imaging/rendering/render';
import { openBarePage, type BarePage } from './bare-page';
import { demonstrationSite } from './demonstration-site';
import { datasetsOf, longSeriesOf } from './grown-catalogues';
import { memoryOf } from './memory';
import { unlikeness } from './painted';
import { lines, type Line } from './cases';

/** A CT of very many slices on a device of so much memory. */
export interface BigStack {
  readonly slices: number;
  /** GiB, as the browser tells pages */
  readonly device: number;
  /** Seconds from the navigation to the launch address */
  readonly firstImage: number;
  /** Until nothing is fetched any more */
  readonly rested: number;
  /** Images that are here then */
  readonly kept: number;
  /** Whether it is said that not all are */
  readonly said: boolean;
  readonly jumps: readonly Jump[];
  /** Whole browser, megabytes: at most, and at the end */
  readonly peak: number;
  readonly end: number;
  /** Of the first 300 notches, position reached */
  readonly reached: number;
}

/** From one end of the stack to elsewhere. */
export interface Jump {
  /** From 1 */
  readonly to: number;
  /** Until that image is said to be on the screen, ms */
  readonly ms: number;
  /** It is that slice by its pixels, and not the one before or after, nor the same picture elsewhere in the stack */
  readonly isRight: boolean;
}

const SLICES = 3000;
const VIEW = '[role="group"][aria-label="View 1"]';
const devices = [8, 4, 2];

/** Opens the stack cold on an unshaped line for each device, goes to its ends, its middle and back, and turns the wheel. */
export async function measureBigStack(slices = SLICES): Promise<readonly BigStack[]> {
  const grown = longSeriesOf(slices, new Date().toISOString().slice(0, 10));
  await datasetsOf(grown);
  const instances = grown.catalogue.studies.flatMap(({ series }) => series.flatMap((each) => each.instances));
  const site = await demonstrationSite(grown.catalogue, 'study');
  const all: BigStack[] = [];
  try {
    for (const device of devices) {
      const address = site.sandbox.launchAddress({ personId: grown.personId, study: grown.study });
      const measured = await onDevice(device, address, instances);
      console.log(measured);
      all.push(measured);
    }
    return all;
  } finally {
    await site.stop();
  }
}

async function onDevice(
  device: number,
  address: string,
  instances: readonly CatalogueInstance[],
): Promise<BigStack> {
  const page = await openBarePage('about:blank');
  const slices = instances.length;
  let peak = 0;
  const sampling = setInterval(() => {
    void memoryOf(page.pid).then((size = 0) => (peak = Math.max(peak, size)));
  }, 1000);
  try {
    await page.send('Page.enable');
    const source = `Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => ${device} })`;
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source });
    const start = Date.now();
    await page.send('Page.navigate', { url: address });
    const firstImage = await firstImageOf(page, start);
    await until(page, `${shown}?.includes('of ${slices},') ?? false`);
    const { at, kept } = await restedOf(page, slices);
    const said = await page.evaluate<boolean>(
      `document.querySelector(${JSON.stringify(VIEW)}).textContent.includes('images are kept only around')`,
    );
    const jumps: Jump[] = [];
    for (const to of [slices, 1, slices / 2, slices, slices / 2 + 1, 1])
      jumps.push(await jump(page, instances, to));
    const reached = await turnWheel(page);
    const end = (await memoryOf(page.pid)) ?? NaN;
    peak = Math.max(peak, end);
    return {
      slices,
      device,
      firstImage,
      rested: (at - start) / 1000,
      kept,
      said,
      jumps,
      peak,
      end,
      reached,
    };
  } finally {
    clearInterval(sampling);
    await page.close();
  }
}

/** The name of the picture in the first view. */
const shown = `document.querySelector('${VIEW} [role="img"]')?.getAttribute('aria-label')`;

/** Asks until it is so. @throws after two minutes */
async function until(page: BarePage, condition: string): Promise<void> {
  const late = Date.now() + 120_000;
  while (Date.now() < late) {
    // On the way to the study the page is left for another one more than once.
    if (await page.evaluate<boolean>(condition).catch(() => false)) return;
    await pause(20);
  }
  throw new Error(`it never came to ${condition}`);
}

async function firstImageOf(page: BarePage, start: number): Promise<number> {
  const marks = "performance.getEntriesByName('plainfilm:first-image')";
  await until(page, `${marks}.length > 0`);
  const at = await page.evaluate<number>(`performance.timeOrigin + ${marks}[0].startTime`);
  return (at - start) / 1000;
}

/** When the count of images that are here had stayed the same for three seconds, and what it is. */
async function restedOf(page: BarePage, slices: number): Promise<{ at: number; kept: number }> {
  const count = `/(\\d+) of \\d+ loaded/.exec(document.querySelector('${VIEW}').textContent)?.[1]`;
  let last = { at: Date.now(), kept: 0 };
  const late = Date.now() + 600_000;
  while (Date.now() < late) {
    // Nothing is said of the count where all are here.
    const kept = Number((await page.evaluate<string | undefined>(count)) ?? slices);
    if (kept !== last.kept) last = { at: Date.now(), kept };
    else if (Date.now() - last.at > 3000) return last;
    await pause(100);
  }
  throw new Error('images came for ten minutes');
}

/** By the keys to the ends, by the track to elsewhere. */
async function jump(page: BarePage, instances: readonly CatalogueInstance[], to: number): Promise<Jump> {
  const start = Date.now();
  await page.evaluate(`document.querySelector('${VIEW}').focus()`);
  if (to === 1) await page.press('Home');
  else if (to === instances.length) await page.press('End');
  else
    await page.evaluate(
      `{ const track = document.querySelector('${VIEW} input[type="range"]');
         track.value = ${to - 1};
         track.dispatchEvent(new Event('input', { bubbles: true })); }`,
    );
  await until(page, `${shown}.includes('image ${to} of ')`);
  const ms = Date.now() - start;
  const rivals = [to - 1, to + 1, to - 300, to + 300].filter((one) => one >= 1 && one <= instances.length);
  const own = await unlikeness(page, VIEW, await held(instances, to));
  const others = await Promise.all(
    rivals.map(async (one) => unlikeness(page, VIEW, await held(instances, one))),
  );
  return { to, ms, isRight: others.every((other) => own < other) };
}

async function held(instances: readonly CatalogueInstance[], at: number): Promise<Uint8Array> {
  const instance = instances[at - 1];
  if (instance === undefined) throw new RangeError(`there is no image ${at}`);
  return (await renderedFrame(instance, 0, { mediaTypes: ['image/png'] }, createCodecs())).bytes;
}

/** 300 notches in five seconds from the first image on. */
async function turnWheel(page: BarePage): Promise<number> {
  const [x, y] = await page.evaluate<[number, number]>(
    `(() => { const { x, y, width, height } = document.querySelector('${VIEW} canvas').getBoundingClientRect();
      return [x + width / 2, y + height / 2]; })()`,
  );
  const start = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let notch = 0; notch < 300; notch += 1) {
    await pause(Math.max(0, start + (notch * 5000) / 300 - performance.now()));
    const wheel = { type: 'mouseWheel', x, y, deltaX: 0, deltaY: 100 };
    sent.push(page.send('Input.dispatchMouseEvent', wheel));
  }
  await Promise.all(sent);
  await pause(2000);
  return page.evaluate<number>(`Number(/image (\\d+) of/.exec(${shown})?.[1])`);
}

/** The section of the report. */
export function bigStackSection(all: readonly BigStack[], date: Date): string {
  const jumps = all[0]?.jumps ?? [];
  const line: Line | undefined = lines.find(({ shape }) => shape === undefined);
  return [
    '## A very long series',
    '',
    `${date.toISOString().slice(0, 10)}, ${line?.name ?? ''}, one cold launch for each device: a CT of ${all[0]?.slices ?? 0} slices of 512 × 512 (1.6 GB decoded), from the demonstration’s archive in one process. Seconds are from the navigation to the launch address; a jump’s milliseconds are until its image is named on the screen, and its pixels are held against that slice, its neighbours, and the same picture elsewhere in the stack. Memory is the whole browser’s.`,
    '',
    `| device | first picture, s | nothing more is fetched, s | images kept | it is said | ${jumps.map(({ to }) => `to ${to}, ms`).join(' | ')} | right slices | 300 notches reach | memory at most, MB | at the end, MB |`,
    `| --- | --- | --- | --- | --- | ${jumps.map(() => '---').join(' | ')} | --- | --- | --- | --- |`,
    ...all.map(
      (one) =>
        `| ${one.device} GiB | ${one.firstImage.toFixed(2)} | ${one.rested.toFixed(0)} | ${one.kept} | ${one.said ? 'yes' : 'no: all are kept'} | ${one.jumps.map(({ ms }) => ms).join(' | ')} | ${one.jumps.filter(({ isRight }) => isRight).length} of ${one.jumps.length} | ${one.reached} | ${one.peak.toFixed(0)} | ${one.end.toFixed(0)} |`,
    ),
    '',
  ].join('\n');
}
