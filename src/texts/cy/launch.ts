import type { Spoken } from '../language';
import type * as en from '../en/launch';

export const launchTexts: Spoken<typeof en.launchTexts> = {
  namedNotFound:
    'Enwodd y cofnod rywbeth i’w agor na ellid dod o hyd iddo yma. Dewiswch o’r rhestr yr hyn yr hoffech ei weld.',
  namedNotFoundYet: 'Ni chafwyd hyd eto i’r hyn a enwodd y cofnod i’w agor.',
  whatToDo: 'Beth i’w wneud',
  forSupport: 'Ar gyfer y tîm cymorth:',
};
