import { keyNames } from '../../texts/en/commands';
import { commandTexts } from '../../texts/en/commands';
import { action, ACTIONS, type ActionId, type ActionSpec } from './registry';
import type { Command } from './commands';

const actionWith = (key: string): ActionId | undefined =>
  (Object.keys(ACTIONS) as ActionId[]).find((id) => ACTIONS[id].keys?.includes(key));

const COMMANDS = {
  get: (key: string): Command | undefined => {
    const id = actionWith(key);
    return id && ACTIONS[id].command;
  },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * What a key asks for, `undefined` for nothing of ours.
 * @param singleKeys whether keys that are a character are shortcuts; others always are (WCAG 2.1.4)
 */
export function commandFor(pressed: Pressed, singleKeys: boolean): Command | undefined {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = pressed;
  if (altKey) return undefined;
  // On a Mac the Command key is what Control is elsewhere, of which only undoing is wanted.
  if (metaKey) return key.toLowerCase() === 'z' && !shiftKey ? COMMANDS.get('Ctrl z') : undefined;
  if (ctrlKey) return shiftKey ? undefined : COMMANDS.get(`Ctrl ${key.length > 1 ? key : key.toLowerCase()}`);
  if (key.length > 1) return COMMANDS.get(shiftKey ? `Shift ${key}` : key);
  if (!singleKeys) return undefined;
  const character = key === ' ' ? 'Space' : key.toLowerCase();
  // A sign may need Shift on one keyboard and not on another: it is what it is.
  return (shiftKey ? COMMANDS.get(`Shift ${character}`) : undefined) ?? COMMANDS.get(character);
}

/** A key as the table writes it, `undefined` for what is no key by itself. */
export function keyPressed({ key, shiftKey, ctrlKey, altKey, metaKey }: Pressed): string | undefined {
  if (altKey || metaKey || /^(Shift|Control|Alt|Meta|AltGraph|Dead|Unidentified)$/.test(key))
    return undefined;
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toLowerCase() : key;
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return [ctrlKey && 'Ctrl', shiftKey && !isSign && 'Shift', name].filter(Boolean).join(' ');
}

/** Which action has a key already. */
export const holderOf = (key: string): ActionId | undefined => actionWith(key);

/** Whether something stands in front of the pictures: a sheet, a patient who is shown theirs, or the page that hides all of it. */
export const isCovered = (): boolean =>
  document.querySelector('dialog[open],[aria-modal],[inert]>.workspace') !== null;

/** Where keys belong to what has the focus, and are not ours. */
export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // What had the focus in a sheet may have lost it to the page behind.
  if (isCovered() || target.closest('input, select, textarea, [role="menu"]')) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a[href], summary') !== null;
}

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  '-': '−',
};

/** A key as it is written: `Shift ArrowUp` is "Shift ↑", `w` is "W". */
export const keyWords = (key: string): string =>
  key
    .split(' ')
    .map((part) => ARROWS[part] ?? keyNames[part as keyof typeof keyNames] ?? part.toUpperCase())
    .join(' ');

/** The key that an action is shown with; `undefined` where it has none. */
export const keyOf = ({ keys }: Pick<ActionSpec, 'keys'>): string | undefined =>
  keys?.[0] === undefined ? undefined : keyWords(keys[0]);

/** "Back to the whole list (Esc)": a name, the action's own where none is given, with its key. */
export function tip(id: ActionId, name: string = action(id).name): string {
  const key = keyOf(ACTIONS[id]);
  return key === undefined ? name : commandTexts.withKey(name, key);
}
