import type { Page } from 'playwright';

export type Milestone = 'launch' | 'token' | 'list' | 'first-preview' | 'first-image' | 'stack-complete';

const BINDING = 'plainfilmBenchMarked';

/**
 * Says when a page, or one that it becomes, has marked a milestone. The browser tells: a question every few milliseconds
 * (and the code that Playwright asks it with) would take the time that it measures.
 * @returns a promise for the mark, rejected after two minutes
 */
export function milestoneOf(page: Page, milestone: Milestone): Promise<() => Promise<void>> {
  return markOf(page, `plainfilm:${milestone}`, milestone);
}

/** The same for any User Timing mark. @param what it stands for, in the words of a failure */
export async function markOf(page: Page, mark: string, what: string): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: BINDING });
  const reached = new Promise<void>((resolve) => {
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING && payload === mark) resolve();
    });
  });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: `new PerformanceObserver((list) => list.getEntries().forEach(({ name }) =>
      name === ${JSON.stringify(mark)} && globalThis.${BINDING}?.(name))).observe({ type: 'mark', buffered: true });`,
  });
  return async () => {
    let late: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`no ${what} within two minutes`)), 120_000);
    });
    await Promise.race([reached, limit]).finally(() => clearTimeout(late));
  };
}
