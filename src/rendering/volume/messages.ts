import type { PlaneName } from '../../domain/volume/planes';
import type { Plane, Slab } from '../../domain/volume/reslice';
import type { ImagePixel, ModalityLut, Vector } from '../../domain/study/study';
import type { Volume } from '../../domain/volume/volume';
import type { Arrived } from '../../domain/volume/voxels';
import type { PixelArray } from '../decode/pixels';
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

export interface DrawJob {
  readonly kind: 'draw';
  readonly id: number;
  readonly planes: readonly PlaneJob[];
  /** Of a slab, for each voxel that it goes through */
  readonly samples: number;
  readonly window: { readonly center: number; readonly width: number };
  readonly invert: boolean;
  readonly at: Vector;
}

/** What the volume's worker is told. */
export type VolumeJob =
  | { readonly kind: 'open'; readonly volume: Volume; readonly rescale: Rescale; readonly halvings: number }
  | ({
      readonly kind: 'slice';
      readonly at: number;
      readonly image: ImagePixel;
      readonly lut: ModalityLut;
    } & SlicePixels)
  | { readonly kind: 'failed'; readonly at: number }
  | DrawJob;

export interface Raster {
  readonly name: PlaneName;
  readonly columns: number;
  readonly rows: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly missing: boolean;
  readonly coming: boolean;
}

/** What it answers. A draw that a newer one overtook is not answered. */
export type VolumeAnswer =
  | {
      readonly kind: 'drawn';
      readonly id: number;
      readonly rasters: readonly Raster[];
      readonly arrived: Arrived;
      readonly value?: number;
    }
  | { readonly kind: 'no-memory' };
