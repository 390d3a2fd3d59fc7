import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../../src/texts/en/commands';
import { helpLines } from '../../../src/texts/en/help';
import { CT_WINDOWS } from '../../../src/domain/presentation/view-state';
import { commandFor, keyOf, keyWords, tip } from '../../../src/ui/commands/keys';
import { action, ACTIONS, type ActionId } from '../../../src/ui/commands/registry';
import { shortcutGroups } from '../../../src/ui/commands/shortcuts';

const ids = Object.keys(ACTIONS) as readonly ActionId[];
const lines = shortcutGroups().flatMap(({ shortcuts }) => shortcuts);

describe('every action', () => {
  it('has a name, and each name an action', () => {
    expect(ids.toSorted()).toEqual(Object.keys(commandNames).toSorted());
    for (const id of ids) expect(action(id).name).not.toBe('');
  });

  it('has keys that no other action has', () => {
    const keys = ids.flatMap((id) => ACTIONS[id].keys ?? []);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('asks for something that no other action asks for', () => {
    const commands = ids.map((id) => JSON.stringify({ id: undefined, ...ACTIONS[id].command }));
    expect(commands.filter((one, at) => commands.indexOf(one) !== at)).toEqual([]);
  });

  it('that has a key stands on the sheet of shortcuts, once', () => {
    const listed = lines.flatMap(({ actions }) => actions);
    expect(listed.toSorted()).toEqual(ids.filter((id) => ACTIONS[id].keys).toSorted());
  });
});

describe('the sheet of shortcuts', () => {
  it('uses each of its lines once, and none without a key', () => {
    const words = lines.map((line) => line.words);
    expect(words.toSorted()).toEqual(Object.values<string>(helpLines).toSorted());
    expect(lines.filter(({ keys }) => keys.length === 0)).toEqual([]);
  });

  it('has the CT windows in the order of their digits', () => {
    expect(CT_WINDOWS.map(({ id }) => ACTIONS[id].command)).toEqual(
      CT_WINDOWS.map((_, at) => ({ kind: 'preset', number: at + 1 })),
    );
  });
});

const pressed = (
  key: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey', true>> = {},
) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

describe('a key', () => {
  it.each<[string, ReturnType<typeof pressed>, ActionId | undefined]>([
    ['W', pressed('w'), 'window'],
    ['W with capitals on', pressed('W'), 'window'],
    ['Shift W, which is nothing of its own', pressed('W', { shiftKey: true }), 'window'],
    ['Shift G', pressed('G', { shiftKey: true }), 'previousLayout'],
    ['? behind Shift', pressed('?', { shiftKey: true }), 'help'],
    ['+ behind Shift', pressed('+', { shiftKey: true }), 'larger'],
    ['=', pressed('='), 'larger'],
    ['Space', pressed(' '), 'play'],
    ['an arrow', pressed('ArrowLeft'), 'previous'],
    ['Shift and an arrow', pressed('ArrowUp', { shiftKey: true }), 'brighter'],
    ['Ctrl and an arrow', pressed('ArrowUp', { ctrlKey: true }), 'moveUp'],
    ['Ctrl Z', pressed('z', { ctrlKey: true }), 'undo'],
    ['Command Z', pressed('z', { metaKey: true }), 'undo'],
    ['Shift Ctrl Z', pressed('z', { ctrlKey: true, shiftKey: true }), undefined],
    ['Shift Escape', pressed('Escape', { shiftKey: true }), undefined],
    ['Alt W', pressed('w', { altKey: true }), undefined],
    ['Command W, which is the browser’s', pressed('w', { metaKey: true }), undefined],
    ['3', pressed('3'), 'bone'],
    ['7', pressed('7'), undefined],
  ])('%s', (_, event, id) => {
    expect(commandFor(event, true)).toEqual(id && ACTIONS[id].command);
  });

  it('that is a character is nothing while single keys are off, and others stay', () => {
    for (const id of ids)
      for (const key of ACTIONS[id].keys ?? []) {
        const [last = '', ...held] = key.split(' ').reverse();
        const event = pressed(last === 'Space' ? ' ' : last, {
          ...(held.includes('Shift') && { shiftKey: true }),
          ...(held.includes('Ctrl') && { ctrlKey: true }),
        });
        const stays = held.includes('Ctrl') || event.key.length > 1;
        expect(commandFor(event, true)).toEqual(ACTIONS[id].command);
        expect(commandFor(event, false)).toEqual(stays ? ACTIONS[id].command : undefined);
      }
  });

  it.each([
    ['Shift ArrowUp', 'Shift ↑'],
    ['Ctrl z', 'Ctrl Z'],
    ['PageDown', 'Page Down'],
    ['-', '−'],
    ['?', '?'],
  ])('%s is written %s', (key, words) => {
    expect(keyWords(key)).toBe(words);
  });

  it('stands in the tip of its action', () => {
    expect(tip('leave')).toBe('Back to the whole list (Esc)');
    expect(tip('report', 'Hide the report')).toBe('Hide the report (R)');
    expect(tip('sixViews')).toBe('Six views');
    expect(keyOf(ACTIONS.larger)).toBe('+');
  });
});

describe('toolbar and menus', () => {
  const ui = join(process.cwd(), 'src/ui/');
  const components = readdirSync(ui, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      // The report's own keys are still in its words.
      file.endsWith('.svelte') && !file.startsWith('report/'),
  );
  /** What has no arguments of its own is an action, and stands in the registry alone. */
  const whole = ids
    .map((id) => ACTIONS[id].command)
    .filter((command) => Object.keys(command).length === 1)
    .map(({ kind }) => `{ kind: '${kind}' }`);

  it('have no action and no key of their own', () => {
    expect(components).toContain('viewer/Toolbar.svelte');
    for (const file of components) {
      const text = readFileSync(`${ui}${file}`, 'utf8');
      expect(
        whole.filter((command) => text.includes(command)),
        file,
      ).toEqual([]);
      expect(text.match(/\bkey="[^"]+"|\([A-Z]\)(?=["'`<])/g) ?? [], file).toEqual([]);
    }
  });
});

it.each([['z'], ['Z']])('undoing is heard with Caps Lock off and on: %s', (key) => {
  expect(commandFor(pressed(key, { ctrlKey: true }), true)).toEqual(ACTIONS.undo.command);
  expect(commandFor(pressed(key, { metaKey: true }), true)).toEqual(ACTIONS.undo.command);
});
