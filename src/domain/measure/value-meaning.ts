import type { FrameAttributes, Instance, RealWorldMapping } from '../study/study';
import type { ValueBasis } from './basis';
import type { ValueKind } from './quantity';
import { suvFactor } from './suv';
import { UNITS, type Unit } from './unit';

/** What the numbers of a picture are. */
export interface ValueMeaning {
  readonly of: ValueKind;
  readonly unit: Unit;
  /** Modality value → what is shown */
  readonly factor: number;
  /** Difference of neighbouring stored values, in the unit: no digit finer than it means anything */
  readonly step: number;
  /** What stands beside the number */
  readonly basis: ValueBasis;
}

type Imaged = Pick<Instance, 'modality' | 'pet' | 'image'>;
type Values = Pick<FrameAttributes, 'modalityLut' | 'realWorld'>;

/**
 * What a frame's values are called: HU where the object says so, SUVbw where it can be computed, else what the object
 * calls them, else stored units. Nothing is called by a unit that the object does not give it.
 */
export function valueMeaning({ modality, pet, image }: Imaged, values: Values): ValueMeaning {
  const { modalityLut } = values;
  // Numbers that are not integers have no step.
  const isWhole = image === undefined || image.sample === 'integer';
  const slope = !isWhole ? 0 : modalityLut.kind === 'rescale' ? Math.abs(modalityLut.slope) : 1;
  const world = worldInUse({ pet }, values);
  if (world) return pet ? mappedUptake(pet, world, isWhole) : worldMeaning(world, isWhole);
  const type = modalityLut.type?.trim().toUpperCase();
  if (pet && !pet.isMapped) return uptake(pet, slope);
  // US is "unspecified"; of CT, whoever reads the object knows where an absent type is HU.
  if (type === 'HU') return meaning('attenuation', UNITS.hounsfield, slope, { kind: 'scanner' });
  if (type !== undefined && type !== 'US') return rescaledMeaning(type, slope);
  return meaning(modality === 'MR' ? 'mr-signal' : 'other', UNITS.stored, slope, {
    kind: 'no-unit',
    rescaled: isRescaled({ modalityLut }),
  });
}

/**
 * What modality values are told in, which windows and volumes have: as the values of the picture, where one number leads from
 * the one to the other, else without the unit that a mapping beside them gives.
 */
export function modalityMeaning(instance: Imaged, values: Values): ValueMeaning {
  const own = valueMeaning(instance, values);
  const world = worldInUse(instance, values);
  if (!world) return own;
  const factor = worldFactor(world, values.modalityLut);
  return factor === undefined
    ? valueMeaning(instance, { modalityLut: values.modalityLut })
    : { ...own, factor: own.factor * factor };
}

/** Modality value → value in the world; `undefined` where it takes more than to multiply. */
function worldFactor(
  { pieces: [piece, ...others] }: RealWorldMapping,
  lut: Values['modalityLut'],
): number | undefined {
  if (!piece || !('slope' in piece) || others.length > 0 || lut.kind !== 'rescale') return undefined;
  const factor = piece.slope / lut.slope;
  const isAlone = Math.abs(piece.intercept - factor * lut.intercept) <= Math.abs(piece.slope) * 1e-6;
  return isAlone ? factor : undefined;
}

/**
 * Units of rescaled values by Rescale Type (PS3.3 C.11.1.1.2) or Dose Units, and what a value is multiplied by to be in them:
 * optical densities are stored in thousandths.
 */
const RESCALED: Readonly<Record<string, readonly [unit: Unit, factor?: number]>> = {
  GY: [UNITS.gray],
  OD: [UNITS.opticalDensity, 0.001],
  MGML: [UNITS.concentration],
  PCT: [UNITS.percent],
  ED: [UNITS.electrons],
  BQML: [UNITS.activity],
};

function rescaledMeaning(type: string, slope: number): ValueMeaning {
  const [unit, factor = 1] = RESCALED[type] ?? [{ symbol: type, ucum: '1' }];
  return { ...meaning('other', unit, slope * factor, { kind: 'rescaled' }), factor };
}

/** The same of values less those of a mask: what they were called by themselves they are no more. */
export const ofDifferences = (own: ValueMeaning): ValueMeaning => ({
  ...own,
  basis: { kind: 'difference' },
});

/** The mapping that values are told by; those of PET have their own units, unless the object is an enhanced one. */
export const worldInUse = ({ pet }: Pick<Imaged, 'pet'>, values: Values): RealWorldMapping | undefined =>
  pet && !pet.isMapped ? undefined : realWorldOf(values);

/**
 * The real-world mapping that is what a frame's values mean: not where the rescaling has a unit of its own, and not one
 * without a unit that says no more than a rescaling that is there.
 */
export function realWorldOf({ modalityLut, realWorld }: Values): RealWorldMapping | undefined {
  const type = modalityLut.type?.trim().toUpperCase();
  if (!realWorld || (type !== undefined && type !== 'US')) return undefined;
  return realWorld.unit.code === '1' && isRescaled({ modalityLut }) ? undefined : realWorld;
}

/**
 * What the numbers of a mapping are; those of a table have no step of their own.
 * @param label said beside them where another mapping is the one that is meant
 */
export function worldMeaning(
  { unit: { code, meaning: words }, pieces }: RealWorldMapping,
  isWhole: boolean,
  label?: string,
): ValueMeaning {
  const steps = pieces.map((piece) => (isWhole && 'slope' in piece ? Math.abs(piece.slope) : 0));
  const step = Math.min(...steps);
  const basis = { kind: 'real-world', ...(label !== undefined && { label }) } as const;
  if (code === UNITS.hounsfield.ucum) return meaning('attenuation', UNITS.hounsfield, step, basis);
  if (code === UNITS.suvbw.ucum) return meaning('suvbw', UNITS.suvbw, step, basis);
  // UCUM's marks of what is counted are no part of the unit: "{SUVlbm}g/ml".
  const plain = code.replace(/\{[^}]*\}/g, '');
  const symbol =
    code === '1' ? '' : plain.replace(/(?<=m)[23]/g, (power) => (power === '2' ? '²' : '³')) || words;
  return meaning('other', { symbol, ucum: code || '1', meaning: words }, step, basis);
}

const isRescaled = ({ modalityLut }: Pick<Values, 'modalityLut'>) =>
  modalityLut.kind === 'lut' || modalityLut.slope !== 1 || modalityLut.intercept !== 0;

/** What PET values are where they are also told as SUV. */
export const activityMeaning = ({ step, factor }: ValueMeaning): ValueMeaning =>
  meaning('activity', UNITS.activity, step / factor, { kind: 'rescaled' });

/** Activity as uptake; what is mapped to anything else is that. */
function mappedUptake(
  pet: NonNullable<Imaged['pet']>,
  world: RealWorldMapping,
  isWhole: boolean,
): ValueMeaning {
  const own = worldMeaning(world, isWhole);
  return world.unit.code === UNITS.activity.ucum ? uptake(pet, own.step) : own;
}

function uptake(pet: NonNullable<Imaged['pet']>, slope: number): ValueMeaning {
  const suv = suvFactor(pet);
  if (suv.ok)
    return {
      ...meaning('suvbw', UNITS.suvbw, slope * suv.factor, { kind: 'suv', ...(suv.by && { by: suv.by }) }),
      factor: suv.factor,
    };
  const basis = { kind: 'no-suv', why: suv.why } as const;
  if (pet.units === 'BQML') return meaning('activity', UNITS.activity, slope, basis);
  return meaning('other', pet.units === 'CNTS' ? UNITS.counts : UNITS.stored, slope, basis);
}

const meaning = (of: ValueKind, unit: Unit, step: number, basis: ValueBasis): ValueMeaning => ({
  of,
  unit,
  factor: 1,
  step,
  basis,
});
