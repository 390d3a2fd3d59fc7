import type { Place } from './archive';
import type { Problem } from '../../src/domain/problem';

/** What the page is asked, and what it answers: plain data, because it crosses into the browser. */
export interface OpenRequest {
  readonly root: string;
  readonly place: Place;
}

export type Opened =
  | { readonly kind: 'frames'; readonly frames: number; readonly rows: number; readonly columns: number }
  /** In the words that a person reads, or an engineer */
  | { readonly kind: 'refused'; readonly why: string };

export type Decoded =
  | {
      readonly kind: 'grey' | 'colour';
      /** Name of the array that the pixels came in */
      readonly array: string;
      readonly rows: number;
      readonly columns: number;
      readonly min: number;
      readonly max: number;
      readonly lossy: boolean;
    }
  | { readonly kind: 'refused'; readonly problem: Problem };

export type Shown =
  | { readonly kind: 'shown'; readonly lossy: boolean; readonly window?: { center: number; width: number } }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** The pipeline in the page. Pixels leave by a POST to `/taken`, since they are many. */
export interface Pipeline {
  open(request: OpenRequest): Promise<Opened>;
  /** Stored values of a frame, from 1 */
  decoded(number: number): Promise<Decoded>;
  /** The canvas with a frame on it, RGBA */
  shown(number: number): Promise<Shown>;
}
