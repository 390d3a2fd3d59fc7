import type { Basis, PixelBasis, Refusal } from './basis';
import type { Calibration } from './calibration';
import type { Point } from './figure';
import type { QuantityName } from './quantity';
import { UNITS, type Unit } from './unit';
import type { Spacing } from '../study/pixel-size';
import {
  regionOf,
  unitFactor,
  type RegionAxis,
  type RegionUnit,
  type UltrasoundRegion,
} from '../study/ultrasound-region';

/** One axis of what is measured on. */
export interface Axis {
  /** Of a step of one pixel, in the unit, positive */
  readonly pitch: number;
  readonly unit: Unit;
  /** What a distance along this axis alone is */
  readonly name: QuantityName;
}

type ScaleBasis = Basis | PixelBasis | { readonly kind: 'region' };

/** How steps of pixels become a quantity, for a few points together. */
export type Scale = FlatScale | RegionScale;

/** Lengths, angles and areas mean something: one unit along both axes. */
export interface FlatScale {
  readonly kind: 'flat';
  /** Of a step of one pixel along a row and along a column */
  readonly pitch: readonly [across: number, down: number];
  readonly unit: Unit;
  readonly basis: ScaleBasis;
  readonly region?: UltrasoundRegion;
}

/** M-mode, Doppler, ECG: each axis is measured by itself; one without a unit is not measured. */
export interface RegionScale {
  readonly kind: 'axes';
  readonly across?: Axis;
  readonly down?: Axis;
  readonly basis: ScaleBasis;
  readonly region: UltrasoundRegion;
}

export type ScaleAnswer =
  { readonly ok: true; readonly scale: Scale } | { readonly ok: false; readonly why: Refusal };

/** The scale that holds for all of the points, or why none does. */
export function scaleFor(calibration: Calibration, points: readonly Point[]): ScaleAnswer {
  if (calibration.kind === 'millimetres') {
    const [down, across] = calibration.spacing;
    return flat([across, down], UNITS.mm, calibration.basis);
  }
  if (calibration.kind === 'pixels') {
    return inPixels(calibration.aspect, calibration.contradiction);
  }
  const choice = regionOf(calibration.regions, points);
  if (choice.kind === 'refused') return { ok: false, why: choice.why };
  if (choice.kind === 'outside') return inPixels(calibration.aspect, 'outside-region');
  return regionScale(choice.region);
}

function inPixels([down, across]: Spacing, why: PixelBasis['why']): ScaleAnswer {
  const basis: PixelBasis = { kind: 'pixels', ...(why && { why }) };
  const smaller = Math.min(down, across);
  return Math.abs(down / across - 1) < 1e-3
    ? flat([1, 1], UNITS.pixel, basis)
    : flat([across / smaller, down / smaller], UNITS.pixel, { ...basis, byShorterSide: true });
}

const flat = (
  pitch: FlatScale['pitch'],
  unit: Unit,
  basis: ScaleBasis,
  region?: UltrasoundRegion,
): ScaleAnswer => ({ ok: true, scale: { kind: 'flat', pitch, unit, basis, ...(region && { region }) } });

const BY_REGION = { kind: 'region' } as const;

function regionScale(region: UltrasoundRegion): ScaleAnswer {
  const across = axisOf(region.across);
  const down = axisOf(region.down);
  if (across?.unit === UNITS.mm && down?.unit === UNITS.mm)
    return flat([across.pitch, down.pitch], UNITS.mm, BY_REGION, region);
  if (!across && !down) return { ok: false, why: 'region-without-units' };
  return { ok: true, scale: { kind: 'axes', across, down, basis: BY_REGION, region } };
}

const AXES: Readonly<Record<RegionUnit, readonly [Unit, QuantityName]>> = {
  cm: [UNITS.mm, 'Distance'],
  s: [UNITS.second, 'Time'],
  Hz: [UNITS.hertz, 'Frequency'],
  'cm/s': [UNITS.velocity, 'Velocity'],
  '%': [UNITS.percent, 'Difference'],
  dB: [UNITS.decibel, 'Difference'],
  'dB/s': [UNITS.decibelRate, 'Difference'],
  'cm²': [UNITS.areaCm, 'Difference'],
  'cm²/s': [UNITS.areaRate, 'Difference'],
  'cm³': [UNITS.volume, 'Difference'],
  'cm³/s': [UNITS.flow, 'Difference'],
  degrees: [UNITS.degree, 'Difference'],
};

function axisOf({ unit, perPixel }: RegionAxis): Axis | undefined {
  const pitch = Math.abs(perPixel) * unitFactor(unit);
  if (unit === undefined || !(pitch > 0) || !Number.isFinite(pitch)) return undefined;
  const [written, name] = AXES[unit];
  return { pitch, unit: written, name };
}
