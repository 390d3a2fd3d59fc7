import type { Pairs } from '../../dicom/frame-size';
import type { ImagePixel } from '../../domain/study/study';
import type { Problem } from '../../domain/problem';

export type PixelArray =
  | Uint8Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** What a decoder is given: a frame as the archive stores it and what its metadata say of it. */
export interface EncodedPixels {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly transferSyntax: string;
  readonly image: ImagePixel;
  /** So often the sides are halved, by leaving out what the finest resolutions are made of: JPEG 2000 of any kind alone */
  readonly halved?: number;
  /** Only the first bytes are here: what they make is never more than a first look */
  readonly isBeginning?: true;
}

/** A frame's pixels, ready to be shown. */
export type DecodedFrame = GreyFrame | ColourFrame;

interface Picture {
  readonly rows: number;
  readonly columns: number;
  /** Smallest and largest stored value of any sample, before a palette or colour conversion */
  readonly min: number;
  readonly max: number;
  /** The transfer syntax, or the object itself, says that detail was given up */
  readonly lossy: boolean;
  /** A byte a pixel, 0 or 1, for each of the image's overlay bits */
  readonly overlays?: readonly Uint8Array[];
}

/** Stored values, one a pixel, sign extended and without the bits above Bits Stored. */
export interface GreyFrame extends Picture {
  readonly kind: 'grey';
  readonly pixels: PixelArray;
  /** Smallest and largest stored value that is not pixel padding */
  readonly range: readonly [number, number];
}

/** RGBA, 8 bits a sample, whatever the photometric interpretation was. */
export interface ColourFrame extends Picture {
  readonly kind: 'colour';
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** The object's colour profile is none that can be used: its colours are as they are stored */
  readonly profile?: 'unusable';
}

/** What a codec hands back: samples as the codestream holds them. */
export interface Samples {
  readonly pixels: PixelArray;
  /** True where samples of a pixel stand together, false where each colour is a plane */
  readonly interleaved: boolean;
  /** The codec itself made RGB of it */
  readonly rgb: boolean;
  /** Two pixels share their chroma, and stand as Y, Y, Cb, Cr */
  readonly pairs?: Pairs;
  /** Absent where the syntax carries no dimensions of its own */
  readonly rows?: number;
  readonly columns?: number;
  readonly samplesPerPixel?: number;
  /** Bits a sample has in the codestream; absent where it carries none of its own */
  readonly precision?: number;
}

/** Thrown inside the decoder only; it leaves as a Problem. */
export class DecodeError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}

export const undecodable = (what: string) => new DecodeError({ kind: 'undecodable', what });
export const unsupported = (what: string) => new DecodeError({ kind: 'unsupported', what });

export const bytesOf = (frame: DecodedFrame) => frame.pixels.byteLength;
