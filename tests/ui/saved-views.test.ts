import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SoftcopyPresentation } from '../../src/domain/presentation/presentation-state';
import { savedViewNames } from '../../src/texts/en/saved-views';
import { fakeEngine } from '../fake-engine';
import { anArchive } from '../fakes';
import { ctStudy } from '../gallery/fixtures';
import { asPrinted, keyObject, noduleMarked } from '../gallery/key-images';
import { axeFindings, givenWidth, openStudy, renderApp } from './render-app';

beforeEach(() => givenWidth(1366));
afterEach(() => {
  vi.restoreAllMocks();
  givenWidth(1024);
});

async function keyImages(presentations: readonly SoftcopyPresentation[]) {
  const engine = fakeEngine();
  const { study, instances } = ctStudy();
  const objects = { keyObjects: [keyObject], presentations };
  const archives = [anArchive('Salford Royal', { studies: [study], instances, objects })];
  const page = renderApp({ engine, archives });
  await openStudy(page.user, /^CT chest/);
  await screen.findByText('image 1 of 2');
  return { ...page, told: () => engine.living()[0]?.told ?? [] };
}
const saved = () => within(screen.getByRole('group', { name: 'Saved view' }));

describe('the saved view of a picture', () => {
  it('is named on the picture with its creator and date, and nothing is for axe to find', async () => {
    await keyImages([noduleMarked]);
    expect(await saved().findByText('NODULE – Nodule marked, lung window')).toBeTruthy();
    expect(saved().getByText('Dr Ines Fairbrook · 12-Mar-2026 18:02')).toBeTruthy();
    expect(screen.getByRole('img', { name: /saved view NODULE/ })).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('is switched off and on by its button and by A', async () => {
    const { user } = await keyImages([noduleMarked]);
    await user.click(await saved().findByRole('button', { name: 'Switch off' }));
    expect(await saved().findByRole('button', { name: 'Show the saved view' })).toBeTruthy();
    expect(screen.getByText('C 40 W 400', { normalizer: (text) => text.replace(/\s+/g, ' ') })).toBeTruthy();
    await user.click(saved().getByRole('button', { name: 'Show the saved view' }));
    expect(await saved().findByText('NODULE – Nodule marked, lung window')).toBeTruthy();
    await user.keyboard('a');
    expect(await saved().findByRole('button', { name: 'Show the saved view' })).toBeTruthy();
  });

  it('is not said of the next picture, which has none', async () => {
    const { user } = await keyImages([noduleMarked]);
    await saved().findByText('NODULE – Nodule marked, lung window');
    await user.keyboard('{ArrowDown}');
    await screen.findByText('image 2 of 2');
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Saved view' })).toBeNull());
  });

  it('is chosen by its label where there are several, and N goes from one to the next', async () => {
    const { user } = await keyImages([noduleMarked, asPrinted]);
    const choice = (): HTMLSelectElement => saved().getByLabelText('Saved view');
    const chosen = () => choice().options[choice().selectedIndex]?.textContent;
    await waitFor(() => expect(chosen()).toBe('NODULE – Nodule marked, lung window'));
    expect([...choice().options].map(({ textContent }) => textContent)).toEqual([
      'None: the original',
      'PRINT – As sent to the MDT',
      'NODULE – Nodule marked, lung window',
    ]);
    await user.selectOptions(choice(), 'PRINT – As sent to the MDT');
    await waitFor(() => expect(chosen()).toBe('PRINT – As sent to the MDT'));
    expect(saved().getByText('Creator not recorded · 14-Mar-2026 08:40')).toBeTruthy();
    document.querySelector<HTMLElement>('.viewport')?.focus();
    await user.keyboard('n');
    await waitFor(() => expect(chosen()).toBe('NODULE – Nodule marked, lung window'));
    await user.keyboard('n');
    await waitFor(() => expect(chosen()).toBe('None: the original'));
    expect(await axeFindings()).toEqual([]);
  });

  it('is in the menu of a right click', async () => {
    const { user } = await keyImages([noduleMarked, asPrinted]);
    await saved().findByRole('combobox');
    await user.pointer([{ keys: '[MouseRight]', target: screen.getByRole('group', { name: 'View 1' }) }]);
    const menu = within(await screen.findByRole('menu'));
    const item = (name: string) => menu.getByRole('menuitemradio', { name: new RegExp(name) });
    expect(item('NODULE').getAttribute('aria-checked')).toBe('true');
    expect(await axeFindings(screen.getByRole('menu'))).toEqual([]);
    await user.click(item('PRINT'));
    expect(await saved().findByText('Creator not recorded · 14-Mar-2026 08:40')).toBeTruthy();
  });

  it('says what it asks for and is not shown', async () => {
    await keyImages([{ ...noduleMarked, notApplied: ['overlays', 'presentation LUT'] }]);
    expect(await saved().findByText('Not shown of it: overlays, its shades of grey')).toBeTruthy();
  });

  it('offers Hounsfield windows only where it shows Hounsfield units', async () => {
    const { user, told } = await keyImages([noduleMarked, asPrinted]);
    const windows = () =>
      within(screen.getByRole('group', { name: 'Window preset' }))
        .getAllByRole('button')
        .map((each) => each.textContent);
    await saved().findByText('Dr Ines Fairbrook · 12-Mar-2026 18:02');
    await user.click(screen.getByRole('button', { name: 'Brightness' }));
    await screen.findByRole('group', { name: 'Window preset' });
    expect(windows()).toEqual(expect.arrayContaining(['As saved', 'Stored: Soft tissue', '1  Lung']));
    await user.selectOptions(saved().getByLabelText('Saved view'), 'PRINT – As sent to the MDT');
    await user.click(screen.getByRole('button', { name: 'Brightness' }));
    await waitFor(() => expect(windows()).toEqual(['As saved']));
    document.querySelector<HTMLElement>('.viewport')?.focus();
    const before = told().length;
    await user.keyboard('1');
    expect(told()).toHaveLength(before);
  });

  it('is offered and not applied where no key image names it', async () => {
    const { user } = await keyImages([asPrinted]);
    expect(await saved().findByRole('button', { name: 'Show the saved view' })).toBeTruthy();
    await user.click(saved().getByRole('button', { name: 'Show the saved view' }));
    expect(await saved().findByText('PRINT – As sent to the MDT')).toBeTruthy();
  });
});

describe('a saved view that a key object names and that did not come', () => {
  const says = 'A saved view that goes with this image could not be fetched.';

  it('is said of its picture, and not of the next', async () => {
    const { user } = await keyImages([asPrinted]);
    expect(await screen.findByText(says)).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('{ArrowDown}');
    await screen.findByText('image 2 of 2');
    await waitFor(() => expect(screen.queryByText(says)).toBeNull());
  });

  it('is not said where it is here', async () => {
    await keyImages([noduleMarked]);
    await saved().findByText('NODULE – Nodule marked, lung window');
    expect(screen.queryByText(says)).toBeNull();
  });
});

describe('the names of several saved views', () => {
  it('are each unlike the others', () => {
    const one = { ...noduleMarked, description: undefined };
    const later = { ...one, made: '2026-03-13T09:00:00' };
    expect(savedViewNames([one, later, later, asPrinted])).toEqual([
      'NODULE (Dr Ines Fairbrook · 12-Mar-2026 18:02)',
      'NODULE (Dr Ines Fairbrook · 13-Mar-2026 09:00), 1',
      'NODULE (Dr Ines Fairbrook · 13-Mar-2026 09:00), 2',
      'PRINT – As sent to the MDT',
    ]);
  });
});

describe('the strip of series', () => {
  it('marks the series that key images were chosen from', async () => {
    await keyImages([]);
    expect(await screen.findByRole('button', { name: /^Thorax 1.25 mm soft, .*2 key images/ })).toBeTruthy();
    const other = await screen.findByRole('button', { name: /^Thorax 5 mm lung/ });
    expect(other.getAttribute('aria-label')).not.toMatch(/key/);
  });
});
