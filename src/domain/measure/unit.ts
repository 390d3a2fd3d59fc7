/** A unit as it is written, and its code in UCUM, by which an SR document says it. */
export interface Unit {
  readonly symbol: string;
  readonly ucum: string;
  /** In words, where the object has a unit of its own */
  readonly meaning?: string;
}

const unit = (symbol: string, ucum: string): Unit => ({ symbol, ucum });

export const UNITS = {
  mm: unit('mm', 'mm'),
  mm2: unit('mm²', 'mm2'),
  pixel: unit('pixels', '{pixels}'),
  pixel2: unit('square pixels', '{square pixels}'),
  degree: unit('°', 'deg'),
  second: unit('s', 's'),
  hertz: unit('Hz', 'Hz'),
  velocity: unit('cm/s', 'cm/s'),
  percent: unit('%', '%'),
  decibel: unit('dB', 'dB'),
  decibelRate: unit('dB/s', 'dB/s'),
  areaCm: unit('cm²', 'cm2'),
  areaRate: unit('cm²/s', 'cm2/s'),
  volume: unit('cm³', 'cm3'),
  flow: unit('cm³/s', 'cm3/s'),
  one: unit('', '1'),
  hounsfield: unit('HU', "[hnsf'U]"),
  suvbw: unit('g/ml', '{SUVbw}g/ml'),
  activity: unit('Bq/ml', 'Bq/ml'),
  gray: unit('Gy', 'Gy'),
  opticalDensity: unit('OD', '{OD}'),
  concentration: unit('mg/ml', 'mg/ml'),
  electrons: unit('× 10²³ electrons/ml', '10*23/ml'),
  counts: unit('counts', '{counts}'),
  stored: unit('stored units', '1'),
} as const satisfies Record<string, Unit>;
