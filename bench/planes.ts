import { resolve } from 'node:path';
import { chromium, type Page } from 'playwright';
import { archiveApp } from '../sandbox/imaging/archive-server';
import { startSandbox } from '../sandbox/start';
import { ctCatalogue } from '../tests/builders/ct-catalogue';
import { chromiumArgs, needTestChromium } from '../scripts/chromium.mjs';

/*
 * Planes of an uncompressed CT of 512 × 512 × 300, by the built viewer: `npx tsx bench/planes.ts`. How long after the key
 * they are there, how often they follow the crosshair, and what is asked of an archive for them.
 */

const root = resolve(import.meta.dirname, '..');
const SIDE = 512;
const SLICES = 300;
const personId = 'aria-smith';

/** Two balls in a haze that grows brighter to the left. */
function slice(z: number): Uint16Array {
  const samples = new Uint16Array(SIDE * SIDE);
  for (let at = 0; at < samples.length; at++) {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const near = Math.hypot(x - 170, y - 220, (z - 120) * 1.4) < 90;
    const far = Math.hypot(x - 340, y - 300, (z - 190) * 1.4) < 60;
    samples[at] = 900 + x / 4 + (near ? 300 : 0) + (far ? 150 : 0);
  }
  return samples;
}

/** PET of 200 × 200 × 300, the largest that is usual. */
const tracer = {
  side: 200,
  slices: SLICES,
  corner: -200,
  spacing: 2,
  samples: (z: number) =>
    Uint16Array.from({ length: 200 * 200 }, (_, at) => {
      const [x, y] = [at % 200, Math.floor(at / 200)];
      return 900 + (Math.hypot(x - 70, y - 80, (z - 120) / 2) < 20 ? 12_000 : 0);
    }),
};

const catalogueOf = (isFused: boolean) =>
  ctCatalogue({
    seed: isFused ? 'planes and a tracer' : 'planes',
    ...(isFused && { tracer }),
    side: SIDE,
    slices: SLICES,
    samples: slice,
    today: new Date().toISOString().slice(0, 10),
    corner: -180,
    spacing: 0.7,
    window: [100, 600],
    elements: { FrameOfReferenceUID: '2.25.4711' },
  });

/** Moves of the crosshair, a display's 60 a second */
const MOVES = 180;

interface Seen {
  /** ms, each time a plane was put on the screen */
  readonly times: number[];
}

/** Notes when planes are painted: each is a raster of its own. */
const watch = (page: Page) =>
  page.addInitScript(() => {
    const seen: Seen = { times: [] };
    Object.assign(globalThis, { seen });
    const original = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]) {
      if (
        this.canvas instanceof HTMLCanvasElement &&
        this.canvas.closest('[aria-label$=" plane"], [aria-label="Volume in 3D"]')
      )
        seen.times.push(performance.now());
      return (original as (...all: unknown[]) => void).apply(this, given);
    };
  });

const paintings = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.times.length);

/** Moves the crosshair round in the coronal pane, and counts paintings of all three a second. */
async function followed(page: Page): Promise<number> {
  return page.evaluate(async (moves) => {
    const field = document.querySelector('[aria-label="Coronal plane"] .field');
    if (field === null) throw new Error('no pane');
    const { left, top, width, height } = field.getBoundingClientRect();
    const { times } = (globalThis as unknown as { seen: Seen }).seen;
    const at = (move: number): PointerEventInit => ({
      bubbles: true,
      pointerId: 1,
      button: 0,
      clientX: left + width * (0.5 + 0.25 * Math.cos(move / 20)),
      clientY: top + height * (0.5 + 0.25 * Math.sin(move / 20)),
    });
    (field as HTMLElement).setPointerCapture = () => undefined;
    const before = times.length;
    const start = performance.now();
    field.dispatchEvent(new PointerEvent('pointerdown', at(0)));
    for (let move = 0; move < moves; move++) {
      await new Promise(requestAnimationFrame);
      field.dispatchEvent(new PointerEvent('pointermove', at(move)));
    }
    field.dispatchEvent(new PointerEvent('pointerup', at(moves)));
    return ((times.length - before) / 3 / (performance.now() - start)) * 1000;
  }, MOVES);
}

/** How many times as long work takes here as it would alone: what this process had to wait for the processor. */
function busyness(): number {
  const [start, used] = [performance.now(), process.cpuUsage()];
  while (process.cpuUsage(used).user < 300_000);
  return (performance.now() - start) / 300;
}
const tell = (what: string) =>
  console.log(`${what} (everything takes ${busyness().toFixed(1)} times as long as alone)`);

/** A turn of 3D by keys, and how often it was drawn on the way. */
async function turned(page: Page): Promise<number> {
  const room = page.getByRole('group', { name: 'Volume in 3D' });
  await room.focus();
  const [before, start] = [await paintings(page), performance.now()];
  for (let at = 0; at < TURNS; at++) await page.keyboard.press('ArrowRight');
  return (((await paintings(page)) - before) / (performance.now() - start)) * 1000;
}
const TURNS = 40;

const browser = await chromium.launch({ executablePath: await needTestChromium(), args: [...chromiumArgs] });
const stops: (() => Promise<unknown>)[] = [() => browser.close()];

/** The study, all of whose CT is here. */
async function opened(isFused: boolean): Promise<Page> {
  const catalogue = catalogueOf(isFused);
  const sandbox = await startSandbox({ catalogue, dist: `${root}/dist`, archiveApp, landing: 'study' });
  stops.push(() => sandbox.stop());
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(120_000);
  // What runs this file gives functions their names by a helper, which a page has not.
  await page.addInitScript({ content: 'globalThis.__name = (made) => made;' });
  await watch(page);
  await page.goto(sandbox.launchAddress({ personId, study: catalogue.studies[0]?.studyInstanceUid ?? '' }));
  await page
    .getByText(/^image \d+ of 300$/)
    .first()
    .waitFor();
  await page
    .getByText(/\d+ of 300 loaded/)
    .first()
    .waitFor({ state: 'hidden' });
  return page;
}

try {
  const page = await opened(false);
  let requests = 0;
  page.on('request', (request) => {
    if (!request.url().includes('/assets/')) requests++;
  });
  // The code of planes comes once; a first visit says how long it takes with it, a second without.
  for (const visit of ['with their code', 'again']) {
    const start = await page.evaluate(() => performance.now());
    const before = await paintings(page);
    await page.keyboard.press('Shift+P');
    await page.waitForFunction(
      (count) => (globalThis as unknown as { seen: Seen }).seen.times.length > count,
      before,
    );
    await page.waitForTimeout(100);
    await page
      .getByText(/slices? so far/)
      .first()
      .waitFor({ state: 'hidden' });
    const first = await page.evaluate(
      (at) => (globalThis as unknown as { seen: Seen }).seen.times[at] ?? NaN,
      before,
    );
    const last = await page.evaluate(
      () => (globalThis as unknown as { seen: Seen }).seen.times.at(-1) ?? NaN,
    );
    tell(
      `first planes ${visit}: ${Math.round(first - start)} ms; of all slices: ${Math.round(last - start)} ms`,
    );
    if (visit === 'again') break;
    await page.keyboard.press('Escape');
  }
  tell(`planes follow the crosshair: ${(await followed(page)).toFixed(1)} times a second`);
  await page.getByText('Exact place and angle').click();
  await page.getByRole('spinbutton', { name: 'in axial' }).fill('25');
  await page.keyboard.press('Enter');
  tell(`oblique: ${(await followed(page)).toFixed(1)} times a second`);
  await page.getByRole('combobox', { name: 'Slab' }).selectOption('Maximum (MIP)');
  tell(`oblique slabs of 10 mm: ${(await followed(page)).toFixed(1)} times a second`);
  console.log(`requests: ${requests}`);
  await page.keyboard.press('Escape');
  const start = performance.now();
  const before = await paintings(page);
  await page.keyboard.press('Shift+V');
  await page.waitForFunction(
    (count) => (globalThis as unknown as { seen: Seen }).seen.times.length > count,
    before,
  );
  tell(`first 3D: ${Math.round(performance.now() - start)} ms`);
  await page.waitForTimeout(3_000);
  tell(`3D follows a turn: ${(await turned(page)).toFixed(1)} times a second`);
  const fused = await opened(true);
  await fused.keyboard.press('Shift+F');
  await fused.getByText(/^Fused with/).waitFor();
  await fused.waitForTimeout(3_000);
  await fused
    .getByText(/slices? so far/)
    .first()
    .waitFor({ state: 'detached' });
  // Two rasters for each plane
  tell(`fused planes follow the crosshair: ${((await followed(fused)) / 2).toFixed(1)} times a second`);
  const shot = process.argv[2];
  await page.waitForTimeout(3_000);
  if (shot) await page.screenshot({ path: shot });
} finally {
  for (const stop of stops) await stop();
}
