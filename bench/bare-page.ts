import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromiumArgs, needChromium } from '../scripts/chromium.mjs';

/** A page that nobody watches: only what is asked of it through `send` is switched on. */
export interface BarePage {
  /** A command of the DevTools protocol to the page. Rejects with the browser's own words. */
  send(method: string, parameters?: object): Promise<Readonly<Record<string, unknown>>>;
  /** What an expression in the page comes to, promises awaited. Rejects when it throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses and lets go, as a keyboard would. */
  press(key: keyof typeof KEYS): Promise<void>;
  /** Of the browser's first process */
  readonly pid: number;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

const KEYS = { ArrowDown: 40, Enter: 13, Escape: 27, End: 35, Home: 36 } as const;

/**
 * Opens a browser with one page. Playwright has a browser keep the body of every answer in case somebody asks for it: where
 * memory is measured, that would be found again.
 */
export async function openBarePage(address: string): Promise<BarePage> {
  const profile = await mkdtemp(join(tmpdir(), 'plainfilm-bench-'));
  const browser = spawn(
    await needChromium(),
    [
      ...chromiumArgs,
      '--headless=new',
      '--remote-debugging-pipe',
      '--no-first-run',
      '--disable-component-update',
      '--disable-background-networking',
      '--disable-sync',
      '--password-store=basic',
      '--use-mock-keychain',
      '--window-size=1366,768',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const command = commands(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
  const { targetInfos } = await command('Target.getTargets');
  const [target] = (targetInfos as { type: string; targetId: string }[]).filter(
    ({ type }) => type === 'page',
  );
  const { sessionId } = await command('Target.attachToTarget', { targetId: target?.targetId, flatten: true });
  const send: BarePage['send'] = (method, parameters) => command(method, parameters, sessionId as string);
  await send('Page.navigate', { url: address });

  return {
    send,
    pid: browser.pid ?? 0,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails).slice(0, 500));
      return (result as { value?: unknown }).value as T;
    },
    async press(key) {
      const event = {
        key,
        code: key,
        windowsVirtualKeyCode: KEYS[key],
        ...(key === 'Enter' && { text: '\r' }),
      };
      await send('Input.dispatchKeyEvent', { type: key === 'Enter' ? 'keyDown' : 'rawKeyDown', ...event });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    async close() {
      browser.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Commands over the pipe: JSON with a zero after each. */
function commands(to: Writable, from: Readable) {
  const waiting = new Map<number, (message: Message) => void>();
  let rest = '';
  let lastId = 0;
  from.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
    }
  });
  return (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result ?? {});
      });
      to.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}
