/** PS3.3 C.8.5.5: a part of an ultrasound picture with axes of its own. */
export interface UltrasoundRegion {
  /** Pixels from 0, both ends included: (0018,6018), (0018,601A), (0018,601C), (0018,601E) */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** (0018,6012): 1 2D, 2 M-mode, 3 spectral, 4 waveform, 5 graphics */
  readonly format: number;
  /** Bit 0 of (0018,6016): where regions overlap this one gives way */
  readonly isLowPriority: boolean;
  readonly across: RegionAxis;
  readonly down: RegionAxis;
}

export interface RegionAxis {
  /** (0018,6024), (0018,6026); `undefined` where the object names none that PS3.3 knows */
  readonly unit?: RegionUnit;
  /** Physical units a pixel, with its sign (0018,602C), (0018,602E) */
  readonly perPixel: number;
  /** Where a value is known: the pixel, counted from the region's corner, and its value */
  readonly reference?: { readonly pixel: number; readonly value: number };
}

export type RegionUnit =
  '%' | 'dB' | 'cm' | 's' | 'Hz' | 'dB/s' | 'cm/s' | 'cm²' | 'cm²/s' | 'cm³' | 'cm³/s' | 'degrees';

/** Physical Units (C.8.5.5.1.15): 0 is none */
const UNITS: readonly (RegionUnit | undefined)[] = [
  undefined,
  '%',
  'dB',
  'cm',
  's',
  'Hz',
  'dB/s',
  'cm/s',
  'cm²',
  'cm²/s',
  'cm³',
  'cm³/s',
  'degrees',
];

export const regionUnit = (code: number | undefined): RegionUnit | undefined =>
  code === undefined ? undefined : UNITS[code];

/** Centimetres are said in millimetres, as everywhere. */
export const unitFactor = (unit: RegionUnit | undefined): number => (unit === 'cm' ? 10 : 1);

type Point = readonly [x: number, y: number];

export const isInRegion = ({ left, top, right, bottom }: UltrasoundRegion, [x, y]: Point): boolean =>
  x >= left && x <= right + 1 && y >= top && y <= bottom + 1;

/** Why points cannot be measured together. */
export type RegionRefusal = 'reaches-out-of-region' | 'two-regions' | 'from-region-to-region';

/** One calibration for all points, none of them in a region, or why there is none that holds for all. */
export type RegionChoice =
  | { readonly kind: 'region'; readonly region: UltrasoundRegion }
  | { readonly kind: 'outside' }
  | { readonly kind: 'refused'; readonly why: RegionRefusal };

/**
 * The region by which points are measured together: the same for all of them. Where regions overlap the one of higher
 * priority holds (C.8.5.5.1.3); a colour box with the axes of the tissue around it is no border. Regions without any
 * unit (the whole screen, a grey bar) calibrate nothing.
 *
 * @param points picture coordinates, 0, 0 the outer corner of the first pixel
 */
export function regionOf(regions: readonly UltrasoundRegion[], points: readonly Point[]): RegionChoice {
  const calibrated = regions.filter(({ across, down }) => across.unit ?? down.unit);
  const each = points.map((point) => regionsAt(calibrated, point));
  if (each.every((found) => found.length === 0)) return { kind: 'outside' };
  if (each.some((found) => found.length === 0)) return { kind: 'refused', why: 'reaches-out-of-region' };
  const seen = each.flat();
  const [first] = seen;
  if (first === undefined) return { kind: 'outside' };
  if (!seen.every((region) => isAlike(region, first))) return { kind: 'refused', why: 'two-regions' };
  const common = calibrated.find(
    (region) => isAlike(region, first) && points.every((point) => isInRegion(region, point)),
  );
  return common ? { kind: 'region', region: common } : { kind: 'refused', why: 'from-region-to-region' };
}

/** What holds at a point: those of highest priority among the regions there. */
function regionsAt(regions: readonly UltrasoundRegion[], point: Point): readonly UltrasoundRegion[] {
  const here = regions.filter((region) => isInRegion(region, point));
  const high = here.filter(({ isLowPriority }) => !isLowPriority);
  return high.length > 0 ? high : here;
}

function isAlike(a: UltrasoundRegion, b: UltrasoundRegion): boolean {
  return isSameAxis(a.across, b.across) && isSameAxis(a.down, b.down);
}

/** Equal to a thousandth: the same number written twice. */
const isSameAxis = (a: RegionAxis, b: RegionAxis) =>
  a.unit === b.unit && Math.abs(Math.abs(a.perPixel) - Math.abs(b.perPixel)) <= Math.abs(b.perPixel) * 1e-3;
