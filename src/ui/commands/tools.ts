import { PAN_STEP } from '../../domain/presentation/limits';
import { figureKindOf, type MeasureTool } from '../../domain/measure/measure-tool';
import type { Tool } from '../../domain/ports/rendering';
import { BRIGHTER, DARKER, LESS_CONTRAST, MORE_CONTRAST, ZOOM_IN, ZOOM_OUT, type Command } from './commands';
import type { IconName } from '../parts/icons';

export interface ToolItem<Wanted extends Command = Command> {
  readonly command: Wanted;
  readonly icon: IconName;
  readonly label: string;
  readonly key?: string;
}

type Of<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>;

/** What the left button or one finger does. */
export const TOOLS: readonly ToolItem<Of<'tool'>>[] = [
  { command: { kind: 'tool', tool: 'window' }, icon: 'window', label: 'Window', key: 'W' },
  { command: { kind: 'tool', tool: 'pan' }, icon: 'pan', label: 'Pan', key: 'P' },
  { command: { kind: 'tool', tool: 'zoom' }, icon: 'zoom', label: 'Zoom', key: 'Z' },
  { command: { kind: 'tool', tool: 'scroll' }, icon: 'scroll', label: 'Scroll', key: 'S' },
];

/** The list, in or out. */
export const MEASUREMENTS: ToolItem = {
  command: { kind: 'measurements' },
  icon: 'measurements',
  label: 'List of measurements',
  key: 'E',
};

/** The same as dragging with the chosen tool, in steps (WCAG 2.5.7). Four each, so that nothing moves in the row. */
const ADJUSTMENTS: Readonly<Record<'window' | 'pan' | 'zoom' | 'scroll' | 'measure', readonly ToolItem[]>> = {
  window: [
    { command: DARKER, icon: 'darker', label: 'Darker', key: 'Shift ↓' },
    { command: BRIGHTER, icon: 'brighter', label: 'Brighter', key: 'Shift ↑' },
    { command: LESS_CONTRAST, icon: 'lessContrast', label: 'Less contrast', key: 'Shift ←' },
    { command: MORE_CONTRAST, icon: 'moreContrast', label: 'More contrast', key: 'Shift →' },
  ],
  pan: [
    { command: { kind: 'pan', by: [-PAN_STEP, 0] }, icon: 'left', label: 'Move left', key: 'Ctrl ←' },
    { command: { kind: 'pan', by: [0, -PAN_STEP] }, icon: 'up', label: 'Move up', key: 'Ctrl ↑' },
    { command: { kind: 'pan', by: [0, PAN_STEP] }, icon: 'down', label: 'Move down', key: 'Ctrl ↓' },
    { command: { kind: 'pan', by: [PAN_STEP, 0] }, icon: 'right', label: 'Move right', key: 'Ctrl →' },
  ],
  zoom: [
    { command: ZOOM_OUT, icon: 'minus', label: 'Smaller', key: '−' },
    { command: ZOOM_IN, icon: 'plus', label: 'Larger', key: '+' },
    { command: { kind: 'fit' }, icon: 'fit', label: 'Fit to view', key: '0' },
    { command: { kind: 'oneToOne' }, icon: 'oneToOne', label: 'Actual pixels', key: 'O' },
  ],
  scroll: [
    { command: { kind: 'goTo', at: 0 }, icon: 'first', label: 'First image', key: 'Home' },
    { command: { kind: 'step', by: -1 }, icon: 'up', label: 'Previous image', key: '↑' },
    { command: { kind: 'step', by: 1 }, icon: 'down', label: 'Next image', key: '↓' },
    { command: { kind: 'goTo', at: Number.MAX_SAFE_INTEGER }, icon: 'last', label: 'Last image', key: 'End' },
  ],
  measure: [
    {
      command: { kind: 'measurePlace' },
      icon: 'plus',
      label: 'Put one in the middle of the picture',
      key: 'Enter',
    },
    { command: { kind: 'measureNext' }, icon: 'next', label: 'Choose the next measurement', key: 'Q' },
    {
      command: { kind: 'measureDelete' },
      icon: 'bin',
      label: 'Delete the chosen measurement',
      key: 'Delete',
    },
    MEASUREMENTS,
  ],
};

/** The buttons beside a tool. */
export const adjustmentsFor = (tool: Tool): readonly ToolItem[] =>
  ADJUSTMENTS[isMeasuring(tool) ? 'measure' : tool];

const isMeasuring = (tool: Tool): tool is MeasureTool => figureKindOf(tool) !== undefined;

/** What can be drawn: the figures with their names. */
export const FIGURES: readonly ToolItem<Of<'measure'>>[] = [
  { command: { kind: 'measure', figure: 'length' }, icon: 'length', label: 'Length' },
  { command: { kind: 'measure', figure: 'angle' }, icon: 'angle', label: 'Angle' },
  { command: { kind: 'measure', figure: 'cobb' }, icon: 'cobb', label: 'Cobb angle' },
  { command: { kind: 'measure', figure: 'ellipse' }, icon: 'ellipse', label: 'Ellipse: area and values' },
  { command: { kind: 'measure', figure: 'freehand' }, icon: 'freehand', label: 'Outline: area and values' },
  { command: { kind: 'measure', figure: 'point' }, icon: 'point', label: 'Value at a point' },
];

/** What is drawn over the pictures, each to be switched off and on. */
export const GRAPHICS: readonly ToolItem<Of<'graphics'>>[] = [
  { command: { kind: 'graphics' }, icon: 'words', label: 'Everything', key: 'B' },
  { command: { kind: 'graphics', part: 'words' }, icon: 'words', label: 'Words' },
  { command: { kind: 'graphics', part: 'measurements' }, icon: 'measurements', label: 'Measurements' },
  { command: { kind: 'graphics', part: 'overlays' }, icon: 'saved', label: 'Overlays of the picture' },
];

export const PICTURE_TOOLS: readonly ToolItem[] = [
  { command: { kind: 'fit' }, icon: 'fit', label: 'Fit', key: 'F' },
  { command: { kind: 'oneToOne' }, icon: 'oneToOne', label: 'One to one', key: 'O' },
  { command: { kind: 'rotate' }, icon: 'rotate', label: 'Rotate', key: 'T' },
  { command: { kind: 'flipHorizontal' }, icon: 'flipHorizontal', label: 'Flip sideways', key: 'H' },
  { command: { kind: 'flipVertical' }, icon: 'flipVertical', label: 'Flip top to bottom', key: 'V' },
  { command: { kind: 'invert' }, icon: 'invert', label: 'Invert', key: 'I' },
  { command: { kind: 'reset' }, icon: 'reset', label: 'Reset', key: 'Backspace' },
];

export const LAYOUTS: readonly ToolItem<Of<'layout'>>[] = [
  { command: { kind: 'layout', layout: '1x1' }, icon: '1x1', label: 'One view' },
  { command: { kind: 'layout', layout: '1x2' }, icon: '1x2', label: 'Two views' },
  { command: { kind: 'layout', layout: '2x1' }, icon: '2x1', label: 'Two views, one above the other' },
  { command: { kind: 'layout', layout: '2x2' }, icon: '2x2', label: 'Four views' },
  { command: { kind: 'layout', layout: '2x3' }, icon: '2x3', label: 'Six views' },
  { command: { kind: 'layout', layout: '2x4' }, icon: '2x4', label: 'Eight views' },
  { command: { kind: 'layout', layout: '3x3' }, icon: '3x3', label: 'Nine views' },
];

/** The layouts that stand in the row of tools; the others are in a menu. */
export const USUAL_LAYOUTS = LAYOUTS.filter(({ command: { layout } }) =>
  ['1x1', '1x2', '2x2'].includes(layout),
);

/** What several views do together, and whether they do. */
export interface Together {
  readonly link: boolean;
  /** Absent where no picture has a place in the patient */
  readonly lines?: boolean;
}

const TOGETHER: readonly ToolItem<Of<'link' | 'lines'>>[] = [
  { command: { kind: 'link' }, icon: 'link', label: 'Join the views', key: 'J' },
  { command: { kind: 'lines' }, icon: 'lines', label: 'Slice lines in the other views', key: 'X' },
];

export const togetherFor = (together: Together | undefined): readonly ToolItem<Of<'link' | 'lines'>>[] =>
  TOGETHER.filter(({ command: { kind } }) => together?.[kind] !== undefined);
