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
  is(request: Arriving): boolean;
  words(page: Page): Locator;
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

async function showsTheChest(page: Page, catalogue: Catalogue): Promise<boolean> {
  if (!(await picture(page, /image 1 of 1/).isVisible())) return false;
  return (await besideTheChest(page, catalogue)).correlation > 0.99;
}

/** Where a picture is not said to be there, its place is empty. */
export async function isBlankOrTheChest(page: Page, catalogue: Catalogue): Promise<boolean> {
  const { correlation, spread } = await besideTheChest(page, catalogue);
  return spread < 2 || correlation > 0.99;
}

const isWhole = async (page: Page) =>
  /Complete as of/.test(
    (await list(page)
      .textContent()
      .catch(() => '')) ?? '',
  ) && (await studies(page).count()) === 4;

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
    isWell: async (page) =>
      (await reportText(page).count()) > 0 &&
      /right upper zone/.test((await reportText(page).textContent()) ?? ''),
  },
];
