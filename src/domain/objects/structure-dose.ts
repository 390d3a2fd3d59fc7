/** One dose-volume histogram (PS3.3 C.8.8.4) in its numbers; what it does not say is absent. */
export interface StructureDose {
  /** ROI Numbers (3006,0084) of the structure set that it is of */
  readonly structures: readonly number[];
  /** Those that are taken away from them */
  readonly without: readonly number[];
  readonly unit?: 'Gy' | 'relative';
  readonly minimum?: number;
  readonly mean?: number;
  readonly maximum?: number;
  /** Of all of it, cm³ */
  readonly volume?: number;
}
