import { afterEach, describe, expect, it } from 'vitest';
import { commandFor, keyOf, keyPressed, tip } from '../../../src/ui/commands/keys';
import { setOwnKeys } from '../../../src/ui/commands/own-keys.svelte';
import { action, ACTIONS, type ActionId } from '../../../src/ui/commands/registry';
import { shortcutGroups } from '../../../src/ui/commands/shortcuts';

const pressed = (key: string, parts: Partial<KeyboardEvent> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...parts,
});

afterEach(() => {
  for (const id of Object.keys(ACTIONS)) setOwnKeys(id, undefined);
});

describe('a key of one’s own', () => {
  it.each<[ActionId, string]>([
    ['invert', 'u'],
    ['lung', '9'],
    ['leave', 'Home'],
    ['brighter', 'Shift b'],
  ])('of %s takes the place of the usual one, wherever keys are written', (id, key) => {
    const [usual = ''] = ACTIONS[id].keys ?? [];
    setOwnKeys(id, [key]);
    expect(ACTIONS[id].keys).toEqual([key]);
    expect(action(id).keys).toEqual([key]);
    expect(tip(id)).toContain(`(${keyOf(ACTIONS[id]) ?? ''})`);
    const shown = shortcutGroups().flatMap(({ shortcuts }) => shortcuts);
    expect(
      shown.some(({ actions, keys }) => actions.includes(id) && keys.includes(keyOf(ACTIONS[id]) ?? '')),
    ).toBe(true);
    if (usual.length === 1) expect(commandFor(pressed(usual), true)).toBeUndefined();
    expect(JSON.parse(localStorage.getItem('plainfilm:keys') ?? '{}')).toEqual({ [id]: [key] });
  });

  it('can be none: what it did is done by button and menu alone', () => {
    setOwnKeys('reset', []);
    expect(commandFor(pressed('Backspace'), true)).toBeUndefined();
    expect(tip('reset')).toBe('Reset');
    setOwnKeys('reset', undefined);
    expect(commandFor(pressed('Backspace'), true)).toEqual(ACTIONS.reset.command);
    expect(localStorage.getItem('plainfilm:keys')).toBeNull();
  });
});

describe('a key that is pressed to be chosen', () => {
  it.each([
    [pressed('u'), 'u'],
    [pressed('U', { shiftKey: true }), 'Shift u'],
    [pressed('?', { shiftKey: true }), '?'],
    [pressed(' '), 'Space'],
    [pressed('ArrowUp', { shiftKey: true }), 'Shift ArrowUp'],
    [pressed('z', { ctrlKey: true }), 'Ctrl z'],
    [pressed('Shift', { shiftKey: true }), undefined],
    [pressed('Dead'), undefined],
    [pressed('a', { altKey: true }), undefined],
  ])('%o is %s', (event, key) => {
    expect(keyPressed(event)).toBe(key);
  });
});

describe('studies and images by key', () => {
  it.each<[string, ActionId]>([
    ['#', 'goToImage'],
    ['y', 'goToImage'],
    [']', 'nextStudy'],
    ['[', 'previousStudy'],
  ])('%s is %s', (key, id) => {
    expect(commandFor(pressed(key), true)).toEqual(ACTIONS[id].command);
  });
});
