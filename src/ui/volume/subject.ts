import { UNITS } from '../../domain/measure/unit';
import { tracerScaleOf, type TracerScale } from '../../domain/measure/tracer';
import type { DisplaySet } from '../../domain/study/display-set';
import { attributesOf, type Frame } from '../../domain/study/study';
import { fusionPartOf } from '../../domain/volume/fusion';
import type { Registration } from '../../domain/volume/registration';
import type { Volume } from '../../domain/volume/volume';
import { nuclearTexts } from '../../texts/en/nuclear';
import { volumeTexts } from '../../texts/en/volume';
import { inHounsfieldUnits } from '../commands/window-choices';

/** A stack that planes are made of. */
export interface Subject {
  readonly displaySet: DisplaySet;
  readonly volume: Volume;
  /** Of the volume */
  readonly frames: readonly Frame[];
  /** By which its volume was moved into the other's frame of reference */
  readonly registration?: Registration;
}

const middleFrame = ({ volume: { slices }, frames }: Subject): Frame | undefined =>
  frames[slices[Math.floor(slices.length / 2)]?.at ?? 0];

/** Asked wherever the pointer goes, of every slice */
const scales = new WeakMap<Subject, TracerScale | undefined>();

/**
 * How a tracer's values are told: as the scanner gives them where its slices have no unit in common. `undefined` where the stack
 * shows none.
 */
export function tracerIn(subject: Subject): TracerScale | undefined {
  if (!scales.has(subject)) scales.set(subject, scaleOf(subject));
  return scales.get(subject);
}

function scaleOf(subject: Subject): TracerScale | undefined {
  const frame = middleFrame(subject);
  const scale = frame && fusionPartOf(subject.displaySet) === 'tracer' ? tracerScaleOf(frame) : undefined;
  if (!scale || subject.frames.every((one) => isAlike(tracerScaleOf(one), scale))) return scale;
  const { usual, isCorrected, meaning } = scale;
  return {
    meaning: { ...meaning, of: 'other', unit: UNITS.stored, factor: 1 },
    usual: [usual[0] / meaning.factor, usual[1] / meaning.factor],
    ...(isCorrected !== undefined && { isCorrected }),
  };
}

/** A thousandth: moments and half-lives are given to a few digits. */
const isAlike = (one: TracerScale | undefined, { meaning }: TracerScale): boolean =>
  one?.meaning.unit.ucum === meaning.unit.ucum && Math.abs(one.meaning.factor / meaning.factor - 1) < 1e-3;

/** Digits that a value has beside its unit */
const rounded = (value: number): string =>
  Number(value.toPrecision(4)).toLocaleString('en-GB', { maximumFractionDigits: 6 });

/** "SUV 4.45 g/ml (12,900 Bq/ml)": in both units, each named; else in the one that the object gives. */
export function tracerValue(value: number, { meaning, activity }: TracerScale): string {
  const { of, unit, factor } = meaning;
  if (of !== 'suvbw') return `${rounded(value * factor)} ${unit.symbol}`.trim();
  const uptake = `${(value * factor).toFixed(2)} ${unit.symbol}`;
  return activity
    ? nuclearTexts.both(uptake, `${rounded(value)} ${UNITS.activity.symbol}`)
    : nuclearTexts.uptake(uptake);
}

/** A value with its unit: HU, SUV with the activity that it is of, or the number that the scanner gives. */
export function valueIn(subject: Subject, value: number | undefined): string {
  if (value === undefined) return volumeTexts.noNumber;
  const scale = tracerIn(subject);
  if (scale) return tracerValue(value, scale);
  return inHounsfieldUnits(subject.displaySet, undefined)
    ? `${Math.round(value)} HU`
    : String(Number(value.toPrecision(4)));
}

/** The window that a stack is seen with as long as nobody has chosen another. */
export function ownWindow(subject: Subject): { readonly center: number; readonly width: number } {
  const frame = middleFrame(subject);
  return (frame && attributesOf(frame)?.windows[0]) ?? { center: 128, width: 256 };
}
