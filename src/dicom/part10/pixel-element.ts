import type { Fragments } from './fragments';

/** Pixel Data, Float Pixel Data or Double Float Pixel Data of a file, not yet cut into frames. */
export type PixelElement =
  | {
      readonly kind: 'native';
      readonly vr: string;
      readonly sample: 'integer' | 'float' | 'double';
      readonly littleEndian: boolean;
      /** It lay in items, as compressed frames do */
      readonly ofItems?: true;
      /** As much of it as there is */
      readonly value: Uint8Array;
    }
  | ({
      readonly kind: 'encapsulated';
      /** Extended Offset Table and its Lengths (7FE0,0001), (7FE0,0002), 64 bits an entry */
      readonly offsets?: Uint8Array;
      readonly lengths?: Uint8Array;
    } & Fragments);
