import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import type { Catalogue, CatalogueStudy } from '../sandbox/catalogue';
import { archiveApp } from '../sandbox/imaging/archive-server';
import { buildCatalogue } from '../sandbox/imaging/catalogue';
import { catalogueFromFolder } from '../sandbox/imaging/folder';
import { encodeView } from '../src/domain/colleagues/view-code';
import { actIn } from '../sandbox/fhircast/windows';
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
const caseFiles = resolve(root, '../shared/cases');
const surgery = { width: 1366, height: 768 };
const frame = { width: 1100, height: 650 };
const phone = { width: 390, height: 800 };
const tablet = { width: 1024, height: 768 };
const light = { colorScheme: 'light' } as const;
const forced = { forcedColors: 'active' } as const;
const touch = { hasTouch: true } as const;
const narrowest = { width: 320, height: 640 };
/** A surgery's screen at 200 % */
const twofold = { width: 683, height: 384 };
const lying = { width: 844, height: 390 };

interface Kind {
  readonly name: string;
  /** In the demonstration whose study it is; in the folder any person's */
  readonly person?: string;
  readonly modality: string;
  /** Folder of the cases whose files it is of, in place of a folder of real ones */
  readonly folder?: string;
  /** How the demonstration launches it, where not as a doctor */
  readonly scenario?: 'patients-own' | 'patients-proxy' | 'behind-glass';
  /** Inside the record's own page, from which one goes back to it */
  readonly inRecord?: true;
  /** The site's configuration, where not the demonstration's own */
  readonly config?: object;
  /** Of the viewer by itself, in place of a launch */
  readonly address?: string;
  /** Storage SOP class, where the modality says too little */
  readonly sopClass?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** What the person's device has chosen, where not dark and a mouse */
  readonly device?: Pick<BrowserContextOptions, 'colorScheme' | 'forcedColors' | 'hasTouch'>;
  /** What the record's other windows do, one after the other */
  readonly hub?: readonly Parameters<typeof actIn>[3][];
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

/** Whether it helped, at the end of the help */
const feedback = async (page: Page) => {
  await page.keyboard.press('?');
  const notSeen = page.getByRole('button', { name: 'I could not see what I needed' });
  await notSeen.click();
  await notSeen.scrollIntoViewIfNeeded();
  await page.getByText('no patient', { exact: false }).last().scrollIntoViewIfNeeded();
};

const helped = press('?');
/** It is asked only where it can be told; nothing is told while pictures are taken. */
const counting = { telemetry: { endpoint: 'collector/v1/metrics' } };

/** A series for teaching, with a box on it and looked at in part. */
const teachingCopy = async (page: Page) => {
  await page.keyboard.press('Shift+E');
  await page.getByRole('radio', { name: /teaching copy/ }).check();
  await page.getByRole('button', { name: 'Go on' }).click();
  const sheet = page.getByRole('dialog', { name: 'Teaching copy' });
  await sheet.getByRole('radio', { name: 'This series' }).check();
  await sheet.getByRole('button', { name: 'Add a box' }).click();
  await sheet.getByRole('button', { name: 'Next' }).click();
  await sheet.getByText(/Looked at 2 of/).waitFor();
  await sheet.getByRole('textbox').fill('CHEST-12');
};

const calipers = async (page: Page) => page.getByRole('button', { name: 'Calipers' }).click();

const reportTab = async (page: Page) => page.getByRole('button', { name: 'Report', exact: true }).click();

/** The fields for who moves by numbers, and away again */
const exactly = (page: Page) => page.getByText('Exact place and angle').click();

/** Something is drawn of the stack, which is said before anything of what is still coming; then that all of it is here. */
const allHere = async (page: Page, drawn = page.getByText(/^At the crosshair: (?!not known)/)) => {
  await drawn.first().waitFor();
  await page
    .getByText(/slices? so far/)
    .first()
    .waitFor({ state: 'detached', timeout: 90_000 });
};

/** Planes of the whole study, all of whose slices are here. */
const planes = (more?: (page: Page) => Promise<void>) => async (page: Page) => {
  await press('k', 'Shift+P')(page);
  const coronal = page.getByRole('group', { name: 'Coronal plane' });
  await coronal.waitFor();
  // The middle of the chest
  await exactly(page);
  await page.getByRole('spinbutton', { name: 'to the head' }).fill('0');
  await page.keyboard.press('Enter');
  await exactly(page);
  await allHere(page);
  await more?.(page);
  await page.waitForTimeout(1_500);
};

const inRecord = (page: Page) => page.frameLocator('iframe[title="Imaging"]');

/** Somebody goes back to the record, which answers so. */
const back = (answers: 'nothing' | 'refusal') => async (page: Page) => {
  await page.route(/\/messaging\//, (route) =>
    answers === 'refusal' ? route.fulfill({ status: 404 }) : new Promise(() => undefined),
  );
  const button = inRecord(page).getByRole('button', { name: 'Back to the record' });
  await button.click();
  await inRecord(page)
    .getByText(/did not answer|did not close/)
    .waitFor();
};

/** What is withheld is asked for, and the record answers so; nothing is asked where nothing is said. */
const emergency = (answers?: 'opened' | 'refused' | 'nothing') => async (page: Page) => {
  const tab = page.getByRole('navigation').getByRole('button', { name: 'Report', exact: true });
  if (await tab.isVisible()) await tab.click();
  if (answers === 'nothing') await page.route(/\$break-glass/, (route) => route.abort());
  await page.getByRole('button', { name: 'Open in an emergency…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Open in an emergency' });
  if (answers === undefined) return;
  // A reason of two letters is none.
  await sheet
    .getByRole('textbox')
    .fill(answers === 'refused' ? 'No' : 'She has fallen, and takes anticoagulants');
  await sheet.getByRole('button', { name: 'Ask it to open, with my reason' }).click();
  await sheet
    .getByRole('status')
    .filter({ hasText: /agreed|did not/ })
    .waitFor();
};

const obliqueSlab = async (page: Page) => {
  await exactly(page);
  await page.getByRole('spinbutton', { name: 'in axial' }).fill('25');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Slab' }).selectOption('Maximum (MIP)');
};

/** Bones in 3D, without the table, a little turned. */
const solid = async (page: Page) => {
  await press('Shift+V')(page);
  await page.getByRole('group', { name: 'Volume in 3D' }).waitFor();
  await page.getByRole('button', { name: 'Cut away the table' }).click();
  for (let at = 0; at < 2; at++) await page.getByRole('button', { name: 'Turn right' }).click();
  await allHere(page, page.locator('[aria-label="Volume in 3D"][aria-busy="false"]'));
  await page.waitForTimeout(3_000);
};

/** PET over CT, at the nodule. */
const fusion = async (page: Page) => {
  await press('Shift+F')(page);
  await page.getByRole('group', { name: 'Coronal plane' }).waitFor();
  await exactly(page);
  for (const [field, place] of [
    ['to the left', '-96'],
    ['to the back', '-42'],
    ['to the head', '88'],
  ] as const) {
    await page.getByRole('spinbutton', { name: field }).fill(place);
    await page.keyboard.press('Enter');
  }
  await exactly(page);
  await allHere(page);
  await page.waitForTimeout(1_500);
};

/** Near enough to tell nuclei, with its label and a length */
const measuredSlide = async (page: Page) => {
  for (const name of ['Nearer', 'Nearer', 'Nearer']) await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: 'Label' }).click();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  const box = await page.locator('.slide').boundingBox();
  if (!box) return;
  for (const [x, y] of [
    [0.45, 0.6],
    [0.6, 0.75],
  ] as const)
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  await page.waitForTimeout(1_500);
};

/** What others have drawn, each switched on. */
const drawn =
  (...names: readonly RegExp[]) =>
  async (page: Page) => {
    await page.keyboard.press('Shift+D');
    for (const name of names) await page.getByRole('switch', { name }).first().click();
    await page.waitForTimeout(2_000);
  };

/** As the patient is shown it, in a window: a headless browser has no screen to fill. */
const withPatient = (page: Page, ...before: readonly string[]) =>
  press(
    ...before,
    'Shift+T',
  )(page)
    .then(() => page.getByRole('dialog', { name: 'Your pictures' }).waitFor())
    .then(() => page.mouse.move(560, 380))
    .then(() => page.waitForTimeout(1_500));

/** A link to a view of somebody whom the demonstration does not know; it opens until 2199 */
const FOREIGN = encodeView({
  ...{ expires: 65_535, salt: 1, study: '0123456789', keyImages: false, linked: false },
  ...{ layout: '1x1', active: 0 },
  pictures: [
    {
      ...{ ofPrior: false, series: '0123', image: '01234567', frame: 1, invert: false, rotation: 0 },
      ...{ flipHorizontal: false, flipVertical: false },
    },
  ],
});

const openLink = async (page: Page, link: string) => {
  await press('Shift+M')(page);
  await page.getByLabel('Open a link or a code').fill(link);
  await page.keyboard.press('Enter');
  await page.getByText(/Nothing was opened|The view that was sent/).waitFor();
};

/** The same screen by its own link, after going elsewhere. */
const openedByLink = async (page: Page) => {
  await press('k', 'End', '3', 'Shift+L')(page);
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  await press('Escape', 'Home')(page);
  await openLink(page, link);
  await page.waitForTimeout(1_000);
};

/** Two views of this patient and one of another. */
const collected = async (page: Page) => {
  await press('Shift+M')(page);
  const cases = [{ views: [FOREIGN] }];
  await page.getByLabel('Open a file…').setInputFiles({
    name: 'meeting-list.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ plainfilm: 'meeting', version: 1, cases })),
  });
  for (let at = 0; at < 2; at++)
    await page.getByRole('button', { name: 'Add what is on the screen' }).click();
  await page.getByRole('region', { name: 'Case 2' }).waitFor();
};

/** The same over planes, a little turned, through the nodule. */
const drawnPlanes =
  (...names: readonly RegExp[]) =>
  async (page: Page) => {
    await press('Shift+P')(page);
    await page.getByRole('group', { name: 'Coronal plane' }).waitFor();
    await exactly(page);
    for (const [field, place] of [
      ['to the left', '-82'],
      ['to the back', '-2'],
      ['to the head', '58'],
      ['in axial', '12'],
    ] as const) {
      await page.getByRole('spinbutton', { name: field }).fill(place);
      await page.keyboard.press('Enter');
    }
    await exactly(page);
    await page.getByRole('group', { name: 'Axial plane' }).focus();
    await drawn(...names)(page);
  };

const INVENTED: readonly Kind[] = [
  { name: 'cr', person: 'aria-smith', modality: 'CR' },
  { name: 'cr-prior-report', person: 'aria-smith', modality: 'CR', act: press('c', 'Shift+R') },
  { name: 'back', person: 'aria-smith', modality: 'CR', inRecord: true },
  { name: 'back-silent', person: 'aria-smith', modality: 'CR', inRecord: true, act: back('nothing') },
  { name: 'back-refused', person: 'aria-smith', modality: 'CR', inRecord: true, act: back('refusal') },
  { name: 'back-narrow', person: 'aria-smith', modality: 'CR', inRecord: true, size: phone },
  { name: 'withheld', person: 'aria-smith', modality: 'CR', scenario: 'behind-glass' },
  ...([['asked'], ['opened', 'opened'], ['refused', 'refused'], ['unanswered', 'nothing']] as const).flatMap(
    ([name, answers]): Kind[] => {
      const one: Kind = {
        ...{ name: `emergency-${name}`, person: 'aria-smith', modality: 'CR', scenario: 'behind-glass' },
        act: emergency(answers),
      };
      return [one, { ...one, name: `${one.name}-narrow`, size: phone }];
    },
  ),
  { name: 'cr-narrow', person: 'aria-smith', modality: 'CR', size: phone },
  { name: 'ct', person: 'aria-smith', modality: 'CT' },
  {
    name: 'second-look',
    person: 'aria-smith',
    modality: 'CT',
    act: async (page) => {
      await page.getByRole('button', { name: 'More tools' }).click();
      await page.getByRole('menuitem', { name: /worried about this picture/ }).click();
    },
  },
  { name: 'take-out', person: 'aria-smith', modality: 'CT', act: press('Shift+E') },
  { name: 'save-key-image', person: 'aria-smith', modality: 'CT', act: press('Shift+K') },
  { name: 'save-key-image-narrow', person: 'aria-smith', modality: 'CR', size: phone, act: press('Shift+K') },
  {
    name: 'planning',
    person: 'tamsin-orrell',
    modality: 'CR',
    act: async (page) => {
      await press('Escape')(page);
      await page.getByRole('button', { name: 'Requests and results' }).click();
    },
  },
  { name: 'view-link', person: 'aria-smith', modality: 'CT', act: press('Shift+L') },
  {
    name: 'view-link-narrow',
    person: 'aria-smith',
    modality: 'CT',
    size: phone,
    act: press('Shift+L'),
  },
  { name: 'view-link-opened', person: 'aria-smith', modality: 'CT', act: (page) => openedByLink(page) },
  { name: 'view-link-foreign', person: 'aria-smith', modality: 'CT', act: (page) => openLink(page, FOREIGN) },
  { name: 'meeting-list', person: 'aria-smith', modality: 'CT', act: (page) => collected(page) },
  {
    name: 'meeting-list-frame',
    person: 'aria-smith',
    modality: 'CT',
    size: frame,
    act: (page) => collected(page),
  },
  {
    name: 'meeting-presented',
    person: 'aria-smith',
    modality: 'CR',
    act: async (page) => {
      await press('c')(page);
      await page.getByRole('img', { name: /^Prior.*image 1/ }).waitFor();
      await collected(page);
      await page.getByRole('button', { name: 'Present', exact: true }).last().click();
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(2_500);
    },
  },
  { name: 'teaching-copy', person: 'aria-smith', modality: 'CT', act: teachingCopy },
  { name: 'teaching-copy-frame', person: 'aria-smith', modality: 'CT', size: frame, act: teachingCopy },
  { name: 'teaching-copy-phone', person: 'aria-smith', modality: 'CT', size: phone, act: teachingCopy },
  { name: 'ct-whole-study', person: 'aria-smith', modality: 'CT', act: press('k') },
  { name: 'planes', person: 'aria-smith', modality: 'CT', act: planes() },
  { name: 'planes-oblique-slab', person: 'aria-smith', modality: 'CT', act: planes(obliqueSlab) },
  { name: 'planes-narrow', person: 'aria-smith', modality: 'CT', size: phone, act: planes() },
  { name: 'planes-refused', person: 'tomas-fennimore', modality: 'US', act: press('Shift+P') },
  { name: 'with-patient', person: 'aria-smith', modality: 'CT', act: (page) => withPatient(page) },
  {
    name: 'with-patient-before',
    person: 'aria-smith',
    modality: 'CR',
    act: async (page) => {
      await press('c')(page);
      await page.getByRole('img', { name: /^Prior.*image 1/ }).waitFor();
      await withPatient(page);
    },
  },
  {
    name: 'with-patient-frame',
    person: 'aria-smith',
    modality: 'CR',
    size: frame,
    act: (page) => withPatient(page),
  },
  {
    name: 'with-patient-narrow',
    person: 'aria-smith',
    modality: 'CR',
    size: phone,
    act: (page) => withPatient(page),
  },
  { name: 'patients-own', person: 'aria-smith', modality: 'CR', scenario: 'patients-own' },
  {
    name: 'patients-proxy-narrow',
    person: 'aria-smith',
    modality: 'CR',
    scenario: 'patients-proxy',
    size: phone,
  },
  {
    name: 'display-check',
    person: 'aria-smith',
    modality: 'CR',
    act: async (page) => {
      await press('?')(page);
      await page.getByRole('button', { name: 'Check this screen' }).click();
      await page.getByRole('heading', { name: 'Check this screen' }).waitFor();
    },
  },
  { name: 'feedback', person: 'aria-smith', modality: 'CR', config: counting, act: feedback },
  {
    name: 'feedback-narrow',
    person: 'aria-smith',
    modality: 'CR',
    size: phone,
    config: counting,
    act: feedback,
  },
  { name: 'help-frame', person: 'aria-smith', modality: 'CR', size: frame, act: helped },
  { name: 'help-320', person: 'aria-smith', modality: 'CR', size: narrowest, act: helped },
  { name: 'help-twofold', person: 'aria-smith', modality: 'CR', size: twofold, act: helped },
  { name: 'practice', modality: 'CT', address: '?practice' },
  { name: 'practice-frame', modality: 'CT', address: '?practice', size: frame },
  { name: 'practice-narrow', modality: 'CT', address: '?practice', size: phone },
  { name: 'practice-lying', modality: 'CT', address: '?practice', size: lying },
  { name: 'practice-320', modality: 'CT', address: '?practice', size: narrowest },
  { name: 'mr', modality: 'MR' },
  { name: 'mr-four-joined', modality: 'MR', act: press('g', 'g', 'g', 'j') },
  { name: 'mg', modality: 'MG' },
  { name: 'mg-prior', modality: 'MG', act: press('c') },
  { name: 'dx', modality: 'DX' },
  { name: 'us', person: 'tomas-fennimore', modality: 'US' },
  { name: 'video', person: 'isla-fernsby', modality: 'ES', act: middle },
  { name: 'video-narrow', person: 'isla-fernsby', modality: 'ES', size: phone, act: middle },
  { name: 'drawn-segments', person: 'wystan-harkaway', modality: 'CT', act: drawn(/^Segmentation/) },
  { name: 'drawn-contours-dose', person: 'wystan-harkaway', modality: 'CT', act: drawn(/^Contours/, /dose/) },
  { name: 'drawn-narrow', person: 'wystan-harkaway', modality: 'CT', size: phone, act: drawn(/^Contours/) },
  {
    name: 'drawn-planes',
    person: 'wystan-harkaway',
    modality: 'CT',
    act: drawnPlanes(/^Segmentation/, /^Contours/),
  },
  { name: 'drawn-dose-planes', person: 'wystan-harkaway', modality: 'CT', act: drawnPlanes(/dose/) },
  { name: 'ecg', person: 'merrin-tolverne', modality: 'ECG' },
  { name: 'ecg-calipers', person: 'merrin-tolverne', modality: 'ECG', act: calipers },
  { name: 'ecg-frame', person: 'merrin-tolverne', modality: 'ECG', size: frame },
  { name: 'ecg-narrow', person: 'merrin-tolverne', modality: 'ECG', size: phone },
  { name: 'pet-ct', person: 'pascoe-trewin', modality: 'PT' },
  { name: 'fusion', person: 'pascoe-trewin', modality: 'PT', act: fusion },
  { name: 'solid', person: 'pascoe-trewin', modality: 'PT', act: solid },
  { name: 'nm-gated', person: 'pascoe-trewin', modality: 'NM' },
  { name: 'slide', person: 'wilmot-ashgrove', modality: 'SM' },
  { name: 'slide-measured', person: 'wilmot-ashgrove', modality: 'SM', act: measuredSlide },
  { name: 'slide-narrow', person: 'wilmot-ashgrove', modality: 'SM', size: phone },
  { name: 'pdf-narrow', person: 'tomas-fennimore', modality: 'DOC', size: phone, act: reportTab },
  { name: 'sr', person: 'osric-vane', modality: 'SR' },
  { name: 'ecg-forced', person: 'merrin-tolverne', modality: 'ECG', device: forced },
  { name: 'ecg-tablet', person: 'merrin-tolverne', modality: 'ECG', size: tablet, device: touch },
  { name: 'ecg-twofold', person: 'merrin-tolverne', modality: 'ECG', size: twofold },
  { name: 'slide-light', person: 'wilmot-ashgrove', modality: 'SM', device: light },
  { name: 'slide-forced', person: 'wilmot-ashgrove', modality: 'SM', device: forced },
  { name: 'slide-320', person: 'wilmot-ashgrove', modality: 'SM', size: narrowest },
  { name: 'video-forced', person: 'isla-fernsby', modality: 'ES', device: forced, act: middle },
  {
    ...{ name: 'video-tablet', person: 'isla-fernsby', modality: 'ES' },
    ...{ size: tablet, device: touch, act: middle },
  },
  {
    ...{ name: 'fusion-tablet', person: 'pascoe-trewin', modality: 'PT' },
    ...{ size: tablet, device: touch, act: fusion },
  },
  { name: 'fusion-frame', person: 'pascoe-trewin', modality: 'PT', size: frame, act: fusion },
  { name: 'solid-light', person: 'pascoe-trewin', modality: 'PT', device: light, act: solid },
  { name: 'solid-narrow', person: 'pascoe-trewin', modality: 'PT', size: phone, act: solid },
  { name: 'planes-forced', person: 'aria-smith', modality: 'CT', device: forced, act: planes() },
  {
    ...{ name: 'planes-tablet', person: 'aria-smith', modality: 'CT' },
    ...{ size: tablet, device: touch, act: planes() },
  },
  { name: 'planes-twofold', person: 'aria-smith', modality: 'CT', size: twofold, act: planes() },
];

const hub = (name: string, ...acts: NonNullable<Kind['hub']>): Kind => ({
  ...{ name: `hub-${name}`, person: 'aria-smith', modality: 'CT', hub: acts },
  ...(name.endsWith('narrow') && { size: phone }),
  ...(name.endsWith('frame') && { size: { width: 1100, height: 650 } }),
});
/** The record's other windows */
const SHARED: readonly Kind[] = [
  hub('follows'),
  hub('another', 'another'),
  hub('another-narrow', 'another'),
  hub('another-frame', 'another'),
  hub('lies', 'lie'),
  hub('floods', 'flood'),
  hub('floods-narrow', 'flood'),
  hub('lost', 'drop'),
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

const CASES: readonly Kind[] = [
  { name: 'eye-layers', folder: 'curves-slides-colour/c06-oct-en-face', modality: 'OPT' },
  {
    name: 'map',
    folder: 'volumes-and-overlays/60-parametric-map',
    modality: 'MR',
    act: drawn(/^Map/),
  },
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
async function settled(page: Page, framed = false) {
  const surface = framed ? inRecord(page) : page;
  const viewer = surface.getByRole('group', { name: 'View 1' });
  const picture = viewer.getByRole('img', { name: /image \d+ of \d+|curves|whole slide/ });
  const trouble = surface.getByText(/cannot be shown|could not be|no picture|holds no(thing)?|cannot play/i);
  const own = surface.getByRole('img', { name: /^Picture: / });
  await picture.or(own).or(trouble).filter({ visible: true }).first().waitFor({ timeout: 40_000 });
  await page.waitForLoadState('networkidle');
}

async function shoot(
  browser: Browser,
  address: string,
  { name, size = surgery, device = {}, act, config, hub = [], inRecord: framed }: Kind,
  does: (act: NonNullable<Kind['hub']>[number]) => void,
) {
  const page = await browser.newPage({ viewport: size, colorScheme: 'dark', ...device });
  try {
    if (config)
      await page.route('**/config.json', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), ...config } });
      });
    await page.goto(address);
    await settled(page, framed);
    await act?.(page);
    if (name.startsWith('hub-')) await page.getByText(/^Follows the other windows/).waitFor();
    for (const one of hub) does(one);
    if (hub.length > 0)
      await page
        .getByText(/other windows/)
        .and(page.getByText(/^(?!Follows)/))
        .first()
        .waitFor();
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
async function shootAll(
  browser: Browser,
  catalogue: Catalogue,
  kinds: readonly Kind[],
  withHub?: true,
): Promise<number> {
  const sandbox = await startSandbox({
    ...{ catalogue, dist: join(root, 'dist'), archiveApp, landing: 'study' },
    ...(withHub && { hub: withHub }),
  });
  let failed = 0;
  for (const kind of kinds) {
    const study = studyWith(catalogue, kind);
    try {
      if (study === undefined) throw new Error(`no study holds ${kind.modality} ${kind.sopClass ?? ''}`);
      const { personId, studyInstanceUid } = study;
      await shoot(
        browser,
        kind.inRecord
          ? `${sandbox.record}/patients/${personId}/imaging`
          : kind.address === undefined
            ? sandbox.launchAddress({
                personId,
                study: studyInstanceUid,
                ...(kind.scenario && { scenario: kind.scenario }),
              })
            : `${sandbox.viewer}/index.html${kind.address}`,
        kind,
        (act) => {
          const person = catalogue.people.find(({ id }) => id === personId);
          if (person && sandbox.hub) actIn(sandbox.hub, catalogue, person, act);
        },
      );
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
const [invented, others, shared, cases] = [INVENTED, REAL, SHARED, CASES].map((kinds) =>
  kinds.filter(isWanted),
) as [Kind[], Kind[], Kind[], Kind[]];
if (invented.length + others.length + shared.length + cases.length > 0) {
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
  // One after the other: a hub keeps what is open.
  for (const each of shared)
    failed += await shootAll(
      browser,
      await buildCatalogue({ cacheDir: join(root, '.cache/imaging') }),
      [each],
      true,
    );
  if (others.length > 0 && existsSync(real))
    failed += await shootAll(browser, (await catalogueFromFolder(real)).catalogue, others);
  else if (others.length > 0)
    console.log(`left out: ${others.map(({ name }) => `kind-${name}`).join(', ')}: no real files at ${real}`);
  for (const one of cases) {
    const folder = join(caseFiles, one.folder ?? '', 'dicom');
    if (existsSync(folder))
      failed += await shootAll(browser, (await catalogueFromFolder(folder)).catalogue, [one]);
    else console.log(`left out: kind-${one.name}: no case at ${folder}`);
  }
  await browser.close();
  process.exitCode = failed > 0 ? 1 : 0;
}
