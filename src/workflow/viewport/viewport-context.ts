import type { AnyActorRef } from 'xstate';
import type { DisplaySet } from '../../domain/study/display-set';
import type { Draft } from '../../domain/measure/draft';
import type { PixelValues } from '../../domain/measure/statistics';
import type { RenderingEngine, Tool } from '../../domain/ports/rendering';
import type { Presentation, ViewState } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { SlideHandle } from '../../domain/ports/slide';
import type { Problem } from '../../domain/problem';
import type { VideoState } from '../../domain/study/video';
import type { Waveform } from '../../domain/waveform/waveform';

export interface ViewportInput {
  /** Told of the first picture of each display set that is on the screen; nobody is where it is absent */
  readonly owner?: AnyActorRef;
  readonly engine: RenderingEngine;
  readonly tool: Tool;
  /** Overlay planes and the graphics of presentation states are drawn; they are where it is not said */
  readonly overlays?: boolean;
}

export interface ViewportContext extends ViewportInput {
  readonly element?: HTMLElement;
  readonly displaySet?: DisplaySet;
  /** The presentation state that goes with each frame, where one does */
  readonly softcopies: FrameSoftcopies;
  readonly choice: SoftcopyChoice;
  /** How it hangs: what a reset goes back to, beside what is stored */
  readonly home: Partial<Presentation>;
  /** What was applied before it was switched off */
  readonly before?: SoftcopyPresentation;
  /** What the engine was last told to apply; it does so on the frames that the state names */
  readonly applied?: SoftcopyPresentation;
  /** The frame that is wanted, from 0. What is painted is `shown` */
  readonly at: number;
  /** What is on the screen: absent until the first picture */
  readonly shown?: ShownPicture;
  /** A figure that is being drawn on what is shown */
  readonly draft?: Draft;
  readonly state?: ViewState;
  /** Which frames are here, for the scroll track */
  readonly arrived: readonly boolean[];
  readonly failedFrames: number;
  /** The series is larger than this device can keep: the images around the one that is looked at are kept */
  readonly kept?: 'around';
  /** Why the wanted frame cannot be shown */
  readonly problem?: Problem;
  readonly backend?: 'gpu' | 'software';
  /** How far a video is; absent for everything else */
  readonly video?: VideoState;
  /** The curves that hang here, once they have come; absent for everything else */
  readonly waveform?: Waveform;
  /** The slide that hangs here; absent for everything else */
  readonly slide?: SlideHandle;
  readonly framesPerSecond: number;
}

export interface ShownPicture {
  readonly at: number;
  readonly quality: 'preview' | 'final';
  readonly lossy: boolean;
  /** Why its colours are not those that its maker saw; absent where they are, or nobody says so */
  readonly colours?: 'profile-unusable' | 'uncalibrated';
  /** Of a grey picture, for measuring */
  readonly values?: PixelValues;
}

export type FrameSoftcopies = readonly (SoftcopyPresentation | undefined)[];

/** Which presentation state is wanted: the one that goes with each frame, none, or one that a person chose. */
export type SoftcopyChoice =
  { readonly kind: 'own' | 'none' } | { readonly kind: 'chosen'; readonly softcopy: SoftcopyPresentation };

/** The presentation state that is wanted on the frame that is wanted; the engine may be a moment behind. */
export function softcopyWanted({
  choice,
  softcopies,
  at,
}: Pick<ViewportContext, 'choice' | 'softcopies' | 'at'>): SoftcopyPresentation | undefined {
  if (choice.kind === 'chosen') return choice.softcopy;
  return choice.kind === 'own' ? softcopies[at] : undefined;
}
