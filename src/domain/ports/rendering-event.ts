import type { Draft } from '../measure/draft';
import type { Figure } from '../measure/figure';
import type { PixelValues } from '../measure/statistics';
import type { ViewState } from '../presentation/view-state';
import type { Problem } from '../problem';
import type { VideoState } from '../study/video';
import type { Waveform } from '../waveform/waveform';
import type { SlideHandle } from './slide';

/** Settled facts only: a 60 Hz drag emits at most one `presentation.changed` an animation frame. */
export type RenderingEvent =
  /** Painted. `preview` is not the diagnostic picture: it is labelled, and window and measuring wait for `final` */
  | {
      readonly type: 'frame.shown';
      readonly at: number;
      readonly quality: 'preview' | 'final';
      readonly lossy: boolean;
      /** It has a colour profile that cannot be used, or should have one: its colours are as they are stored */
      readonly colours?: 'profile-unusable' | 'uncalibrated';
      /** For measuring: of a final grey picture, absent for colour */
      readonly values?: PixelValues;
    }
  /** A figure is being drawn on the picture that is shown; absent where it no longer is */
  | { readonly type: 'figure.drafted'; readonly draft?: Draft }
  /** A hand drew a figure to its end on the frame at this position */
  | { readonly type: 'figure.finished'; readonly at: number; readonly figure: Figure }
  | { readonly type: 'frame.failed'; readonly at: number; readonly problem: Problem }
  /** Asked for, not here yet: what is on the screen is an earlier frame, and must be said to be */
  | { readonly type: 'frame.awaited'; readonly at: number }
  | { readonly type: 'presentation.changed'; readonly state: ViewState }
  /** Which of the display set's frames are here, for the scroll track; at most a few times a second */
  | {
      readonly type: 'frames.arrived';
      readonly arrived: readonly boolean[];
      readonly failed: number;
      /** There are more than this device can keep: those around the wanted one are, others are fetched when wanted */
      readonly kept?: 'around';
    }
  | { readonly type: 'playback.changed'; readonly playing: boolean }
  /** The curves are here; who shows them draws them on a paper of their own */
  | { readonly type: 'waveform.changed'; readonly waveform: Waveform }
  /** A slide hangs; who shows it has the hands on it */
  | { readonly type: 'slide.changed'; readonly slide: SlideHandle }
  | { readonly type: 'video.changed'; readonly video: VideoState }
  /** The graphics context was lost and another way of drawing took over */
  | { readonly type: 'backend.changed'; readonly backend: 'gpu' | 'software' };
