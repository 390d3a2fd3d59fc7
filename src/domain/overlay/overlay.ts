import type { FrameOfReferenceUid, InstanceUid } from '../ids';
import type { StructureDose } from '../objects/structure-dose';
import type { PersonName } from '../patient/names';
import type { DicomPerson } from '../patient/patient';
import type { Rgb } from '../presentation/presentation-state';
import type { ImagePlane, Palette, RealWorldMapping } from '../study/study';

/** What somebody, or a program, has drawn over pictures: an object of its own, with places in the patient. */
export type Overlay = Segmentation | StructureSet | DoseGrid | ValueMap;

/** What the legend says of any of them. */
export interface OverlayHead {
  readonly id: InstanceUid;
  readonly person: DicomPerson;
  readonly label: string;
  readonly description?: string;
  readonly maker: Maker;
  /** Places in it mean the same as in pictures of the same one alone (PS3.3 C.7.4.1) */
  readonly frameOfReference?: FrameOfReferenceUid;
  /** What of it is not drawn anywhere, and why */
  readonly leftOut: readonly LeftOut[];
}

/** Who made it, as far as it says. */
export interface Maker {
  readonly person?: PersonName;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly software?: string;
  /** Local date and time, or as much of it as is known */
  readonly made?: string;
}

/** Who decided where the edges are (0062,0008), (3006,0036). */
export type DrawnBy = 'person' | 'software' | 'both' | 'unknown';

/** What is switched on and off by itself, with its line in the legend. */
export interface OverlayPart {
  readonly number: number;
  readonly label: string;
  readonly colour: Rgb;
  readonly by: DrawnBy;
  /** "InventedNet 2.1" */
  readonly algorithm?: string;
  /** "Anatomical Structure", "Liver": in the object's own words */
  readonly category?: string;
  readonly type?: string;
}

export interface Segmentation extends OverlayHead {
  readonly kind: 'segmentation';
  /** Yes or no; a share of the maximum; or the number of the segment as the value of a pixel (PS3.3 C.8.20.2.3) */
  readonly values: 'binary' | 'fractional' | 'label';
  /** The value of pixels that are in no segment: 0 but in label maps that have another (PS3.3 C.8.20.2.3.3) */
  readonly background: number;
  /** Of a fractional one */
  readonly fraction?: { readonly of: 'probability' | 'occupancy'; readonly maximum: number };
  readonly segments: readonly OverlayPart[];
  readonly rows: number;
  readonly columns: number;
  /** One a frame, in the object's order; `undefined` is not drawn */
  readonly frames: readonly (SegmentFrame | undefined)[];
}

export interface SegmentFrame {
  /** 0 in a label map, whose pixels say it */
  readonly segment: number;
  /** Where it lies; of an object without a frame of reference, the picture that it was drawn on, pixel by pixel */
  readonly place: PlacedPlane | PictureUnder;
}

export type PlacedPlane = ImagePlane & { readonly spacing: readonly [number, number] };

export interface PictureUnder {
  readonly instance: InstanceUid;
  /** From 1; all where it is not said */
  readonly frame?: number;
}

export interface StructureSet extends OverlayHead {
  readonly kind: 'structures';
  readonly structures: readonly Structure[];
}

export interface Structure extends OverlayPart {
  readonly contours: readonly Contour[];
}

export interface Contour {
  /** Closed ones are filled by the even-odd rule; a path of its own way through the patient is drawn where it is near */
  readonly type: 'closed' | 'open' | 'path' | 'point';
  /** x, y, z of each point, mm */
  readonly points: Float64Array;
}

export interface DoseGrid extends OverlayHead {
  readonly kind: 'dose';
  readonly unit: 'Gy' | 'relative';
  /** (3004,0004): physical dose, effective dose, or the difference of two plans */
  readonly type: 'physical' | 'effective' | 'error' | 'unknown';
  readonly summation?: string;
  readonly rows: number;
  readonly columns: number;
  /** The first plane; all others have its directions and spacing */
  readonly plane: PlacedPlane;
  /** mm along the normal from the first plane, in the object's order */
  readonly offsets: readonly number[];
  /** Dose of a stored value of 1 */
  readonly scaling: number;
  /** The largest in the grid */
  readonly most: number;
  /** What was worked out for structures beside it; empty where nothing was */
  readonly histograms: readonly StructureDose[];
}

export interface ValueMap extends OverlayHead {
  readonly kind: 'map';
  readonly rows: number;
  readonly columns: number;
  readonly frames: readonly (MapFrame | undefined)[];
  /** Quantities that it has, of each of its frames; the one that is meant first */
  readonly quantities: readonly Quantity[];
  /** Stored values that stand for none */
  readonly padding?: readonly [from: number, to: number];
  readonly palette?: Palette;
  /** Stored values from the first colour to the last, as the object would have them seen; not numbers where it does not say */
  readonly range: readonly [number, number];
}

export interface MapFrame {
  readonly plane: PlacedPlane;
  /** One for each quantity */
  readonly mappings: readonly (RealWorldMapping | undefined)[];
}

export interface Quantity {
  readonly label?: string;
  readonly unit: RealWorldMapping['unit'];
}

/** Parts that are not drawn, while the rest is. */
export type LeftOut =
  | { readonly kind: 'frames-cut'; readonly whole: number; readonly all: number }
  | { readonly kind: 'frames-not-decoded'; readonly count: number }
  | { readonly kind: 'frames-without-plane'; readonly count: number }
  | { readonly kind: 'segments-not-listed'; readonly numbers: readonly number[]; readonly frames: number }
  | { readonly kind: 'few-points'; readonly structure: string; readonly count: number }
  | { readonly kind: 'structure-elsewhere'; readonly structure: string }
  | { readonly kind: 'contour-unreadable'; readonly structure: string; readonly count: number }
  | { readonly kind: 'values-without-unit'; readonly count: number }
  | { readonly kind: 'palette' }
  /** Of a difference between doses: what is less is not coloured */
  | { readonly kind: 'below-nothing' };

/** Why nothing of an object is drawn over a picture. */
export type OverlayRefusal =
  | { readonly kind: 'another-frame-of-reference' }
  /** It, or the picture, names none */
  | { readonly kind: 'no-frame-of-reference'; readonly of: 'overlay' | 'picture' }
  | { readonly kind: 'no-plane'; readonly of: 'overlay' | 'picture' }
  | { readonly kind: 'another-picture' }
  | { readonly kind: 'segments-not-listed'; readonly numbers: readonly number[] }
  | { readonly kind: 'no-segments' }
  | { readonly kind: 'no-frames' }
  | { readonly kind: 'no-contours' }
  | { readonly kind: 'frame-count' }
  | { readonly kind: 'offsets-unclear' }
  | { readonly kind: 'no-scaling' }
  | { readonly kind: 'no-unit' }
  | { readonly kind: 'impossible'; readonly what: string };

export type ReadOverlay =
  { readonly ok: true; readonly overlay: Overlay } | { readonly ok: false; readonly why: OverlayRefusal };
