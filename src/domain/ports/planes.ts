import type { Presentation } from '../presentation/view-state';
import type { Frame, Vector } from '../study/study';
import type { Clip } from '../volume/march';
import type { PlaneName } from '../volume/planes';
import type { SolidPreset } from '../volume/solid-presets';
import type { Slab } from '../volume/reslice';
import type { Volume } from '../volume/volume';
import type { Arrived } from '../volume/voxels';

/** How one plane is to be seen. */
export interface PlaneView {
  readonly name: PlaneName;
  /** What lies in the middle of its picture */
  readonly middle: Vector;
  /** Unit vectors, to the right and down */
  readonly right: Vector;
  readonly down: Vector;
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
  /** mm a CSS pixel */
  readonly pitch: number;
  readonly slab?: Slab | undefined;
}

/** How values become a picture. */
export interface PlaneLook {
  /** Black and white, as modality values */
  readonly window: { readonly center: number; readonly width: number };
  /** Its ends are where black and white begin (LINEAR_EXACT), not half a value beside them */
  readonly isExact?: boolean;
  readonly invert: boolean;
  /** 256 colours from black to white, 0xRRGGBB; grey where absent */
  readonly colours?: readonly number[] | undefined;
}

/** What is to be drawn. The newest goes before all others. */
export interface PlanesRequest extends PlaneLook {
  readonly views: readonly PlaneView[];
  /**
   * A picture of the stack and how it is seen: planes have its greys, by its own function or table and all that comes after
   * it, and `window` is what is in force. By the window alone where absent
   */
  readonly like?: { readonly frame: Frame; readonly presentation: Presentation } | undefined;
  /** The same of the stack that lies over it; it is not drawn where absent */
  readonly over?: PlaneLook | undefined;
  /** Where the value is asked for */
  readonly at: Vector;
  /** A hand is on it: sooner rather than sharper */
  readonly moving: boolean;
}

/** How a volume is to be seen in 3D. */
export interface SolidRequest {
  /** What lies in the middle of the picture */
  readonly middle: Vector;
  /** Unit vectors, to the right and down */
  readonly right: Vector;
  readonly down: Vector;
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
  /** mm a CSS pixel */
  readonly pitch: number;
  readonly preset: SolidPreset;
  readonly clip: Clip;
  /** What is not joined to the body is left out */
  readonly withoutTable: boolean;
  /** Values are Hounsfield units */
  readonly isHounsfield: boolean;
  readonly moving: boolean;
}

/** What was drawn of one stack. */
export interface LayerDrawn {
  readonly arrived: Arrived;
  /** Modality value at the place that was asked for; absent where there is none */
  readonly value?: number;
  /** Planes of which a part is empty because a slice is missing, or is still on its way */
  readonly missing: readonly PlaneName[];
  readonly coming: readonly PlaneName[];
}

/** What was drawn. */
export interface PlanesDrawn extends LayerDrawn {
  /** Of the stack that lies over it */
  readonly over?: LayerDrawn;
}

export type PlanesEvent =
  | { readonly type: 'drawn'; readonly drawn: PlanesDrawn }
  /** 3D was drawn, of so many slices */
  | { readonly type: 'marched'; readonly arrived: Arrived }
  /** Modality values at a place: of the stack, and of what lies over it */
  | { readonly type: 'probed'; readonly at: Vector; readonly values: readonly (number | undefined)[] }
  /** Nothing can be drawn on this device: there is no memory, or no worker */
  | { readonly type: 'failed' };

export interface PlanesHandle {
  /** So many pixels of a slice are kept as one, in rows and in columns: 1 is all of them */
  readonly shrunk: 1 | 2 | 4;
  draw(request: PlanesRequest): void;
  /** The values at a place, as soon as they can be told; of several wishes the newest. */
  probe(at: Vector): void;
  /** The volume in 3D, on its own canvas. */
  march(request: SolidRequest): void;
  /** Stops everything and gives the memory back. */
  dispose(): void;
}

/** A stack and what its planes are drawn into. */
export interface PlanesLayer {
  readonly volume: Volume;
  /** Of the volume: its slices name them by position */
  readonly frames: readonly Frame[];
  readonly canvases: Readonly<Partial<Record<PlaneName, HTMLCanvasElement>>>;
}

export interface PlanesAsked extends PlanesLayer {
  /** Another of the same frame of reference, which keeps its own matrix, on canvases that lie over the first */
  readonly over?: PlanesLayer | undefined;
  /** Of the memory that planes may take, where others are open as well; all of it where absent */
  readonly share?: number | undefined;
  /** Where it is drawn in 3D */
  readonly solid?: HTMLCanvasElement | undefined;
  readonly emit: (event: PlanesEvent) => void;
}

/**
 * Makes planes of what the viewports hold already: nothing is asked of an archive for them, but what is too much to be
 * held at once. Its code is loaded with the first.
 */
export type OpenPlanes = (asked: PlanesAsked) => Promise<PlanesHandle>;
