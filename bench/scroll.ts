import type { Locator, Page } from 'playwright';
import { notchPixels, turnWheel } from './wheel';

export interface Scrolled {
  readonly paintedPerSecond: number;
  /** From the last wheel event to the last painting, ms */
  readonly lagMs: number;
  /** Notches of the wheel that the page got; Chromium may give it several in one event */
  readonly notches: number;
  /** Position of the picture at the end, from 1 */
  readonly reached: number;
}

/** 300 wheel events in five seconds over our picture. */
export function scroll(page: Page): Promise<Scrolled> {
  const picture = page.getByRole('img', { name: /image \d+ of/ }).first();
  return scrollOver(page, page.locator('canvas').first(), async () =>
    Number(/image (\d+) of/.exec((await picture.getAttribute('aria-label')) ?? '')?.[1] ?? NaN),
  );
}

/**
 * 300 wheel events in five seconds over a canvas, sent on time whether or not the page keeps up.
 * @param position of the picture that is shown, from 1
 */
export async function scrollOver(
  page: Page,
  canvas: Locator,
  position: () => Promise<number>,
): Promise<Scrolled> {
  await page.evaluate(countPaintings);
  await turnWheel(page, canvas);
  await settled(page);
  const { paintings, wheels, distance } = await page.evaluate(
    () => (window as unknown as { counted: Counted }).counted,
  );
  const [first, last] = [wheels[0] ?? 0, wheels.at(-1) ?? 0];
  const during = paintings.filter((time) => time >= first && time <= last);
  return {
    paintedPerSecond: during.length / ((last - first) / 1000),
    lagMs: Math.max(0, (paintings.at(-1) ?? 0) - last),
    notches: distance / notchPixels,
    reached: await position(),
  };
}

interface Counted {
  readonly paintings: number[];
  readonly wheels: number[];
  distance: number;
}

/** Runs in the page: notes each animation frame in which something was drawn into a canvas of the page. */
function countPaintings(): void {
  const counted: Counted = { paintings: [], wheels: [], distance: 0 };
  Object.assign(window, { counted });
  let frame: unknown;
  const note = (canvas: unknown) => {
    const now = document.timeline.currentTime;
    if (now === frame || !(canvas instanceof HTMLCanvasElement) || !canvas.isConnected) return;
    frame = now;
    counted.paintings.push(performance.now());
  };
  const wrap = (prototype: object, name: string) => {
    const original = Reflect.get(prototype, name) as (...given: unknown[]) => unknown;
    Reflect.set(prototype, name, function (this: { canvas: unknown }, ...given: unknown[]) {
      note(this.canvas);
      return original.apply(this, given);
    });
  };
  for (const name of ['drawImage', 'putImageData']) wrap(CanvasRenderingContext2D.prototype, name);
  for (const name of ['drawArrays', 'drawElements']) wrap(WebGL2RenderingContext.prototype, name);
  const onwheel = ({ timeStamp, deltaY }: WheelEvent) => {
    counted.wheels.push(timeStamp);
    counted.distance += deltaY;
  };
  addEventListener('wheel', onwheel, { capture: true, passive: true });
}

/** Until nothing was painted for half a second. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const { paintings } = (window as unknown as { counted: Counted }).counted;
      return performance.now() - (paintings.at(-1) ?? 0) > 500;
    },
    undefined,
    { polling: 100, timeout: 30_000 },
  );
}
