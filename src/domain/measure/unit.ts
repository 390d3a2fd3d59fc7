/** A unit as it is written, and its code in UCUM, by which an SR document says it. */
export interface Unit {
  readonly symbol: string;
  readonly ucum: string;
  /** UCUM's meaning in words */
  readonly meaning: string;
}

const unit = (symbol: string, ucum: string, meaning: string): Unit => ({ symbol, ucum, meaning });

export const UNITS = {
  mm: unit('mm', 'mm', 'millimeter'),
  mm2: unit('mm²', 'mm2', 'square millimeter'),
  pixel: unit('pixels', '{pixels}', 'pixels'),
  pixel2: unit('square pixels', '{square pixels}', 'square pixels'),
  degree: unit('°', 'deg', 'degree'),
  second: unit('s', 's', 'second'),
  hertz: unit('Hz', 'Hz', 'hertz'),
  velocity: unit('cm/s', 'cm/s', 'centimeter per second'),
  percent: unit('%', '%', 'percent'),
  decibel: unit('dB', 'dB', 'decibel'),
  decibelRate: unit('dB/s', 'dB/s', 'decibel per second'),
  areaCm: unit('cm²', 'cm2', 'square centimeter'),
  areaRate: unit('cm²/s', 'cm2/s', 'square centimeter per second'),
  volume: unit('cm³', 'cm3', 'cubic centimeter'),
  flow: unit('cm³/s', 'cm3/s', 'cubic centimeter per second'),
  one: unit('', '1', 'no units'),
  hounsfield: unit('HU', "[hnsf'U]", 'Hounsfield unit'),
  suvbw: unit('g/ml', '{SUVbw}g/ml', 'Standardized Uptake Value body weight'),
  activity: unit('Bq/ml', 'Bq/ml', 'Becquerels per milliliter'),
  gray: unit('Gy', 'Gy', 'Gray'),
  counts: unit('counts', '{counts}', 'counts'),
  stored: unit('stored units', '1', 'no units'),
} as const satisfies Record<string, Unit>;
