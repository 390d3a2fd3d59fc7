import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Instance } from '../../src/domain/study/study';
import { fakeEngine } from '../fake-engine';
import { aPatient, anArchive, aRecord, aSession, personOf } from '../fakes';
import { chestStudy, ctStudy, headMrStudy, mammogramStudy, type StudyFixture } from '../gallery/fixtures';
import { axeFindings, givenWidth, openStudy, renderApp, choose } from './render-app';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  givenWidth(1024);
});

async function viewing(fixture: StudyFixture, name: RegExp, options: Parameters<typeof renderApp>[1] = {}) {
  const engine = fakeEngine();
  const id = fixture.study.heldBy[0] ?? 'salford';
  const archive = anArchive('Salford Royal', { id, studies: [fixture.study], instances: fixture.instances });
  const page = renderApp({ engine, archives: [archive] }, options);
  await openStudy(page.user, name);
  await waitFor(() => expect(engine.living()[0]?.told).toContain('use window'));
  return { ...page, engine, first: () => engine.living()[0] };
}
const ct = (options?: Parameters<typeof renderApp>[1]) => viewing(ctStudy(), /^CT chest/, options);
const view = (number = 1) => screen.getByRole('group', { name: `View ${number}` });

describe('a study of waveforms alone', () => {
  it('says that nothing of it can be shown, and offers no series to choose', async () => {
    const { study, instances } = chestStudy();
    const bare = Object.fromEntries(
      Object.entries(instances).map(([uid, list]) => [
        uid,
        Array.isArray(list) ? list.map((one: Instance) => ({ ...one, image: undefined })) : list,
      ]),
    ) as typeof instances;
    const archives = [anArchive('Salford Royal', { studies: [study], instances: bare })];
    const { user } = renderApp({ archives });
    await openStudy(user, /^Chest X-ray/);
    expect(await screen.findByText(/^This study holds nothing that can be shown/)).toBeTruthy();
    expect(screen.queryByText('Choose a series for this view')).toBeNull();
  });
});

describe('the viewer', () => {
  it('has nothing for axe to find', async () => {
    await ct();
    await screen.findByText('image 150 of 300');
    expect(await axeFindings()).toEqual([]);
  });

  it('says in every view whose picture it is, and that it is not for primary diagnosis', async () => {
    await viewing(mammogramStudy(), /^Mammogram/);
    await waitFor(() => expect(view(4)).toBeTruthy());
    for (const number of [1, 2, 3, 4]) {
      expect(within(view(number)).getByText('SMITH, Aria (Ms)')).toBeTruthy();
      expect(within(view(number)).getByText('For review – not for primary diagnosis')).toBeTruthy();
    }
  });

  it('has its tools where no picture comes', async () => {
    const { study, instances } = ctStudy();
    const engine = fakeEngine({ manner: 'silent' });
    const archives = [anArchive('Salford Royal', { studies: [study], instances })];
    const { user } = renderApp({ engine, archives });
    await user.click(await screen.findByRole('button', { name: /^CT chest/ }));
    expect(await screen.findByRole('toolbar', { name: 'Picture tools' })).toBeTruthy();
  });

  it('names the picture for those who do not see it', async () => {
    await ct();
    const name = 'CT chest, Thorax 1.25 mm soft, 12-Mar-2026, image 150 of 300, window C 40 W 400';
    expect(await screen.findByRole('img', { name: new RegExp(name.replaceAll(' ', '\\s+')) })).toBeTruthy();
  });

  it('shows orientation letters that follow a flip', async () => {
    const { user } = await ct();
    const edges = () => [...view().querySelectorAll('.edge')].map(({ textContent }) => textContent).join('');
    await waitFor(() => expect(edges()).toBe('ALPR'));
    await user.keyboard('h');
    await waitFor(() => expect(edges()).toBe('ARPL'));
  });

  it('says "orientation unknown" where the object does not tell, and no letters', async () => {
    const fixture = chestStudy();
    const instances = Object.fromEntries(
      Object.entries(fixture.instances).map(([uid, list]) => [
        uid,
        Array.isArray(list)
          ? list.map((one) => ({
              ...one,
              frames: one.frames.map((frame: object) => ({ ...frame, patientOrientation: undefined })),
            }))
          : list,
      ]),
    );
    await viewing({ ...fixture, instances } as StudyFixture, /^Chest X-ray/);
    expect(await within(view()).findByText('Orientation unknown')).toBeTruthy();
    expect(view().querySelector('.edge')).toBeNull();
  });

  it('keeps one height and opens all that is known of the picture on request', async () => {
    const { user } = await ct();
    await screen.findByText('image 150 of 300');
    const details = screen.getByRole('button', { name: 'All that is known of this picture' });
    expect(details.getAttribute('title')).toMatch(/C .+W .+Zoom/);
    await user.click(details);
    expect(details.getAttribute('aria-expanded')).toBe('true');
  });

  it('says which image it waits for and which one is on the screen', async () => {
    const { first } = await ct();
    await screen.findByText('image 150 of 300');
    first()?.emit({ type: 'frame.awaited', at: 56 });
    expect(await screen.findByText('Loading image 57 – showing image 150')).toBeTruthy();
    expect(screen.getByText('image 150 of 300')).toBeTruthy();
  });

  it('labels a preview and what is lossy, and keeps windows closed until the final picture', async () => {
    const { first, user } = await ct();
    await screen.findByText('image 150 of 300');
    first()?.emit({ type: 'frame.shown', at: 0, quality: 'preview', lossy: true });
    expect(await screen.findByText('Preview – not yet the full picture')).toBeTruthy();
    expect(screen.getByText('Lossy')).toBeTruthy();
    await user.keyboard('1');
    expect(first()?.told.some((told) => told.startsWith('apply'))).toBe(false);
    first()?.emit({ type: 'frame.shown', at: 0, quality: 'final', lossy: false });
    await waitFor(() => expect(screen.queryByText(/Preview/)).toBeNull());
  });

  it('says how many images are here, how many failed, and marks a missing slice', async () => {
    const { first } = await viewing(ctStudy([140]), /^CT chest/);
    await screen.findByText('image 149 of 299');
    const arrived = Array.from({ length: 299 }, (_, at) => at < 112);
    first()?.emit({ type: 'frames.arrived', arrived, failed: 2 });
    expect(await screen.findByText('112 of 299 loaded')).toBeTruthy();
    expect(screen.getByText('2 could not be loaded')).toBeTruthy();
    expect(screen.getByText('1 gap in the slices')).toBeTruthy();
    expect(screen.getByRole('button', { name: /Thorax 1.25 mm soft, CT, 299 of 300 images/ })).toBeTruthy();
    first()?.emit({ type: 'frame.shown', at: 139, quality: 'final', lossy: false });
    expect(await screen.findByText('Slice missing before this one')).toBeTruthy();
  });

  it('says that a large series is kept only around the image one looks at, for as long as it is so', async () => {
    const { first } = await ct();
    const arrived = Array.from({ length: 300 }, (_, at) => at < 40);
    first()?.emit({ type: 'frames.arrived', arrived, failed: 0, kept: 'around' });
    const said = await screen.findByText(/images are kept only around this one/);
    expect(said.getAttribute('role')).toBe('status');
    expect(await axeFindings()).toEqual([]);
    first()?.emit({ type: 'frames.arrived', arrived: arrived.map(() => true), failed: 0 });
    await waitFor(() => expect(screen.queryByText(/images are kept only/)).toBeNull());
  });

  it('says that the device has no memory left, what gives it some, and tries again', async () => {
    const { first, user } = await ct();
    await screen.findByText('image 150 of 300');
    first()?.emit({ type: 'frame.failed', at: 56, problem: { kind: 'no-memory' } });
    expect(await screen.findByText(/no memory left for this picture\. Closing other views/)).toBeTruthy();
    await user.click(within(view()).getByRole('button', { name: 'Try again' }));
    expect(first()?.told.at(-1)).toBe('goTo 56');
  });

  it('says in place why an image cannot be shown, and asks for it again', async () => {
    const { first, user } = await ct();
    await screen.findByText('image 150 of 300');
    const problem = { kind: 'malformed', where: 'Salford Royal', what: 'HTML instead of pixels' } as const;
    first()?.emit({ type: 'frame.failed', at: 56, problem });
    expect(await screen.findByText('Image 57 cannot be shown')).toBeTruthy();
    expect(screen.getByText('The other images are not affected.')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(view()).getByRole('button', { name: 'Try again' }));
    expect(first()?.told.at(-1)).toBe('goTo 56');
  });
});

describe('every tool', () => {
  it.each([
    ['w', 'use window'],
    ['p', 'use pan'],
    ['z', 'use zoom'],
    ['s', 'use scroll'],
    ['i', 'apply {"invert":true}'],
    ['t', 'apply {"rotation":90}'],
    ['v', 'apply {"flipVertical":true}'],
    ['f', 'apply {"zoom":1,"pan":[0,0]}'],
    ['+', 'apply {"zoom":1.25}'],
    ['-', 'apply {"zoom":0.8}'],
    ['o', 'oneToOne'],
    ['1', 'apply {"window":{"center":-600,"width":1500}}'],
    ['{Backspace}', 'reset'],
    ['{ArrowDown}', 'goTo 150'],
    ['{PageDown}', 'goTo 159'],
    ['{End}', 'goTo 299'],
    ['{Shift>}{ArrowUp}{/Shift}', 'apply {"window":{"center":0,"width":400}}'],
    ['{Shift>}{ArrowRight}{/Shift}', 'apply {"window":{"center":40,"width":340}}'],
    ['{Control>}{ArrowLeft}{/Control}', 'apply {"pan":[-40,0]}'],
    [' ', 'play 15'],
  ])('%s: %s', async (keys, told) => {
    const { user, first } = await ct();
    await screen.findByText('image 150 of 300');
    await user.keyboard(keys);
    await waitFor(() => expect(first()?.told.at(-1)).toBe(told));
  });

  it('has a button too, and each drag a way without dragging', async () => {
    const { user, first } = await ct();
    await screen.findByText('image 150 of 300');
    for (const [key, button, told] of [
      ['w', 'Brighter', 'apply {"window"'],
      ['p', 'Move left', 'apply {"pan":[-40,0]}'],
      ['z', 'Larger', 'apply {"zoom":1.25}'],
      ['s', 'Next image', 'goTo 150'],
    ] as const) {
      await user.keyboard(key);
      await user.click(screen.getByRole('button', { name: 'More tools' }));
      await user.click(await screen.findByRole('menuitem', { name: new RegExp(`^${button}`) }));
      await waitFor(() => expect(first()?.told.at(-1)).toContain(told));
    }
  });

  it('leaves single letters alone when they are turned off, but not the arrows (2.1.4)', async () => {
    const { user, first } = await ct();
    await screen.findByText('image 150 of 300');
    await user.keyboard('?');
    await user.click(await screen.findByRole('checkbox', { name: /single letter/ }));
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const before = first()?.told.length;
    await user.keyboard('i');
    expect(first()?.told.length).toBe(before);
    view().focus();
    await user.keyboard('{ArrowDown}');
    expect(first()?.told.at(-1)).toBe('goTo 150');
  });

  it('is not taken from what is typed', async () => {
    const { user, first } = await ct();
    await screen.findByText('image 150 of 300');
    await user.keyboard('l');
    await user.click(await screen.findByRole('button', { name: 'Filter' }));
    await user.type(screen.getByLabelText('Search this list'), 'ivory');
    expect(first()?.told.some((told) => told.startsWith('apply'))).toBe(false);
  });

  it('is one stop for the Tab key, with arrows inside', async () => {
    const { user } = await ct();
    const buttons = within(screen.getByRole('toolbar')).getAllByRole('button');
    expect(buttons.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    buttons[0]?.focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(buttons[1]);
  });

  it('is in the menu of a right click', async () => {
    const { user, first } = await ct();
    await screen.findByText('image 150 of 300');
    await user.pointer([{ keys: '[MouseRight]', target: view() }]);
    expect(await axeFindings(await screen.findByRole('menu'))).toEqual([]);
    await user.click(screen.getByRole('menuitem', { name: /3 {1,2}Bone/ }));
    await waitFor(() => expect(first()?.told.at(-1)).toBe('apply {"window":{"center":400,"width":1800}}'));
    expect(screen.queryByRole('menu')).toBeNull();
  });
});

describe('layout and series', () => {
  it('hangs a series in the active view by click, and in another by its number', async () => {
    const { user, actor } = await viewing(headMrStudy(), /^MRI head/);
    const hanging = () =>
      actor
        .getSnapshot()
        .children.viewer?.getSnapshot()
        .context.hanging.map((id) => id?.slice(0, 8));
    await choose(user, 'Two views');
    await user.click(view(2));
    await user.click(await screen.findByRole('button', { name: /^AX FLAIR/ }));
    expect(hanging()).toEqual(['2.25.3.1', '2.25.3.3']);
    screen.getByRole('button', { name: /^AX T2 TSE/ }).focus();
    await user.keyboard('1');
    expect(hanging()).toEqual(['2.25.3.2', '2.25.3.3']);
  });

  it('makes one view large by double click, and back', async () => {
    const { user } = await viewing(mammogramStudy(), /^Mammogram/);
    await waitFor(() => expect(view(4)).toBeTruthy());
    await user.dblClick(view(1));
    await waitFor(() => expect(view(2).classList).toContain('hidden'));
    await user.keyboard('m');
    await waitFor(() => expect(view(2).classList).not.toContain('hidden'));
  });

  it('says which series did not come, and asks for it again', async () => {
    const { user } = await ct();
    const again = await screen.findByRole('button', { name: 'Try again: Coronal reformats' });
    expect(screen.getByText('Salford Royal did not answer in time')).toBeTruthy();
    await user.click(again);
    expect(await screen.findByRole('button', { name: 'Try again: Coronal reformats' })).toBeTruthy();
  });

  it('gives back what the small pictures took when the study is left', async () => {
    const made: string[] = [];
    const revoked: string[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${made.push('') - 1}`);
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url));
    const { user, engine } = await ct({ thumbnailOf: async () => new Blob(['']) });
    await waitFor(() => expect(made.length).toBeGreaterThan(1));
    await user.click(screen.getByRole('button', { name: /^Back to the whole list/ }));
    await waitFor(() => expect(revoked).toHaveLength(made.length));
    expect(engine.living()).toEqual([]);
  });
});

describe('what must never be shown', () => {
  it('is another person’s picture: not a pixel, the reason, and a way back', async () => {
    const other = aPatient({
      name: { family: 'Okafor', given: ['Chidi'] },
      birthDate: '1972-01-30',
      identifiers: [],
    });
    const fixture = chestStudy(personOf(other));
    const engine = fakeEngine();
    const archives = [anArchive('Salford Royal', { studies: [fixture.study], instances: fixture.instances })];
    const { user } = renderApp({ engine, archives });
    await user.click(await screen.findByRole('button', { name: /^Chest X-ray/ }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('These pictures belong to another person');
    expect(alert.textContent).toContain('family name');
    expect(alert.textContent).toContain('date of birth');
    expect(engine.mounted).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(alert).getByRole('button', { name: 'Back to the list' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('is a picture whose identity is unsure, without saying so', async () => {
    await viewing(
      chestStudy({ name: { family: 'Smyth', given: ['Aria'] }, otherIds: [], birthDate: '1985-07-14' }),
      /^Chest/,
    );
    expect((await screen.findByText('Identity not confirmed.')).parentElement?.textContent).toContain(
      'family name differs',
    );
  });

  it('is anything of the patient after the session has ended', async () => {
    const session = aSession();
    const { user, engine } = await (async () => {
      const fixture = ctStudy();
      const engine = fakeEngine();
      const archives = [
        anArchive('Salford Royal', { studies: [fixture.study], instances: fixture.instances }),
      ];
      const page = renderApp({ engine, archives, record: aRecord({ session }) });
      await openStudy(page.user, /^CT chest/);
      return { ...page, engine };
    })();
    session.lose({ kind: 'unauthorised', where: 'Greater Manchester Care Record' });
    expect(await screen.findByRole('heading', { name: 'The session has ended' })).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/smith|1985|999 012/i);
    expect(engine.living()).toEqual([]);
    await user.keyboard('i');
    expect(await axeFindings()).toEqual([]);
  });
});

describe('the help sheet', () => {
  it('opens on a question mark, has nothing for axe to find, and leaves the banner in the page', async () => {
    const { user } = await ct();
    await user.keyboard('?');
    const sheet = await screen.findByRole('dialog', { name: 'Keys and gestures' });
    expect(await axeFindings(sheet)).toEqual([]);
    expect(document.querySelector('header')?.textContent).toContain('SMITH');
  });

  it('is for reading until a key is to be changed, and says where the wanted one is in use', async () => {
    const { user } = await ct();
    await user.keyboard('?');
    const sheet = within(await screen.findByRole('dialog', { name: 'Keys and gestures' }));
    expect(sheet.queryByRole('button', { name: /^Change the key/ })).toBeNull();
    await user.click(sheet.getByRole('button', { name: 'Change keys' }));
    await user.click(sheet.getByRole('button', { name: 'Change the key: Invert' }));
    await user.keyboard('r');
    expect(sheet.getByText(/^R is used for: /)).toBeTruthy();
    await user.keyboard('u');
    expect(JSON.parse(localStorage.getItem('plainfilm:keys') ?? '{}')).toEqual({});
    await user.keyboard(';');
    expect(JSON.parse(localStorage.getItem('plainfilm:keys') ?? '{}')).toEqual({ invert: [';'] });
    await user.click(sheet.getByRole('button', { name: 'Usual keys again: Invert' }));
    expect(localStorage.getItem('plainfilm:keys')).toBeNull();
  });
});

it('has the list in a rail, which opens over the pictures by a key and a button and closes by Escape', async () => {
  givenWidth(1366);
  const { user, container } = await ct();
  const panes = () => container.querySelector('.panes')?.classList;
  await waitFor(() => expect(panes()).toContain('beside'));
  expect(panes()).not.toContain('listOpen');
  await fireEvent.keyDown(window, { key: 'l' });
  await waitFor(() => expect(panes()).toContain('listOpen'));
  await fireEvent.keyDown(window, { key: 'Escape' });
  await waitFor(() => expect(panes()).not.toContain('listOpen'));
  expect(panes()).toContain('shows-study');
  await user.click(screen.getByRole('button', { name: 'Show the list (L)' }));
  await waitFor(() => expect(panes()).toContain('listOpen'));
});
