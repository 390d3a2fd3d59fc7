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
  /** An earlier study is beside the open one */
  readonly compared?: boolean;
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

const isGrey = ({ isColour }: Scene) => !isColour;

const several = ({ views }: Scene) => views > 1;

const inSeries = ({ frames }: Scene) => frames > 1;

const among = ({ colleagues = false }: Scene) => colleagues;

const does = (command: Command, icon: IconName, ...keys: readonly string[]): ActionSpec => ({
  command,
  icon,
  ...(keys.length > 0 && { keys }),
});

/** What stays on until it is pressed again, and is not offered where the scene says nothing of it. */
const switches = (
  kind: 'subtraction' | 'lines' | 'planes' | 'fusion' | 'solid' | 'drawings',
  icon: IconName,
  key: string,
): ActionSpec => ({
  ...does({ kind }, icon, key),
  allowed: (scene) => scene[kind] !== undefined,
  isOn: (scene) => scene[kind] ?? false,
  isSwitch: true,
});

/** What a site may have, or not. */
const ifAny = (
  kind: 'secondLook' | 'saveKeyImage' | 'takeOut',
  icon: IconName,
  ...keys: readonly string[]
): ActionSpec => ({ ...does({ kind }, icon, ...keys), allowed: (scene) => scene[kind] ?? false });

const tool = (which: Extract<Tool, IconName>, key: string): ActionSpec => ({
  ...does({ kind: 'tool', tool: which }, which, key),
  isOn: (scene) => scene.tool === which,
});

const figure = (kind: FigureKind): ActionSpec => ({
  ...does({ kind: 'measure', figure: kind }, kind),
  isOn: (scene) => figureKindOf(scene.tool) === kind,
});

const layout = (which: Layout): ActionSpec => ({
  ...does({ kind: 'layout', layout: which }, which),
  isOn: (scene) => scene.layout === which,
});

const graphics = (part: keyof Graphics, icon: IconName): ActionSpec => ({
  ...does({ kind: 'graphics', part }, icon),
  isOn: (scene) => scene.graphics[part],
  isSwitch: true,
});

const turn = (kind: 'flipHorizontal' | 'flipVertical' | 'invert', key: string): ActionSpec => ({
  ...does({ kind }, kind, key),
  isOn: ({ presentation }) => presentation[kind],
});

const preset = (digit: number): ActionSpec => ({
  ...does({ kind: 'preset', number: digit }, 'window', String(digit)),
  allowed: ({ isHounsfield }) => isHounsfield ?? false,
});

const window = (
  icon: 'darker' | 'brighter' | 'lessContrast' | 'moreContrast',
  key: string,
  center: number,
  width: number,
): ActionSpec => ({ ...does({ kind: 'window', center, width }, icon, key), allowed: isGrey });

const move = (icon: 'left' | 'right' | 'up' | 'down', by: readonly [number, number]): ActionSpec =>
  does(
    { kind: 'pan', by: [by[0] * PAN_STEP, by[1] * PAN_STEP] },
    icon,
    `Ctrl Arrow${icon.charAt(0).toUpperCase()}${icon.slice(1)}`,
  );

/** With the keys that they usually have. The compiler names what has no name, and what has a name and is not here. */
const USUAL: Readonly<Record<ActionId, ActionSpec>> = {
  window: { ...tool('window', 'w'), allowed: isGrey },
  pan: tool('pan', 'p'),
  zoom: tool('zoom', 'z'),
  scroll: tool('scroll', 's'),
  measure: {
    ...does({ kind: 'measure' }, 'length', 'd'),
    isOn: (scene) => figureKindOf(scene.tool) !== undefined,
  },

  darker: window('darker', 'Shift ArrowDown', CENTER_STEP, 0),
  brighter: window('brighter', 'Shift ArrowUp', -CENTER_STEP, 0),
  lessContrast: window('lessContrast', 'Shift ArrowLeft', 0, WIDTH_STEP),
  moreContrast: window('moreContrast', 'Shift ArrowRight', 0, -WIDTH_STEP),
  moveLeft: move('left', [-1, 0]),
  moveUp: move('up', [0, -1]),
  moveDown: move('down', [0, 1]),
  moveRight: move('right', [1, 0]),
  smaller: does({ kind: 'zoom', factor: 1 / ZOOM_STEP }, 'minus', '-'),
  larger: does({ kind: 'zoom', factor: ZOOM_STEP }, 'plus', '+', '='),

  first: does({ kind: 'goTo', at: 0 }, 'first', 'Home'),
  previous: does({ kind: 'step', by: -1 }, 'up', 'ArrowUp', 'ArrowLeft'),
  next: does({ kind: 'step', by: 1 }, 'down', 'ArrowDown', 'ArrowRight'),
  last: does({ kind: 'goTo', at: Number.MAX_SAFE_INTEGER }, 'last', 'End'),
  tenBack: does({ kind: 'step', by: -10 }, 'up', 'PageUp'),
  tenOn: does({ kind: 'step', by: 10 }, 'down', 'PageDown'),
  goToImage: { ...does({ kind: 'goToImage' }, 'next', '#', 'y'), allowed: inSeries },
  play: { ...does({ kind: 'play' }, 'play', 'Space'), allowed: inSeries },

  place: does({ kind: 'measurePlace' }, 'plus', 'Enter'),
  nextMeasurement: does({ kind: 'measureNext' }, 'next', 'q'),
  deleteMeasurement: does({ kind: 'measureDelete' }, 'bin', 'Delete'),
  undo: does({ kind: 'measureUndo' }, 'undo', 'Ctrl z'),
  measurements: does({ kind: 'measurements' }, 'measurements', 'e'),
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
    ...does({ kind: 'graphics' }, 'words', 'b'),
    isOn: (scene) => isAllShown(scene.graphics),
    isSwitch: true,
  },
  words: graphics('words', 'words'),
  measurementsShown: graphics('measurements', 'measurements'),
  overlays: graphics('overlays', 'saved'),

  fit: does({ kind: 'fit' }, 'fit', 'f', '0'),
  oneToOne: does({ kind: 'oneToOne' }, 'oneToOne', 'o'),
  rotate: does({ kind: 'rotate' }, 'rotate', 't'),
  flipHorizontal: turn('flipHorizontal', 'h'),
  flipVertical: turn('flipVertical', 'v'),
  invert: turn('invert', 'i'),
  subtraction: switches('subtraction', 'subtraction', 'u'),
  reset: does({ kind: 'reset' }, 'reset', 'Backspace'),
  lung: preset(1),
  softTissue: preset(2),
  bone: preset(3),
  brain: preset(4),
  mediastinum: preset(5),
  abdomen: preset(6),
  savedView: does({ kind: 'softcopyToggle' }, 'saved', 'a'),
  nextSavedView: does({ kind: 'softcopyNext' }, 'saved', 'n'),
  noSavedView: does({ kind: 'softcopy', id: undefined }, '1x1'),

  oneView: layout('1x1'),
  twoViews: layout('1x2'),
  twoViewsAbove: layout('2x1'),
  fourViews: layout('2x2'),
  sixViews: layout('2x3'),
  eightViews: layout('2x4'),
  nineViews: layout('3x3'),
  nextLayout: does({ kind: 'nextLayout', by: 1 }, 'layouts', 'g'),
  previousLayout: does({ kind: 'nextLayout', by: -1 }, 'layouts', 'Shift g'),
  link: {
    ...does({ kind: 'link' }, 'link', 'j'),
    allowed: several,
    isOn: ({ linked }) => linked,
    isSwitch: true,
  },
  lines: {
    ...switches('lines', 'lines', 'x'),
    allowed: (scene) => several(scene) && scene.lines !== undefined,
  },
  maximise: does({ kind: 'maximise' }, '1x1', 'm'),

  planes: switches('planes', 'planes', 'Shift p'),
  fusion: switches('fusion', 'compare', 'Shift f'),
  solid: switches('solid', 'planes', 'Shift v'),
  drawings: switches('drawings', 'freehand', 'Shift d'),
  keyImages: does({ kind: 'keyImages' }, 'saved', 'k'),
  compare: { ...does({ kind: 'compare' }, 'compare', 'c'), isOn: ({ compared = false }) => compared },
  withPatient: does({ kind: 'withPatient' }, 'maximise', 'Shift t'),
  list: does({ kind: 'list' }, 'foldLeft', 'l'),
  report: does({ kind: 'report' }, 'foldRight', 'r'),
  otherReport: does({ kind: 'otherReport' }, 'foldRight', 'Shift r'),
  leave: does({ kind: 'leave' }, 'list', 'Escape'),
  previousStudy: does({ kind: 'previousStudy' }, 'up', '['),
  nextStudy: does({ kind: 'nextStudy' }, 'down', ']'),
  secondLook: ifAny('secondLook', 'careful'),
  shareView: { ...does({ kind: 'shareView' }, 'link', 'Shift l'), allowed: among },
  meeting: { ...does({ kind: 'meeting' }, 'list', 'Shift m'), allowed: among },
  saveKeyImage: ifAny('saveKeyImage', 'saved', 'Shift k'),
  takeOut: ifAny('takeOut', 'save', 'Shift e'),
  print: does({ kind: 'print' }, 'print'),
  theme: does({ kind: 'theme' }, 'brighter'),
  help: does({ kind: 'help' }, 'help', '?'),
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
