import type { FigureKind } from '../../../domain/measure/figure';
import type { Quantity, QuantityName, ValueKind } from '../../../domain/measure/quantity';
import type { Unit } from '../../../domain/measure/unit';
import type { Code } from '../../code';
import { element, sequence, type WrittenDataset, type WrittenElement } from './element';
import * as Tag from '../../tags';

export const code = (value: string, scheme: string, meaning: string): Code => ({ value, scheme, meaning });
export const dcm = (value: string, meaning: string): Code => code(value, 'DCM', meaning);
export const sct = (value: string, meaning: string): Code => code(value, 'SCT', meaning);

/** For what PS3.16 has no term; a document that uses it says whose it is (PS3.3 C.12.1.1.2). */
const OWN_SCHEME = '99PLAINFILM';
const own = (value: string, meaning: string) => code(value, OWN_SCHEME, meaning);

export const ownScheme: WrittenDataset = {
  [Tag.CodingSchemeDesignator]: element('SH', OWN_SCHEME),
  [Tag.CodingSchemeName]: element('ST', 'Plainfilm measurements'),
  [Tag.CodingSchemeResponsibleOrganization]: element('ST', 'Plainfilm'),
};

export const codeSequence = ({ value, scheme, meaning }: Code): WrittenElement =>
  sequence({
    [Tag.CodeValue]: element('SH', value),
    [Tag.CodingSchemeDesignator]: element('SH', scheme),
    [Tag.CodeMeaning]: element('LO', meaning),
  });

/** UCUM's meanings in words (PS3.16 CID 82) */
const UNIT_MEANINGS: Readonly<Record<string, string>> = {
  mm: 'millimeter',
  mm2: 'square millimeter',
  '{pixels}': 'pixels',
  '{square pixels}': 'square pixels',
  deg: 'degree',
  s: 'second',
  Hz: 'hertz',
  'cm/s': 'centimeter per second',
  '%': 'percent',
  dB: 'decibel',
  'dB/s': 'decibel per second',
  cm2: 'square centimeter',
  'cm2/s': 'square centimeter per second',
  cm3: 'cubic centimeter',
  'cm3/s': 'cubic centimeter per second',
  '1': 'no units',
  "[hnsf'U]": 'Hounsfield unit',
  '{SUVbw}g/ml': 'Standardized Uptake Value body weight',
  'Bq/ml': 'Becquerels per milliliter',
  Gy: 'Gray',
  '{counts}': 'counts',
};

export const unitCode = ({ symbol, ucum, meaning = UNIT_MEANINGS[ucum] ?? symbol }: Unit): Code =>
  code(ucum, 'UCUM', meaning);

const VALUES: Readonly<Record<ValueKind, Code>> = {
  attenuation: dcm('112031', 'Attenuation Coefficient'),
  suvbw: dcm('126401', 'SUVbw'),
  'mr-signal': dcm('110852', 'MR signal intensity'),
  activity: own('ACTIVITY', 'Activity concentration'),
  other: own('VALUE', 'Pixel value'),
};

const NAMES: Readonly<Partial<Record<QuantityName, Code>>> = {
  Length: sct('410668003', 'Length'),
  'Long axis': sct('103339001', 'Long Axis'),
  'Short axis': sct('103340004', 'Short Axis'),
  Angle: sct('1483009', 'Angle'),
  'Cobb angle': sct('285285000', 'Cobb angle'),
  Area: sct('42798000', 'Area'),
  Distance: own('DISTANCE', 'Distance'),
  Time: own('TIME', 'Time'),
  Velocity: own('VELOCITY', 'Velocity'),
  Frequency: own('FREQUENCY', 'Frequency'),
  Difference: own('DIFFERENCE', 'Difference'),
};

/** What a number measures: of pixel values the value, whatever statistic of it the number is. */
export const quantityCode = ({ name, of = 'other' }: Quantity): Code => NAMES[name] ?? VALUES[of];

/** Derivation (121401, DCM), for statistics of pixel values (TID 1419). */
export const DERIVATIONS: Readonly<Partial<Record<QuantityName, Code>>> = {
  Mean: sct('373098007', 'Mean'),
  SD: sct('386136009', 'Standard Deviation'),
  Minimum: sct('255605001', 'Minimum'),
  Maximum: sct('56851009', 'Maximum'),
};

/** TID 1410 measures a region, TID 1501 anything else. */
export const isRegion = (kind: FigureKind): boolean => kind === 'ellipse' || kind === 'freehand';
