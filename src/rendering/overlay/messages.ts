import type { DrawnOverlay, Legend, OverlayLook, OverlayValues } from '../../domain/ports/drawings';
import type { ObjectContent } from '../../domain/ports/frames';
import type { OverlayRefusal } from '../../domain/overlay/overlay';
import type { Slice } from '../../domain/overlay/slice';
import type { ImagePixel } from '../../domain/study/study';
import type { PixelArray } from '../decode/pixels';

/** The object that was asked for: another in its place is not read. */
export interface Expected {
  readonly study: string;
  readonly series: string;
  readonly uid: string;
}

/** What an overlay's worker is told. */
export type OverlayJob =
  | { readonly kind: 'open'; readonly content: ObjectContent; readonly expected: Expected }
  /** A frame that was decoded elsewhere, or cannot be */
  | { readonly kind: 'frame'; readonly frame: number; readonly pixels: PixelArray | undefined }
  | { readonly kind: 'draw'; readonly id: number; readonly slice: Slice; readonly look: OverlayLook }
  | {
      readonly kind: 'values';
      readonly id: number;
      readonly slice: Slice;
      readonly point: readonly [number, number];
    };

/** Frames that have to be decoded before anything of them is drawn. */
export interface EncodedFrames {
  readonly frames: readonly (Uint8Array<ArrayBuffer> | undefined)[];
  readonly transferSyntax: string;
  readonly image: ImagePixel;
}

export type OverlayAnswer =
  | { readonly kind: 'opened'; readonly legend: Legend; readonly encoded?: EncodedFrames }
  /** It is opened when these have come */
  | { readonly kind: 'encoded'; readonly encoded: EncodedFrames }
  | { readonly kind: 'refused'; readonly why: OverlayRefusal }
  | { readonly kind: 'unreadable'; readonly what: string }
  | { readonly kind: 'drawn'; readonly id: number; readonly drawn: DrawnOverlay }
  | { readonly kind: 'values'; readonly id: number; readonly values: OverlayValues };
