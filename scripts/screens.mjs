import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArgs, needTestChromium } from './chromium.mjs';
import { gallery } from './gallery-server.mjs';
import { runPackage } from './run.mjs';

/*
 * Every state of the product as a PNG in screens/, from fixtures: to be looked at. `node scripts/screens.mjs list` renders
 * only those whose name contains "list".
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}screens/`;
const surgery = { width: 1366, height: 768 };
const frame = { width: 1100, height: 650 };
const tablet = { width: 1024, height: 768 };
const phone = { width: 390, height: 800 };
const lying = { width: 844, height: 390 };
/** A surgery's screen at 400 % */
const fourfold = { width: 341, height: 192 };
/** Held in hands: fingers for pointers */
const touched = new Set([tablet, phone, lying]);

const press = (key) => async (page) => page.keyboard.press(key);
const click = (role, name) => async (page) => page.getByRole(role, { name }).first().click();
const all =
  (...steps) =>
  async (page) => {
    for (const step of steps) await step(page);
  };

const rightClick = async (page) =>
  page.getByRole('group', { name: 'View 1' }).click({ button: 'right', position: { x: 300, y: 300 } });
const scrollReport = async (page) =>
  page.getByRole('region', { name: 'Report text' }).evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));

const reportTools = click('button', 'Find, size, copy and print');

const toSecond = async (page) => page.getByRole('group', { name: 'View 2' }).focus();
const putDown = async (page) => {
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
};
/** The list of what was measured is code of its own. */
const listed = all(press('e'), async (page) =>
  page.getByRole('complementary', { name: /^Measurements of/ }).waitFor(),
);
/** A length on the picture of today and one on the earlier, and the list of both. */
const measuredOnBoth = async (page) => {
  await page.getByRole('img', { name: /^Prior/ }).waitFor();
  await putDown(page);
  await toSecond(page);
  await putDown(page);
  await page.keyboard.press('e');
};

/** name of the picture, state, size, and what is done before it is taken */
const shots = [
  ...[
    'configuration-missing',
    'configuration-invalid',
    'no-issuer',
    'unknown-issuer',
    'issuer-unavailable',
    'not-smart',
    'denied',
    'code-used',
    'state-mismatch',
    'token-refused',
    'no-patient',
    'patient-unavailable',
    'storage-blocked',
    'not-launched',
  ].map((kind) => [`launch-${kind}`, `launch-${kind}`, surgery]),
  ['launch-narrow', 'launch-storage-blocked', phone],
  ['opening', 'opening', surgery],
  ...[
    'list-complete',
    'list-partial',
    'list-asking-nothing-yet',
    'list-asking-some',
    'list-none',
    'list-partial-nothing-found',
    'list-unavailable',
    'list-400',
    'viewer-1x1',
    'viewer-1x2',
    'viewer-2x2',
    'viewer-mr',
    'viewer-400',
    'viewer-loading',
    'viewer-preview',
    'viewer-failed-frame',
    'viewer-large-series',
    'viewer-identity-unconfirmed',
    'study-different-person',
    'study-failed',
    'study-opening',
    'report-final',
    'report-amended',
    'report-preliminary',
    'report-cancelled',
    'report-entered-in-error',
    'report-pending',
    'report-absent',
    'report-loading',
    'report-withheld',
    'report-failed',
    'report-unreadable',
    'report-corrected',
    'report-addendum',
    'report-partial',
    'report-pdf',
    'report-html',
    'report-sr',
    'report-long',
    'report-none-unreadable',
    'report-planned',
    'planned-failed',
    'list-planned',
    'planning',
    'list-planned-failed',
    'list-planned-partial',
    'key-images',
    'key-images-several',
    'key-images-without-state',
    'report-landed',
    'banner-deceased',
    'banner-invalid-number',
    'banner-compact',
    'session-renewing',
    'expired',
  ].map((state) => [state, state, surgery]),
  ['list-400-filtered', 'list-400', surgery, async (page) => page.getByLabel('Type').selectOption('CT')],
  [
    'list-400-search-nothing',
    'list-400',
    surgery,
    async (page) => page.getByLabel('Search this list').fill('zebra'),
  ],
  [
    'list-400-keyboard',
    'list-400',
    surgery,
    async (page) => {
      await page
        .getByRole('button', { name: /X-ray|CT|Ultrasound/ })
        .first()
        .focus();
      for (let at = 0; at < 30; at += 1) await page.keyboard.press('ArrowDown');
    },
  ],
  ['viewer-ct-lung', 'viewer-1x1', surgery, all(press('1'), press('PageDown'))],
  ['viewer-ct-pan-tool', 'viewer-1x1', surgery, press('p')],
  [
    'viewer-ct-gap',
    'viewer-1x1',
    surgery,
    all(press('s'), async (page) => {
      for (let at = 0; at < 14; at += 1) await page.keyboard.press('PageDown');
      await page.keyboard.press('ArrowUp');
    }),
  ],
  ['measure', 'measuring', surgery],
  ['measure-list', 'measuring', surgery, listed],
  ['measure-menu', 'measuring', surgery, all(press('d'), click('button', /^Measure:/))],
  ['measure-chosen', 'measuring', surgery, all(press('d'), press('q'), press('q'))],
  ['measure-not-saved', 'measuring', surgery, all(listed, click('button', /^Save/))],
  ['measure-frame', 'measuring', frame, listed],
  ['measure-narrow', 'measuring', phone, listed],
  [
    'measure-print',
    'measuring',
    surgery,
    all(listed, async (page) => {
      await page.evaluate(() => (window.print = () => dispatchEvent(new Event('beforeprint'))));
      await page.getByRole('button', { name: 'Print', exact: true }).click();
      await page.emulateMedia({ media: 'print' });
    }),
  ],
  ['viewer-large', 'viewer-2x2', surgery, press('m')],
  ['compare', 'viewer-prior', surgery, press('c')],
  ['compare-report', 'viewer-prior', surgery, all(press('c'), press('Shift+R'))],
  ['compare-measured', 'viewer-prior', surgery, all(press('c'), measuredOnBoth)],
  ['compare-measured-narrow', 'viewer-prior', phone, all(press('c'), measuredOnBoth)],
  ['compare-saved-view', 'viewer-prior-saved', surgery, all(press('c'), toSecond, press('a'))],
  ['compare-joined', 'viewer-prior', surgery, all(press('c'), press('j'), press('+'))],
  ['compare-tablet', 'viewer-prior', tablet, press('c')],
  ['compare-narrow', 'viewer-prior', phone, press('c')],
  ['compare-frame', 'viewer-prior', frame, press('c')],
  ['compare-failed', 'viewer-prior-failed', surgery, press('c')],
  ['compare-different-person', 'viewer-prior-different-person', surgery, press('c')],
  ...[1, 2, 3, 4, 5, 6].map((times) => [
    `layout-${['1x2', '2x1', '2x2', '2x3', '2x4', '3x3'][times - 1]}`,
    'viewer-mr',
    surgery,
    all(...Array.from({ length: times }, () => press('g')), press('j')),
  ]),
  ['layout-menu', 'viewer-mr', surgery, click('button', 'More layouts')],
  [
    'series-menu',
    'viewer-2x2',
    surgery,
    async (page) => page.getByRole('button', { name: /^R MLO/ }).click({ button: 'right' }),
  ],
  ['viewer-list-folded', 'viewer-1x2', surgery, press('l')],
  ['viewer-filter-open', 'viewer-400', surgery, all(press('l'), click('button', 'Filter'))],
  ['viewer-menu', 'viewer-1x1', surgery, rightClick],
  ['key-images-off', 'key-images', surgery, press('a')],
  ['key-images-as-printed', 'key-images-several', surgery, all(press('n'), press('n'))],
  ['key-images-menu', 'key-images-several', surgery, rightClick],
  ['key-images-second', 'key-images', surgery, press('ArrowDown')],
  ['key-images-whole-study', 'key-images', surgery, press('k')],
  ['key-images-two-views', 'key-images-several', surgery, all(press('g'), press('f'))],
  ['key-images-frame', 'key-images-several', frame],
  ['key-images-tablet', 'key-images-several', tablet],
  ['key-images-narrow', 'key-images-several', phone],
  ['key-images-narrow-off', 'key-images', phone, press('a')],
  ['report-long-end', 'report-long', surgery, scrollReport],
  [
    'report-find',
    'report-final',
    surgery,
    all(reportTools, async (page) => page.getByLabel('Find in report').fill('nodule')),
  ],
  ['report-light', 'report-final', surgery],
  ['list-light', 'list-complete', surgery],
  ['compare-light', 'viewer-prior', surgery, press('c')],
  [
    'report-larger',
    'report-final',
    surgery,
    all(reportTools, click('button', 'Larger type'), click('button', 'Larger type')),
  ],
  ['report-versions', 'report-amended', surgery, async (page) => page.getByText('1 earlier version').click()],
  ['report-list-folded', 'report-final', surgery, press('l')],
  ['report-folded', 'report-final', surgery, press('r')],
  ['report-print', 'report-amended', surgery, async (page) => page.emulateMedia({ media: 'print' })],
  ['report-frame', 'report-final', frame],
  ['report-frame-list', 'report-final', frame, press('l')],
  ['report-sr-frame', 'report-sr', frame],
  ['report-sr-narrow', 'report-sr', phone, click('button', 'Report')],
  ['report-pdf-narrow', 'report-pdf', phone, click('button', 'Report')],
  ['report-long-narrow', 'report-long', phone, click('button', 'Report')],
  ['narrow-list-planned', 'list-planned-partial', phone],
  ['planning-sheet', 'planning', surgery, click('button', 'Requests and results')],
  ['planning-sheet-frame', 'planning', frame, click('button', 'Requests and results')],
  ['planning-sheet-narrow', 'planning', phone, click('button', 'Requests and results')],
  ['planning-sheet-light', 'planning', surgery, click('button', 'Requests and results')],
  ['report-tablet', 'report-final', { width: 768, height: 1024 }, click('button', 'Report')],
  ['report-narrow', 'report-amended', phone, click('button', 'Report')],
  ['report-narrow-light', 'report-final', phone, click('button', 'Report')],
  ['report-wide', 'report-final', { width: 1920, height: 1080 }],
  ['help', 'viewer-1x1', surgery, all(press('?'), async (page) => page.getByRole('dialog').waitFor())],
  ['help-narrow', 'viewer-1x1', phone, all(press('?'), async (page) => page.getByRole('dialog').waitFor())],
  ['frame-list', 'list-complete', frame],
  ['frame-viewer-1x1', 'viewer-1x1', frame],
  ['frame-viewer-1x2', 'viewer-1x2', frame],
  ['frame-viewer-folded', 'viewer-1x1', frame, press('l')],
  ['tablet-list', 'list-400', tablet],
  ['tablet-viewer', 'viewer-1x2', tablet],
  ['tablet-viewer-upright', 'viewer-1x1', { width: 768, height: 1024 }],
  ['narrow-list', 'list-400', phone],
  ['narrow-list-partial', 'list-partial', phone],
  ['narrow-viewer', 'viewer-1x1', phone],
  ['narrow-viewer-list', 'viewer-1x1', phone, click('button', 'List')],
  ['narrow-viewer-menu', 'viewer-1x1', phone, click('button', 'More tools')],
  ['narrow-deceased', 'banner-deceased', phone],
  ['compare-320', 'viewer-prior', { width: 320, height: 640 }, press('c')],
  ['narrow-320', 'list-partial', { width: 320, height: 700 }],
  ['wide-viewer', 'viewer-1x1', { width: 1920, height: 1080 }],
  ['lying-viewer', 'viewer-1x2', lying],
  ['lying-report', 'report-final', lying, click('button', 'Report')],
  ['fourfold-list', 'list-complete', fourfold],
  ['fourfold-viewer', 'viewer-1x1', fourfold],
  ['fourfold-report', 'report-final', fourfold, click('button', 'Report')],
  ['twofold-report', 'report-final', { width: 683, height: 384 }],
  ['report-forced', 'report-final', surgery, async (page) => page.emulateMedia({ forcedColors: 'active' })],
  ['brightness', 'viewer-1x1', surgery, click('button', /^Brightness/)],
  ['compare-choice', 'viewer-prior', surgery, click('button', 'Choose what to compare with')],
];

const wanted = process.argv.slice(2);
const { address, close } = await gallery();
const browser = await chromium.launch({
  executablePath: await needTestChromium(),
  args: [...chromiumArgs],
});

let failed = 0;
if (wanted.length === 0) await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const [name, state, viewport, act] of shots) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const isTouched = touched.has(viewport);
  const page = await browser.newPage({
    viewport,
    hasTouch: isTouched,
    isMobile: isTouched,
    colorScheme: name.endsWith('-light') ? 'light' : 'dark',
  });
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  try {
    await page.goto(`${address}?state=${state}`, {
      // The first one waits for everything to be compiled.
      timeout: 60_000,
    });
    await page.waitForSelector(`html[data-ready="${state}"]`, { timeout: 20_000 });
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    await act?.(page);
    // Pictures are drawn and thumbnails decoded when two frames have passed with nothing under way.
    await page.waitForLoadState('networkidle');
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.screenshot({ path: `${out}${name}.png` });
  } catch (error) {
    errors.push(String(error));
  }
  if (errors.length > 0) failed += 1;
  console.log(
    `${errors.length > 0 ? 'FAILED' : 'ok'} ${name}${errors.map((error) => `\n    ${error}`).join('')}`,
  );
  await page.close();
}
await browser.close();
await close();
// Each kind of imaging, by the real engine
const kinds = await runPackage('tsx', ['scripts/screens-kinds.ts', ...wanted]);
process.exitCode = failed > 0 || kinds !== 0 ? 1 : 0;
