import { chromium, type BrowserContext } from 'playwright';
import { chromiumArgs, needChromium } from '../scripts/chromium.mjs';
import { createLink, type Link, type LinkShape } from './link';
import type { Site } from './site';

export interface BenchBrowser {
  readonly context: BrowserContext;
  readonly link: Link;
  readonly version: string;
  /** Of the browser's first process */
  readonly pid: number;
  close(): Promise<void>;
}

/**
 * The browser's own pages, drawn as web pages in processes of their own as soon as a window opens: they would take the
 * processor and count as memory of whatever is measured. The rest is what Playwright leaves out of a browser as well; of
 * two such lists the last one counts.
 */
const ownPages = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
];

/**
 * Who watches a page's requests is told from which line each was made. For that V8 reads a whole file again when it has kept no
 * lines: 80 ms of processor time in each launch, which nobody pays whom no tool watches. So it keeps them.
 */
const KEEP_LINES = '--js-flags=--no-enable-lazy-source-positions';

/** A fresh browser, nothing cached, whose every request to the site goes through a link of its own. */
export async function openBrowser({ ports }: Pick<Site, 'ports'>, shape?: LinkShape): Promise<BenchBrowser> {
  const link = createLink(shape);
  const rules: string[] = [];
  for (const [asked, answered] of ports)
    rules.push(`MAP 127.0.0.1:${asked} 127.0.0.1:${await link.through(answered)}`);
  const server = await chromium.launchServer({
    executablePath: await needChromium(),
    args: [
      ...chromiumArgs,
      KEEP_LINES,
      `--host-resolver-rules=${rules.join(', ')}`,
      `--disable-features=${ownPages.join(',')}`,
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  // tsx keeps functions' names with a helper of its own, which functions that run in the page lack.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named;' });
  return {
    context,
    link,
    version: browser.version(),
    pid: server.process().pid ?? 0,
    async close() {
      // A page that hangs can keep a browser from ending by itself.
      const patience = setTimeout(() => void server.kill(), 20_000);
      await browser.close();
      await server.close();
      clearTimeout(patience);
      await link.close();
    },
  };
}
