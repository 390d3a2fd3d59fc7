import type { DisplaySet } from '../../domain/study/display-set';
import type { StudyUid } from '../../domain/ids';
import type { Figure } from '../../domain/measure/figure';
import type { Tool } from '../../domain/ports/rendering';
import type { RenderingEvent } from '../../domain/ports/rendering-event';
import type { Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Frame } from '../../domain/study/study';
import type { FrameSoftcopies } from './viewport-context';

export type ViewportEvent =
  | { readonly type: 'element.attached'; readonly element: HTMLElement }
  | { readonly type: 'element.detached' }
  | {
      readonly type: 'displaySet.show';
      readonly displaySet: DisplaySet;
      readonly at?: number;
      /** By position in the display set; none go with it where this is absent */
      readonly softcopies?: FrameSoftcopies;
      readonly home?: Partial<Presentation>;
    }
  /** What hangs stays, and lies differently: other pictures came beside it */
  | { readonly type: 'home.set'; readonly home: Partial<Presentation> }
  | { readonly type: 'displaySet.clear' }
  | { readonly type: 'frame.goTo'; readonly at: number }
  | { readonly type: 'frame.step'; readonly by: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  /** A figure that is being drawn: an outline is closed, any is dropped */
  | { readonly type: 'draft.close' | 'draft.drop' }
  | { readonly type: 'presentation.apply'; readonly change: Partial<Presentation> }
  | { readonly type: 'presentation.reset' }
  /** Overlay planes and the graphics of presentation states */
  | { readonly type: 'overlays.show'; readonly shown: boolean }
  /** `undefined` shows the picture as it is stored */
  | { readonly type: 'softcopy.choose'; readonly softcopy: SoftcopyPresentation | undefined }
  | { readonly type: 'picture.oneToOne' }
  | { readonly type: 'playback.toggle' }
  | { readonly type: 'playback.setSpeed'; readonly framesPerSecond: number }
  /** Ask again for the frame that could not be shown */
  | { readonly type: 'frame.retry' }
  | RenderingEvent;

/** Told to the owner of a viewport: a picture of this study is on the screen, where none of the display set was. */
export interface PictureShown {
  readonly type: 'picture.shown';
  readonly study: StudyUid;
}

/** Told to whoever listens: somebody drew a figure on a frame. The viewport itself keeps none. */
export interface FigureDrawn {
  readonly type: 'figure.drawn';
  readonly frame: Frame;
  readonly figure: Figure;
}
