import type { PictureMatrix } from '../geometry/picture-matrix';
import type { PaletteName } from './palettes';
import type { Subtraction } from '../study/subtraction';
import type { SoftcopyPresentation } from './presentation-state';

/** Where a viewport is: which display set and which of its frames. */
export interface ViewReference {
  readonly displaySet: string;
  /** From 0, within the display set */
  readonly at: number;
}

/** How the picture lies on the screen. */
export interface ViewPresentation {
  /** 1 fits the picture into the viewport */
  readonly zoom: number;
  /** CSS pixels from the middle, right and down */
  readonly pan: readonly [number, number];
  /** Degrees clockwise, applied after the flips */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** Where it is hung among others; a presentation state's displayed area goes before it */
  readonly placing?: Placing;
}

/** How a hanging protocol places a picture at zoom 1. */
export interface Placing {
  /**
   * Width and height on the screen that fit, in the smaller pitch of the picture's own pixels, whichever part of that
   * the picture fills: pictures of unlike size that are given the same millimetres are shown at one scale
   */
  readonly size?: readonly [number, number];
  /** The edge of the view that the picture's edge lies at; the middle where it is not said */
  readonly towards?: 'left' | 'right';
}

/** How stored values become grey. */
export interface DataPresentation {
  /** `undefined` while nothing was chosen: the object's own first window or VOI LUT, else its range of values */
  readonly window?: { readonly center: number; readonly width: number } | undefined;
  /** The object's own table that was chosen, from 0, while no window is */
  readonly voiLut?: number | undefined;
  readonly invert: boolean;
  /** Colours in place of greys, from black to white: 256, 0xRRGGBB */
  readonly palette?: { readonly name: PaletteName; readonly colours: readonly number[] } | undefined;
  /** Whether a run is seen subtracted; as its object says while nothing was chosen */
  readonly subtraction?: boolean | undefined;
}

/** A presentation state's way of showing the frames that it names; all other parts are then relative to it. */
export interface AppliedSoftcopy {
  /** Applied while it is here, and only to the frames that it names */
  readonly softcopy?: SoftcopyPresentation;
  /** Its graphics and texts; shown unless this is false */
  readonly annotations?: boolean;
}

export interface Presentation extends ViewPresentation, DataPresentation, AppliedSoftcopy {}

/** How a picture is turned and mirrored, all told: flips first, then the rotation. */
export type Orientation = Pick<ViewPresentation, 'rotation' | 'flipHorizontal' | 'flipVertical'>;

export interface ViewState {
  readonly view: ViewReference;
  readonly presentation: Presentation;
  /** The window in force, chosen or the object's own; absent for colour */
  readonly windowInForce?: { readonly center: number; readonly width: number };
  /** That window is the range of values of the run, because nothing says one */
  readonly isOwnRange?: true;
  /** What is shown are differences: the mean of some frames less that of others, by their numbers */
  readonly subtraction?: Subtraction;
  /** CSS pixels a picture pixel takes: 1 is "1:1" */
  readonly scale: number;
  /** Where each point of the picture lies in the viewport */
  readonly matrix: PictureMatrix;
  /** How the picture lies: the presentation state's rotation and flip with the viewer's own on top. Edge letters follow it */
  readonly orientation?: Orientation;
  /** The presentation state in force on this frame; absent where none is, or where it does not name the frame */
  readonly softcopyInForce?: SoftcopyPresentation;
}

export const asStored: Presentation = {
  zoom: 1,
  pan: [0, 0],
  rotation: 0,
  flipHorizontal: false,
  flipVertical: false,
  invert: false,
};

/** The window of CT that clinicians know by name, in HU; digits 1 to 6 choose them. */
export const CT_WINDOWS = [
  { id: 'lung', center: -600, width: 1500 },
  { id: 'softTissue', center: 40, width: 400 },
  { id: 'bone', center: 400, width: 1800 },
  { id: 'brain', center: 40, width: 80 },
  { id: 'mediastinum', center: 50, width: 350 },
  { id: 'abdomen', center: 60, width: 400 },
] as const;
