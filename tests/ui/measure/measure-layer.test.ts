import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Figure } from '../../../src/domain/measure/figure';
import MeasureLayer from '../../../src/ui/measure/MeasureLayer.svelte';
import { axeFindings } from '../render-app';
import { LENGTH, measured, toPicture, toScreen } from './measuring';

function layer(
  selected?: string,
  figures: readonly Figure[] = [
    LENGTH,
    {
      kind: 'ellipse',
      points: [
        [60, 60],
        [90, 80],
      ],
    },
  ],
  view = { width: 600, height: 400 },
) {
  const picture = document.createElement('div');
  const told = {
    onselect: vi.fn<(uid: string | undefined) => void>(),
    onchange: vi.fn<(uid: string, figure: Figure, settled: boolean) => void>(),
    ondelete: vi.fn<(uid: string) => void>(),
    onwrite: vi.fn<(uid: string, words: string) => void>(),
  };
  render(MeasureLayer, {
    props: { measurements: measured(...figures), selected, view, toScreen, toPicture, picture, ...told },
  });
  return { ...told, user: userEvent.setup() };
}
const length = () => screen.getByRole('button', { name: 'Length 1: Length 25.0 mm, at the detector' });
const handle = (number: number) => screen.getByRole('button', { name: `Length 1, point ${number} of 2` });

describe('measurements on a picture', () => {
  it('have nothing for axe to find', async () => {
    layer('2.25.1');
    expect(await axeFindings()).toEqual([]);
  });

  it.each([
    ['goes down on it', 'pointerdown', { button: 5, buttons: 32 }, true],
    ['is drawn over it', 'pointerover', { button: -1, buttons: 32 }, true],
    ['is not what goes down on it', 'pointerdown', { button: 2, buttons: 2 }, false],
    ['is not what hovers over it', 'pointerover', { button: -1, buttons: 0 }, false],
  ])('are taken away where a pen’s eraser %s', (_, kind, buttons, isGone) => {
    const { ondelete, onselect } = layer();
    length().dispatchEvent(new PointerEvent(kind, { bubbles: true, pointerType: 'pen', ...buttons }));
    expect(ondelete.mock.calls).toEqual(isGone ? [['2.25.1']] : []);
    expect(onselect).not.toHaveBeenCalled();
  });

  it('are each named with number and basis, and show both', () => {
    layer();
    expect(length()).toBeTruthy();
    expect(screen.getByText('25.0 mm')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Ellipse 1: Area 118 mm², at the detector/ })).toBeTruthy();
  });

  it('in a small view say the numbers of the chosen one alone, and the names of the others', () => {
    layer('2.25.2', undefined, { width: 300, height: 300 });
    expect(screen.getByText('118 mm²')).toBeTruthy();
    expect(screen.getByText('Length 1')).toBeTruthy();
    expect(screen.queryByText('25.0 mm')).toBeNull();
    // Its name says the number all the same.
    expect(length()).toBeTruthy();
  });

  it('say why one was not measured', () => {
    layer(undefined, [
      {
        kind: 'length',
        points: [
          [1, 1],
          [1, 1],
        ],
      },
    ]);
    expect(
      screen.getByRole('button', { name: 'Length 1: not measured, because its ends are the same point' }),
    ).toBeTruthy();
  });

  it('have handles when selected, which are large enough for a finger', () => {
    layer('2.25.1');
    expect(screen.getAllByRole('button', { name: /point \d of \d/ })).toHaveLength(2);
    const target = handle(1).querySelector('.target');
    expect(Number(target?.getAttribute('r')) * 2).toBeGreaterThanOrEqual(24);
    // 10, 10 of the picture as it lies on the screen
    expect(handle(1).getAttribute('transform')).toBe('translate(580 20)');
  });

  it('are selected by a press and by the keyboard', async () => {
    const { onselect, user } = layer();
    await fireEvent.pointerDown(length());
    expect(onselect).toHaveBeenLastCalledWith('2.25.1');
    onselect.mockClear();
    await user.tab();
    expect(document.activeElement).toBe(length());
    expect(onselect).toHaveBeenLastCalledWith('2.25.1');
  });

  it('have a handle moved by arrows as the picture lies: right on the screen is up in this one', async () => {
    const { onchange } = layer('2.25.1');
    await fireEvent.keyDown(handle(2), { key: 'ArrowRight' });
    expect(onchange).toHaveBeenLastCalledWith(
      '2.25.1',
      {
        kind: 'length',
        points: [
          [10, 10],
          [40, 49.5],
        ],
      },
      true,
    );
    await fireEvent.keyDown(handle(2), { key: 'ArrowDown', shiftKey: true });
    expect(onchange).toHaveBeenLastCalledWith(
      '2.25.1',
      {
        kind: 'length',
        points: [
          [10, 10],
          [45, 50],
        ],
      },
      true,
    );
  });

  it('move as a whole by arrows on their line', async () => {
    const { onchange } = layer('2.25.1');
    await fireEvent.keyDown(length(), { key: 'ArrowDown' });
    expect(onchange).toHaveBeenLastCalledWith(
      '2.25.1',
      {
        kind: 'length',
        points: [
          [10.5, 10],
          [40.5, 50],
        ],
      },
      true,
    );
  });

  it('have a handle dragged, and settle when the hand lets go', async () => {
    const { onchange } = layer('2.25.1');
    await fireEvent.pointerDown(handle(2), { pointerId: 1, button: 0, clientX: 500, clientY: 80 });
    await fireEvent.pointerMove(handle(2), { pointerId: 2, clientX: 0, clientY: 0 });
    expect(onchange).not.toHaveBeenCalled();
    await fireEvent.pointerMove(handle(2), { pointerId: 1, clientX: 480, clientY: 100 });
    expect(onchange).toHaveBeenLastCalledWith(
      '2.25.1',
      {
        kind: 'length',
        points: [
          [10, 10],
          [50, 60],
        ],
      },
      false,
    );
    await fireEvent.pointerUp(handle(2), { pointerId: 1, clientX: 480, clientY: 100 });
    expect(onchange.mock.lastCall?.[2]).toBe(true);
  });

  it.each(['Delete', 'Backspace'])('are deleted by %s, which the picture does not see', async (key) => {
    const seen = vi.fn();
    document.addEventListener('keydown', seen);
    const { ondelete } = layer('2.25.1');
    await fireEvent.keyDown(handle(1), { key });
    expect(ondelete).toHaveBeenCalledWith('2.25.1');
    expect(seen).not.toHaveBeenCalled();
    await fireEvent.keyDown(handle(1), { key: 'w' });
    expect(seen).toHaveBeenCalledTimes(1);
    document.removeEventListener('keydown', seen);
  });

  it('are let go by Escape', async () => {
    const { onselect } = layer('2.25.1');
    await fireEvent.keyDown(handle(1), { key: 'Escape' });
    expect(onselect).toHaveBeenLastCalledWith(undefined);
  });

  it('show what is under a handle that is dragged in a loupe, and while one is drawn', async () => {
    layer('2.25.1');
    const loupe = () => document.querySelector('.loupe');
    expect(loupe()).toBeNull();
    await fireEvent.pointerDown(handle(2), { pointerId: 1, button: 0, clientX: 500, clientY: 80 });
    await fireEvent.pointerMove(handle(2), { pointerId: 1, clientX: 480, clientY: 100 });
    expect(loupe()).not.toBeNull();
    await fireEvent.pointerUp(handle(2), { pointerId: 1, clientX: 480, clientY: 100 });
    expect(loupe()).toBeNull();
  });

  it('are written by who put a note down, and keep what was written', async () => {
    const { onwrite, onselect, ondelete, user } = layer('2.25.1', [{ kind: 'note', points: [[10, 10]] }]);
    const field = screen.getByRole('textbox', { name: 'Words of Note 1' });
    expect(document.activeElement).toBe(field);
    await user.keyboard('w{Backspace}query nodule{Enter}');
    expect(onwrite.mock.calls).toEqual([['2.25.1', 'query nodule']]);
    expect([onselect.mock.calls, ondelete.mock.calls]).toEqual([[], []]);
  });

  it('have words of an arrow that are not asked for, and are left as they were by Escape', async () => {
    const { onwrite, user } = layer('2.25.1', [
      {
        kind: 'arrow',
        points: [
          [10, 10],
          [40, 40],
        ],
      },
    ]);
    const field = screen.getByRole('textbox', { name: 'Words of Arrow 1' });
    expect(document.activeElement).not.toBe(field);
    await user.click(field);
    await user.keyboard('query{Escape}');
    await user.tab();
    expect(onwrite).not.toHaveBeenCalled();
  });
});
