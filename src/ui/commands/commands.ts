import { nextLayout, type Layout } from '../../domain/hanging/hanging-protocol';
import type { InstanceUid } from '../../domain/ids';
import type { FigureKind } from '../../domain/measure/figure';
import { CENTER_STEP, WIDTH_STEP, windowBy, ZOOM_STEP, zoomedBy } from '../../domain/presentation/limits';
import type { Tool } from '../../domain/ports/rendering';
import { asStored, CT_WINDOWS, type Presentation } from '../../domain/presentation/view-state';
import type { Graphics } from '../../workflow/viewer/graphics';
import type { ViewerActor } from '../../workflow/viewer/viewer.machine';
import type { ViewportActor } from '../../workflow/viewport/viewport.machine';
import { inHounsfieldUnits } from './window-choices';

/** What a button, a key or a menu can ask of the pictures: one vocabulary for all three. */
export type Command =
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'layout'; readonly layout: Layout }
  /** As shares of the window's own width, so that one step looks alike on CT and on X-ray */
  | { readonly kind: 'window'; readonly center: number; readonly width: number }
  | { readonly kind: 'setWindow'; readonly window: Presentation['window'] }
  | { readonly kind: 'preset'; readonly number: number }
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
  | { readonly kind: 'help' | 'maximise' | ScreenCommand };

/** What is done to measurements. They are the session's own, not the viewer's */
export type MeasureCommand =
  /** Chooses what is drawn; the kind before where none is said */
  | { readonly kind: 'measure'; readonly figure?: FigureKind }
  /** Puts a figure into the middle of the picture, or closes the outline that is being drawn */
  | { readonly kind: 'measurePlace' | 'measureNext' | 'measureDelete' | 'measureUndo' | 'measurements' };

export const isMeasureCommand = (command: Command): command is MeasureCommand =>
  command.kind.startsWith('measure');

/** What belongs to the whole screen: fold the list, fold the report, read the other of two reports, leave the study */
export type ScreenCommand = 'list' | 'report' | 'otherReport' | 'leave';

export const isScreenCommand = (command: Command): command is { readonly kind: ScreenCommand } =>
  ['list', 'report', 'otherReport', 'leave'].includes(command.kind);

/** Steps of the buttons and keys that stand for a drag. */
export const BRIGHTER = { kind: 'window', center: -CENTER_STEP, width: 0 } as const;
export const DARKER = { kind: 'window', center: CENTER_STEP, width: 0 } as const;
export const MORE_CONTRAST = { kind: 'window', center: 0, width: -WIDTH_STEP } as const;
export const LESS_CONTRAST = { kind: 'window', center: 0, width: WIDTH_STEP } as const;
export const ZOOM_IN = { kind: 'zoom', factor: ZOOM_STEP } as const;
export const ZOOM_OUT = { kind: 'zoom', factor: 1 / ZOOM_STEP } as const;

/** Carries out a command on the viewer and the viewport that is active. The screen's own commands are not known here. */
export function perform(command: Command, viewer: ViewerActor, viewport: ViewportActor | undefined): void {
  if (command.kind === 'tool') return viewer.send({ type: 'tool.use', tool: command.tool });
  if (command.kind === 'layout') return viewer.send({ type: 'layout.set', layout: command.layout });
  if (command.kind === 'nextLayout') {
    const layout = nextLayout(viewer.getSnapshot().context.layout, command.by);
    return viewer.send({ type: 'layout.set', layout });
  }
  if (command.kind === 'hang')
    return viewer.send({ type: 'displaySet.hang', id: command.id, slot: command.slot });
  if (command.kind === 'link') return viewer.send({ type: 'link.toggle' });
  if (command.kind === 'graphics') return viewer.send({ type: 'graphics.toggle', part: command.part });
  if (command.kind === 'keyImages') return viewer.send({ type: 'keyImages.toggle' });
  if (command.kind === 'softcopy') return viewer.send({ type: 'softcopy.choose', id: command.id });
  if (command.kind === 'softcopyToggle') return viewer.send({ type: 'softcopy.toggle' });
  if (command.kind === 'softcopyNext') return viewer.send({ type: 'softcopy.next' });
  if (viewport === undefined) return;
  switch (command.kind) {
    case 'step':
      return viewport.send({ type: 'frame.step', by: command.by });
    case 'goTo':
      return viewport.send({ type: 'frame.goTo', at: command.at });
    case 'play':
      return viewport.send({ type: 'playback.toggle' });
    case 'speed':
      return viewport.send({ type: 'playback.setSpeed', framesPerSecond: command.framesPerSecond });
    case 'oneToOne':
      return viewport.send({ type: 'picture.oneToOne' });
    case 'reset':
      return viewport.send({ type: 'presentation.reset' });
    default: {
      const change = changeOf(command, viewport);
      if (change) viewport.send({ type: 'presentation.apply', change });
    }
  }
}

function changeOf(command: Command, viewport: ViewportActor): Partial<Presentation> | undefined {
  const { state, shown, displaySet } = viewport.getSnapshot().context;
  const now = state?.presentation ?? asStored;
  switch (command.kind) {
    case 'fit':
      return { zoom: 1, pan: [0, 0] };
    case 'zoom':
      return { zoom: zoomedBy(now.zoom, command.factor) };
    case 'pan':
      return { pan: [now.pan[0] + command.by[0], now.pan[1] + command.by[1]] };
    case 'rotate':
      return { rotation: ({ 0: 90, 90: 180, 180: 270, 270: 0 } as const)[now.rotation] };
    case 'flipHorizontal':
      return { flipHorizontal: !now.flipHorizontal };
    case 'flipVertical':
      return { flipVertical: !now.flipVertical };
    case 'invert':
      return { invert: !now.invert };
  }
  // What changes grey values waits for the final pixels: a preview's are not the stored ones.
  if (shown?.quality === 'preview') return undefined;
  switch (command.kind) {
    case 'window': {
      const window = state?.windowInForce;
      return window && { window: windowBy(window, command) };
    }
    case 'setWindow':
      return { window: command.window };
    case 'preset': {
      const preset = inHounsfieldUnits(displaySet, state?.softcopyInForce)
        ? CT_WINDOWS[command.number - 1]
        : undefined;
      return preset && { window: { center: preset.center, width: preset.width } };
    }
    default:
      return undefined;
  }
}
