import type {
  DoseGrid,
  Overlay,
  OverlayHead,
  OverlayPart,
  OverlayRefusal,
  Quantity,
  Segmentation,
} from '../overlay/overlay';
import type { DoseLevel } from '../overlay/dose';
import type { Slice } from '../overlay/slice';
import type { StudyUid } from '../ids';
import type { Rgb } from '../presentation/presentation-state';
import type { Result } from '../problem';
import type { Instance } from '../study/study';

/** What the legend of an overlay is made of. */
export interface Legend extends OverlayHead {
  readonly kind: Overlay['kind'];
  /** Segments or structures, each to be switched off by itself */
  readonly parts: readonly (OverlayPart & { readonly isEmpty?: true })[];
  readonly fraction?: Segmentation['fraction'];
  readonly dose?: Pick<DoseGrid, 'unit' | 'type' | 'summation' | 'most' | 'histograms'> & {
    readonly levels: readonly (DoseLevel & { readonly colour: Rgb })[];
  };
  readonly map?: {
    readonly quantities: readonly Quantity[];
    /** Of the first colour and the last, in the unit of each quantity */
    readonly ranges: readonly (readonly [number, number])[];
    readonly colours: readonly Rgb[];
  };
}

/** How it is to be drawn. */
export interface OverlayLook {
  /** Parts that are switched off, by number */
  readonly hidden: readonly number[];
  /** Of a map, which of its quantities */
  readonly quantity: number;
}

export interface OverlayRaster {
  readonly columns: number;
  readonly rows: number;
  /** RGBA, over all of the picture, whatever its own size */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Each of its pixels is seen as such; else it is smooth */
  readonly isExact: boolean;
}

/** A line over the picture, from the outer corner of its first pixel. */
export interface OverlayLine {
  readonly colour: Rgb;
  /** As SVG writes it */
  readonly path: string;
  /** An area by the even-odd rule */
  readonly isClosed: boolean;
}

/** What of an overlay lies in a picture. */
export type DrawnOverlay =
  | { readonly ok: false; readonly why: OverlayRefusal }
  | {
      readonly ok: true;
      readonly raster?: OverlayRaster;
      readonly lines: readonly OverlayLine[];
      /** Parts that lie in it */
      readonly parts: readonly number[];
      /** Its pixels lie between the picture's: the nearest are shown */
      readonly isOtherGrid: boolean;
      /** Values of a label map that lie in it and that no segment has: they are not drawn */
      readonly unnamed?: readonly number[];
      /** It was drawn on planes that this one crosses: between them it is as on the nearest */
      readonly isCut?: true;
    };

/** What an overlay says of one place. */
export interface OverlayValues {
  /** Parts, and how much of each: 1 is all */
  readonly parts: readonly { readonly number: number; readonly share: number }[];
  /** Dose, or the map's quantities; `undefined` where there is none */
  readonly values: readonly (number | undefined)[];
}

/** An overlay that is open. */
export interface Drawing {
  readonly legend: Legend;
  /** One after the other; `undefined` once it is disposed of. */
  draw(slice: Slice, look: OverlayLook): Promise<DrawnOverlay | undefined>;
  /** @param point in the picture, from the outer corner of its first pixel */
  valuesAt(slice: Slice, point: readonly [number, number]): Promise<OverlayValues | undefined>;
  /** Told when more of it can be drawn than before. */
  onmore: (() => void) | undefined;
  dispose(): void;
}

/** A plane that was made of a volume and is on the screen. */
export interface MadePlane {
  /** Different from that of every other on the screen */
  readonly id: string;
  readonly slice: Slice;
  readonly study: StudyUid;
  /** What is drawn over it goes into this, a pixel of the slice on one of CSS */
  readonly element: HTMLElement;
  /** It is of a slab, of which the middle is drawn */
  readonly isSlab: boolean;
}

export type Opened =
  { readonly ok: true; readonly drawing: Drawing } | { readonly ok: false; readonly why: OverlayRefusal };

/** Opens what others have drawn: asked for, read and drawn apart from everything else. Its code is loaded with the first. */
export type OpenDrawing = (instance: Instance, signal: AbortSignal) => Promise<Result<Opened>>;
