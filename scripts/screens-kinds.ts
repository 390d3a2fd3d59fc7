import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import type { Catalogue, CatalogueStudy } from '../sandbox/catalogue';
import { archiveApp } from '../sandbox/imaging/archive-server';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { catalogueFromFolder } from '../sandbox/imaging/folder';
import { startSandbox } from '../sandbox/start';
import { buildWhenStale } from './build.mjs';
import { chromiumArgs, needTestChromium } from './chromium.mjs';

/*
 * Each kind of imaging as a PNG in screens/, by the built viewer and its real engine: invented people's, and of the kinds
 * that nobody invented the files of a folder of real ones, where there is one (PLAINFILM_DATA names another place).
 * `node scripts/screens.mjs kind-` renders only these.
 */

const root = resolve(import.meta.dirname, '..');
const out = join(root, 'screens');
const real = join(process.env['PLAINFILM_DATA'] ?? resolve(root, '../shared/data'), 'dicom');
const surgery = { width: 1366, height: 768 };
const phone = { width: 390, height: 800 };

interface Kind {
  readonly name: string;
  /** In the demonstration whose study it is; in the folder any person's */
  readonly person?: string;
  readonly modality: string;
  /** Storage SOP class, where the modality says too little */
  readonly sopClass?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** What is done before the picture is taken */
  readonly act?: (page: Page) => Promise<void>;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** To the middle of a video, where its picture is of something. */
const middle = async (page: Page) => {
  const position = page.getByRole('slider', { name: 'Position in the video' });
  await position.waitFor();
  await position.fill(String(Math.floor(Number(await position.getAttribute('max')) / 2)));
};

const calipers = async (page: Page) => page.getByRole('button', { name: 'Calipers' }).click();

const reportTab = async (page: Page) => page.getByRole('button', { name: 'Report', exact: true }).click();

/** Planes of the whole study, all of whose slices are here. */
const planes = (more?: (page: Page) => Promise<void>) => async (page: Page) => {
  await press('k', 'Shift+P')(page);
  const coronal = page.getByRole('group', { name: 'Coronal plane' });
  await coronal.waitFor();
  // The middle of the chest
  await page.getByRole('spinbutton', { name: 'to the head' }).fill('0');
  await page.keyboard.press('Enter');
  await page
    .getByText(/slices? so far/)
    .first()
    .waitFor({ state: 'detached', timeout: 40_000 });
  await more?.(page);
  await page.waitForTimeout(1_500);
};

const obliqueSlab = async (page: Page) => {
  await page.getByRole('spinbutton', { name: 'in axial' }).fill('25');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Slab' }).selectOption('Maximum (MIP)');
};

const INVENTED: readonly Kind[] = [
  { name: 'cr', person: 'aria-smith', modality: 'CR' },
  { name: 'cr-prior-report', person: 'aria-smith', modality: 'CR', act: press('c', 'Shift+R') },
  { name: 'cr-narrow', person: 'aria-smith', modality: 'CR', size: phone },
  { name: 'ct', person: 'aria-smith', modality: 'CT' },
  { name: 'ct-whole-study', person: 'aria-smith', modality: 'CT', act: press('k') },
  { name: 'planes', person: 'aria-smith', modality: 'CT', act: planes() },
  { name: 'planes-oblique-slab', person: 'aria-smith', modality: 'CT', act: planes(obliqueSlab) },
  { name: 'planes-narrow', person: 'aria-smith', modality: 'CT', size: phone, act: planes() },
  { name: 'planes-refused', person: 'tomas-fennimore', modality: 'US', act: press('Shift+P') },
  { name: 'mr', modality: 'MR' },
  { name: 'mr-four-joined', modality: 'MR', act: press('g', 'g', 'g', 'j') },
  { name: 'mg', modality: 'MG' },
  { name: 'mg-prior', modality: 'MG', act: press('c') },
  { name: 'dx', modality: 'DX' },
  { name: 'us', person: 'tomas-fennimore', modality: 'US' },
  { name: 'video', person: 'isla-fernsby', modality: 'ES', act: middle },
  { name: 'video-narrow', person: 'isla-fernsby', modality: 'ES', size: phone, act: middle },
  { name: 'ecg', person: 'merrin-tolverne', modality: 'ECG' },
  { name: 'ecg-calipers', person: 'merrin-tolverne', modality: 'ECG', act: calipers },
  { name: 'ecg-narrow', person: 'merrin-tolverne', modality: 'ECG', size: phone },
  { name: 'pdf-narrow', person: 'tomas-fennimore', modality: 'DOC', size: phone, act: reportTab },
  { name: 'sr', person: 'osric-vane', modality: 'SR' },
];

const sopClass = (end: string) => `1.2.840.10008.5.1.4.1.1.${end}`;
const REAL: readonly Kind[] = [
  { name: 'xa', modality: 'XA', sopClass: sopClass('12.1') },
  { name: 'rf', modality: 'RF' },
  { name: 'nm', modality: 'NM', sopClass: sopClass('20') },
  { name: 'pt', modality: 'PT' },
  { name: 'mg-real', modality: 'MG', sopClass: sopClass('1.2') },
  { name: 'us-colour', modality: 'US', sopClass: sopClass('3.1') },
  { name: 'enhanced-mr', modality: 'MR', sopClass: sopClass('4.1') },
  { name: 'enhanced-ct', modality: 'CT', sopClass: sopClass('2.1') },
  { name: 'photograph', modality: 'XC' },
  { name: 'eye', modality: 'OP' },
  { name: 'ecg-real', modality: 'ECG' },
  { name: 'whole-slide', modality: 'SM' },
  { name: 'segmentation', modality: 'SEG' },
  { name: 'dose', modality: 'RTDOSE' },
];

/** The study that holds least beside what is wanted. */
function studyWith(catalogue: Catalogue, { person, modality, sopClass }: Kind): CatalogueStudy | undefined {
  const fits = (study: CatalogueStudy) =>
    (person === undefined || study.personId === person) &&
    study.series.some(
      (series) =>
        series.modality === modality &&
        series.instances.some((one) => sopClass === undefined || one.sopClassUid === sopClass),
    );
  const newest = (study: CatalogueStudy) => study.started ?? '';
  return catalogue.studies
    .filter(fits)
    .sort(
      (one, other) => one.series.length - other.series.length || newest(other).localeCompare(newest(one)),
    )[0];
}

/** A picture, or why there is none, and nothing under way any more. */
async function settled(page: Page) {
  const viewer = page.getByRole('group', { name: 'View 1' });
  const picture = viewer.getByRole('img', { name: /image \d+ of \d+|curves/ });
  const trouble = page.getByText(/cannot be shown|could not be|no picture|holds no(thing)?|cannot play/i);
  await picture.or(trouble).filter({ visible: true }).first().waitFor({ timeout: 40_000 });
  await page.waitForLoadState('networkidle');
}

async function shoot(browser: Browser, address: string, { name, size = surgery, act }: Kind) {
  const page = await browser.newPage({ viewport: size });
  try {
    await page.goto(address);
    await settled(page);
    await act?.(page);
    await page.waitForLoadState('networkidle');
    await page
      .getByText(/^Loading image|^Asking for its pictures/)
      .filter({ visible: true })
      .first()
      .waitFor({ state: 'hidden' });
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  } finally {
    // One that never came to rest is looked at as well.
    await page.screenshot({ path: join(out, `kind-${name}.png`) });
    await page.close();
  }
}

/** @returns how many could not be taken */
async function shootAll(browser: Browser, catalogue: Catalogue, kinds: readonly Kind[]): Promise<number> {
  const sandbox = await startSandbox({ catalogue, dist: join(root, 'dist'), archiveApp, landing: 'study' });
  let failed = 0;
  for (const kind of kinds) {
    const study = studyWith(catalogue, kind);
    try {
      if (study === undefined) throw new Error(`no study holds ${kind.modality} ${kind.sopClass ?? ''}`);
      const { personId, studyInstanceUid } = study;
      await shoot(browser, sandbox.launchAddress({ personId, study: studyInstanceUid }), kind);
      console.log(`ok kind-${kind.name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED kind-${kind.name}\n    ${String(error).split('\n')[0] ?? ''}`);
    }
  }
  await sandbox.stop();
  return failed;
}

const wanted = process.argv.slice(2);
const isWanted = ({ name }: Kind) =>
  wanted.length === 0 || wanted.some((part) => `kind-${name}`.includes(part));
const [invented, others] = [INVENTED.filter(isWanted), REAL.filter(isWanted)];
if (invented.length + others.length > 0) {
  if ((await buildWhenStale()) !== 0) throw new Error('the viewer could not be built');
  await mkdir(out, { recursive: true });
  const executablePath = await needTestChromium();
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] });
  let failed = 0;
  if (invented.length > 0)
    failed += await shootAll(
      browser,
      await buildCatalogue({ cacheDir: join(root, '.cache/imaging') }),
      invented,
    );
  if (others.length > 0 && existsSync(real))
    failed += await shootAll(browser, (await catalogueFromFolder(real)).catalogue, others);
  else if (others.length > 0)
    console.log(`left out: ${others.map(({ name }) => `kind-${name}`).join(', ')}: no real files at ${real}`);
  await browser.close();
  process.exitCode = failed > 0 ? 1 : 0;
}
