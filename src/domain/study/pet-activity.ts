/** What of a PET image standardised uptake values need (PS3.3 C.8.9). Moments in seconds on one local clock. */
export interface PetActivity {
  /** The site has it that none is computed */
  readonly switchedOff?: true;
  /** Of an enhanced object: what its values are its real-world mapping says, and `units` is what is asked of those in Bq/ml */
  readonly isMapped?: true;
  /** (0018,9701): the moment that an enhanced object's values are corrected to */
  readonly correctedTo?: number;
  /** (0054,1001): BQML, CNTS, GML … */
  readonly units?: string;
  /** (0054,1006): BW, LBM, BSA, IBW; BW where absent */
  readonly suvType?: string;
  /** (0028,0051): ATTN, DECY (DICOM's word for decay) … */
  readonly corrected: readonly string[];
  /** (0054,1102): START, ADMIN or NONE */
  readonly decayCorrection?: string;
  /** (0008,0021) and (0008,0031) */
  readonly series?: number;
  /** (0008,0022) and (0008,0032) */
  readonly acquisition?: number;
  /** (0054,1300) Frame Reference Time and (0018,1242) Actual Frame Duration, ms */
  readonly frameReferenceTime?: number;
  readonly frameDuration?: number;
  /** kg (0010,1030) */
  readonly weight?: number;
  /** There is more than one radiopharmaceutical or injection, and they are not the same */
  readonly several?: true;
  /** Bq (0018,1074) */
  readonly dose?: number;
  /** s (0018,1075) */
  readonly halfLife?: number;
  /** What was given, by its code or name (0054,0300), and how long half of it lives, s */
  readonly nuclide?: { readonly name: string; readonly halfLife: number };
  /** (0018,1078) */
  readonly injected?: number;
  /** (0018,1072), seconds since midnight: the day is not said */
  readonly injectedTimeOfDay?: number;
  /** GE's scan date and time, (0009,xx0D) of GEMS_PETD_01 */
  readonly geScan?: number;
  /** Philips, (7053,xx00): counts to SUVbw; (7053,xx09): counts to Bq/ml */
  readonly philipsSuvFactor?: number;
  readonly philipsActivityFactor?: number;
}
