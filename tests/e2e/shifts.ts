import type { Page } from '@playwright/test';

/**
 * What moves on the pages that are opened from now on, once a picture is seen.
 * @returns the shifts up to then, each with how far and what
 */
export async function shiftsOn(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((entries) => {
      if (!document.querySelector('.position')) return;
      for (const entry of entries.getEntries() as (PerformanceEntry & {
        sources: { node?: Node }[];
        value: number;
      })[]) {
        const what = entry.sources.map(({ node }) => node?.textContent?.trim().slice(0, 40));
        shifts.push(`${entry.value.toFixed(4)} ${what.join(' | ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
}
