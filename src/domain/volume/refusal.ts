/** Why no planes can be made of a run of pictures. Places are counted in the stack from 0. */
export type VolumeRefusal =
  | { readonly kind: 'localisers' }
  | { readonly kind: 'colour' }
  | { readonly kind: 'few-planes'; readonly count: number }
  | { readonly kind: 'no-position'; readonly count: number }
  | { readonly kind: 'no-spacing' }
  | { readonly kind: 'no-frame-of-reference' }
  | { readonly kind: 'frames-of-reference' }
  /** Directions differ by so many degrees at most */
  | { readonly kind: 'turned'; readonly degrees: number }
  /** mm between rows, or between columns, that are not one */
  | { readonly kind: 'spacing'; readonly spacings: readonly [number, number] }
  | { readonly kind: 'size' }
  /** From one slice to the next the picture jumps sideways by so many mm */
  | { readonly kind: 'shifted'; readonly by: number }
  | {
      readonly kind: 'several-at-one-place';
      /** At the most crowded place */
      readonly images: number;
      /** Positions in the stack of each run that has one picture a place; empty where places are not equally full */
      readonly parts: readonly (readonly number[])[];
    };
