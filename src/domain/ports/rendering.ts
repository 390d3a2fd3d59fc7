import type { DisplaySet } from '../study/display-set';
import type { DisplaySetKind } from '../study/kinds';
import type { MeasureTool } from '../measure/measure-tool';
import type { Presentation, ViewState } from '../presentation/view-state';
import type { Frame } from '../study/study';
import type { RenderingEvent } from './rendering-event';

export interface RenderingEngine {
  /**
   * Draws into an element, which it fills and owns until `dispose`. Chooses and lazily loads what the kind needs.
   * Never throws: every failure is a `frame.failed` event.
   */
  mount(element: HTMLElement, kind: DisplaySetKind, emit: (event: RenderingEvent) => void): ViewportHandle;
  /**
   * This frame will be shown first: its bytes and its decoder are fetched before there is a viewport. One at a time.
   * @param signal ends it, whether or not a viewport has asked for the frame by then
   */
  prefetchFirst(frame: Frame, signal: AbortSignal): void;
  /**
   * These may be shown next: fetched when nothing that is shown is still on its way, and only over a line that is neither
   * metered nor slow. In place of those before; none ends it.
   */
  prefetch(frames: readonly Frame[]): void;
}

export type Tool = 'window' | 'pan' | 'zoom' | 'scroll' | MeasureTool;

export interface ViewportHandle {
  /** Shows a display set from a frame on; replaces and aborts what was there. */
  show(displaySet: DisplaySet, at: number, presentation?: Partial<Presentation>): void;
  /**
   * The display set that is shown, with more frames than before: what is on the screen stays, with how it is shown.
   * @param at where that is now, or should be
   */
  grow(displaySet: DisplaySet, at: number): void;
  /** To the frame at this position (from 0; clamped). Only the newest of many is painted. */
  goTo(at: number): void;
  /** What dragging with the left button or one finger does. */
  use(tool: Tool): void;
  /** A figure that is being drawn: closes an outline that was clicked out, or drops whatever is under way. */
  finishDraft(how: 'closed' | 'dropped'): void;
  apply(change: Partial<Presentation>): void;
  /** Puts the scale at one picture pixel a device pixel. */
  oneToOne(): void;
  reset(): void;
  play(framesPerSecond: number): void;
  pause(): void;
  /** What is painted now, `undefined` before the first picture. */
  presentation(): ViewState | undefined;
  dispose(): void;
}
