import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, findTestChromium } from './scripts/chromium.mjs';

const executablePath = await findTestChromium();
const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'];

/** Chromium draws on the processor here: what people get on a surgery PC without a graphics card. */
const chromium = {
  ...devices['Desktop Chrome'],
  // Wide enough for list, pictures, report and every tool at once
  viewport: { width: 2100, height: 900 },
  launchOptions: { ...(executablePath !== undefined && { executablePath }), args: [...chromiumArgs] },
};

export default defineConfig({
  // Each worker has a demonstration of its own; two fit a small machine.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  // These end what hangs: how long something takes on a machine that others use is no result.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // A film of every test would cost more than the test; its steps and their documents tell as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'e2e', testDir: 'tests/e2e', use: chromium },
    { name: 'cases', testDir: 'tests/cases', use: chromium },
    { name: 'faults', testDir: 'tests/faults', use: chromium },
    {
      name: 'deploy',
      testDir: 'tests/deployed',
      use: { ...chromium, ignoreHTTPSErrors: true },
      fullyParallel: false,
      // One region serves them all.
      workers: 1,
    },
    { name: 'orthanc', testDir: 'tests/orthanc', use: chromium, fullyParallel: false },
  ],
});
