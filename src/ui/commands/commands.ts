import { nextLayout, type Layout } from '../../domain/hanging/hanging-protocol';
import type { InstanceUid } from '../../domain/ids';
import type { FigureKind } from '../../domain/measure/figure';
import { windowBy, zoomedBy } from '../../domain/presentation/limits';
import type { Tool } from '../../domain/ports/rendering';
import { asStored, CT_WINDOWS, type Presentation } from '../../domain/presentation/view-state';
import type { Graphics } from '../../workflow/viewer/graphics';
import type { ViewerActor } from '../../workflow/viewer/viewer.machine';
import type { ViewportContext } from '../../workflow/viewport/viewport-context';
import type { ViewportActor } from '../../workflow/viewport/viewport.machine';
import { wanted } from '../colleagues/wanted.svelte';
import { subtractionChoice } from './subtraction-choice';
import { inHounsfieldUnits } from './window-choices';

/** What a button, a key or a menu can ask of the pictures: one vocabulary for all three. */
export type Command =
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'layout'; readonly layout: Layout }
  /** As shares of the window's own width, so that one step looks alike on CT and on X-ray */
  | { readonly kind: 'window'; readonly center: number; readonly width: number }
  | {
      readonly kind: 'setWindow';
      readonly window: Presentation['window'];
      readonly voiLut?: Presentation['voiLut'];
    }
  | { readonly kind: 'preset'; readonly number: number }
  /** Colours in place of greys; `undefined` is grey */
  | { readonly kind: 'palette'; readonly palette: Presentation['palette'] }
  /** Of a run that has masks: seen subtracted, and as it is */
  | { readonly kind: 'subtraction' }
  | { readonly kind: 'zoom'; readonly factor: number }
  /** CSS pixels, right and down */
  | { readonly kind: 'pan'; readonly by: readonly [number, number] }
  | { readonly kind: 'fit' | 'oneToOne' | 'rotate' | 'flipHorizontal' | 'flipVertical' | 'invert' | 'reset' }
  | { readonly kind: 'step'; readonly by: number }
  | { readonly kind: 'goTo'; readonly at: number }
  | { readonly kind: 'play' }
  /** Between the key images and the whole study */
  | { readonly kind: 'keyImages' }
  /** The earlier study beside this one, and away again */
  | { readonly kind: 'compare' }
  /** The other views follow the active one, and no longer */
  | { readonly kind: 'link' }
  /** Where the slice of the active view cuts the others: shown, and no longer */
  | { readonly kind: 'lines' }
  /** Planes of the stack in the active view in place of its pictures, and back */
  | { readonly kind: 'planes' }
  /** The same with nuclear medicine over anatomy */
  | { readonly kind: 'fusion' }
  /** The same stack in 3D */
  | { readonly kind: 'solid' }
  /** What others have drawn over the pictures: its list, and no longer */
  | { readonly kind: 'drawings' }
  /** A part of what is drawn over the pictures: shown, and no longer; all of it where no part is said */
  | { readonly kind: 'graphics'; readonly part?: keyof Graphics }
  /** To another layout, onwards or back */
  | { readonly kind: 'nextLayout'; readonly by: 1 | -1 }
  /** A series in a view, from 0 */
  | { readonly kind: 'hang'; readonly id: string; readonly slot: number }
  | MeasureCommand
  | { readonly kind: 'speed'; readonly framesPerSecond: number }
  /** The saved view (presentation state) of the picture; `undefined` is none */
  | { readonly kind: 'softcopy'; readonly id: InstanceUid | undefined }
  | { readonly kind: 'softcopyToggle' | 'softcopyNext' }
  /** The screen's own */
  | { readonly kind: 'theme' | 'maximise' | SheetKind | ScreenCommand }
  /** Of colleagues: a link to what is on the screen, and what was collected for a meeting */
  | { readonly kind: 'shareView' | 'meeting' };

/** What stands in front of the screen: one at a time */
export type SheetKind = 'help' | 'goToImage' | 'secondLook' | 'takeOut' | 'print' | 'saveKeyImage';

/** What is done to measurements. They are the session's own, not the viewer's */
export type MeasureCommand =
  /** Chooses what is drawn; the kind before where none is said */
  | { readonly kind: 'measure'; readonly figure?: FigureKind }
  /** Puts a figure into the middle of the picture, or closes the outline that is being drawn */
  | { readonly kind: 'measurePlace' | 'measureNext' | 'measureDelete' | 'measureUndo' | 'measurements' };

/** What belongs to the whole screen: fold the list or the report, read the other of two reports, leave the study, open another, show it to the patient */
export type ScreenCommand =
  'list' | 'report' | 'otherReport' | 'leave' | 'previousStudy' | 'nextStudy' | 'withPatient';

const SCREEN: Readonly<Record<ScreenCommand, true>> = {
  list: true,
  report: true,
  otherReport: true,
  leave: true,
  previousStudy: true,
  nextStudy: true,
  withPatient: true,
};

export const isScreenCommand = (command: Command): command is { readonly kind: ScreenCommand } =>
  command.kind in SCREEN;

/** Whoever carries out what is asked for. */
export interface Hands {
  readonly viewer: ViewerActor;
  /** The active one */
  readonly viewport: ViewportActor | undefined;
  measure(command: MeasureCommand): void;
  screen(command: ScreenCommand): void;
  sheet(sheet: SheetKind): void;
  /** From light to dark and back */
  theme(): void;
  compare(): void;
  toggleLines(): void;
  togglePlanes(which: 'planes' | 'fusion' | 'solid'): void;
  toggleDrawings(): void;
  toggleLarge(): void;
  /** Another layout was asked for: no view is large any more */
  showAll(): void;
}

type Perform = {
  readonly [Kind in Command['kind']]: (
    command: Extract<Command, { readonly kind: Kind }>,
    hands: Hands,
  ) => void;
};

const measure = (command: MeasureCommand, hands: Hands) => hands.measure(command);
const sheet = ({ kind }: { readonly kind: SheetKind }, hands: Hands) => hands.sheet(kind);
const screen = ({ kind }: { readonly kind: ScreenCommand }, hands: Hands) => hands.screen(kind);

const want = ({ kind }: { readonly kind: 'shareView' | 'meeting' }) => void (wanted.by = kind);

/** What each command does. The compiler names one that does nothing. */
const PERFORM: Perform = {
  tool: ({ tool }, { viewer }) => viewer.send({ type: 'tool.use', tool }),
  layout: ({ layout }, { viewer, showAll }) => {
    showAll();
    viewer.send({ type: 'layout.set', layout });
  },
  nextLayout: ({ by }, { viewer, showAll }) => {
    showAll();
    viewer.send({ type: 'layout.set', layout: nextLayout(viewer.getSnapshot().context.layout, by) });
  },
  hang: ({ id, slot }, { viewer }) => viewer.send({ type: 'displaySet.hang', id, slot }),
  link: (_, { viewer }) => viewer.send({ type: 'link.toggle' }),
  graphics: ({ part }, { viewer }) => viewer.send({ type: 'graphics.toggle', part }),
  keyImages: (_, { viewer }) => viewer.send({ type: 'keyImages.toggle' }),
  softcopy: ({ id }, { viewer }) => viewer.send({ type: 'softcopy.choose', id }),
  softcopyToggle: (_, { viewer }) => viewer.send({ type: 'softcopy.toggle' }),
  softcopyNext: (_, { viewer }) => viewer.send({ type: 'softcopy.next' }),

  step: ({ by }, { viewport }) => viewport?.send({ type: 'frame.step', by }),
  goTo: ({ at }, { viewport }) => viewport?.send({ type: 'frame.goTo', at }),
  play: (_, { viewport }) => viewport?.send({ type: 'playback.toggle' }),
  speed: ({ framesPerSecond }, { viewport }) =>
    viewport?.send({ type: 'playback.setSpeed', framesPerSecond }),
  oneToOne: (_, { viewport }) => viewport?.send({ type: 'picture.oneToOne' }),
  reset: (_, { viewport }) => viewport?.send({ type: 'presentation.reset' }),

  fit: (_, hands) => change(hands, () => ({ zoom: 1, pan: [0, 0] })),
  zoom: ({ factor }, hands) => change(hands, ({ zoom }) => ({ zoom: zoomedBy(zoom, factor) })),
  pan: ({ by: [right, down] }, hands) => change(hands, ({ pan: [x, y] }) => ({ pan: [x + right, y + down] })),
  rotate: (_, hands) =>
    change(hands, ({ rotation }) => ({
      rotation: ({ 0: 90, 90: 180, 180: 270, 270: 0 } as const)[rotation],
    })),
  flipHorizontal: (_, hands) => change(hands, ({ flipHorizontal }) => ({ flipHorizontal: !flipHorizontal })),
  flipVertical: (_, hands) => change(hands, ({ flipVertical }) => ({ flipVertical: !flipVertical })),
  invert: (_, hands) => change(hands, ({ invert }) => ({ invert: !invert })),
  window: (by, hands) =>
    changeGrey(hands, ({ state }) => state?.windowInForce && { window: windowBy(state.windowInForce, by) }),
  setWindow: ({ window, voiLut }, hands) => changeGrey(hands, () => ({ window, voiLut })),
  palette: ({ palette }, hands) => changeGrey(hands, () => ({ palette })),
  preset: ({ number }, hands) =>
    changeGrey(hands, ({ displaySet, state, shown, at }) => {
      const preset = CT_WINDOWS[number - 1];
      const { center, width } = preset ?? { center: 0, width: 1 };
      return preset &&
        !state?.subtraction &&
        inHounsfieldUnits(displaySet, state?.softcopyInForce, shown?.at ?? at)
        ? { window: { center, width } }
        : undefined;
    }),
  // A window is for the values that were seen with it.
  subtraction: (_, hands) =>
    changeGrey(hands, (context) => {
      const isOn = subtractionChoice(context);
      return isOn === undefined ? undefined : { subtraction: !isOn, window: undefined, voiLut: undefined };
    }),

  measure,
  measurePlace: measure,
  measureNext: measure,
  measureDelete: measure,
  measureUndo: measure,
  measurements: measure,
  list: screen,
  report: screen,
  otherReport: screen,
  leave: screen,
  previousStudy: screen,
  nextStudy: screen,
  withPatient: screen,
  goToImage: sheet,
  help: sheet,
  takeOut: sheet,
  print: sheet,
  secondLook: sheet,
  saveKeyImage: sheet,
  shareView: want,
  meeting: want,
  theme: (_, { theme }) => theme(),
  maximise: (_, { toggleLarge }) => toggleLarge(),
  compare: (_, { compare }) => compare(),
  lines: (_, { toggleLines }) => toggleLines(),
  planes: ({ kind }, { togglePlanes }) => togglePlanes(kind),
  fusion: ({ kind }, { togglePlanes }) => togglePlanes(kind),
  solid: ({ kind }, { togglePlanes }) => togglePlanes(kind),
  drawings: (_, { toggleDrawings }) => toggleDrawings(),
};

/** Carries out what a button, a key or a menu asks for. */
export function perform<Kind extends Command['kind']>(
  command: Extract<Command, { readonly kind: Kind }>,
  hands: Hands,
): void {
  (PERFORM[command.kind] as (command: Command, hands: Hands) => void)(command, hands);
}

function change(
  { viewport }: Hands,
  changed: (now: Presentation, context: ViewportContext) => Partial<Presentation> | undefined,
): void {
  const context = viewport?.getSnapshot().context;
  const by = context && changed(context.state?.presentation ?? asStored, context);
  if (by) viewport?.send({ type: 'presentation.apply', change: by });
}

/** What changes grey values waits for the final pixels: a preview's are not the stored ones. */
function changeGrey(
  hands: Hands,
  changed: (context: ViewportContext) => Partial<Presentation> | undefined,
): void {
  change(hands, (_, context) => (context.shown?.quality === 'preview' ? undefined : changed(context)));
}
