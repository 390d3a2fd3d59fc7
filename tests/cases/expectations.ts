import type { Locator } from '@playwright/test';
import { createCodecs } from '../../sandbox/imaging/codecs/codecs';
import { renderedFrame } from '../../sandbox/imaging/rendering/render';
import { dateWords } from '../../src/domain/dates';
import { heldPicture, instancesOf, likeness } from '../e2e/pixels';
import { banner, list, opened, picture, reportText, sources, studies, view } from '../e2e/screen';
import type { Launched } from './launched';
import { expect } from './patience';

/** What is right where servers behave as a case says; each rejects where the screen says or shows something else. */
export type Expectation = (seen: Launched) => Promise<void>;

const COMPLETE = /Complete as of \d\d:\d\d/;
const NOT_COMPLETE = /not complete|not everything is known/;
/** What is never said of a source that answered. */
const SILENT = /did not answer|could not be reached|does not have it/;

export const words = ({ page }: Launched): Locator => page.locator('body');

export const isSmith = ({ page }: Launched) => expect(banner(page)).toContainText('SMITH, Aria (Ms)');

/** The list says that it is whole. */
export const isComplete = ({ page }: Launched) => expect(list(page)).toContainText(COMPLETE);

/** The list says that it is not, and names who is missing. */
export async function isPartlyThere(seen: Launched, who: RegExp): Promise<void> {
  await expect(list(seen.page)).toContainText(NOT_COMPLETE);
  await expect(list(seen.page)).not.toContainText(COMPLETE);
  await expect(sources(seen.page)).toContainText(who);
}

/** Every source's line, where only the noteworthy ones are beside a picture. */
export async function allSources({ page }: Launched): Promise<Locator> {
  const more = sources(page).getByRole('button', { name: 'Sources', expanded: false });
  await expect(sources(page)).toBeVisible();
  if (await more.isVisible()) await more.click();
  return sources(page);
}

/** The newest chest X-ray, as Salford holds it. */
export async function showsTheChest(seen: Launched): Promise<void> {
  await expect(opened(seen.page, /^Chest X-ray/)).toBeVisible();
  await expect(picture(seen.page, /Chest X-ray.*image 1 of 1/)).toBeVisible();
  const [first] = await instancesOf(seen.info.catalogue, 'aria-smith', /^XR Chest/);
  if (first === undefined) throw new Error('there is no chest X-ray');
  const held = await heldPicture(first);
  await expect.poll(async () => (await likeness(view(seen.page), held)).correlation).toBeGreaterThan(0.99);
}

export const showsAPicture = ({ page }: Launched, name = /image \d+ of/) =>
  expect(picture(page, name).first()).toBeVisible();

export const open = ({ page }: Launched, name: RegExp) => studies(page, name).first().click();

const answered = (seen: Launched, where: string, path: RegExp, status: number) =>
  seen.asked.filter((one) => one.where === where && path.test(one.path) && one.status === status).length;

export const asked = ({ asked }: Launched, where: string, path: RegExp, method = 'GET') =>
  asked.filter((one) => one.where === where && one.method === method && path.test(one.path)).length;

/** The whole of an undisturbed launch: list, picture, report. */
export async function isUndisturbed(seen: Launched): Promise<void> {
  await isSmith(seen);
  await showsTheChest(seen);
  await isComplete(seen);
  await expect(studies(seen.page)).toHaveCount(4);
  await expect(reportText(seen.page)).toContainText('new since the earlier chest X-ray');
}

/** The echo's picture in the view as it stands, against a frame that Bolton holds. */
async function likenessToFrame({ page, info }: Launched, frame: number): Promise<number> {
  const [echo] = await instancesOf(info.catalogue, 'tomas-fennimore', /echo/i);
  if (echo === undefined) throw new Error('there is no echo');
  const { bytes } = await renderedFrame(echo, frame - 1, { mediaTypes: ['image/png'] }, createCodecs());
  return (await likeness(view(page), bytes)).meanDifference;
}

async function goToFrameFour({ page }: Launched): Promise<void> {
  await expect(picture(page, /image 1 of 6/)).toBeVisible();
  await view(page).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
}

export const expectations: Readonly<Record<string, Expectation>> = {
  '00-control-frames': async (seen) => {
    await goToFrameFour(seen);
    await showsAPicture(seen, /image 4 of 6/);
    await expect
      .poll(async () => (await likenessToFrame(seen, 4)) < (await likenessToFrame(seen, 1)))
      .toBe(true);
  },
  '00-plain': isUndisturbed,
  '01-answer-names-its-issuer': isUndisturbed,
  '02-one-archive-says-401': async (seen) => {
    await isPartlyThere(seen, /Wigan Infirmary/);
    await showsTheChest(seen);
    await isSmith(seen);
    await expect(words(seen)).not.toContainText('session has ended');
    await expect(sources(seen.page)).not.toContainText(/Wigan Infirmary (did not answer|could not be)/);
    await expect(sources(seen.page).getByRole('button', { name: /Try again.*Wigan/ })).toBeVisible();
  },
  '03-one-archive-says-401-renewable': async (seen) => {
    await isPartlyThere(seen, /Wigan Infirmary/);
    await open(seen, /^Knee/);
    const pane = seen.page.getByRole('region', { name: 'Pictures' });
    await expect(pane).toContainText(/Wigan Infirmary[^.]*(refus|accept|allow|sign)/i);
    await expect(pane).not.toContainText(/(Bolton|Salford Royal) does not have it/);
    expect(asked(seen, 'record', /^\/auth\/token/, 'POST')).toBeLessThanOrEqual(2);
  },
  '04-context-as-plain-references': async (seen) => {
    await expect(seen.page.getByText(/chosen in the record( ·|$)/)).toBeVisible();
    // The demonstration's studies are dated back from the day it is.
    const days = seen.info.catalogue.studies
      .filter(({ personId }) => personId === 'aria-smith')
      .map(({ started }) => started ?? '')
      .sort()
      .reverse();
    await expect(seen.page.getByRole('region', { name: 'Pictures' })).toContainText(dateWords(days[2]));
    await showsAPicture(seen);
  },
  '05-patient-is-a-number': isUndisturbed,
  '07-include-refused-403': async (seen) => {
    await isUndisturbed(seen);
    await expect(words(seen)).not.toContainText(/does not allow|withheld/i);
  },
  '09-count-too-large': async (seen) => {
    await isUndisturbed(seen);
    // What was refused once is not asked once more by each question of the kind.
    expect(answered(seen, 'record', /^\/fhir\/ImagingStudy/, 400)).toBeLessThanOrEqual(2);
  },
  '11-outcome-says-incomplete': async (seen) => {
    await isPartlyThere(seen, /Demonstration record/);
    await expect(studies(seen.page)).toHaveCount(2);
  },
  '13-next-on-inner-host': async (seen) => {
    await expect(studies(seen.page).first()).toBeVisible();
    await expect.poll(() => studies(seen.page).count()).toBeGreaterThanOrEqual(2);
    if ((await studies(seen.page).count()) < 4) await isPartlyThere(seen, /Demonstration record/);
    await expect(list(seen.page)).not.toContainText('did not answer');
    expect(seen.addresses.filter(({ url }) => url.includes('cluster.local'))).toEqual([]);
  },
  '15-nhs-number-by-oid': async (seen) => {
    await expect(banner(seen.page)).toContainText('999 464 0658');
    await expect(list(seen.page)).not.toContainText('was not asked');
    await expect.poll(() => asked(seen, 'wigan', /^\/dicom-web\/studies\?.*PatientID=9994640658/)).toBe(1);
  },
  '16-superseded-patient': isMerged,
  '17-merged-patient-redirect': async (seen) => {
    await expect(seen.page.getByRole('heading').first()).toBeVisible();
    await expect(words(seen)).toContainText(/elsewhere|merged|another (record|address)/i);
    await expect(words(seen)).not.toContainText('could not be reached');
    await expect(seen.page.locator('canvas')).toHaveCount(0);
  },
  '19-r5-without-literal-references': async (seen) => {
    await showsTheChest(seen);
    await isComplete(seen);
    await expect(reportText(seen.page)).toContainText('new since the earlier chest X-ray');
    await expect(words(seen)).not.toContainText('No report recorded');
  },
  '20-stu3-uid': async (seen) => {
    await expect(studies(seen.page)).toHaveCount(4);
    await expect(list(seen.page)).not.toContainText('could not be read');
    // The archives list none of it under the number that they were asked by: that is said of them, not of the record.
    await isPartlyThere(seen, /Salford Royal holds 1 study more/);
    await showsAPicture(seen);
  },
  '21-endpoint-ends-in-studies': async (seen) => {
    await showsTheChest(seen);
    // No hospital number is known for an archive that only an endpoint names: under the NHS number it lists none.
    await isPartlyThere(seen, /Salford Royal holds 1 study more/);
    await expect(words(seen)).not.toContainText(SILENT);
    expect(seen.asked.filter(({ path }) => /studies\/+studies/.test(path))).toEqual([]);
  },
  '24-quotes-wanted': async (seen) => {
    await showsTheChest(seen);
    // One of each kind of question at most, and those that were on their way together with the first
    expect(answered(seen, 'salford', /./, 406)).toBeLessThanOrEqual(4);
  },
  '26-limit-at-most-200': async (seen) => {
    await isComplete(seen);
    await expect(await allSources(seen)).toContainText('Salford Royal: 1 study');
    expect(answered(seen, 'salford', /./, 400)).toBeLessThanOrEqual(2);
  },
  '27-pages-of-twelve': async (seen) => {
    await expect(list(seen.page).getByRole('status').first()).toHaveText('400 studies');
    await isComplete(seen);
  },
  // The record's Bundle, which the case cuts down to one study, still says that there are four: that is said, and of
  // nothing else that it is missing.
  '28-empty-payload': async (seen) => {
    await expect(list(seen.page)).toContainText('announced 4 and sent 1');
    const lines = await allSources(seen);
    for (const place of ['Royal Bolton', 'Wigan Infirmary'])
      await expect(lines).toContainText(`No imaging at ${place}`);
    await expect(words(seen)).not.toContainText(SILENT);
  },
  '29-one-study-without-uid': async (seen) => {
    await isPartlyThere(seen, /Royal Bolton: 2 studies.*1 entry from Royal Bolton could not be read/);
    await expect(list(seen.page)).not.toContainText('did not answer');
    await expect(studies(seen.page, /Royal Bolton/)).toHaveCount(2);
  },
  '30-boundary-in-single-quotes': showsTheChest,
  '32-compressed-without-a-word': async (seen) => {
    await showsTheChest(seen);
    await open(seen, /^CT chest/);
    await showsAPicture(seen, /CT/);
    await expect(words(seen)).not.toContainText('contradicts');
  },
  '34-frames-labelled-dicom': showsTheChest,
  '35-frames-are-whole-objects': showsTheChest,
  '40-bulk-data-by-other-scheme': async (seen) => {
    await open(seen, /^Knee/);
    await expect(picture(seen.page, /Knee.*image \d+ of/).first()).toBeVisible();
    await expect.poll(() => isColoured(view(seen.page))).toBe(true);
    expect(asked(seen, 'wigan', /\/bulkdata\/0028120/)).toBeGreaterThanOrEqual(3);
    expect(seen.addresses.filter(({ url }) => url.startsWith('https:'))).toEqual([]);
  },
  '43-first-archive-decides': async (seen) => {
    await expect(studies(seen.page)).toHaveCount(4);
    const newest = opened(seen.page, /^Chest X-ray/);
    await expect(newest.or(seen.page.getByText(/newer study/i)).first()).toBeVisible();
    if (!(await newest.isVisible())) await expect(words(seen)).not.toContainText('the newest so far');
    await isPartlyThere(seen, /Demonstration record/);
  },
  '44-frame-number-ignored': async (seen) => {
    await goToFrameFour(seen);
    // Either frame 4 itself, out of the whole object, or words; never frame 1 in its place.
    const refused = view(seen.page).getByText(
      /cannot be shown|another (picture|image)|not the (picture|image)/i,
    );
    await expect(
      picture(seen.page, /image 4 of 6/)
        .or(refused)
        .first(),
    ).toBeVisible();
    if (await refused.isVisible()) return;
    expect(await likenessToFrame(seen, 4)).toBeLessThan(await likenessToFrame(seen, 1));
  },
  '45-ended-nhs-number-first': async (seen) => {
    await expect(banner(seen.page)).toContainText('999 464 0658');
    await expect(words(seen)).not.toContainText('999 000 0018');
  },
  '47-modality-coded-twice': async (seen) => {
    await showsTheChest(seen);
    await expect(picture(seen.page, /image 1 of 1/, 2)).toBeVisible();
    await expect(words(seen)).not.toContainText('168537006');
    await open(seen, /^CT chest/);
    await showsAPicture(seen, /CT/);
    await expect(words(seen)).not.toContainText('77477000');
  },
};

async function isMerged(seen: Launched): Promise<void> {
  await expect(words(seen)).toContainText(/merged|replaced|joined/i);
  await expect(words(seen)).not.toContainText('cannot be read');
  await expect(seen.page.locator('canvas')).toHaveCount(0);
  await expect(banner(seen.page)).toHaveCount(0);
}

/** Whether some of the painted points have a colour. */
const isColoured = (where: Locator): Promise<boolean> =>
  where
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return false;
      const copy = new OffscreenCanvas(64, 64);
      const context = copy.getContext('2d');
      context?.drawImage(canvas, 0, 0, 64, 64);
      const { data = new Uint8ClampedArray() } = context?.getImageData(0, 0, 64, 64) ?? {};
      return data.some((red, at) => at % 4 === 0 && Math.abs(red - (data[at + 2] ?? red)) > 20);
    });
