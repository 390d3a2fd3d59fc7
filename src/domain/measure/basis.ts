import type { RegionRefusal } from '../study/ultrasound-region';

/** Statements of an object on the size of its pixels that cannot both be true. */
export type Contradiction =
  | 'presentation-state-and-image'
  | 'presentation-state-wider-than-detector'
  | 'regions-and-spacing'
  | 'wider-than-detector'
  | 'spacing-and-magnification'
  | 'magnification-and-distances'
  | 'smaller-than-it-is';

/** Where, and on whose word, a millimetre is one. */
export type Basis =
  /** A slice: mm in the patient */
  | { readonly kind: 'patient' }
  /** A scout view: true at the scanner's centre only */
  | { readonly kind: 'centre' }
  | { readonly kind: 'fiducial'; readonly description?: string }
  | { readonly kind: 'geometry'; readonly description?: string }
  /** Detector spacing divided by a magnification that the object states */
  | { readonly kind: 'magnification'; readonly factor: number }
  /** Pixel Spacing differs from the detector's, and nothing says how it was come by (PS3.3 10.7.1.1) */
  | { readonly kind: 'corrected' }
  | {
      readonly kind: 'presentation-state';
      readonly label: string;
      readonly by?: 'FIDUCIAL' | 'GEOMETRY';
      readonly description?: string;
    }
  | { readonly kind: 'detector' }
  | { readonly kind: 'film' }
  /** A spacing of which nobody says where it is true */
  | { readonly kind: 'unstated' };

/** Why no standardised uptake value can be had. */
export type NoSuv =
  | { readonly kind: 'another-type'; readonly type: string }
  | { readonly kind: 'no-units' }
  | { readonly kind: 'units'; readonly units: string }
  | { readonly kind: 'counts-alone' }
  | { readonly kind: 'no-attenuation-correction' }
  | { readonly kind: 'no-decay-correction' }
  | { readonly kind: 'no-weight' }
  /** kg, more than anyone weighs */
  | { readonly kind: 'weight'; readonly weight: number }
  | { readonly kind: 'several-injections' }
  | { readonly kind: 'no-dose' }
  /** Bq, fewer or more than anyone is given */
  | { readonly kind: 'dose'; readonly dose: number }
  | { readonly kind: 'no-moment-of-correction' }
  | { readonly kind: 'no-half-life' }
  /** s, which is not that of what was given */
  | { readonly kind: 'half-life'; readonly halfLife: number; readonly nuclide: string }
  | { readonly kind: 'no-start' }
  | { readonly kind: 'no-injection' }
  /** Of what lives for days */
  | { readonly kind: 'no-day-of-injection' }
  | { readonly kind: 'injected-later' }
  /** So long that nothing would be left */
  | { readonly kind: 'injected-long-before' }
  | { readonly kind: 'switched-off' };

/** Where a value of a pixel is from. */
export type ValueBasis =
  | { readonly kind: 'scanner' }
  | { readonly kind: 'rescaled' }
  | { readonly kind: 'no-unit'; readonly rescaled: boolean }
  | { readonly kind: 'real-world'; readonly label?: string }
  /** Less the mask of a subtraction */
  | { readonly kind: 'difference' }
  /** `by` another than us */
  | { readonly kind: 'suv'; readonly by?: 'scanner' | 'scanner-factor' }
  | { readonly kind: 'no-suv'; readonly why: NoSuv };

export interface PixelBasis {
  readonly kind: 'pixels';
  /** Why there are no millimetres, where that is known */
  readonly why?: Contradiction | 'outside-region';
  /** They are not square: counted by the shorter side */
  readonly byShorterSide?: true;
}

/** Where, and on whose word, a number is true. */
export type QuantityBasis =
  | Basis
  | PixelBasis
  | ValueBasis
  | { readonly kind: 'region' }
  /** Of an angle; `stored` where the shape of the pixels is as it happens to be stored */
  | { readonly kind: 'plane'; readonly stored?: Basis | PixelBasis | { readonly kind: 'region' } };

/** Why there is no number. */
export type Refusal =
  | RegionRefusal
  | 'unfinished'
  | 'region-without-units'
  | 'no-lengths-on-axes'
  | 'crosses-itself'
  | 'one-point'
  | 'no-length'
  | 'no-area'
  | 'no-values'
  | 'outside'
  | 'padding'
  /** What its value is the object says of others only */
  | 'not-mapped';

/** What else is said of numbers, or instead of those that are not there. */
export type MeasureNote =
  | { readonly kind: 'inside'; readonly count: number }
  | { readonly kind: 'padding' | 'not-mapped'; readonly count: number }
  | { readonly kind: 'beyond' }
  | { readonly kind: 'no-values' }
  | { readonly kind: 'no-pixel-inside' }
  /** What another mapping of the object says of the same point */
  | { readonly kind: 'mapped'; readonly name?: string; readonly number: string; readonly symbol: string };
