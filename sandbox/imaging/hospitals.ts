import type { Hospital } from '../catalogue';

/** The region: three hospitals, three archives, three numbering systems. */
export const hospitals: readonly Hospital[] = [
  { id: 'salford', name: 'Salford Royal', numberSystem: 'https://salford.demo.invalid/hospital-number' },
  { id: 'bolton', name: 'Royal Bolton', numberSystem: 'https://bolton.demo.invalid/hospital-number' },
  { id: 'wigan', name: 'Wigan Infirmary', numberSystem: 'https://wigan.demo.invalid/hospital-number' },
];
