import type { Locator, Page } from '@playwright/test';
import type { Catalogue } from '../../sandbox/catalogue';
import type { Arriving } from '../cases/interception';
import { heldPicture, instancesOf, likeness, type Likeness } from '../e2e/pixels';
import { banner, list, picture, report, reportText, studies, view } from '../e2e/screen';
import type { Form } from './faults';

/** A kind of request: which they are, where the screen speaks of them, and what shows that all is well again. */
export interface RequestKind {
  readonly name: string;
  readonly form: Form;
  /** Whom the words must name */
  readonly who: RegExp;
  /** No preflight: a form that needs no leave */
  readonly isSimple?: true;
  /** The same may be had at another address of the archive: then the right picture is as true as words */
  readonly hasOtherWay?: true;
  /** Only these faults are tried, by their names; all where absent */
  readonly only?: readonly string[];
  /** Whatever becomes of it, the picture is shown and the session goes on */
  readonly isBeside?: true;
  is(request: Arriving): boolean;
  words(page: Page): Locator;
  /** What a person does to come to the words, where they stand behind something; harmless when it was done */
  reveal?(page: Page): Promise<void>;
  /** Rejects unless what these requests bring is on the screen */
  isWell(page: Page, catalogue: Catalogue): Promise<boolean>;
}

const RECORD = /Demonstration record/;
const SALFORD = /Salford Royal/;
const pictures = (page: Page) => page.getByRole('region', { name: 'Pictures' });

/** What the first view shows, beside the chest X-ray as Salford holds it. */
async function besideTheChest(page: Page, catalogue: Catalogue): Promise<Likeness> {
  const [first] = await instancesOf(catalogue, 'aria-smith', /^XR Chest/);
  if (first === undefined) throw new Error('there is no chest X-ray');
  return likeness(view(page), await heldPicture(first));
}

export async function showsTheChest(page: Page, catalogue: Catalogue): Promise<boolean> {
  if (!(await picture(page, /image 1 of 1/).isVisible())) return false;
  return (await besideTheChest(page, catalogue)).correlation > 0.99;
}

/** Where a picture is not said to be there, its place is empty. */
export async function isBlankOrTheChest(page: Page, catalogue: Catalogue): Promise<boolean> {
  const { correlation, spread } = await besideTheChest(page, catalogue);
  return spread < 2 || correlation > 0.99;
}

/** What a part of the screen says now: where there is no such part, nothing, and it is not waited for. */
const wordsOf = async (part: Locator) => (await part.allTextContents().catch(() => [])).join(' ');

/** One request with its appointment, and nothing said to be missing. */
async function showsWhatIsPlanned(page: Page): Promise<boolean> {
  const all = await wordsOf(list(page));
  return /^List ?1 planned|Booked for/.test(all.trim()) && !/may have been/.test(all);
}

const isWhole = async (page: Page) =>
  /Complete as of/.test(await wordsOf(list(page))) && (await studies(page).count()) === 4;

/** Ways of refusing: who meets one may take it for another's, or for the end of the session. */
const REFUSALS = [
  '401',
  '403',
  '404',
  '429 without a word when',
  '500',
  '200 with a login page',
  'reset before the first byte',
  'silence',
];

/** Beside a study the list is a rail, which says of what is planned only that it is not all known: a click tells why. */
async function openList(page: Page): Promise<void> {
  const button = list(page).getByRole('button', { name: /^(\?|\d+\+) planned$/ });
  if (await button.isVisible()) await button.click({ timeout: 1_000 });
}

export const kinds: readonly RequestKind[] = [
  {
    name: 'the code for a token',
    form: 'json',
    who: /record/i,
    isSimple: true,
    is: ({ where, path }) => where === 'record' && path === '/auth/token',
    words: (page) => page.locator('body'),
    isWell: (page) => banner(page).isVisible(),
  },
  {
    name: 'the list of the record',
    form: 'json',
    who: RECORD,
    is: ({ where, path }) => where === 'record' && path.startsWith('/fhir/ImagingStudy'),
    words: list,
    isWell: isWhole,
  },
  {
    name: 'the search at an archive',
    form: 'json',
    who: SALFORD,
    is: ({ where, path }) => where === 'salford' && path === '/dicom-web/studies',
    words: list,
    isWell: isWhole,
  },
  {
    name: 'metadata',
    form: 'json',
    who: SALFORD,
    hasOtherWay: true,
    is: ({ where, path }) => where === 'salford' && path.endsWith('/metadata'),
    words: pictures,
    isWell: showsTheChest,
  },
  {
    name: 'frames',
    form: 'multipart',
    who: SALFORD,
    hasOtherWay: true,
    is: ({ where, path }) => where === 'salford' && /\/frames\/[\d,]+$/.test(path),
    words: pictures,
    isWell: showsTheChest,
  },
  {
    name: 'reports',
    form: 'json',
    who: RECORD,
    is: ({ where, path }) => where === 'record' && path.startsWith('/fhir/DiagnosticReport'),
    words: report,
    isWell: async (page) => /right upper zone/.test(await wordsOf(reportText(page))),
  },
  {
    name: 'who the patient is',
    form: 'json',
    who: /record/i,
    only: REFUSALS,
    is: ({ where, path }) => where === 'record' && path.startsWith('/fhir/Patient/'),
    words: (page) => page.locator('body'),
    isWell: (page) => banner(page).isVisible(),
  },
  {
    name: 'what the record can do',
    form: 'json',
    who: /record/i,
    only: REFUSALS,
    isSimple: true,
    is: ({ where, path }) => where === 'record' && path === '/fhir/.well-known/smart-configuration',
    words: (page) => page.locator('body'),
    isWell: (page) => banner(page).isVisible(),
  },
  {
    name: 'requests for imaging',
    form: 'json',
    who: RECORD,
    only: REFUSALS,
    isBeside: true,
    is: ({ where, path }) => where === 'record' && path.startsWith('/fhir/ServiceRequest'),
    words: list,
    reveal: openList,
    isWell: showsWhatIsPlanned,
  },
  {
    name: 'appointments',
    form: 'json',
    who: RECORD,
    only: REFUSALS,
    isBeside: true,
    is: ({ where, path }) => where === 'record' && path.startsWith('/fhir/Appointment'),
    words: list,
    reveal: openList,
    isWell: showsWhatIsPlanned,
  },
  {
    name: 'the search at another archive',
    form: 'json',
    who: /Bolton/,
    only: REFUSALS,
    isBeside: true,
    is: ({ where, path }) => where === 'bolton' && path === '/dicom-web/studies',
    words: list,
    isWell: isWhole,
  },
  {
    name: 'the archive\u2019s series of a study',
    form: 'json',
    who: SALFORD,
    only: REFUSALS,
    isBeside: true,
    hasOtherWay: true,
    is: ({ where, path }) => where === 'salford' && path.endsWith('/series'),
    words: pictures,
    isWell: showsTheChest,
  },
];
