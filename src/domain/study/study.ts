import type { ArchiveId, FrameOfReferenceUid, InstanceUid, SeriesUid, StudyUid } from '../ids';
import type { Concatenation } from './concatenation';
import type { Course } from './course';
import type { MaskOperation, MaskShift } from './mask-operation';
import type { PairMember } from './pair';
import type { PetActivity } from './pet-activity';
import type { PixelSize } from './pixel-size';
import type { UltrasoundRegion } from './ultrasound-region';
import type { DicomPerson, PersonMatch } from '../patient/patient';
import type { WhyNotAsked } from '../problem';
import type { Shutter } from './shutter';

/** What the list knows of a study, from the record, from archives, or merged from all of them. */
export interface Study {
  readonly uid: StudyUid;
  /** Local date and time, as much as is known: `2026-11-18T09:12:00`, `2026-11-18`, `2026`; absent where nobody says */
  readonly started?: string;
  /** DICOM modality codes of its series: `CT`, `DX` */
  readonly modalities: readonly string[];
  readonly description?: string;
  readonly bodyPart?: string;
  readonly accessionNumber?: string;
  /** All of them, where record and archives know it by several */
  readonly accessionNumbers?: readonly string[];
  readonly seriesCount?: number;
  readonly instanceCount?: number;
  /** The archives that said they hold it; empty when only the record knows of it */
  readonly heldBy: readonly ArchiveId[];
  /** How many images each of them says to have, where several hold it */
  readonly counts?: Readonly<Record<ArchiveId, number>>;
  /** Those of them that say they have it out of reach for now (Instance Availability) */
  readonly awayAt?: readonly ArchiveId[];
  /** Archives that have a different study under the same UID: nothing of theirs is shown as this one */
  readonly conflictsWith?: readonly ArchiveId[];
  /** The archives where the record says it is (ImagingStudy.endpoint), which they need not have confirmed yet */
  readonly recordedAt?: readonly ArchiveId[];
  /** Where else the record says it is, of whom nobody could ask, and why */
  readonly notAskedAt?: readonly { readonly name: string; readonly why: WhyNotAsked }[];
  /** True when the record has an ImagingStudy for it */
  readonly inRecord: boolean;
  /** FHIR reference of that ImagingStudy (`ImagingStudy/123`), by which reports name it */
  readonly reference?: string;
  /** All of them, where the record has several resources of one study */
  readonly references?: readonly string[];
  /**
   * The encounter (`Encounter/4`) and the orders it was made for, as the record says: by reference (`ServiceRequest/3`),
   * or by identifier (`system|value`)
   */
  readonly encounter?: string;
  readonly orders?: readonly string[];
  /** Where it was done, as the record names it; the archive's name is used where absent */
  readonly place?: string;
  /** Series as the record lists them, so that opening needs no query for them */
  readonly series?: readonly Series[];
  /** Whom each archive says it is of, where the answer to its query said so */
  readonly person?: DicomPerson;
  /** What the archives' answers say of whose it is; absent where none said anything */
  readonly identity?: PersonMatch;
  /** The record does not say whose it is; or it says somebody else's, and another source lists it as the patient's */
  readonly ownership?: 'cannot-tell' | 'contradicted';
  /** The record took it back: pictures that an archive still holds are opened only after that was said */
  readonly withdrawn?: Withdrawal;
  /** The record says that its pictures are not available yet (ImagingStudy.status `registered`) */
  readonly awaited?: true;
  /** An imaging manifest lists it, or was to */
  readonly manifest?: StudyManifest;
}

/** What the list keeps of a study's manifest. */
export interface StudyManifest {
  readonly made?: string;
  /** Series that it lists; absent where it is not used */
  readonly seriesCount?: number;
  /** It is of another study, or person, than was promised · it could not be read · the newest could not, and this is an older one */
  readonly fault?: 'other-study' | 'other-person' | 'not-read' | 'older';
}

export type Withdrawal = 'entered-in-error' | 'cancelled';

export interface Series {
  readonly uid: SeriesUid;
  readonly number?: number;
  readonly modality: string;
  readonly description?: string;
  readonly bodyPart?: string;
  readonly laterality?: 'L' | 'R' | 'B';
  readonly instanceCount?: number;
  /** The one with the lowest number, where the record lists instances: its picture can be asked for at once */
  readonly firstInstance?: InstanceUid;
  /** The one whose number is in the middle */
  readonly middleInstance?: InstanceUid;
  /** The archives where the record or a manifest says that this series lies */
  readonly at?: readonly ArchiveId[];
  /** Every instance of it, where a manifest lists them */
  readonly listed?: readonly ListedInstance[];
}

/** An instance as a manifest lists it: nothing of its pixels. */
export interface ListedInstance {
  readonly uid: InstanceUid;
  readonly sopClass: string;
  readonly number?: number;
  /** Absent where it is not told, which commonly is one */
  readonly frames?: number;
}

/** One SOP Instance with what its display needs. */
export interface Instance {
  readonly uid: InstanceUid;
  readonly sopClass: string;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  /** The archive whose metadata this is, and which is asked for its frames */
  readonly archive: ArchiveId;
  readonly person: DicomPerson;
  /** A manifest lists it, and its archive does not have it: a place without a picture */
  readonly absent?: true;
  /** All of this was read in the object's own file; else it is what the archive's metadata say of it */
  readonly isOfFile?: true;
  readonly modality: string;
  readonly instanceNumber?: number;
  readonly acquisitionNumber?: number;
  /** It is a part of an object that is stored in several */
  readonly concatenation?: Concatenation;
  /** View, for projections: "PA", "LATERAL", "CC", "MLO" (0018,5101) or the code meaning of the view code sequence */
  readonly view?: string;
  readonly laterality?: 'L' | 'R' | 'B';
  readonly seriesDescription?: string;
  /** Presentation Intent Type (0008,0068): as the detector gave it, or made for looking at */
  readonly intent?: 'FOR PROCESSING' | 'FOR PRESENTATION';
  /** Absent for objects without pixels (reports, presentation states) */
  readonly image?: ImagePixel;
  /** Curves, as the archive describes them: they are read when they are looked at (`FrameSource.waveform`) */
  readonly waveform?: Readonly<Record<string, unknown>>;
  /** A whole slide, or a picture that goes with one, as the archive describes it: read when it is looked at */
  readonly slide?: SlideSource;
  /** One entry a frame; a plain image has one */
  readonly frames: readonly FrameAttributes[];
  /** Bits drawn over the picture */
  readonly overlays?: readonly OverlayPlane[];
  /** How many more it has that were not fetched, which is to be said; absent where none */
  readonly overlaysAbsent?: number;
  /** What the object says belongs to its display and is not done: it is said on the picture */
  readonly notApplied?: readonly NotApplied[];
  /** By which of its frames others can be subtracted; absent where it says nothing of it */
  readonly masks?: readonly MaskOperation[];
  /** It is meant to be looked at subtracted */
  readonly subtracted?: true;
  /** What lies outside of any is covered */
  readonly shutters?: readonly Shutter[];
  /** Frames a second, from RecommendedDisplayFrameRate, CineRate or FrameTime */
  readonly frameRate?: number;
  /** How its frames go by, where it says more than a rate */
  readonly course?: Course;
  /** Parts of an ultrasound picture with axes of their own; absent where there are none */
  readonly ultrasoundRegions?: readonly UltrasoundRegion[];
  /** It is one of two that belong beside one another; absent where it is not */
  readonly pair?: PairMember;
  /** Of an angiogram, degrees: left anterior oblique and towards the head are positive */
  readonly angles?: readonly [primary: number, secondary: number];
  /** PET only: what standardised uptake values are computed from */
  readonly pet?: PetActivity;
}

/** What an object holds of a slide (PS3.3 C.8.12.4). */
export interface SlideSource {
  /** Its tissue; or a picture of its label, or of all of its glass, which may name somebody */
  readonly holds: 'tissue' | 'label' | 'overview';
  /** Objects of one slide have it in common */
  readonly of: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly bulk: ReadonlyMap<string, Uint8Array>;
}

/** Parts of an object's own display that are left out. */
export type NotApplied =
  'mask subtraction' | 'missing mask' | 'logarithms' | 'colour map' | 'table' | 'guessed';

/** Overlay Plane module (PS3.3 C.9.2): one bit a pixel. */
export interface OverlayPlane {
  readonly rows: number;
  readonly columns: number;
  /** Where its first bit lies in the picture, whose first pixel is 1, 1 */
  readonly origin: readonly [row: number, column: number];
  /** The frames that it has a plane for; where absent its only plane is for all of them */
  readonly frames?: { readonly first: number; readonly count: number };
  /** Eight bits a byte, the least significant first, plane after plane; or the bit of the pixels' own cells (retired) */
  readonly bits: Uint8Array | number;
}

/** Image Pixel module (PS3.3 C.7.6.3) and what else decoding needs. */
export interface ImagePixel {
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly samplesPerPixel: number;
  /** 0 colour by pixel, 1 colour by plane */
  readonly planarConfiguration: 0 | 1;
  readonly photometric: string;
  /** (7FE0,0008) and (7FE0,0009) hold numbers that are not integers */
  readonly sample: 'integer' | 'float' | 'double';
  /** Where the archive keeps (7FE0,0010), where its metadata say so */
  readonly bulkUri?: string;
  /** (0008,3002) as the archive stores it; a frame's own answer overrides it */
  readonly transferSyntax?: string;
  readonly palette?: Palette;
  /** ICC profile (0028,2000) of its colours */
  readonly profile?: Uint8Array;
  /** It is of a kind that comes with a profile, and has none: what its colours are on a screen is not known */
  readonly uncalibrated?: true;
  /** Colours of stored values from its first mapped one on; values below are grey (PS3.3 C.7.6.19, C.8.16.2.1.1) */
  readonly supplement?: Palette;
  /** Bits of the pixel cells, from 0, that hold overlays */
  readonly overlayBits?: readonly number[];
  /** Pixel Padding Value and Range Limit (0028,0120), (0028,0121), as stored values, both ends inclusive */
  readonly padding?: { readonly from: number; readonly to: number };
  /** (0028,2110) is "01": never reset by later decompression */
  readonly lossy?: { readonly ratio?: number; readonly method?: string };
  /** PixelSpacing is wanted square on the screen: vertical ÷ horizontal (0028,0034), for images without spacing */
  readonly aspect?: { readonly vertical: number; readonly horizontal: number };
}

/** Red, green and blue tables (PS3.3 C.7.6.3.1.5) */
export interface Palette {
  readonly firstMapped: number;
  /** An entry's, as its descriptor has it: 8 or 16 */
  readonly bits: number;
  readonly red: ArrayLike<number>;
  readonly green: ArrayLike<number>;
  readonly blue: ArrayLike<number>;
}

/**
 * What tells pictures of one place apart, as the object states it (PS3.3 C.7.6.16, C.8.4.8, C.8.15, C.8.20): each value
 * is a stack of its own, named by it.
 */
export interface Distinction {
  readonly kind:
    | 'stack'
    | 'frame-type'
    | 'segment'
    | 'b-value'
    | 'echo'
    | 'echo-time'
    | 'energy-window'
    | 'detector'
    | 'phase'
    | 'rotation'
    | 'rr-interval'
    | 'image-type'
    | 'derivation'
    | 'inversion-time'
    | 'flip-angle'
    | 'diffusion'
    | 'contrast'
    | 'voltage'
    | 'kernel'
    | 'thickness'
    | 'part';
  readonly value: string | number;
}

/** What can differ from frame to frame (PS3.3 C.7.6.16.2): functional groups, or the instance's own elements. */
export interface FrameAttributes {
  readonly plane?: ImagePlane;
  /** (0020,0020), where there is no plane: `['L', 'F']` is the direction of rows and of columns */
  readonly patientOrientation?: readonly [string, string];
  /** Where it was taken, as a line on another picture: of an eye's layers, on its fundus (PS3.3 C.8.17.10) */
  readonly line?: LineOnPicture;
  readonly modalityLut: ModalityLut;
  /** What stored values are in the world, where the object says it beside what it shows (PS3.3 C.7.6.16.2.11) */
  readonly realWorld?: RealWorldMapping;
  /** The same by its other mappings, in the object's order */
  readonly realWorldOthers?: readonly RealWorldMapping[];
  /** In the order the object gives them */
  readonly windows: readonly VoiWindow[];
  readonly voiLuts: readonly Lut[];
  readonly voiFunction: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
  /** Without window and VOI LUT its values are grey as they are (P-Values): black and white, as modality values */
  readonly pValues?: readonly [black: number, white: number];
  /** Of an object whose frames are partly in colour by a supplement: this one is not */
  readonly isMonochrome?: true;
  /** Presentation LUT Shape is INVERSE, or the photometric interpretation is MONOCHROME1 */
  readonly inverse: boolean;
  /** Moves of the mask for this frame alone, by the Subtraction Item ID of the operation (C.8.19.3.3) */
  readonly maskShifts?: readonly { readonly id: number; readonly shift: MaskShift }[];
  /** What stored values go through before they are subtracted from one another (C.7.6.16.2.13, TO_LOG) */
  readonly subtractionLut?: Lut;
  /** Of this frame alone, in the place of its instance's (C.7.6.11, Frame Display Shutter) */
  readonly shutters?: readonly Shutter[];
  readonly temporalPosition?: number;
  /** Where it stands in the order that its object states: Dimension Index Values, the slowest first (C.7.6.17) */
  readonly dimensions?: readonly number[];
  /** Which part of a heartbeat, from 1, or when in it, ms: the pictures of one place are a run of their own */
  readonly beat?: number;
  /** What the object says tells it from other pictures of the same place; absent where it says nothing */
  readonly distinctions?: readonly Distinction[];
  /** What the object says of the size of its pixels, for measuring; absent where it says nothing */
  readonly pixelSize?: PixelSize;
}

export interface LineOnPicture {
  readonly on: InstanceUid;
  /** Columns, rows, from the outer corner of the picture's first pixel */
  readonly points: readonly (readonly [number, number])[];
}

export interface ImagePlane {
  /** Centre of the first pixel, mm, in the patient's coordinates (L, P, F positive) */
  readonly position: Vector;
  /** Unit vector along a row (to the next column) */
  readonly row: Vector;
  /** Unit vector along a column (to the next row) */
  readonly column: Vector;
  /** mm between rows, mm between columns */
  readonly spacing?: readonly [number, number];
  readonly thickness?: number;
  /** mm from one slice to the next where the object states it (0018,0088); it may leave room between slices on purpose */
  readonly step?: number;
  readonly frameOfReference?: FrameOfReferenceUid;
}

export type Vector = readonly [number, number, number];

export type ModalityLut =
  | { readonly kind: 'rescale'; readonly slope: number; readonly intercept: number; readonly type?: string }
  | { readonly kind: 'lut'; readonly lut: Lut; readonly type?: string };

/** What stored values are in the world: stored value × slope + intercept, or an entry of a table. */
export interface RealWorldMapping {
  /** In UCUM where the object says it so */
  readonly unit: { readonly code: string; readonly meaning: string };
  /** LUT Label (0040,9210) */
  readonly label?: string;
  /** Ranges of stored values one beside the other, each by its own line or table; at least one */
  readonly pieces: readonly RealWorldPiece[];
}

/** Both ends inclusive */
export type RealWorldPiece = { readonly first: number; readonly last: number } & (
  | { readonly slope: number; readonly intercept: number }
  /** One for each stored value from the first on; not a number where nothing is known of it */
  | { readonly entries: ArrayLike<number> }
);

export interface Lut {
  /** First stored value that is mapped; smaller ones take the first entry, larger ones the last */
  readonly firstMapped: number;
  readonly bits: number;
  readonly values: ArrayLike<number>;
  readonly explanation?: string;
}

export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly explanation?: string;
}

/** One picture: what a viewport goes to. */
export interface Frame {
  readonly instance: Instance;
  /** From 1, as PS3.18 counts */
  readonly number: number;
}

/** The attributes of a frame. A frame number beyond what the object described takes the last description. */
export function attributesOf(frame: Frame): FrameAttributes | undefined {
  return frame.instance.frames[frame.number - 1] ?? frame.instance.frames.at(-1);
}
