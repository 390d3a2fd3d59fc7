import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The viewer, in a tab or in the record's frame. */
type Surface = Page | FrameLocator;

/** The banner that says whose pictures these are. */
export const banner = (viewer: Surface): Locator => viewer.getByRole('banner', { name: 'Patient' });

/** Rows of the list that are on the screen, newest first. */
export const studies = (viewer: Surface, name?: RegExp): Locator =>
  viewer.getByRole('list', { name: 'Imaging studies' }).getByRole('button', name && { name });

/** The list with all that it says of itself: how many, how complete. */
export const list = (viewer: Surface): Locator => viewer.getByRole('region', { name: 'Imaging list' });

/** What is known of each source. */
export const sources = (viewer: Surface): Locator =>
  viewer.getByRole('region', { name: 'Where this list comes from' });

/** A page that says why there is nothing else to see. */
export const notice = (viewer: Surface, title: string | RegExp): Locator =>
  viewer.getByRole('heading', { name: title });

/** One of the viewports, counted from 1. */
export const view = (viewer: Surface, number = 1): Locator =>
  viewer.getByRole('group', { name: `View ${number}` });

/** The picture in a viewport, by the text that stands for it ("…, image 3 of 12, window C 40 W 400"). */
export const picture = (viewer: Surface, name: RegExp, number = 1): Locator =>
  view(viewer, number).getByRole('img', { name });

/** The pane with the report. */
export const report = (viewer: Surface): Locator =>
  viewer.getByRole('region', { name: 'Report', exact: true });

/** What stands in the report's pane to be read. */
export const reportText = (viewer: Surface): Locator => viewer.getByRole('region', { name: 'Report text' });

/** Which study is open, in the words above its pictures. */
export const opened = (viewer: Surface, name: string | RegExp): Locator =>
  viewer.getByRole('region', { name: 'Pictures' }).getByRole('heading', { name });

/** How the picture on the screen is shown: which saved view it has. */
export const savedView = (viewer: Surface): Locator =>
  view(viewer).getByRole('group', { name: 'Saved view' });

/** Opens the main patient's CT with all its slices: it has key images, which open first. */
export async function openCt(page: Page): Promise<void> {
  await studies(page, /^CT chest/)
    .first()
    .click();
  // Where the key objects came late, the whole study is what is shown already.
  await page.getByRole('button', { name: 'Whole study' }).click();
  // The key image that was looked at stays in sight; these tests begin at the first.
  await view(page).focus();
  await page.keyboard.press('Home');
}

/** Chooses from the menu of layouts, or from the one of everything. */
export async function choose(page: Page, name: string | RegExp): Promise<void> {
  const isLayout = typeof name === 'string' && /views?\b/.test(name);
  await page.getByRole('button', { name: isLayout ? 'More layouts' : 'More tools' }).click();
  const item = typeof name === 'string' ? new RegExp(`^${name}(?: ?\\S{1,3})?$`) : name;
  const menu = page.getByRole('menu');
  const kinds = ['menuitem', 'menuitemradio', 'menuitemcheckbox'] as const;
  const [one, ...others] = kinds.map((kind) => menu.getByRole(kind, { name: item }));
  await others
    .reduce((all, each) => all.or(each), one as Locator)
    .first()
    .click();
}
