import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oneChunk } from '../../scripts/one-chunk';
import { warmLaunch } from '../../scripts/vite-warm-launch';

const files: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><script type="module" src="./main.js"></script>',
  'launch/index.html': '<!doctype html><body><script type="module" src="./launch.js"></script></body>',
  'main.js':
    "import './app.css';\nimport { shared } from './shared.js';\nconsole.log('app', shared);\nwindow.later = () => import('./lazy.js');",
  'app.css': 'body { color: red }',
  'lazy.js':
    "import './lazy.css';\nimport { part } from './part.js';\nimport { shared } from './shared.js';\nconsole.log('the screen', part, shared);\nwindow.latest = () => import('./lazier.js');\nwindow.last = () => import('./laziest.js');",
  'lazy.css': 'h1 { color: blue }',
  'lazier.js':
    "import { part } from './part.js';\nconsole.log('drawn only when there is something to draw', part);",
  'laziest.js': "import { part } from './part.js';\nconsole.log('drawn last', part);",
  'part.js': "export const part = 'a part'; console.log(part);",
  'shared.js': "export const shared = 'what both start with'; console.log(shared);",
  'launch/launch.js': "import { shared } from '../shared.js';\nconsole.log('launch', shared);",
};

const screen = /\/lazy\.js$/;

let root: string;
let launch: string;
let app: string;
let assets: readonly string[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'warm-launch-'));
  await mkdir(join(root, 'launch'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'silent',
    plugins: [warmLaunch(screen)],
    build: {
      cssCodeSplit: false,
      rolldownOptions: {
        input: { index: join(root, 'index.html'), launch: join(root, 'launch/index.html') },
        output: {
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: oneChunk(screen, 'screen') }],
          },
        },
      },
    },
  });
  launch = await readFile(join(root, 'dist/launch/index.html'), 'utf8');
  app = await readFile(join(root, 'dist/index.html'), 'utf8');
  assets = await readdir(join(root, 'dist/assets'));
});
afterAll(() => rm(root, { recursive: true }));

const linked = (rel: string) =>
  [...launch.matchAll(new RegExp(`<link rel="${rel}"[^>]*href="([^"]+)"`, 'g'))].map(
    ([, href]) => href ?? '',
  );

/** The built scripts that some words of the sources are in */
async function holding(words: string): Promise<readonly string[]> {
  const scripts = assets.filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(scripts.map((name) => readFile(join(root, 'dist/assets', name), 'utf8')));
  return scripts.filter((_, at) => texts[at]?.includes(words));
}

describe('the built page of the application', () => {
  test('has the screen’s code fetched and compiled before its turn to run comes', () => {
    const lazy = assets.find((name) => name.startsWith('screen-')) ?? 'none';
    expect(/<link rel="modulepreload"[^>]*href="([^"]*screen[^"]*)"/.exec(app)?.[1]).toBe(`./assets/${lazy}`);
  });
});

describe('the built launch page', () => {
  test('warms the app’s entry, by an address that exists', () => {
    const entry = assets.find((name) => /^index-.*\.js$/.test(name)) ?? 'none';
    expect(linked('prefetch')).toContain(`../assets/${entry}`);
  });

  test('brings the application’s styles, with its own, by the same address', () => {
    const sheet = (page: string) => /<link rel="stylesheet"[^>]*href="([^"]+)"/.exec(page)?.[1];
    const styles = assets.filter((name) => name.endsWith('.css'));
    expect(styles).toHaveLength(1);
    expect(sheet(launch)).toBe(`../assets/${styles[0]}`);
    expect(sheet(app)).toBe(`./assets/${styles[0]}`);
  });

  test('compiles nothing of it: this page is left before it could run', () => {
    const own = /<script[^>]*src="([^"]+)"/.exec(launch)?.[1] ?? '';
    const shared = assets.find((name) => name.startsWith('shared-')) ?? 'none';
    expect([`../assets/${shared}`, own]).toEqual(expect.arrayContaining(linked('modulepreload')));
  });

  test('leaves alone what is loaded lazily, but what is named', () => {
    expect(assets.some((name) => name.startsWith('lazier-'))).toBe(true);
    expect(launch).not.toContain('lazier-');
    expect(linked('prefetch').some((address) => address.includes('/screen-'))).toBe(true);
  });

  test('names nothing twice', () => {
    const all = [...launch.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the screen’s code', () => {
  test('is one file, whatever it shares with code that is loaded later', async () => {
    const screens = [expect.stringMatching(/^screen-/)];
    expect(await holding('the screen')).toEqual(screens);
    expect(await holding('a part')).toEqual(screens);
  });

  test('takes nothing along that a page starts with', async () => {
    expect(await holding('what both start with')).toEqual([expect.stringMatching(/^shared-/)]);
  });
});
