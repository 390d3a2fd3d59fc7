import type { Problem, Result } from '../problem';
import type { Pair, Slide } from '../slide/slide';

/** What is on the screen of a slide. Lengths as the slide's: µm where it is scaled. */
export interface SlideState {
  /** In the middle of the view */
  readonly middle: Pair;
  /** From one CSS pixel to the next */
  readonly pitch: number;
  /** CSS pixels */
  readonly view: Pair;
  /** The level that is looked at, by position */
  readonly level: number;
  readonly plane: number;
  /** One entry an optical path of the slide */
  readonly paths: readonly SlidePath[];
  /** Colours are as they are stored, whatever profile goes with them */
  readonly isStored: boolean;
  /** Tiles in view that are still on their way */
  readonly awaited: number;
  /** Tiles that cannot be shown, wherever they were looked at */
  readonly failed: readonly FailedTile[];
  /** Tiles in view of which a part of the slide would be, that is not here */
  readonly missing: number;
}

export interface SlidePath {
  readonly shown: boolean;
  /** Of values that are given a colour: black and full, as the object counts them */
  readonly window?: Pair;
  readonly colour?: readonly [red: number, green: number, blue: number];
}

export interface FailedTile {
  readonly level: number;
  /** In its row of tiles and among the rows, from 1 */
  readonly place: Pair;
  readonly problem: Problem;
}

/** A slide that hangs: what is known of it, and the hands on it. */
export interface SlideHandle {
  readonly slide: Slide;
  /** It has pictures of its label or its whole glass, which may name somebody */
  readonly pictures: readonly ('label' | 'overview')[];
  state(): SlideState;
  /** Told whenever the state is another, at most once an animation frame. @returns how to end it */
  onState(told: (state: SlideState) => void): () => void;
  /** Told of a click or a tap. @returns how to end it */
  onTap(told: (place: Pair) => void): () => void;
  /** @param about stays where it is; the middle where not said */
  zoomBy(factor: number, about?: Pair): void;
  /** CSS pixels */
  panBy(by: Pair): void;
  lookAt(middle: Pair, pitch?: number): void;
  fit(): void;
  path(at: number, change: Partial<SlidePath>): void;
  plane(at: number): void;
  store(isStored: boolean): void;
  /** Tries the tiles again that could not be shown. */
  retry(): void;
  /** Paints the whole slide, small, with what is here of its coarsest level. @returns whether there was anything */
  paintWhole(canvas: HTMLCanvasElement): boolean;
  /** One of its other pictures. */
  paintPicture(
    which: 'label' | 'overview',
    canvas: HTMLCanvasElement,
    signal: AbortSignal,
  ): Promise<Result<true>>;
}
