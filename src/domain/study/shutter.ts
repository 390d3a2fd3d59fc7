/** Display Shutter, PS3.3 C.7.6.11: what lies outside is covered. Picture coordinates from 1. */
export type Shutter =
  | {
      readonly shape: 'rectangle';
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
    }
  | {
      readonly shape: 'circle';
      readonly center: readonly [row: number, column: number];
      readonly radius: number;
    }
  | { readonly shape: 'polygon'; readonly vertices: readonly (readonly [row: number, column: number])[] };
