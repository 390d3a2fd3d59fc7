import type { Page } from 'playwright';
import { openBrowser } from './browser';
import { demonstrationSite } from './demonstration-site';
import { datasetsOf } from './grown-catalogues';
import { linkedSeriesOf } from './linked-catalogue';
import { median } from './report';
import { notches, notchPixels, turnWheel } from './wheel';

/** One wheel's worth of scrolling over the first of several views that follow each other. */
export interface LinkedScroll {
  readonly views: number;
  /** Pictures painted a second, by view */
  readonly painted: readonly number[];
  /** From the last wheel event to the last painting in any view, ms */
  readonly lagMs: number;
  /** Notches of the wheel that the page got */
  readonly notches: number;
  /** Position of the picture in each view at the end, from 1 */
  readonly reached: readonly number[];
  /** Longest time without a painting in any view while the wheel turned, ms */
  readonly gapMs: number;
}

/** Where the wheel begins: its notches are a run to the last slice and back */
const turning = notches / 2;

/**
 * Scrolls two views (a CT of 300 slices and the same a year before) and four (beside these a second series and one whose
 * planes cross them, with slice lines), linked, by 300 wheel events in five seconds: down to the middle and up again.
 */
export async function measureLinked(runs: number): Promise<readonly LinkedScroll[]> {
  const grown = linkedSeriesOf(new Date().toISOString().slice(0, 10));
  await datasetsOf(grown);
  const site = await demonstrationSite(grown.catalogue, 'study');
  const scrolls: LinkedScroll[] = [];
  try {
    for (let run = 0; run < runs; run += 1)
      for (const views of [2, 4]) {
        const browser = await openBrowser(site);
        try {
          const page = await browser.context.newPage();
          await page.goto(site.sandbox.launchAddress({ personId: grown.personId, study: grown.study }));
          await hangLinked(page, views);
          const scrolled = await scrollLinked(page, views);
          console.log(inWords(scrolled));
          scrolls.push(scrolled);
        } finally {
          await browser.close();
        }
      }
    return scrolls;
  } finally {
    await site.stop();
  }
}

const view = (page: Page, number: number) => page.getByRole('group', { name: `View ${number}`, exact: true });
const picture = (page: Page, number: number, name: RegExp) => view(page, number).getByRole('img', { name });

/** The views, all slices of all of them received, joined. */
export async function hangLinked(page: Page, views: number): Promise<void> {
  const patience = { timeout: 60_000 };
  await picture(page, 1, /image 1 of 300/).waitFor(patience);
  await page.keyboard.press('c');
  await picture(page, 2, /^Prior.*image 1 of 300/).waitFor(patience);
  if (views === 4) {
    await view(page, 1).focus();
    // From side by side over one above the other to four
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await view(page, 4).waitFor(patience);
    const strip = page.getByRole('group', { name: 'Series' });
    for (const [name, number] of [
      [/^Thorax again/, '3'],
      [/^Crossing/, '4'],
    ] as const) {
      await strip.getByRole('button', { name }).focus();
      await page.keyboard.press(number);
    }
    await picture(page, 3, /Thorax again.*image 1 of 300/).waitFor(patience);
    await picture(page, 4, /Crossing.*image \d+ of 40/).waitFor(patience);
  }
  for (let number = 1; number <= views; number += 1)
    await view(page, number)
      .getByText(/of \d+ loaded/)
      .waitFor({ state: 'detached', ...patience });
  await view(page, 1).focus();
  await page.keyboard.press('j');
  await view(page, 2).getByText('linked by offset').waitFor(patience);
  if (views === 4)
    await view(page, 4)
      .locator('svg path.under')
      .waitFor({ state: 'attached', ...patience });
}

export async function scrollLinked(page: Page, views: number): Promise<LinkedScroll> {
  await page.evaluate(countPaintings);
  const canvas = view(page, 1).locator('canvas').first();
  await turnWheel(page, canvas, (event) => (event < turning ? 1 : -1));
  await page.waitForFunction(
    () => {
      const { views: painted } = (window as unknown as { linked: Counted }).linked;
      return performance.now() - Math.max(0, ...painted.map((times) => times.at(-1) ?? 0)) > 500;
    },
    undefined,
    { polling: 100, timeout: 30_000 },
  );
  const counted = await page.evaluate(() => (window as unknown as { linked: Counted }).linked);
  const [first, last] = [counted.wheels[0] ?? 0, counted.wheels.at(-1) ?? 0];
  const during = counted.views.map((times) => times.filter((time) => time >= first && time <= last));
  const all = [first, ...during.flat().sort((one, other) => one - other), last];
  const numbers = Array.from({ length: views }, (_, index) => index + 1);
  return {
    views,
    painted: during.map((times) => times.length / ((last - first) / 1000)),
    lagMs: Math.max(0, Math.max(...counted.views.map((times) => times.at(-1) ?? 0)) - last),
    notches: counted.distance / notchPixels,
    reached: await Promise.all(numbers.map((number) => position(page, number))),
    gapMs: Math.max(...all.slice(1).map((time, index) => time - (all[index] ?? time))),
  };
}

async function position(page: Page, number: number): Promise<number> {
  const name = await picture(page, number, /image \d+ of/).getAttribute('aria-label');
  return Number(/image (\d+) of/.exec(name ?? '')?.[1] ?? NaN);
}

interface Counted {
  /** When something was drawn into the canvas of each view, once an animation frame */
  readonly views: number[][];
  readonly wheels: number[];
  /** Wheel pixels, whichever way */
  distance: number;
}

/** Runs in the page: notes each animation frame in which something was drawn into the canvas of a view, by view. */
function countPaintings(): void {
  const canvases = [...document.querySelectorAll('[role="group"][aria-label^="View "] canvas')];
  const linked: Counted = { views: canvases.map(() => []), wheels: [], distance: 0 };
  Object.assign(window, { linked });
  const frames: unknown[] = [];
  const note = (canvas: unknown) => {
    const index = canvases.indexOf(canvas as Element);
    const now = document.timeline.currentTime;
    if (index < 0 || frames[index] === now) return;
    frames[index] = now;
    linked.views[index]?.push(performance.now());
  };
  const original = CanvasRenderingContext2D.prototype.drawImage as (...given: unknown[]) => unknown;
  const noted = function (this: CanvasRenderingContext2D, ...given: unknown[]) {
    note(this.canvas);
    return original.apply(this, given);
  };
  Object.assign(CanvasRenderingContext2D.prototype, { drawImage: noted });
  const onwheel = ({ timeStamp, deltaY }: WheelEvent) => {
    linked.wheels.push(timeStamp);
    linked.distance += Math.abs(deltaY);
  };
  addEventListener('wheel', onwheel, { capture: true, passive: true });
}

/** The section of the report. */
export function linkedSection(scrolls: readonly LinkedScroll[], date: Date): string {
  const rows = [...new Set(scrolls.map(({ views }) => views))].map((views) => {
    const runs = scrolls.filter((each) => each.views === views);
    const middle = (of: (each: LinkedScroll) => number) => median(runs.map(of));
    const perView = (runs[0]?.painted ?? []).map((_, view) => middle(({ painted }) => painted[view] ?? 0));
    return [
      views,
      perView.map((rate) => rate.toFixed(0)).join(', '),
      perView.reduce((sum, rate) => sum + rate, 0).toFixed(0),
      middle(({ lagMs }) => lagMs).toFixed(0),
      middle(({ gapMs }) => gapMs).toFixed(0),
      middle((each) => each.notches),
      (runs[0]?.reached ?? []).map((_, view) => middle(({ reached }) => reached[view] ?? NaN)).join(', '),
    ];
  });
  return [
    '## Linked views',
    '',
    `${date.toISOString().slice(0, 10)}, medians of ${scrolls.filter(({ views }) => views === 2).length} runs: 300 wheel events in 5 s over the first view, down to slice 151 and up again, all slices received before. Two views: a CT of 300 slices and the same a year before. Four: beside them a second series of it, and one of 40 planes that cross it, with slice lines. At the turn two notches that come as one event are none.`,
    '',
    '| views | painted a second, by view | over all | ms from the last event to the last picture | longest gap, ms | notches received | pictures at the end |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

const inWords = ({ views, painted, lagMs, notches: got, reached, gapMs }: LinkedScroll) =>
  `${views} views: ${painted.map((rate) => rate.toFixed(1)).join(', ')} a second, lag ${lagMs.toFixed(0)} ms, gap ${gapMs.toFixed(0)} ms, ${got} notches, at ${reached.join(', ')}`;
