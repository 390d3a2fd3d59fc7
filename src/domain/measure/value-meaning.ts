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
  const world = pet ? undefined : realWorldOf(values);
  if (world) return worldMeaning(world, isWhole);
  const type = modalityLut.type?.trim().toUpperCase();
  if (pet) return uptake(pet, slope);
  // US is "unspecified"; of CT, whoever reads the object knows where an absent type is HU.
  if (type === 'HU') return meaning('attenuation', UNITS.hounsfield, slope, { kind: 'scanner' });
  if (type !== undefined && type !== 'US')
    return meaning('other', type === 'GY' ? UNITS.gray : { symbol: type, ucum: '1' }, slope, {
      kind: 'rescaled',
    });
  return meaning(modality === 'MR' ? 'mr-signal' : 'other', UNITS.stored, slope, {
    kind: 'no-unit',
    rescaled: isRescaled({ modalityLut }),
  });
}

/** The same of values less those of a mask: what they were called by themselves they are no more. */
export const ofDifferences = (own: ValueMeaning): ValueMeaning => ({
  ...own,
  basis: { kind: 'difference' },
});

/**
 * The real-world mapping that is what a frame's values mean: not where the rescaling has a unit of its own, and not one
 * without a unit that says no more than a rescaling that is there.
 */
export function realWorldOf({ modalityLut, realWorld }: Values): RealWorldMapping | undefined {
  const type = modalityLut.type?.trim().toUpperCase();
  if (!realWorld || (type !== undefined && type !== 'US')) return undefined;
  return realWorld.unit.code === '1' && isRescaled({ modalityLut }) ? undefined : realWorld;
}

/** What the numbers of a mapping are; those of a table have no step of their own. */
export function worldMeaning(mapping: RealWorldMapping, isWhole: boolean): ValueMeaning {
  const { code, meaning: words } = mapping.unit;
  const step = isWhole && 'slope' in mapping ? Math.abs(mapping.slope) : 0;
  const basis = { kind: 'real-world' } as const;
  if (code === UNITS.hounsfield.ucum) return meaning('attenuation', UNITS.hounsfield, step, basis);
  const symbol =
    code === '1' ? '' : code.replace(/(?<=m)[23]/g, (power) => (power === '2' ? '²' : '³')) || words;
  return meaning('other', { symbol, ucum: code || '1', meaning: words }, step, basis);
}

const isRescaled = ({ modalityLut }: Pick<Values, 'modalityLut'>) =>
  modalityLut.kind === 'lut' || modalityLut.slope !== 1 || modalityLut.intercept !== 0;

/** What PET values are where they are also told as SUV. */
export const activityMeaning = ({ modalityLut }: Pick<Values, 'modalityLut'>): ValueMeaning =>
  meaning('activity', UNITS.activity, modalityLut.kind === 'rescale' ? Math.abs(modalityLut.slope) : 1, {
    kind: 'rescaled',
  });

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
