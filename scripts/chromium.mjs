import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './debian.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

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
  const folders = [
    '/usr/bin',
    '/snap/bin',
    ...(process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':'),
  ];
  const onPath = names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
  return [...onPath, ...wellKnown, await playwrightsOwn()].find((path) => path && existsSync(path));
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

/** Root has no user namespaces to build a sandbox of. */
export const chromiumArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}
