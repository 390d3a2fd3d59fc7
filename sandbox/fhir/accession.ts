import type { CatalogueStudy, Hospital } from '../catalogue';
import { systems } from './resource';

/** The order's number as its hospital gave it; it means nothing without the system that says which hospital. */
export function accession({ accessionNumber }: CatalogueStudy, { name, numberSystem }: Hospital) {
  return {
    type: { coding: [{ system: systems.identifierType, code: 'ACSN' }] },
    system: `${numberSystem}/accession`,
    value: accessionNumber,
    assigner: { display: name },
  };
}
