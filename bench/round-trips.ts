import { openBrowser } from './browser';
import type { Case } from './journey';
import { measure } from './journey';
import type { Site } from './site';

/** How many round trips follow each other until the first picture. */
export interface RoundTrips {
  readonly name: string;
  readonly cold: number;
  readonly warm: number;
}

/** Two lines that differ in nothing but the time of a round trip, in ms; on neither does any byte wait for another. */
const near = 20;
const far = 420;
const wide = { bitsPerSecond: 10e9, windowBytes: 256e6 };

/**
 * What a launch takes more on the far line, by how much farther it is: every round trip that another has to wait for is in
 * it (handshakes, preflights, redirects), and nothing that goes on beside them.
 * @param address makes a new launch
 * @param samples launches on each line, in turn. The quickest counts: a busy machine only ever delays one
 * @param enough whether what was measured may stand; where it may not, as many launches again are tried, twice
 */
export async function roundTripsOf(
  site: Site,
  one: Case,
  address: () => string,
  samples = 1,
  enough: (measured: RoundTrips) => boolean = () => true,
): Promise<RoundTrips> {
  const until = { ...one, until: 'first-image' as const };
  const lines = Array.from({ length: samples }, () => [near, far]).flat();
  const times: { readonly roundTripMs: number; readonly cold: number; readonly warm: number }[] = [];
  const sample = async (roundTripMs: number) => {
    const browser = await openBrowser(site, { roundTripMs, ...wide });
    try {
      const [cold, page] = await measure(browser, until, address());
      await settled(page, roundTripMs);
      const [warm] = await measure(browser, until, address());
      times.push({
        roundTripMs,
        cold: cold.at['first-image'] ?? NaN,
        warm: warm.at['first-image'] ?? NaN,
      });
    } finally {
      await browser.close();
    }
  };
  const quickest = (line: number, cache: 'cold' | 'warm') =>
    Math.min(...times.filter(({ roundTripMs }) => roundTripMs === line).map((time) => time[cache]));
  const slope = (cache: 'cold' | 'warm') => (quickest(far, cache) - quickest(near, cache)) / (far - near);
  for (let round = 1; ; round++) {
    for (const roundTripMs of lines) await sample(roundTripMs);
    const measured = { name: one.name, cold: slope('cold'), warm: slope('warm') };
    if (round === 3 || enough(measured)) return measured;
  }
}

/** A person stays a while: what a launch does behind has been done, and connections are still open. */
async function settled(page: Awaited<ReturnType<typeof measure>>[1], roundTripMs: number): Promise<void> {
  await page.waitForTimeout(3500 + 3 * roundTripMs);
  await page.close();
}
