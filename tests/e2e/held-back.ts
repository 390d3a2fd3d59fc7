import type { Page, Route } from '@playwright/test';

/** Answers that are kept back, what was asked for, and the way to let them go. */
export interface HeldBack {
  /** The paths, in the order asked */
  asked(): readonly string[];
  /** Lets go what waits and all that comes */
  release(): Promise<void>;
}

/** Keeps the answer to every question to these addresses back until it is let go. */
export async function heldBack(page: Page, address: string | RegExp): Promise<HeldBack> {
  const asked: string[] = [];
  const waiting: Route[] = [];
  let released = false;
  await page.route(address, (route) => {
    asked.push(new URL(route.request().url()).pathname);
    if (released) return route.continue();
    waiting.push(route);
  });
  return {
    asked: () => asked,
    release: async () => {
      released = true;
      for (const route of waiting) await route.continue();
    },
  };
}
