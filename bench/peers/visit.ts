import type { Catalogue } from '../../sandbox/catalogue';
import { openBrowser, type BenchBrowser } from '../browser';
import type { Line } from '../cases';
import type { Case } from '../journey';
import { memoryOf } from '../memory';
import { untilQuiet } from '../quiet';
import { scrollOver, type Scrolled } from '../scroll';
import { measurePeer, type PeerMeasured } from './journey';
import { questionOf } from './opened';
import type { Peer } from './peer';

/** A figure, or in a few words why there is none. */
export type Found<Figure> = { readonly figure: Figure } | { readonly failed: string };

/** One run of one case in one peer: a fresh browser, opened twice. */
export interface Visit {
  readonly peer: string;
  readonly name: string;
  readonly line: Line;
  readonly cold: Found<PeerMeasured>;
  readonly warm: Found<PeerMeasured>;
  readonly scrolled?: Found<Scrolled>;
  /** Whole browser, megabytes */
  readonly memory?: Found<number>;
}

/** Whatever a page does, its browser is closed after so long. */
const LONGEST = 180_000;

/**
 * Opens a case in a peer, as our own are measured (bench/run.ts): cold; after the whole CT on the unshaped line its memory
 * and scrolling; then warm.
 * @param dwell milliseconds between the two openings
 * @returns `undefined` where the peer has nothing of the sort
 */
export async function visitOf(
  peer: Peer,
  catalogue: Catalogue,
  one: Case,
  line: Line,
  dwell: number,
): Promise<Visit | undefined> {
  const question = questionOf(catalogue, one);
  const address = peer.address(question);
  if (address === undefined) return undefined;
  const about = { peer: peer.name, name: one.name, line };
  let browser: BenchBrowser | undefined;
  try {
    const opened = await openBrowser({ ports: [[peer.port, peer.port]] }, line.shape);
    browser = opened;
    const open = () => measurePeer(opened, peer, question, address, one.until);
    const first = await found(open());
    const cold = measuredOf(first);
    const further: { memory?: Found<number>; scrolled?: Found<Scrolled> } = {};
    if (!('failed' in first)) {
      const [, page] = first.figure;
      if (one.until === 'stack-complete' && line.shape === undefined) {
        further.memory = await found(memoryOf(opened.pid).then((size) => size ?? NaN));
        const canvas = page.locator(peer.canvas).first();
        const scroll = async () => {
          await untilQuiet(opened.pid);
          return scrollOver(page, canvas, () => peer.position(page));
        };
        further.scrolled = await found(scroll());
      }
      await page.waitForTimeout(dwell);
      // A page that hangs may not hear that it is to close.
      await found(page.close(), 10_000);
    }
    return { ...about, cold, warm: measuredOf(await found(open())), ...further };
  } catch (error) {
    const failed = { failed: reasonOf(error) };
    return { ...about, cold: failed, warm: failed };
  } finally {
    await browser?.close();
  }
}

type Opened = Awaited<ReturnType<typeof measurePeer>>;

const measuredOf = (opened: Found<Opened>): Found<PeerMeasured> =>
  'failed' in opened ? opened : { figure: opened.figure[0] };

/** What a promise gives within so many milliseconds. */
export async function found<Figure>(work: Promise<Figure>, limit = LONGEST): Promise<Found<Figure>> {
  let late: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`nothing within ${limit / 1000} s`)), limit);
  });
  try {
    return { figure: await Promise.race([work, end]) };
  } catch (error) {
    return { failed: reasonOf(error) };
  } finally {
    clearTimeout(late);
  }
}

const reasonOf = (error: unknown): string => {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replaceAll('|', '¦');
};

/** One line on a visit, for whoever waits. */
export function inWords({ peer, name, line, cold, warm, scrolled, memory }: Visit, run: number): string {
  const times = (opened: Found<PeerMeasured>) =>
    'failed' in opened
      ? `failed: ${opened.failed}`
      : Object.entries(opened.figure.at)
          .map(([milestone, time]) => `${milestone} ${(time / 1000).toFixed(2)}`)
          .join(', ');
  const further = [
    ...(scrolled && 'figure' in scrolled ? [`${scrolled.figure.paintedPerSecond.toFixed(1)} painted/s`] : []),
    ...(memory && 'figure' in memory ? [`${memory.figure.toFixed(0)} MB`] : []),
  ];
  return `${name}, ${line.name}, ${run}, ${peer}: cold ${times(cold)}; warm ${times(warm)}${further.map((each) => `; ${each}`).join('')}`;
}
