import type { Page, Route } from '@playwright/test';

/** Answers that are kept back, what was asked for, and the way to let them go. */
export interface HeldBack {
  /** The paths, in the order asked */
  asked(): readonly string[];
  /** Lets go what waits and all that comes; @param status with which all is refused instead */
  release(status?: number): Promise<void>;
}

/** Keeps the answer to every question to these addresses back until it is let go. */
export async function heldBack(page: Page, address: string | RegExp): Promise<HeldBack> {
  const asked: string[] = [];
  const waiting: Route[] = [];
  let letGo: ((route: Route) => Promise<void>) | undefined;
  await page.route(address, (route) => {
    asked.push(new URL(route.request().url()).pathname);
    if (letGo) return letGo(route);
    waiting.push(route);
  });
  return {
    asked: () => asked,
    release: async (status) => {
      letGo = (route) => (status === undefined ? route.continue() : route.fulfill({ status }));
      for (const route of waiting) await letGo(route);
    },
  };
}
