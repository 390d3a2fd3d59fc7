import type { Box } from '../exports/teaching';
import type { InstanceUid, SeriesUid, StudyUid } from '../ids';
import type { Patient, PersonMatch } from '../patient/patient';
import type { Result } from '../problem';
import type { Frame } from '../study/study';
import type { Archive } from './archive';
import type { Exported } from './exported';
import type { EncodedFrame } from './frames';

/** Of which pictures a teaching copy is to be made. */
export interface TeachingWanted {
  readonly study: StudyUid;
  readonly match: PersonMatch;
  readonly patient: Patient;
  /** Those that may have it, the likeliest first */
  readonly archives: readonly Archive[];
  /** One series, or one object of it; all of the study where absent */
  readonly series?: SeriesUid | undefined;
  readonly instance?: InstanceUid | undefined;
  readonly known: readonly SeriesUid[];
}

/** A picture that may leave, with all its frames. */
export interface TeachingPicture {
  readonly uid: InstanceUid;
  readonly series: SeriesUid;
  /** From 1 */
  readonly seriesNumber: number;
  readonly number: number;
  readonly frames: number;
}

/** Why what was wanted does not leave: it is no picture that can, it is not surely the patient's, or it did not come. */
export type LeftOut = Readonly<Record<'kind' | 'person' | 'missing', number>>;

/** One frame as it would leave, and what its object needs. */
export interface TeachingLook {
  readonly canvas: OffscreenCanvas;
  readonly rows: number;
  readonly columns: number;
  /** It leaves only with a box on it */
  readonly needsBox: boolean;
}

export interface TeachingSaved {
  readonly form: 'dicom' | 'png';
  readonly caseNumber: string;
  readonly boxes: readonly Box[];
  /** The person says that nothing of the patient is to be seen outside the boxes */
  readonly confirmed: boolean;
  readonly name: string;
  /** Below each PNG */
  readonly caption: readonly string[];
  /** @param unseen those that were not looked at, or have no box that they need */
  readonly readme: (here: number, missing: number, unseen: number) => string;
}

/** One teaching copy: first its pixels are looked at, then it leaves. What was not looked at does not. */
export interface TeachingCopy {
  readonly pictures: readonly TeachingPicture[];
  readonly leftOut: LeftOut;
  /** @param frame from 1 */
  look(picture: TeachingPicture, frame: number, signal: AbortSignal): Promise<Result<TeachingLook>>;
  /**
   * What was looked at, with all its frames, and has the box that it needs; the rest stays.
   * @param told how many are written. Rejects with nothing.
   */
  save(given: TeachingSaved, told: (here: number) => void, signal: AbortSignal): Promise<Exported>;
  close(): void;
}

/** Stored values, or RGBA. */
export interface StoredPicture {
  readonly kind: 'grey' | 'colour';
  readonly rows: number;
  readonly columns: number;
  readonly lossy: boolean;
  readonly pixels:
    | Int8Array<ArrayBuffer>
    | Uint8Array<ArrayBuffer>
    | Uint8ClampedArray<ArrayBuffer>
    | Int16Array<ArrayBuffer>
    | Uint16Array<ArrayBuffer>
    | Int32Array<ArrayBuffer>
    | Uint32Array<ArrayBuffer>
    | Float32Array<ArrayBuffer>
    | Float64Array<ArrayBuffer>;
}

/** Makes pixels of bytes, and pictures of pixels. */
export interface PictureMaker {
  decode(frame: Frame, encoded: EncodedFrame, signal: AbortSignal): Promise<Result<StoredPicture>>;
  /** As its object says it is shown; none where that is beyond this */
  paint(frame: Frame, picture: StoredPicture): OffscreenCanvas | undefined;
  png(canvas: OffscreenCanvas, caption: readonly string[]): Promise<Blob>;
  dispose(): void;
}
