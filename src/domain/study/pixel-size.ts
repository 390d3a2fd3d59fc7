/** mm between rows, mm between columns: the order of Pixel Spacing (0028,0030). */
export type Spacing = readonly [rows: number, columns: number];

/**
 * Of what a picture is made. A slice has its millimetres in the patient; a projection has them at the detector, and what
 * lay before the detector is drawn larger; a localiser is a projection that states them for the scanner's centre.
 */
export type PictureGeometry = 'slice' | 'projection' | 'localiser' | 'unknown';

/** What an object says of the size of its pixels (PS3.3 10.7.1), as it says it. Lengths in mm. */
export interface PixelSize {
  readonly geometry: PictureGeometry;
  /** (0028,0030) */
  readonly pixelSpacing?: Spacing;
  /** (0028,0A02): against an object of known size, or from the geometry of the exposure */
  readonly calibrationType?: 'FIDUCIAL' | 'GEOMETRY';
  /** (0028,0A04) */
  readonly calibrationDescription?: string;
  /** (0018,1164): at the front of the detector */
  readonly imagerPixelSpacing?: Spacing;
  /** (0018,2010): of a scanned film */
  readonly nominalScannedPixelSpacing?: Spacing;
  /** (0018,1114), estimated radiographic magnification factor */
  readonly magnification?: number;
  /** (0018,1110) */
  readonly sourceToDetector?: number;
  /** (0018,1111); never the distance to the entrance of the patient (0040,0306) */
  readonly sourceToPatient?: number;
}

const PROJECTIONS = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'RG', 'RTIMAGE']);
const SLICES = new Set(['CT', 'MR', 'PT']);

export interface PictureKind {
  /** (0008,0060) */
  readonly modality: string;
  /** (0008,0008) */
  readonly imageType: readonly string[];
  /** It has a position and an orientation in the patient */
  readonly isPlaced: boolean;
  /** It has a spacing at its detector, which no slice has */
  readonly hasDetector: boolean;
}

/** The geometry that an object's own attributes tell of. */
export function pictureGeometry({
  modality,
  imageType,
  isPlaced,
  hasDetector,
}: PictureKind): PictureGeometry {
  if (modality === 'CT' && imageType.includes('LOCALIZER')) return 'localiser';
  if (hasDetector) return 'projection';
  // Tomosynthesis and rotational angiography are reconstructed: they are placed as slices are.
  if (isPlaced || SLICES.has(modality)) return 'slice';
  return PROJECTIONS.has(modality) ? 'projection' : 'unknown';
}
