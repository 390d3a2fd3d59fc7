import { setTimeout as pause } from 'node:timers/promises';
import { familyOf } from './processes';

/** Milliseconds between two looks, and how many of them a browser at rest may be at work */
const LOOK = 250;
const REST = 20;
const LONGEST = 15_000;

/**
 * Waits until a browser has done what a new window costs it (its own start page, menus and pop-ups take more than a
 * launch): who clicks in a record has had their browser open for hours.
 */
export async function untilQuiet(pid: number): Promise<void> {
  const until = Date.now() + LONGEST;
  let before = (await familyOf(pid))?.processorMs;
  while (before !== undefined && Date.now() < until) {
    await pause(LOOK);
    const now = (await familyOf(pid))?.processorMs ?? before;
    if (now - before <= REST) return;
    before = now;
  }
}
