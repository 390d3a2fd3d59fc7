import { CENTER_STEP, PAN_STEP, WIDTH_STEP, ZOOM_STEP } from '../../domain/presentation/limits';
import { figureKindOf } from '../../domain/measure/measure-tool';
import type { FigureKind } from '../../domain/measure/figure';
import type { Layout } from '../../domain/hanging/hanging-protocol';
import type { Tool } from '../../domain/ports/rendering';
import type { Presentation } from '../../domain/presentation/view-state';
import { commandNames } from '../../texts/en/commands';
import { isAllShown, type Graphics } from '../../workflow/viewer/graphics';
import type { IconName } from '../parts/icons';
import type { Command } from './commands';
import { ownKeysOf } from './own-keys.svelte';

/** Every action that a button, a key or a menu offers by itself, by the name that it is given in the texts. */
export type ActionId = keyof typeof commandNames;

/** What is on the screen, as far as it decides what may be done and what is on. */
export interface Scene {
  readonly tool: Tool;
  readonly layout: Layout;
  readonly views: number;
  /** Of the active view */
  readonly frames: number;
  readonly presentation: Presentation;
  /** The picture has no window to change */
  readonly isColour?: boolean;
  /** Curves on a paper, which has its own ways of being looked at */
  readonly isPaper?: boolean;
  /** Its values are Hounsfield units, which the windows of CT are for */
  readonly isHounsfield?: boolean;
  /** It is seen subtracted; absent where it cannot be */
  readonly subtraction?: boolean | undefined;
  readonly graphics: Graphics;
  /** The other views follow the active one */
  readonly linked: boolean;
  /** Slice lines are drawn; absent where no picture has a place in the patient */
  readonly lines?: boolean;
  /** Its planes are shown; absent where none are made */
  readonly planes?: boolean;
  /** The same fused; absent where the study has no nuclear medicine */
  readonly fusion?: boolean;
  /** It is shown in 3D; absent where that is not made */
  readonly solid?: boolean;
  /** What others have drawn is listed; absent where nobody has */
  readonly drawings?: boolean;
  /** Whether something may leave the viewer */
  readonly takeOut?: boolean;
  /** Whether views can be passed on to colleagues */
  readonly colleagues?: boolean;
  /** Whether the site takes requests for a second look */
  readonly secondLook?: boolean;
  /** Whether key images may be saved in the archive */
  readonly saveKeyImage?: boolean;
}

export interface ActionSpec {
  readonly command: Command;
  readonly icon: IconName;
  /** As pressed, the one that is shown first: `w`, `Space`, `Shift ArrowUp`, `Ctrl z` */
  readonly keys?: readonly string[];
  /** Where it would do nothing it is not offered, or greyed; always allowed where not said */
  readonly allowed?: (scene: Scene) => boolean;
  /** Whether it is on now, for what stays; absent for what is simply done */
  readonly isOn?: (scene: Scene) => boolean;
  /** On or off for itself, not one of several */
  readonly isSwitch?: true;
}

/** An action with its name, ready for a button or a menu. */
export interface Action extends ActionSpec {
  readonly name: string;
}

const tool = (which: Extract<Tool, IconName>, key: string): ActionSpec => ({
  command: { kind: 'tool', tool: which },
  icon: which,
  keys: [key],
  isOn: (scene) => scene.tool === which,
});

const figure = (kind: FigureKind): ActionSpec => ({
  command: { kind: 'measure', figure: kind },
  icon: kind,
  isOn: (scene) => figureKindOf(scene.tool) === kind,
});

const layout = (which: Layout): ActionSpec => ({
  command: { kind: 'layout', layout: which },
  icon: which,
  isOn: (scene) => scene.layout === which,
});

const graphics = (part: keyof Graphics, icon: IconName): ActionSpec => ({
  command: { kind: 'graphics', part },
  icon,
  isOn: (scene) => scene.graphics[part],
  isSwitch: true,
});

const turn = (part: 'flipHorizontal' | 'flipVertical' | 'invert', key: string): ActionSpec => ({
  command: { kind: part },
  icon: part,
  keys: [key],
  isOn: ({ presentation }) => presentation[part],
});

const preset = (digit: number): ActionSpec => ({
  command: { kind: 'preset', number: digit },
  icon: 'window',
  keys: [String(digit)],
  allowed: ({ isHounsfield }) => isHounsfield ?? false,
});

const move = (icon: 'left' | 'right' | 'up' | 'down', by: readonly [number, number]): ActionSpec => ({
  command: { kind: 'pan', by: [by[0] * PAN_STEP, by[1] * PAN_STEP] },
  icon,
  keys: [`Ctrl Arrow${icon.charAt(0).toUpperCase()}${icon.slice(1)}`],
});

const isGrey = ({ isColour }: Scene) => !isColour;

const several = ({ views }: Scene) => views > 1;

const among = ({ colleagues = false }: Scene) => colleagues;

/** With the keys that they usually have. The compiler names what has no name, and what has a name and is not here. */
const USUAL: Readonly<Record<ActionId, ActionSpec>> = {
  window: { ...tool('window', 'w'), allowed: isGrey },
  pan: tool('pan', 'p'),
  zoom: tool('zoom', 'z'),
  scroll: tool('scroll', 's'),
  measure: {
    command: { kind: 'measure' },
    icon: 'length',
    keys: ['d'],
    isOn: (scene) => figureKindOf(scene.tool) !== undefined,
  },

  darker: {
    command: { kind: 'window', center: CENTER_STEP, width: 0 },
    icon: 'darker',
    keys: ['Shift ArrowDown'],
    allowed: isGrey,
  },
  brighter: {
    command: { kind: 'window', center: -CENTER_STEP, width: 0 },
    icon: 'brighter',
    keys: ['Shift ArrowUp'],
    allowed: isGrey,
  },
  lessContrast: {
    command: { kind: 'window', center: 0, width: WIDTH_STEP },
    icon: 'lessContrast',
    keys: ['Shift ArrowLeft'],
    allowed: isGrey,
  },
  moreContrast: {
    command: { kind: 'window', center: 0, width: -WIDTH_STEP },
    icon: 'moreContrast',
    keys: ['Shift ArrowRight'],
    allowed: isGrey,
  },
  moveLeft: move('left', [-1, 0]),
  moveUp: move('up', [0, -1]),
  moveDown: move('down', [0, 1]),
  moveRight: move('right', [1, 0]),
  smaller: { command: { kind: 'zoom', factor: 1 / ZOOM_STEP }, icon: 'minus', keys: ['-'] },
  larger: { command: { kind: 'zoom', factor: ZOOM_STEP }, icon: 'plus', keys: ['+', '='] },

  first: { command: { kind: 'goTo', at: 0 }, icon: 'first', keys: ['Home'] },
  previous: { command: { kind: 'step', by: -1 }, icon: 'up', keys: ['ArrowUp', 'ArrowLeft'] },
  next: { command: { kind: 'step', by: 1 }, icon: 'down', keys: ['ArrowDown', 'ArrowRight'] },
  last: { command: { kind: 'goTo', at: Number.MAX_SAFE_INTEGER }, icon: 'last', keys: ['End'] },
  tenBack: { command: { kind: 'step', by: -10 }, icon: 'up', keys: ['PageUp'] },
  tenOn: { command: { kind: 'step', by: 10 }, icon: 'down', keys: ['PageDown'] },
  goToImage: {
    command: { kind: 'goToImage' },
    icon: 'next',
    keys: ['#', 'y'],
    allowed: ({ frames }) => frames > 1,
  },
  play: {
    command: { kind: 'play' },
    icon: 'play',
    keys: ['Space'],
    allowed: ({ frames }) => frames > 1,
  },

  place: { command: { kind: 'measurePlace' }, icon: 'plus', keys: ['Enter'] },
  nextMeasurement: { command: { kind: 'measureNext' }, icon: 'next', keys: ['q'] },
  deleteMeasurement: { command: { kind: 'measureDelete' }, icon: 'bin', keys: ['Delete'] },
  undo: { command: { kind: 'measureUndo' }, icon: 'undo', keys: ['Ctrl z'] },
  measurements: { command: { kind: 'measurements' }, icon: 'measurements', keys: ['e'] },
  length: figure('length'),
  angle: figure('angle'),
  bidirectional: figure('bidirectional'),
  cobb: figure('cobb'),
  ellipse: figure('ellipse'),
  freehand: figure('freehand'),
  point: figure('point'),
  arrow: figure('arrow'),
  note: figure('note'),

  everything: {
    command: { kind: 'graphics' },
    icon: 'words',
    keys: ['b'],
    isOn: (scene) => isAllShown(scene.graphics),
    isSwitch: true,
  },
  words: graphics('words', 'words'),
  measurementsShown: graphics('measurements', 'measurements'),
  overlays: graphics('overlays', 'saved'),

  fit: { command: { kind: 'fit' }, icon: 'fit', keys: ['f', '0'] },
  oneToOne: { command: { kind: 'oneToOne' }, icon: 'oneToOne', keys: ['o'] },
  rotate: { command: { kind: 'rotate' }, icon: 'rotate', keys: ['t'] },
  flipHorizontal: turn('flipHorizontal', 'h'),
  flipVertical: turn('flipVertical', 'v'),
  invert: turn('invert', 'i'),
  subtraction: {
    command: { kind: 'subtraction' },
    icon: 'subtraction',
    keys: ['u'],
    allowed: ({ subtraction }) => subtraction !== undefined,
    isOn: ({ subtraction = false }) => subtraction,
    isSwitch: true,
  },
  reset: { command: { kind: 'reset' }, icon: 'reset', keys: ['Backspace'] },
  lung: preset(1),
  softTissue: preset(2),
  bone: preset(3),
  brain: preset(4),
  mediastinum: preset(5),
  abdomen: preset(6),
  savedView: { command: { kind: 'softcopyToggle' }, icon: 'saved', keys: ['a'] },
  nextSavedView: { command: { kind: 'softcopyNext' }, icon: 'saved', keys: ['n'] },
  noSavedView: { command: { kind: 'softcopy', id: undefined }, icon: '1x1' },

  oneView: layout('1x1'),
  twoViews: layout('1x2'),
  twoViewsAbove: layout('2x1'),
  fourViews: layout('2x2'),
  sixViews: layout('2x3'),
  eightViews: layout('2x4'),
  nineViews: layout('3x3'),
  nextLayout: { command: { kind: 'nextLayout', by: 1 }, icon: 'layouts', keys: ['g'] },
  previousLayout: { command: { kind: 'nextLayout', by: -1 }, icon: 'layouts', keys: ['Shift g'] },
  link: {
    command: { kind: 'link' },
    icon: 'link',
    keys: ['j'],
    allowed: several,
    isOn: ({ linked }) => linked,
    isSwitch: true,
  },
  lines: {
    command: { kind: 'lines' },
    icon: 'lines',
    keys: ['x'],
    allowed: (scene) => several(scene) && scene.lines !== undefined,
    isOn: ({ lines = false }) => lines,
    isSwitch: true,
  },
  maximise: { command: { kind: 'maximise' }, icon: '1x1', keys: ['m'] },

  planes: {
    command: { kind: 'planes' },
    icon: 'planes',
    keys: ['Shift p'],
    allowed: ({ planes }) => planes !== undefined,
    isOn: ({ planes = false }) => planes,
    isSwitch: true,
  },
  fusion: {
    command: { kind: 'fusion' },
    icon: 'compare',
    keys: ['Shift f'],
    allowed: ({ fusion }) => fusion !== undefined,
    isOn: ({ fusion = false }) => fusion,
    isSwitch: true,
  },
  solid: {
    command: { kind: 'solid' },
    icon: 'planes',
    keys: ['Shift v'],
    allowed: ({ solid }) => solid !== undefined,
    isOn: ({ solid = false }) => solid,
    isSwitch: true,
  },
  drawings: {
    command: { kind: 'drawings' },
    icon: 'freehand',
    keys: ['Shift d'],
    allowed: ({ drawings }) => drawings !== undefined,
    isOn: ({ drawings = false }) => drawings,
    isSwitch: true,
  },
  keyImages: { command: { kind: 'keyImages' }, icon: 'saved', keys: ['k'] },
  compare: { command: { kind: 'compare' }, icon: 'compare', keys: ['c'] },
  withPatient: { command: { kind: 'withPatient' }, icon: 'maximise', keys: ['Shift t'] },
  list: { command: { kind: 'list' }, icon: 'foldLeft', keys: ['l'] },
  report: { command: { kind: 'report' }, icon: 'foldRight', keys: ['r'] },
  otherReport: { command: { kind: 'otherReport' }, icon: 'foldRight', keys: ['Shift r'] },
  leave: { command: { kind: 'leave' }, icon: 'list', keys: ['Escape'] },
  previousStudy: { command: { kind: 'previousStudy' }, icon: 'up', keys: ['['] },
  nextStudy: { command: { kind: 'nextStudy' }, icon: 'down', keys: [']'] },
  secondLook: {
    command: { kind: 'secondLook' },
    icon: 'careful',
    allowed: ({ secondLook = false }) => secondLook,
  },
  shareView: { command: { kind: 'shareView' }, icon: 'link', keys: ['Shift l'], allowed: among },
  meeting: { command: { kind: 'meeting' }, icon: 'list', keys: ['Shift m'], allowed: among },
  saveKeyImage: {
    command: { kind: 'saveKeyImage' },
    icon: 'saved',
    keys: ['Shift k'],
    allowed: ({ saveKeyImage = false }) => saveKeyImage,
  },
  takeOut: {
    command: { kind: 'takeOut' },
    icon: 'save',
    keys: ['Shift e'],
    allowed: ({ takeOut = false }) => takeOut,
  },
  print: { command: { kind: 'print' }, icon: 'print' },
  theme: { command: { kind: 'theme' }, icon: 'brighter' },
  help: { command: { kind: 'help' }, icon: 'help', keys: ['?'] },
};

/** The keys that an action has here: a person's own choice before the usual ones. */
const keysOf = (id: ActionId): readonly string[] | undefined => ownKeysOf(id) ?? USUAL[id].keys;

const withKeys = <Given extends object>(id: ActionId, given: Given): Given & Pick<ActionSpec, 'keys'> =>
  Object.defineProperty(given, 'keys', { get: () => keysOf(id), enumerable: true, configurable: true });

/** One home for each action. Its keys are asked for anew each time: they may be a person's own. */
export const ACTIONS = Object.fromEntries(
  Object.entries(USUAL).map(([id, spec]) => [id, withKeys(id as ActionId, { ...spec })]),
) as Readonly<Record<ActionId, ActionSpec>>;

/** Its name too is asked for anew: another language may come after this. */
export const action = (id: ActionId): Action =>
  withKeys(id, {
    ...USUAL[id],
    get name() {
      return commandNames[id];
    },
  });

const actions = (...ids: readonly ActionId[]): readonly Action[] => ids.map(action);

/** What the left button or one finger does. */
export const TOOLS = actions('window', 'pan', 'zoom', 'scroll');

/** The same as dragging with the chosen tool, in steps (WCAG 2.5.7). Four each, so that nothing moves in the row. */
const STEPS: Readonly<Record<Extract<Tool, IconName> | 'measure', readonly Action[]>> = {
  window: actions('darker', 'brighter', 'lessContrast', 'moreContrast'),
  pan: actions('moveLeft', 'moveUp', 'moveDown', 'moveRight'),
  zoom: actions('smaller', 'larger', 'fit', 'oneToOne'),
  scroll: actions('first', 'previous', 'next', 'last'),
  measure: actions('place', 'nextMeasurement', 'deleteMeasurement', 'measurements'),
};

/** The buttons beside a tool. */
export const stepsFor = (chosen: Tool): readonly Action[] =>
  STEPS[chosen in STEPS ? (chosen as keyof typeof STEPS) : 'measure'];

/** What can be drawn. */
export const FIGURES: Readonly<Record<FigureKind, Action>> = {
  length: action('length'),
  bidirectional: action('bidirectional'),
  angle: action('angle'),
  cobb: action('cobb'),
  ellipse: action('ellipse'),
  freehand: action('freehand'),
  point: action('point'),
  arrow: action('arrow'),
  note: action('note'),
};

/** What is drawn over the pictures, each to be switched off and on. */
export const GRAPHICS = actions(
  'everything',
  'words',
  'measurementsShown',
  'overlays',
  'drawings',
  'subtraction',
);

export const PICTURE_TOOLS = actions(
  'fit',
  'oneToOne',
  'rotate',
  'flipHorizontal',
  'flipVertical',
  'invert',
  'reset',
);

export const LAYOUTS = actions(
  'oneView',
  'twoViews',
  'twoViewsAbove',
  'fourViews',
  'sixViews',
  'eightViews',
  'nineViews',
);

/** What is of the screen and not of a picture. */
export const SCREEN = actions(
  'secondLook',
  'saveKeyImage',
  'withPatient',
  'shareView',
  'meeting',
  'takeOut',
  'print',
  'theme',
  'help',
);

/** What several views do together. */
export const TOGETHER = actions('link', 'lines');

/** What is done to a picture, and to nothing else */
const OF_PICTURES: ReadonlySet<Command['kind']> = new Set<Command['kind']>([
  'tool',
  'measure',
  'window',
  'pan',
  'zoom',
  'fit',
  'oneToOne',
  'rotate',
  'flipHorizontal',
  'flipVertical',
  'invert',
  'reset',
  'step',
  'goTo',
]);

export const isAllowed = ({ command, allowed }: ActionSpec, scene: Scene): boolean =>
  !(scene.isPaper && OF_PICTURES.has(command.kind)) && (allowed?.(scene) ?? true);
