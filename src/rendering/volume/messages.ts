import type { Clip, SolidView } from '../../domain/volume/march';
import type { SolidPreset } from '../../domain/volume/solid-presets';
import type { PlaneName } from '../../domain/volume/planes';
import type { Plane, Slab } from '../../domain/volume/reslice';
import type { ImagePixel, ModalityLut, Vector } from '../../domain/study/study';
import type { Volume } from '../../domain/volume/volume';
import type { Arrived } from '../../domain/volume/voxels';
import type { PixelArray } from '../decode/pixels';
import type { PlaneGreys } from './plane-greys';
import type { Rescale } from './slice-values';

/** The pixels of one slice, or the bytes of an uncompressed one. */
export type SlicePixels =
  { readonly pixels: PixelArray } | { readonly bytes: Uint8Array<ArrayBuffer>; readonly bigEndian: boolean };

/** A plane to be made, and the window that it is seen with. */
export interface PlaneJob {
  readonly name: PlaneName;
  readonly plane: Plane;
  readonly slab?: Slab | undefined;
}

/** Which stack: the one below, or what lies over it. */
export type LayerNumber = 0 | 1;

export interface DrawJob {
  readonly kind: 'draw';
  readonly id: number;
  readonly planes: readonly PlaneJob[];
  /** Of a slab, for each voxel that it goes through */
  readonly samples: number;
  readonly at: Vector;
  readonly greys: PlaneGreys;
  /** Of what lies over it; not drawn where absent */
  readonly over?: PlaneGreys | undefined;
}

/** 3D to be made. */
export interface MarchJob {
  readonly kind: 'march';
  readonly id: number;
  readonly view: SolidView;
  readonly preset: SolidPreset;
  readonly clip: Clip;
  readonly withoutTable: boolean;
  readonly isHounsfield: boolean;
}

/** What the volume's worker is told. */
export type VolumeJob =
  | {
      readonly kind: 'open';
      readonly layer?: LayerNumber;
      readonly volume: Volume;
      readonly rescale: Rescale;
      readonly halvings: number;
    }
  | ({
      readonly kind: 'slice';
      readonly layer?: LayerNumber;
      readonly at: number;
      readonly image: ImagePixel;
      readonly lut: ModalityLut;
    } & SlicePixels)
  | { readonly kind: 'failed'; readonly layer?: LayerNumber; readonly at: number }
  | { readonly kind: 'probe'; readonly at: Vector }
  | MarchJob
  | DrawJob;

export interface Raster {
  readonly name: PlaneName;
  readonly layer: LayerNumber;
  readonly columns: number;
  readonly rows: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly missing: boolean;
  readonly coming: boolean;
}

/** What is known of one stack. */
export interface LayerState {
  readonly arrived: Arrived;
  readonly value?: number;
}

/** What it answers. A draw that a newer one overtook is not answered. */
export type VolumeAnswer =
  | (LayerState & {
      readonly kind: 'drawn';
      readonly id: number;
      readonly rasters: readonly Raster[];
      readonly over?: LayerState;
    })
  | {
      readonly kind: 'marched';
      readonly id: number;
      readonly columns: number;
      readonly rows: number;
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
      /** Slices that it was made of */
      readonly arrived: Arrived;
    }
  | { readonly kind: 'probed'; readonly at: Vector; readonly values: readonly (number | undefined)[] }
  | { readonly kind: 'no-memory' };
