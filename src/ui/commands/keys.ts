import { PAN_STEP } from '../../domain/presentation/limits';
import { BRIGHTER, DARKER, LESS_CONTRAST, MORE_CONTRAST, ZOOM_IN, ZOOM_OUT, type Command } from './commands';

/** What the shortcut sheet shows. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly words: string;
}

export const SHORTCUTS: readonly { readonly group: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    group: 'Images',
    shortcuts: [
      { keys: ['↑', '↓'], words: 'Previous, next image' },
      { keys: ['Page Up', 'Page Down'], words: 'Ten images back, on' },
      { keys: ['Home', 'End'], words: 'First, last image' },
      { keys: ['Space'], words: 'Play, pause' },
    ],
  },
  {
    group: 'Tools for dragging',
    shortcuts: [
      { keys: ['W'], words: 'Window' },
      { keys: ['P'], words: 'Pan' },
      { keys: ['Z'], words: 'Zoom' },
      { keys: ['S'], words: 'Scroll' },
      { keys: ['D'], words: 'Measure: as chosen last' },
    ],
  },
  {
    group: 'Without dragging',
    shortcuts: [
      { keys: ['Shift ↑', 'Shift ↓'], words: 'Brighter, darker' },
      { keys: ['Shift →', 'Shift ←'], words: 'More, less contrast' },
      { keys: ['Ctrl ↑ ↓ ← →'], words: 'Move the picture' },
      { keys: ['+', '−'], words: 'Larger, smaller' },
    ],
  },
  {
    group: 'Measuring',
    shortcuts: [
      { keys: ['Enter'], words: 'Put one in the middle; close an outline' },
      { keys: ['Tab', 'Q'], words: 'The next measurement or handle' },
      { keys: ['↑ ↓ ← →'], words: 'Move it; with Shift ten times as far' },
      { keys: ['Delete'], words: 'Delete the chosen one' },
      { keys: ['Ctrl Z'], words: 'Undo: what was drawn, moved or deleted last' },
      { keys: ['Esc'], words: 'Drop what is being drawn; choose none' },
      { keys: ['E'], words: 'List of measurements' },
    ],
  },
  {
    group: 'Picture',
    shortcuts: [
      { keys: ['1', '–', '6'], words: 'CT windows: lung, soft tissue, bone, brain, mediastinum, abdomen' },
      { keys: ['F', '0'], words: 'Fit' },
      { keys: ['O'], words: 'One picture pixel to one screen pixel' },
      { keys: ['T'], words: 'Turn by a quarter' },
      { keys: ['H', 'V'], words: 'Flip sideways, top to bottom' },
      { keys: ['I'], words: 'Invert' },
      { keys: ['A'], words: 'Saved view off and on' },
      { keys: ['N'], words: 'Next saved view' },
      { keys: ['B'], words: 'Words, measurements and overlays off and on' },
      { keys: ['Backspace'], words: 'Reset everything' },
    ],
  },
  {
    group: 'Screen',
    shortcuts: [
      { keys: ['L'], words: 'Show or hide the list' },
      { keys: ['R'], words: 'Show or hide the report' },
      { keys: ['Shift R'], words: 'While comparing: the other report' },
      { keys: ['K'], words: 'Key images, whole study' },
      { keys: ['C'], words: 'Compare with the earlier study, and stop' },
      { keys: ['Esc'], words: 'Back to the whole list' },
      { keys: ['M'], words: 'One view large, and back' },
      { keys: ['G', 'Shift G'], words: 'Next layout, the one before' },
      { keys: ['J'], words: 'Join the views: they scroll, zoom and pan together' },
      { keys: ['X'], words: 'Lines of the slice in the other views' },
      { keys: ['1', '–', '9'], words: 'On a series: show it in that view' },
      { keys: ['?'], words: 'This sheet' },
    ],
  },
];

const SINGLE: Readonly<Record<string, Command>> = {
  w: { kind: 'tool', tool: 'window' },
  p: { kind: 'tool', tool: 'pan' },
  z: { kind: 'tool', tool: 'zoom' },
  s: { kind: 'tool', tool: 'scroll' },
  d: { kind: 'measure' },
  q: { kind: 'measureNext' },
  e: { kind: 'measurements' },
  b: { kind: 'graphics' },
  i: { kind: 'invert' },
  a: { kind: 'softcopyToggle' },
  n: { kind: 'softcopyNext' },
  t: { kind: 'rotate' },
  h: { kind: 'flipHorizontal' },
  v: { kind: 'flipVertical' },
  f: { kind: 'fit' },
  '0': { kind: 'fit' },
  o: { kind: 'oneToOne' },
  '+': ZOOM_IN,
  '=': ZOOM_IN,
  '-': ZOOM_OUT,
  ' ': { kind: 'play' },
  k: { kind: 'keyImages' },
  c: { kind: 'compare' },
  g: { kind: 'nextLayout', by: 1 },
  j: { kind: 'link' },
  x: { kind: 'lines' },
  l: { kind: 'list' },
  r: { kind: 'report' },
  m: { kind: 'maximise' },
  '?': { kind: 'help' },
};

/** Keys that are no character: they stay when single-key shortcuts are off (WCAG 2.1.4). */
const NAMED: Readonly<Record<string, Command>> = {
  ArrowUp: { kind: 'step', by: -1 },
  ArrowLeft: { kind: 'step', by: -1 },
  ArrowDown: { kind: 'step', by: 1 },
  ArrowRight: { kind: 'step', by: 1 },
  PageUp: { kind: 'step', by: -10 },
  PageDown: { kind: 'step', by: 10 },
  Home: { kind: 'goTo', at: 0 },
  End: { kind: 'goTo', at: Number.MAX_SAFE_INTEGER },
  Backspace: { kind: 'reset' },
  Escape: { kind: 'leave' },
  Enter: { kind: 'measurePlace' },
  Delete: { kind: 'measureDelete' },
};

const SHIFTED: Readonly<Record<string, Command>> = {
  ArrowUp: BRIGHTER,
  ArrowDown: DARKER,
  ArrowRight: MORE_CONTRAST,
  ArrowLeft: LESS_CONTRAST,
};

const SHIFTED_LETTERS: Readonly<Record<string, Command>> = {
  g: { kind: 'nextLayout', by: -1 },
  r: { kind: 'otherReport' },
};

const CONTROLLED: Readonly<Record<string, Command>> = {
  ArrowUp: { kind: 'pan', by: [0, -PAN_STEP] },
  ArrowDown: { kind: 'pan', by: [0, PAN_STEP] },
  ArrowLeft: { kind: 'pan', by: [-PAN_STEP, 0] },
  ArrowRight: { kind: 'pan', by: [PAN_STEP, 0] },
  z: { kind: 'measureUndo' },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** What a key asks for, `undefined` for nothing of ours. */
export function commandFor(pressed: Pressed, singleKeys: boolean): Command | undefined {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = pressed;
  if (altKey) return undefined;
  // On a Mac the Command key is what Control is elsewhere, of which only undoing is wanted.
  if (metaKey) return key === 'z' && !shiftKey ? CONTROLLED[key] : undefined;
  if (ctrlKey) return shiftKey ? undefined : CONTROLLED[key];
  if (shiftKey && key.startsWith('Arrow')) return SHIFTED[key];
  if (key.length > 1) return shiftKey ? undefined : NAMED[key];
  if (!singleKeys) return undefined;
  if (/^[1-6]$/.test(key)) return { kind: 'preset', number: Number(key) };
  return (shiftKey ? SHIFTED_LETTERS[key.toLowerCase()] : undefined) ?? SINGLE[key.toLowerCase()];
}

/** Where keys belong to what has the focus, and are not ours. */
export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, select, textarea, dialog, [role="menu"]')) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a[href], summary') !== null;
}
