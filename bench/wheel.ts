import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';

/** Events that a wheel gives, and how long it turns for them, in seconds */
export const notches = 300;
const seconds = 5;
export const notchPixels = 100;

/**
 * Turns a wheel over a canvas, each event being sent on time whether or not the page keeps up.
 * @param way 1 for on, -1 for back, by the number of the event from 0
 */
export async function turnWheel(
  page: Page,
  canvas: Locator,
  way: (event: number) => 1 | -1 = () => 1,
): Promise<void> {
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('there is no picture to scroll');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);

  const start = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let event = 0; event < notches; event += 1) {
    await pause(Math.max(0, start + (event * seconds * 1000) / notches - performance.now()));
    const deltaY = way(event) * notchPixels;
    sent.push(session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY }));
  }
  await Promise.all(sent);
}
