import { helpGroups, helpLines } from '../../texts/en/help';
import { ACTIONS, isAllowed, type ActionId, type Scene } from './registry';
import { keyWords } from './keys';

type Group = Exclude<keyof typeof helpGroups, 'gestures'>;

/** A line of the sheet: the actions whose keys it shows, or keys that belong to what has the focus. */
interface Line {
  readonly words: keyof typeof helpLines;
  readonly actions?: readonly ActionId[];
  /** Every key of the actions, not the first of each alone */
  readonly all?: true;
  /** From the first to the last of them */
  readonly range?: boolean;
  readonly keys?: readonly string[];
  /** Shown only where one of them does something */
  readonly whereAllowed?: true;
}

const LINES: Readonly<Record<Group, readonly Line[]>> = {
  images: [
    { words: 'neighbours', actions: ['previous', 'next'] },
    { words: 'tens', actions: ['tenBack', 'tenOn'] },
    { words: 'ends', actions: ['first', 'last'] },
    { words: 'play', actions: ['play'] },
    { words: 'goToImage', actions: ['goToImage'] },
  ],
  dragging: [
    { words: 'window', actions: ['window'] },
    { words: 'pan', actions: ['pan'] },
    { words: 'zoom', actions: ['zoom'] },
    { words: 'scroll', actions: ['scroll'] },
    { words: 'measure', actions: ['measure'] },
  ],
  steps: [
    { words: 'brightness', actions: ['brighter', 'darker'] },
    { words: 'contrast', actions: ['moreContrast', 'lessContrast'] },
    { words: 'move', actions: ['moveUp', 'moveDown', 'moveLeft', 'moveRight'] },
    { words: 'size', actions: ['larger', 'smaller'] },
  ],
  measuring: [
    { words: 'place', actions: ['place'] },
    { words: 'nextMeasurement', actions: ['nextMeasurement'], keys: ['Tab'] },
    { words: 'moveMeasurement', keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
    { words: 'deleteMeasurement', actions: ['deleteMeasurement'] },
    { words: 'undo', actions: ['undo'] },
    { words: 'drop', keys: ['Escape'] },
    { words: 'measurements', actions: ['measurements'] },
  ],
  picture: [
    {
      words: 'presets',
      actions: ['lung', 'softTissue', 'bone', 'brain', 'mediastinum', 'abdomen'],
      range: true,
      whereAllowed: true,
    },
    { words: 'fit', actions: ['fit'], all: true },
    { words: 'oneToOne', actions: ['oneToOne'] },
    { words: 'rotate', actions: ['rotate'] },
    { words: 'flip', actions: ['flipHorizontal', 'flipVertical'] },
    { words: 'invert', actions: ['invert'] },
    { words: 'subtraction', actions: ['subtraction'], whereAllowed: true },
    { words: 'savedView', actions: ['savedView'] },
    { words: 'nextSavedView', actions: ['nextSavedView'] },
    { words: 'graphics', actions: ['everything'] },
    { words: 'reset', actions: ['reset'] },
  ],
  screen: [
    { words: 'list', actions: ['list'] },
    { words: 'report', actions: ['report'] },
    { words: 'otherReport', actions: ['otherReport'] },
    { words: 'keyImages', actions: ['keyImages'] },
    { words: 'compare', actions: ['compare'] },
    { words: 'withPatient', actions: ['withPatient'] },
    { words: 'leave', actions: ['leave'] },
    { words: 'studies', actions: ['previousStudy', 'nextStudy'] },
    { words: 'maximise', actions: ['maximise'] },
    { words: 'layouts', actions: ['nextLayout', 'previousLayout'] },
    { words: 'link', actions: ['link'] },
    { words: 'lines', actions: ['lines'] },
    { words: 'series', keys: ['1', '9'], range: true },
    { words: 'planes', actions: ['planes'], whereAllowed: true },
    { words: 'fusion', actions: ['fusion'], whereAllowed: true },
    { words: 'solid', actions: ['solid'], whereAllowed: true },
    { words: 'drawings', actions: ['drawings'], whereAllowed: true },
    { words: 'shareView', actions: ['shareView'], whereAllowed: true },
    { words: 'meeting', actions: ['meeting'], whereAllowed: true },
    { words: 'saveKeyImage', actions: ['saveKeyImage'], whereAllowed: true },
    { words: 'takeOut', actions: ['takeOut'], whereAllowed: true },
    { words: 'help', actions: ['help'] },
  ],
};

/** What the shortcut sheet shows. */
export interface Shortcut {
  /** As they are written; two of a range are its ends */
  readonly keys: readonly string[];
  readonly range: boolean;
  readonly words: string;
  readonly actions: readonly ActionId[];
  readonly whereAllowed?: true;
}

const shortcut = ({ words, actions = [], all, range = false, keys = [], whereAllowed }: Line): Shortcut => {
  const own = actions.flatMap((id) => ACTIONS[id].keys?.slice(0, all ? undefined : 1) ?? []);
  const shown = [...keys, ...own].map(keyWords);
  return {
    keys: range ? [shown.at(0) ?? '', shown.at(-1) ?? ''] : shown,
    range,
    words: helpLines[words],
    actions,
    ...(whereAllowed && { whereAllowed }),
  };
};

/** Made anew each time: keys may be a person's own. */
export const shortcutGroups = (): readonly {
  readonly group: string;
  readonly shortcuts: readonly Shortcut[];
}[] =>
  Object.entries(LINES).map(([group, lines]) => ({
    group: helpGroups[group as Group],
    shortcuts: lines.map(shortcut),
  }));

/** The sheet for what is on the screen, where pictures are: keys that do nothing with them are left out. */
export const shortcutsFor = (scene: Scene | undefined): ReturnType<typeof shortcutGroups> =>
  shortcutGroups().map(({ group, shortcuts }) => ({
    group,
    shortcuts: shortcuts.filter(
      ({ whereAllowed, actions }) =>
        !whereAllowed || (scene && actions.some((id) => isAllowed(ACTIONS[id], scene))),
    ),
  }));
