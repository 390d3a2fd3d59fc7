import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, mayInstallPackages } from './debian.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/**
 * The same engine without the browser around it. A page costs 0.2 s of processor time in it; in the whole browser 0.7 to
 * 1.6 s, since its window, and the page of its own that waits behind the address bar, come with each.
 */
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];

const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * A Chromium of this machine: the one that PLAINFILM_CHROMIUM names, one on the PATH, in its usual place, or one that
 * Playwright downloaded before.
 * @returns {Promise<string | undefined>} its path
 */
export async function findChromium() {
  const named = process.env.PLAINFILM_CHROMIUM;
  if (named !== undefined) return existsSync(named) ? named : undefined;
  return onPath(names) ?? [...wellKnown, await playwrightsOwn()].find((path) => path && existsSync(path));
}

/**
 * What tests drive: a headless shell where there is one and PLAINFILM_CHROMIUM names nothing, else any Chromium.
 * Measurements want the browser that people have.
 * @returns {Promise<string | undefined>} its path
 */
export async function findTestChromium() {
  const shell = process.env.PLAINFILM_CHROMIUM === undefined ? onPath(shells) : undefined;
  return shell ?? (await findChromium());
}

/** Finds a Chromium, else installs the system's, else says in a sentence how to get one and ends the process. */
export async function needChromium() {
  const path =
    (await findChromium()) ?? ((await installPackages(['chromium'])) ? await findChromium() : undefined);
  if (path !== undefined) return path;
  console.error(
    process.env.PLAINFILM_CHROMIUM === undefined
      ? 'No Chromium was found: install one (Debian: `apt-get install chromium`; anywhere: `npx playwright install chromium`) or name it in PLAINFILM_CHROMIUM.'
      : 'PLAINFILM_CHROMIUM names a file that is not there: correct it, or unset it to have one looked for.',
  );
  process.exit(1);
}

/** As `needChromium`, for tests: installs the headless shell, and takes any Chromium where the system has none. */
export async function needTestChromium() {
  const isNamed = process.env.PLAINFILM_CHROMIUM !== undefined;
  if (!isNamed && onPath(shells) === undefined && mayInstallPackages())
    await installPackages(['chromium-headless-shell']);
  return (await findTestChromium()) ?? (await needChromium());
}

/** Root has no user namespaces to build a sandbox of. */
export const chromiumArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function onPath(wanted) {
  const folders = [
    '/usr/bin',
    '/snap/bin',
    ...(process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':'),
  ].filter(Boolean);
  return wanted
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}
