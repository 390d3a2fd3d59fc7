import type { CDPSession, Page } from 'playwright';
import type { TraceEvent } from './main-thread-trace';
import { settlesWhen } from './settles-when';

/**
 * A page that is driven with as little as can be: what a test tool runs in the page to find and wait for things is work
 * of the main thread as well, and would be measured.
 */
export interface DrivenPage {
  readonly page: Page;
  /** What an expression in the page comes to, promises awaited. Rejects when it throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Settles as soon as the page meets a condition, over navigations; rejects after a minute. */
  until(condition: string): Promise<void>;
  /** Clicks with the mouse in the middle of the element that an expression gives. */
  click(element: string): Promise<void>;
  /** Turns the wheel over the middle of an element, with a pause after each notch, in milliseconds. */
  wheel(element: string, notches: number, pixels: number, pause: number): Promise<void>;
  /** Everything that the browser did while `act` ran. */
  traced(act: () => Promise<void>): Promise<readonly TraceEvent[]>;
}

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'v8.execute',
  'disabled-by-default-v8.gc',
  'blink.user_timing',
];

export async function drive(page: Page, more: readonly string[] = []): Promise<DrivenPage> {
  const session = await page.context().newCDPSession(page);
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails).slice(0, 500));
    return result.value as T;
  };
  const middleOf = (element: string) =>
    evaluate<{ x: number; y: number }>(
      `(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }))((${element}).getBoundingClientRect())`,
    );
  return {
    page,
    evaluate,
    until: (condition) => untilMet(evaluate, condition),
    async click(element) {
      const { x, y } = await middleOf(element);
      await page.mouse.click(x, y);
    },
    async wheel(element, notches, pixels, pause) {
      const { x, y } = await middleOf(element);
      await page.mouse.move(x, y);
      for (let notch = 0; notch < notches; notch += 1) {
        await page.mouse.wheel(0, pixels);
        await page.waitForTimeout(pause);
      }
    },
    traced: (act) => traced(session, act, [...CATEGORIES, ...more]),
  };
}

async function traced(session: CDPSession, act: () => Promise<void>, included: readonly string[]) {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordAsMuchAsPossible',
      includedCategories: [...included],
      excludedCategories: ['*'],
    },
  });
  await act();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  return events;
}

/** On the way to the viewer, the page is left for another one more than once. */
async function untilMet(evaluate: DrivenPage['evaluate'], condition: string): Promise<void> {
  const late = Date.now() + 60_000;
  for (;;) {
    try {
      return await evaluate(settlesWhen(condition));
    } catch (error) {
      if (Date.now() > late || !/navigated|context/i.test(String(error))) throw error;
    }
  }
}
