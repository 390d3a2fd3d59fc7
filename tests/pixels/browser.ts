import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { chromiumArgs } from '../../scripts/chromium.mjs';
import type { Decoded, Opened, OpenRequest, Shown } from './asked';

export interface Pixels<Answer> {
  readonly answer: Answer;
  /** Empty where the answer is a refusal */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The pipeline, driven from here. */
export interface PipelineInBrowser {
  readonly origin: string;
  open(request: OpenRequest): Promise<Opened>;
  decoded(number: number): Promise<Pixels<Decoded>>;
  shown(number: number): Promise<Pixels<Shown>>;
  /** Errors that nobody caught, since the last call */
  errors(): readonly string[];
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Serves the page from its sources and opens it in Chromium. */
export async function pipelineInBrowser(executablePath: string | undefined): Promise<PipelineInBrowser> {
  let taken = new Uint8Array();
  const server = await createServer({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: 'error',
    cacheDir: `${root}.cache/pixels`,
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    plugins: [
      {
        name: 'taken',
        configureServer: ({ middlewares }) => {
          middlewares.use('/taken', (request, response) => {
            const chunks: Buffer[] = [];
            request.on('data', (chunk: Buffer) => chunks.push(chunk));
            request.on('end', () => {
              taken = new Uint8Array(Buffer.concat(chunks));
              response.end();
            });
          });
        },
      },
    ],
  });
  await server.listen();
  const { port } = server.httpServer?.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [...chromiumArgs],
  });
  const page = await browser.newPage({ viewport: { width: 800, height: 600 }, deviceScaleFactor: 1 });
  let errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${origin}/tests/pixels/page.html`);
  await page.waitForSelector('html[data-ready="pixels"]', { state: 'attached', timeout: 60_000 });

  const withBytes = async <Answer extends { readonly kind: string }>(
    ask: () => Promise<Answer>,
  ): Promise<Pixels<Answer>> => {
    taken = new Uint8Array();
    const answer = await ask();
    return { answer, bytes: taken };
  };

  return {
    origin,
    open: (request) => page.evaluate((asked) => pixels.open(asked), request),
    decoded: (number) => withBytes(() => page.evaluate((asked) => pixels.decoded(asked), number)),
    shown: (number) => withBytes(() => page.evaluate((asked) => pixels.shown(asked), number)),
    errors: () => {
      const now = errors;
      errors = [];
      return now;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
