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

/** How far inside of a region a point is, in pixels; below 0 outside of it. */
const depthIn = ({ left, top, right, bottom }: UltrasoundRegion, [x, y]: Point): number =>
  Math.min(x - left, right + 1 - x, y - top, bottom + 1 - y);

/** Why points cannot be measured together. */
export type RegionRefusal = 'reaches-out-of-region' | 'two-regions' | 'from-region-to-region';

/** One calibration for all points, none of them in a region, or why there is none that holds for all. */
export type RegionChoice =
  | { readonly kind: 'region'; readonly region: UltrasoundRegion }
  | { readonly kind: 'outside' }
  | { readonly kind: 'refused'; readonly why: RegionRefusal };

/**
 * The region by which points are measured together: the same for all of them. Where regions overlap the one of higher
 * priority holds (C.8.5.5.1.3), and a point on the edge of several is of that one that the other points are in; a colour box with the axes of the tissue around it is no border. Regions without any
 * unit (the whole screen, a grey bar) calibrate nothing.
 *
 * @param points picture coordinates, 0, 0 the outer corner of the first pixel
 */
export function regionOf(regions: readonly UltrasoundRegion[], points: readonly Point[]): RegionChoice {
  const calibrated = regions.filter(({ across, down }) => across.unit ?? down.unit);
  const each = points.map((point) => regionsAt(calibrated, point));
  const all = each.flatMap(({ inside, edge }) => [...edge, ...inside]);
  if (all.length === 0) return { kind: 'outside' };
  if (each.some(({ inside, edge }) => inside.length + edge.length === 0))
    return { kind: 'refused', why: 'reaches-out-of-region' };
  const fitting = highest(
    all.filter((region) =>
      each.every(({ inside, edge }) =>
        edge.length > 0
          ? [...edge, ...inside].some((one) => isAlike(one, region))
          : inside.every((one) => isAlike(one, region)),
      ),
    ),
  );
  const [first] = fitting;
  if (!first || !fitting.every((region) => isAlike(region, first)))
    return { kind: 'refused', why: 'two-regions' };
  const common = calibrated.find(
    (region) => isAlike(region, first) && points.every((point) => depthIn(region, point) >= 0),
  );
  return common ? { kind: 'region', region: common } : { kind: 'refused', why: 'from-region-to-region' };
}

/** Regions that hold at a point, and those whose edge it is on: it may belong to any of these, whichever the others belong to. */
interface Here {
  readonly inside: readonly UltrasoundRegion[];
  readonly edge: readonly UltrasoundRegion[];
}

/** Pixels: regions that touch share their edge, and by some writers its row or column. */
const EDGE = 1;

function regionsAt(regions: readonly UltrasoundRegion[], point: Point): Here {
  const inside = regions.filter((region) => depthIn(region, point) > EDGE);
  const edge = regions.filter((region) => depthIn(region, point) >= 0 && !inside.includes(region));
  return { inside: highest(inside), edge };
}

/** Those of highest priority among some that hold together. */
function highest(regions: readonly UltrasoundRegion[]): readonly UltrasoundRegion[] {
  const high = regions.filter(({ isLowPriority }) => !isLowPriority);
  return high.length > 0 ? high : regions;
}

function isAlike(a: UltrasoundRegion, b: UltrasoundRegion): boolean {
  return isSameAxis(a.across, b.across) && isSameAxis(a.down, b.down);
}

/** Equal to a thousandth: the same number written twice. */
const isSameAxis = (a: RegionAxis, b: RegionAxis) =>
  a.unit === b.unit && Math.abs(Math.abs(a.perPixel) - Math.abs(b.perPixel)) <= Math.abs(b.perPixel) * 1e-3;
