import type { InstanceUid, StudyUid } from '../ids';
import type { DicomPerson } from '../patient/patient';
import type { MaskOperation } from '../study/mask-operation';
import type { FrameAttributes, Lut, ModalityLut, VoiWindow } from '../study/study';
import type { ImageReference } from '../report/report-document';
import type { Shutter } from '../study/shutter';

/** A softcopy presentation state (PS3.3 A.33): how somebody left a picture. */
export interface SoftcopyPresentation {
  readonly id: InstanceUid;
  readonly study: StudyUid;
  /** Content Label and Content Description: by these one is chosen from several */
  readonly label: string;
  readonly description?: string;
  readonly creator?: string;
  readonly made?: string;
  readonly applies: readonly ImageReference[];
  readonly modalityLut?: ModalityLut;
  /** Each for the images it names; for all of them where it names none */
  readonly voi: readonly {
    readonly images: readonly ImageReference[];
    readonly window?: VoiWindow;
    readonly lut?: Lut;
    /** VOI LUT Function (0028,1056); LINEAR where absent */
    readonly function?: FrameAttributes['voiFunction'];
  }[];
  /** By which frames others are subtracted before the VOI stage; absent where it shows them as they are (PS3.4 N.2.1) */
  readonly masks?: readonly MaskOperation[];
  readonly presentationLut?: { readonly shape: 'IDENTITY' | 'INVERSE' } | { readonly lut: Lut };
  /** Degrees clockwise; the flip is applied after it (PS3.3 C.10.6) */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly flipHorizontal: boolean;
  readonly areas: readonly DisplayedArea[];
  readonly shutters: readonly Shutter[];
  /** What shutters cover a picture with; black where absent */
  readonly shutterColour?: Rgb;
  readonly annotations: readonly Annotation[];
  /** Parts of the state that the viewer does not apply, in words, so that this is said */
  readonly notApplied: readonly string[];
  readonly person?: DicomPerson;
}

/** Red, green and blue of sRGB, 0 to 255 */
export type Rgb = readonly [red: number, green: number, blue: number];

/** C.10.4: picture coordinates from 1, top left to bottom right, before rotation and flip. */
export interface DisplayedArea {
  readonly images: readonly ImageReference[];
  readonly topLeft: readonly [column: number, row: number];
  readonly bottomRight: readonly [column: number, row: number];
  readonly size: 'SCALE TO FIT' | 'TRUE SIZE' | 'MAGNIFY';
  /** CSS-free: picture pixels to display pixels, for MAGNIFY */
  readonly magnification?: number;
  /** mm between rows and columns as calibrated by this state */
  readonly spacing?: readonly [number, number];
  /** Height to width of a pixel, where there is no spacing */
  readonly aspect?: readonly [vertical: number, horizontal: number];
  /** What `spacing` stands on, as far as the state says */
  readonly calibration?: {
    /** (0028,0A02): corrected for magnification by an assumed geometry, or by a fiducial of known size in the picture */
    readonly type?: 'GEOMETRY' | 'FIDUCIAL';
    /** (0028,0A04), in the words of who calibrated it */
    readonly description?: string;
  };
}

/**
 * C.10.5, on a layer. Points in picture pixels (column, row), where 0, 0 is the outer corner of the first pixel and
 * 1, 1 its inner one (unlike areas and shutters, which count pixels from 1), or as shares of the area shown (`display`).
 */
export interface Annotation {
  readonly images: readonly ImageReference[];
  readonly layer: string;
  readonly units: 'pixel' | 'display';
  /** What its layer, or its own style, recommends; the viewer's own ink where absent */
  readonly colour?: Rgb;
  readonly shape:
    | {
        readonly kind: 'text';
        readonly text: string;
        readonly box?: readonly [Point, Point];
        /** Where the words stand within their box (0070,0012); to the left where absent */
        readonly justified?: 'right' | 'center';
        readonly anchor?: Point;
        /** No line leads from the words to what they are about (0070,0015) */
        readonly isAnchorHidden?: true;
        /** Of the anchor, where they are not those of the box (0070,0004) */
        readonly anchorUnits?: 'pixel' | 'display';
      }
    | {
        readonly kind: 'point' | 'polyline' | 'interpolated';
        readonly points: readonly Point[];
        readonly filled: boolean;
      }
    | { readonly kind: 'circle'; readonly center: Point; readonly onCircle: Point; readonly filled: boolean }
    | {
        readonly kind: 'ellipse';
        readonly axes: readonly [Point, Point, Point, Point];
        readonly filled: boolean;
      };
}

export type Point = readonly [x: number, y: number];
