import type { PictureMatrix } from '../../domain/geometry/picture-matrix';
import type { Orientation, Presentation } from '../../domain/presentation/view-state';
import type { SoftcopyPresentation } from '../../domain/presentation/presentation-state';
import type { Frame } from '../../domain/study/study';
import type { Subtraction } from '../../domain/study/subtraction';
import type { DecodedFrame } from '../decode/pixels';
import type { Window } from './grey';
import type { Size } from '../viewport/placement';

/** A frame with its pixels. */
export interface Picture {
  readonly frame: Frame;
  readonly decoded: DecodedFrame;
  /** Modality values that are black and white in all frames of its run, where none of them says a window */
  readonly ownRange?: readonly [number, number];
  /** Its pixels are differences: of frames by these numbers */
  readonly subtraction?: Subtraction;
}

/** What a painting turned out to be. */
export interface Painted {
  /** Absent for colour */
  readonly windowInForce?: Window;
  /** It is the range of values of the run, because nothing says a window */
  readonly isOwnRange?: true;
  /** What is shown are differences */
  readonly subtraction?: Picture['subtraction'];
  /** CSS pixels a picture pixel takes */
  readonly scale: number;
  readonly matrix: PictureMatrix;
  /** The scale that fits the picture */
  readonly fit: number;
  readonly orientation: Orientation;
  /** The presentation state in force on this frame */
  readonly softcopy?: SoftcopyPresentation;
}

/** Where painters draw: the one canvas of a viewport, whoever draws, so that a change of painter leaves no seam. */
export interface PaintTarget {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
}

/** A way of drawing. Every painter draws the same picture from the same pixels. */
export interface Painter {
  /**
   * Draws now and in one go: what is on the screen is never made of two windows or two frames. However large the picture,
   * it takes no longer than to read what of it is seen once. `moving`: a hand is on it, and a coarser picture at once is
   * worth more than the fine one late.
   * @throws RangeError where there is no memory to draw with
   */
  paint(picture: Picture, presentation: Presentation, moving: boolean): Painted;
  /** Draws a picture that the archive made where this frame's own will orientation. It tells nothing of its values. */
  preview(bitmap: ImageBitmap | OffscreenCanvas, frame: Frame, presentation: Presentation): void;
  /** The element has another size, in CSS pixels, or the device another pixel ratio. The canvas has been made so. */
  resize(size: Size, pixelRatio: number): void;
  /** Forgets the picture. */
  clear(): void;
  dispose(): void;
}
