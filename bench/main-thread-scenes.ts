import { badAnswers, type BadAnswer } from '../tests/e2e/bad-answers';
import type { DrivenPage } from './main-thread-page';

/** Something that a person does, and when it is done. */
export interface Scene {
  readonly name: string;
  readonly personId: string;
  /** What the launch opens */
  readonly landing: 'list' | 'study';
  /** What is done before anything is measured. Absent: the launch itself is measured. */
  readonly before?: (page: DrivenPage) => Promise<void>;
  readonly act: (page: DrivenPage) => Promise<void>;
  /** What Salford's archive answers instead */
  readonly bad?: BadAnswer;
  /** Of so many studies, beyond the demonstration's */
  readonly studies?: number;
}

const LIST = '[role="list"][aria-label="Imaging studies"]';
const VIEW = '[role="group"][aria-label="View 1"]';
const one = (selector: string) => `document.querySelector(${JSON.stringify(selector)})`;
/** The uppermost row whose words match. */
const row = (words: RegExp) =>
  `[...document.querySelectorAll(${JSON.stringify(`${LIST} button`)})].find((each) => ${String(words)}.test(each.ariaLabel))`;
/** The text that stands for a picture in the first view. */
const picture = (words: RegExp) => `${String(words)}.test(${one(`${VIEW} [role="img"]`)}?.ariaLabel ?? '')`;
const said = (words: RegExp) =>
  `${String(words)}.test(${one('section[aria-label="Pictures"]')}?.textContent ?? '')`;
const counted = (studies: number) =>
  `${one('section[aria-label="Imaging list"] [role="status"]')}?.textContent === '${studies} studies'`;
const complete = `/Complete as of/.test(${one('section[aria-label="Imaging list"]')}?.textContent ?? '')`;
const reportTools = one('[aria-label="Find, size, copy and print"]');
/** The way between key images and the whole study. */
const between = (words: RegExp) =>
  `[...document.querySelectorAll('button')].find((each) => ${String(words)}.test(each.textContent))`;

const listed = (page: DrivenPage) => page.until(complete);

const opened = (words: RegExp) => async (page: DrivenPage) => {
  await page.click(row(words));
  await page.until(picture(/image 1 of/));
};

async function ctOf300(page: DrivenPage): Promise<void> {
  await page.click(row(/^CT chest/));
  await page.until(between(/^Whole study/));
  await page.click(between(/^Whole study/));
  await page.until(picture(/ of 300,/));
}

const launches: readonly Scene[] = [
  { name: 'Launch: list', personId: 'aria-smith', landing: 'list', act: listed },
  {
    name: 'Launch: X-ray',
    personId: 'aria-smith',
    landing: 'study',
    act: (page) => page.until(picture(/image 1 of/)),
  },
  {
    name: 'Launch: list of 400',
    personId: 'bram-oakfield',
    landing: 'list',
    act: (page) => page.until(counted(400)),
  },
  {
    name: 'Launch: list of 5,000',
    personId: 'bram-oakfield',
    landing: 'list',
    studies: 5000,
    act: (page) => page.until(counted(5000)),
  },
];

const openings: readonly Scene[] = [
  { name: 'X-ray opened', personId: 'aria-smith', act: opened(/^Chest X-ray.*Salford/) },
  {
    name: 'CT with a long report opened',
    personId: 'edmund-thistlewood',
    async act(page: DrivenPage) {
      await opened(/^CT/)(page);
      await page.until(reportTools);
    },
  },
  { name: 'Mammogram opened', personId: 'wren-hollowell', act: opened(/^Mammo/) },
  { name: 'CT of 300 opened', personId: 'aria-smith', act: ctOf300 },
].map((scene) => ({ ...scene, landing: 'list', before: listed }) as const);

const scrolls: readonly Scene[] = [
  {
    name: 'CT of 300 scrolled',
    personId: 'aria-smith',
    landing: 'list',
    async before(page) {
      await listed(page);
      await ctOf300(page);
    },
    act: (page) => page.wheel(`${one(VIEW)}.querySelector('canvas')`, 150, 100, 16),
  },
  ...[400, 5000].map((studies): Scene => ({
    name: `List of ${studies.toLocaleString('en-GB')} scrolled`,
    personId: 'bram-oakfield',
    landing: 'list',
    ...(studies > 400 && { studies }),
    before: (page) => page.until(counted(studies)),
    act: (page) => page.wheel(`${one(LIST)}.parentElement`, 60, 900, 16),
  })),
];

const badInputs = badAnswers.map((bad): Scene => ({
  name: `Bad input: ${bad.what}`,
  personId: 'aria-smith',
  landing: 'list',
  before: listed,
  bad,
  async act(page) {
    await page.click(row(/^Chest X-ray.*Salford/));
    await page.until(bad.said ? said(bad.said) : picture(/image 1 of/));
  },
}));

export const scenes: readonly Scene[] = [...launches, ...openings, ...scrolls, ...badInputs];
