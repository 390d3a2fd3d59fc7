import type { Frame, Vector } from '../study/study';
import type { PlaneName } from '../volume/planes';
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

/** What is to be drawn. The newest goes before all others. */
export interface PlanesRequest {
  readonly views: readonly PlaneView[];
  /** Black and white, as the stack has them */
  readonly window: { readonly center: number; readonly width: number };
  readonly invert: boolean;
  /** Where the value is asked for */
  readonly at: Vector;
  /** A hand is on it: sooner rather than sharper */
  readonly moving: boolean;
}

/** What was drawn. */
export interface PlanesDrawn {
  readonly arrived: Arrived;
  /** Modality value at the place that was asked for; absent where there is none */
  readonly value?: number;
  /** Planes of which a part is empty because a slice is missing, or is still on its way */
  readonly missing: readonly PlaneName[];
  readonly coming: readonly PlaneName[];
}

export type PlanesEvent =
  | { readonly type: 'drawn'; readonly drawn: PlanesDrawn }
  /** Nothing can be drawn on this device: there is no memory, or no worker */
  | { readonly type: 'failed' };

export interface PlanesHandle {
  /** So many pixels of a slice are kept as one, in rows and in columns: 1 is all of them */
  readonly shrunk: 1 | 2 | 4;
  draw(request: PlanesRequest): void;
  /** Stops everything and gives the memory back. */
  dispose(): void;
}

export interface PlanesAsked {
  readonly volume: Volume;
  /** Of the volume: its slices name them by position */
  readonly frames: readonly Frame[];
  /** Drawn into */
  readonly canvases: Readonly<Record<PlaneName, HTMLCanvasElement>>;
  readonly emit: (event: PlanesEvent) => void;
}

/**
 * Makes planes of what the viewports hold already: nothing is asked of an archive for them, but what is too much to be
 * held at once. Its code is loaded with the first.
 */
export type OpenPlanes = (asked: PlanesAsked) => Promise<PlanesHandle>;
