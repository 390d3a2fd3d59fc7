import { screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Figure } from '../../../src/domain/measure/figure';
import type { Measuring } from '../../../src/domain/ports/measuring';
import { fakeEngine } from '../../fake-engine';
import { anArchive } from '../../fakes';
import { ctStudy } from '../../gallery/fixtures';
import { axeFindings, openStudy, renderApp } from '../render-app';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

const LENGTH: Figure = {
  kind: 'length',
  points: [
    [100, 100],
    [130, 140],
  ],
};

/** The chest CT, whose pixels are 0.7 mm wide. */
async function ct(save?: Measuring['save']) {
  const fixture = ctStudy();
  const engine = fakeEngine();
  let uids = 0;
  const measuring = { newUid: () => `2.25.${++uids}`, ...(save && { save }) };
  const archive = anArchive('Salford Royal', { studies: [fixture.study], instances: fixture.instances });
  const page = renderApp({ engine, archives: [archive], measuring });
  await openStudy(page.user, /^CT chest/);
  await screen.findByText('image 150 of 300');
  const first = () => engine.living()[0];
  const draw = async (figure: Figure = LENGTH, at = 149) => {
    first()?.emit({ type: 'figure.finished', at, figure });
    return screen.findAllByRole('button', { name: /^Length \d+: Length/ });
  };
  return { ...page, first, draw };
}
const view = () => screen.getByRole('group', { name: 'View 1' });
const tools = () => within(screen.getByRole('toolbar', { name: 'Picture tools' }));
const panel = () => within(screen.getByRole('complementary', { name: 'Measurements of this study' }));

describe('measuring', () => {
  it('is one button that remembers the figure, with a menu of the others', async () => {
    const { user, first } = await ct();
    await user.click(tools().getByRole('button', { name: 'Measure: Length' }));
    expect(first()?.told.at(-1)).toBe('use measure length');
    await user.click(tools().getByRole('button', { name: 'What to measure' }));
    const menu = await screen.findByRole('menu', { name: 'Measure' });
    expect(await axeFindings(menu)).toEqual([]);
    await user.click(within(menu).getByRole('menuitemradio', { name: 'Angle' }));
    expect(first()?.told.at(-1)).toBe('use measure angle');
    await user.keyboard('w');
    await user.keyboard('d');
    expect(first()?.told.at(-1)).toBe('use measure angle');
    expect(tools().getByRole('button', { name: 'Measure: Angle' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('says each number with its basis on the picture, and has nothing for axe to find', async () => {
    const { draw } = await ct();
    const [length] = await draw();
    expect(length?.getAttribute('aria-label')).toBe('Length 1: Length 35 mm, in the patient');
    expect(within(view()).getByText('in the patient')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
  });

  it('belongs to its image: another image has it not', async () => {
    const { draw, user } = await ct();
    await draw();
    await user.keyboard('{End}');
    await screen.findByText('image 300 of 300');
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Length 1:/ })).toBeNull());
    for (let back = 0; back < 15; back += 1) await user.keyboard('{PageUp}');
    await user.keyboard('{ArrowUp}');
    expect(screen.getByText('image 149 of 300')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Length 1:/ })).toBeNull();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByRole('button', { name: /^Length 1:/ })).toBeTruthy();
  });

  it('puts a figure down by Enter, which is moved and deleted by keys', async () => {
    const { user } = await ct();
    view().focus();
    await user.keyboard('d{Enter}');
    const length = await screen.findByRole('button', { name: /^Length 1:/ });
    await waitFor(() => expect(document.activeElement).toBe(length));
    await user.keyboard('{ArrowRight}');
    expect(screen.getByText('image 150 of 300')).toBeTruthy();
    await user.keyboard('{Delete}');
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Length 1:/ })).toBeNull());
  });

  it('waits for the final picture', async () => {
    const { user, first } = await ct();
    first()?.emit({ type: 'frame.shown', at: 149, quality: 'preview', lossy: true });
    await screen.findByText('Preview – not yet the full picture');
    view().focus();
    await user.keyboard('d{Enter}');
    expect(screen.queryByRole('button', { name: /^Length 1:/ })).toBeNull();
  });

  it('drops what is being drawn by Escape, and stays in the study', async () => {
    const { user, first } = await ct();
    const draft = {
      kind: 'length',
      points: [
        [1, 1],
        [5, 5],
      ],
    } as const;
    first()?.emit({ type: 'figure.drafted', draft });
    await waitFor(() => expect(view().querySelector('.draft')).not.toBeNull());
    await user.keyboard('{Escape}');
    expect(first()?.told.at(-1)).toBe('draft dropped');
    expect(screen.getByText('image 150 of 300')).toBeTruthy();
  });

  it('keeps what is chosen when Escape drops what is being drawn, wherever the focus is', async () => {
    const { user, first } = await ct();
    view().focus();
    await user.keyboard('d{Enter}');
    const length = await screen.findByRole('button', { name: /^Length 1:/ });
    await waitFor(() => expect(document.activeElement).toBe(length));
    first()?.emit({ type: 'figure.drafted', draft: { kind: 'length', points: [[1, 1]] } });
    await waitFor(() => expect(view().querySelector('.draft')).not.toBeNull());
    await user.keyboard('{Escape}');
    expect(first()?.told.at(-1)).toBe('draft dropped');
    expect(length.getAttribute('aria-pressed')).toBe('true');
    first()?.emit({ type: 'figure.drafted', draft: undefined });
    await waitFor(() => expect(view().querySelector('.draft')).toBeNull());
    await user.keyboard('{Escape}');
    expect(length.getAttribute('aria-pressed')).toBe('false');
    expect(screen.getByText('image 150 of 300')).toBeTruthy();
  });
});

describe('a note', () => {
  it('is put down and written by keys alone, stands in the list, and nowhere outside of the page', async () => {
    const { user } = await ct();
    await user.click(tools().getByRole('button', { name: 'What to measure' }));
    await user.click(
      within(await screen.findByRole('menu', { name: 'Measure' })).getByRole('menuitemradio', {
        name: 'Note',
      }),
    );
    view().focus();
    await user.keyboard('{Enter}');
    const field = await screen.findByRole('textbox', { name: 'Words of Note 1' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('query nodule{Enter}');
    const note = await screen.findByRole('button', { name: 'Note 1: query nodule' });
    expect(document.activeElement).toBe(note);
    await user.keyboard('e');
    await waitFor(() => expect(panel().getByText('query nodule')).toBeTruthy());
    expect(panel().getByText('It points at something and measures nothing.')).toBeTruthy();
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])).not.toContain(
      'nodule',
    );
  });
});

describe('undoing', () => {
  it('brings back a deleted one by a button where it was, by Ctrl Z, and by the menu', async () => {
    const { draw, user } = await ct();
    const [length] = await draw();
    length?.focus();
    await user.keyboard('{Delete}');
    const note = (await within(view()).findByText('Length 1 deleted')).parentElement;
    expect(await axeFindings()).toEqual([]);
    await user.click(within(note ?? view()).getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: /^Length 1:/ })).toBeTruthy();
    expect(screen.queryByText('Length 1 deleted')).toBeNull();

    screen.getByRole('button', { name: /^Length 1:/ }).focus();
    await user.keyboard('{Delete}');
    await user.keyboard('{Control>}z{/Control}');
    const back = await screen.findByRole('button', { name: /^Length 1:/ });

    back.focus();
    await user.keyboard('{Delete}');
    await user.click(tools().getByRole('button', { name: 'More tools' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Undo: Length 1 deleted/ }));
    expect(await screen.findByRole('button', { name: /^Length 1:/ })).toBeTruthy();
  });

  it('says that one was deleted until it is told to be silent, and stays in the study', async () => {
    const { draw, user } = await ct();
    const [length] = await draw();
    length?.focus();
    await user.keyboard('{Delete}');
    await within(view()).findByText('Length 1 deleted');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText('Length 1 deleted')).toBeNull());
    expect(screen.getByText('image 150 of 300')).toBeTruthy();
  });
});

describe('what is drawn over a picture', () => {
  it('goes and comes by one key, says that it is gone, and never takes away whose picture it is', async () => {
    const { draw, user, first } = await ct();
    await draw();
    await user.keyboard('b');
    expect(await screen.findByText('Hidden: words, measurements and overlays (B)')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Length 1:/ })).toBeNull();
    expect(screen.queryByText('image 150 of 300')).toBeNull();
    expect(first()?.told.at(-1)).toBe('apply {"annotations":false}');
    expect(within(view()).getByText('SMITH, Aria (Ms)')).toBeTruthy();
    expect(within(view()).getByText('For review – not for primary diagnosis')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.keyboard('b');
    expect(await screen.findByRole('button', { name: /^Length 1:/ })).toBeTruthy();
    expect(first()?.told.at(-1)).toBe('apply {"annotations":true}');
    expect(screen.queryByText(/^Hidden/)).toBeNull();
  });

  it('goes in parts by the menu', async () => {
    const { draw, user } = await ct();
    await draw();
    await user.click(tools().getByRole('button', { name: 'More tools' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Measurements', checked: true }));
    expect(await screen.findByText('Hidden: measurements (B)')).toBeTruthy();
    expect(screen.getByText('image 150 of 300')).toBeTruthy();
  });

  it('is shown again by whoever measures', async () => {
    const { draw, user } = await ct();
    await draw();
    await user.keyboard('b');
    await screen.findByText(/^Hidden: words, measurements/);
    await user.keyboard('d');
    expect(await screen.findByText('Hidden: words and overlays (B)')).toBeTruthy();
    expect(await screen.findByRole('button', { name: /^Length 1:/ })).toBeTruthy();
  });
});

describe('the measurements of a study', () => {
  it('are listed with the picture they are of, and lead to it', async () => {
    const { draw, user, first } = await ct();
    await draw();
    await user.keyboard('{End}');
    await screen.findByText('image 300 of 300');
    await user.keyboard('e');
    await screen.findByRole('complementary');
    await user.click(await panel().findByRole('button', { name: /^Length 1.*image 150 of 300/ }));
    expect(first()?.told.at(-1)).toBe('goTo 149');
    expect(await axeFindings()).toEqual([]);
  });

  it('are not offered to be saved where the configuration keeps them to the session', async () => {
    const { draw, user } = await ct();
    await draw();
    await user.keyboard('e');
    await screen.findByRole('complementary');
    expect(await panel().findByRole('button', { name: 'Print' })).toBeTruthy();
    expect(panel().queryByRole('button', { name: /Save/ })).toBeNull();
  });

  it('are saved as whose the measured pictures are, in the archive that holds them', async () => {
    const save = vi.fn<NonNullable<Measuring['save']>>(async () => ({
      kind: 'saved',
      where: 'Salford Royal',
    }));
    const { draw, user } = await ct(save);
    await draw();
    await user.keyboard('e');
    await screen.findByRole('complementary');
    await user.click(await panel().findByRole('button', { name: 'Save 1 to the archive' }));
    expect(await panel().findByText(/^Saved in Salford Royal as a structured report/)).toBeTruthy();
    expect(save.mock.lastCall?.[0]).toMatchObject({
      archive: ctStudy().study.heldBy[0],
      patient: { name: { family: 'Smith' } },
      sex: 'female',
    });
    await user.click(panel().getByRole('button', { name: 'Delete Length 1' }));
    expect(await panel().findByText(/^None yet/)).toBeTruthy();
  });

  it('say why they were not saved, and are offered again', async () => {
    const problem = { kind: 'not-stored', where: 'Salford Royal', why: 'it is out of space' } as const;
    const { draw, user } = await ct(async () => ({ kind: 'failed', problem, mayBeThere: false }));
    await draw();
    await user.keyboard('e');
    await screen.findByRole('complementary');
    await user.click(await panel().findByRole('button', { name: 'Save 1 to the archive' }));
    expect(
      await panel().findByText('Not saved: Salford Royal did not take it: it is out of space.'),
    ).toBeTruthy();
    expect(panel().getByRole('button', { name: 'Save 1 to the archive' })).toHaveProperty('disabled', false);
  });

  it('may be there after an answer that was lost, which is said', async () => {
    const { draw, user } = await ct(async () => ({
      kind: 'failed',
      problem: { kind: 'timed-out', where: 'Salford Royal' },
      mayBeThere: true,
    }));
    await draw();
    await user.keyboard('e');
    await screen.findByRole('complementary');
    await user.click(await panel().findByRole('button', { name: 'Save 1 to the archive' }));
    expect(
      await panel().findByText(/^They may be in the archive, or not: Salford Royal did not answer in time/),
    ).toBeTruthy();
    expect(panel().queryByText(/Not saved/)).toBeNull();
  });

  it('print alone, with whose they are and what they are not for', async () => {
    const printed = vi.fn<() => void>(() => {
      window.dispatchEvent(new Event('beforeprint'));
      expect(document.documentElement.dataset['print']).toBe('measurements');
    });
    Object.defineProperty(window, 'print', { configurable: true, value: printed });
    const { draw, user } = await ct();
    await draw();
    await user.keyboard('e');
    await screen.findByRole('complementary');
    await user.click(await panel().findByRole('button', { name: 'Print' }));
    expect(printed).toHaveBeenCalledOnce();
    const aside = screen.getByRole('complementary', { name: 'Measurements of this study' });
    expect(aside.querySelector('.paper')?.textContent).toMatch(
      /SMITH, Aria[^]*Born 14-Jul-1985[^]*not for primary/,
    );
    window.dispatchEvent(new Event('afterprint'));
    expect(document.documentElement.dataset['print']).toBeUndefined();
  });

  it('say so where the browser prints nothing, and leave nothing behind', async () => {
    Object.defineProperty(window, 'print', { configurable: true, value: () => undefined });
    const { draw, user } = await ct();
    await draw();
    await user.keyboard('e');
    await screen.findByRole('complementary');
    await user.click(await panel().findByRole('button', { name: 'Print' }));
    expect(await panel().findByText(/^Nothing was printed/)).toBeTruthy();
    expect(document.documentElement.dataset['print']).toBeUndefined();
    expect(document.querySelector('.paper-alone')).toBeNull();
  });
});
