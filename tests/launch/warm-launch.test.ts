import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { warmLaunch } from '../../scripts/vite-warm-launch';

const files: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><script type="module" src="./main.js"></script>',
  'launch/index.html': '<!doctype html><body><script type="module" src="./launch.js"></script></body>',
  'main.js':
    "import './app.css';\nimport { shared } from './shared.js';\nconsole.log('app', shared);\nwindow.later = () => import('./lazy.js');",
  'app.css': 'body { color: red }',
  'lazy.js': "console.log('the screen');\nwindow.latest = () => import('./lazier.js');",
  'lazier.js': "console.log('drawn only when there is something to draw');",
  'shared.js': "export const shared = 'shared'; console.log(shared);",
  'launch/launch.js': "import { shared } from '../shared.js';\nconsole.log('launch', shared);",
};

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
    plugins: [warmLaunch([/\/lazy\.js$/])],
    build: {
      rollupOptions: { input: { index: join(root, 'index.html'), launch: join(root, 'launch/index.html') } },
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

describe('the built page of the application', () => {
  test('has the screen’s code fetched and compiled before its turn to run comes', () => {
    const lazy = assets.find((name) => name.startsWith('lazy-')) ?? 'none';
    expect(/<link rel="modulepreload"[^>]*href="([^"]*lazy[^"]*)"/.exec(app)?.[1]).toBe(`./assets/${lazy}`);
  });
});

describe('the built launch page', () => {
  test('warms the app’s entry, by an address that exists', () => {
    const entry = assets.find((name) => /^index-.*\.js$/.test(name)) ?? 'none';
    expect(linked('prefetch')).toContain(`../assets/${entry}`);
  });

  test('warms its styles', () => {
    const style = assets.find((name) => name.endsWith('.css')) ?? 'none';
    expect(linked('prefetch')).toContain(`../assets/${style}`);
  });

  test('compiles nothing of it: this page is left before it could run', () => {
    const own = /<script[^>]*src="([^"]+)"/.exec(launch)?.[1] ?? '';
    const shared = assets.find((name) => name.startsWith('shared-')) ?? 'none';
    expect([`../assets/${shared}`, own]).toEqual(expect.arrayContaining(linked('modulepreload')));
  });

  test('leaves alone what is loaded lazily, but what is named', () => {
    expect(assets.some((name) => name.startsWith('lazier-'))).toBe(true);
    expect(launch).not.toContain('lazier-');
    expect(linked('prefetch').some((address) => address.includes('/lazy-'))).toBe(true);
  });

  test('names nothing twice', () => {
    const all = [...launch.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address);
    expect(new Set(all).size).toBe(all.length);
  });
});
