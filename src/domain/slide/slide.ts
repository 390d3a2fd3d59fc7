import type { Instance, Palette } from '../study/study';

export type Pair = readonly [across: number, down: number];

/** How light reached the slide, and what it shows (PS3.3 C.8.12.5). */
export interface OpticalPath {
  readonly id: string;
  /** As the object describes it: "DAPI, blue" */
  readonly words?: string;
  /** Wavelength of the light, nm */
  readonly wavelength?: number;
  /** Its tiles are in colour; else each has one value, which is given a colour */
  readonly isColour: boolean;
  /** ICC profile of its colours */
  readonly profile?: Uint8Array;
  /** Colours of its values */
  readonly palette?: Palette;
}

/** Where each frame of an object lies, where each says it for itself (TILED_SPARSE). One entry a frame. */
export interface SparsePlaces {
  /** Of its first pixel in the total pixel matrix, from 0 */
  readonly column: Int32Array;
  readonly row: Int32Array;
  /** By position in the object's optical paths, and among its focal planes; below 0 where it is none of them */
  readonly path: Int16Array;
  readonly plane: Int16Array;
}

/** One of several objects that are one (PS3.3 C.7.6.16.2.2.4). */
export interface Concatenated {
  readonly uid: string;
  /** Frames of the whole before its first */
  readonly offset: number;
  readonly number?: number;
  readonly of?: number;
}

/** What one object holds of a slide (PS3.3 C.8.12.4). */
export interface SlidePart {
  readonly instance: Instance;
  /** Pixels of the total pixel matrix */
  readonly matrix: Pair;
  /** Pixels of a tile */
  readonly tile: Pair;
  readonly frames: number;
  /** µm from one column to the next, and from one row to the next */
  readonly pitch?: Pair;
  /** µm that the matrix covers */
  readonly extent?: Pair;
  /** Centre of its first pixel on the slide, mm */
  readonly origin?: Pair;
  /** Where rows and columns run on the slide */
  readonly orientation?: SlideOrientation;
  readonly planes: number;
  /** How deep each of its focal planes lies, where frames say it for themselves */
  readonly depths?: readonly number[];
  readonly paths: readonly OpticalPath[];
  /** Absent where the frames are in the standard's own order (TILED_FULL) */
  readonly places?: SparsePlaces;
  readonly concatenated?: Concatenated;
}

/** Directions of a row and of a column in the X and Y of the slide: unit vectors. */
export interface SlideOrientation {
  readonly row: Pair;
  readonly column: Pair;
}

/** One resolution of a slide. Lengths are µm, or pixels of the finest level where nobody says how large one is. */
export interface SlideLevel {
  /** Pixels */
  readonly matrix: Pair;
  readonly tile: Pair;
  /** Tiles */
  readonly grid: Pair;
  /** From one pixel to the next */
  readonly pitch: Pair;
  /** From the slide's corner to this level's */
  readonly offset: Pair;
  readonly parts: readonly LevelPart[];
}

/** An object's frames within a level. */
export interface LevelPart {
  readonly instance: Instance;
  readonly frames: number;
  readonly paths: readonly string[];
  readonly planes: number;
  /** Frames of the level's own order before its first */
  readonly offset: number;
  /** Frames by where they lie; absent where the order says it */
  readonly placed?: ReadonlyMap<string, readonly PlacedFrame[]>;
}

/** A frame in a tile's place of the grid: where its first pixel lies in it, which is 0, 0 but for odd writers. */
export interface PlacedFrame {
  readonly number: number;
  readonly at: Pair;
}

/** What is not shown of a slide, and is said. */
export interface SlideShortfalls {
  /** Frames that lie outside of their matrix */
  readonly outside: number;
  /** Frames for a place that has one already */
  readonly doubled: number;
  /** Objects that are no level of it */
  readonly unusable: number;
  /** Parts of a level that are not here, "2 of 3" */
  readonly missing: readonly { readonly number: number; readonly of: number }[];
}

export interface Slide {
  /** The finest first; never none */
  readonly levels: readonly [SlideLevel, ...SlideLevel[]];
  readonly size: Pair;
  /** Lengths are µm */
  readonly isScaled: boolean;
  readonly paths: readonly OpticalPath[];
  readonly planes: number;
  readonly origin?: Pair;
  readonly orientation?: SlideOrientation;
  readonly shortfalls: SlideShortfalls;
}
