import type { Spoken } from '../language';
import type * as en from '../en/printing';

export const printTexts: Spoken<typeof en.printTexts> = {
  forbidden: 'Ni argraffwyd dim: nid yw’r porwr yn caniatáu hynny yma. Agorwch y delweddau mewn tab ei hun.',
  page: 'Tudalen',
  of: 'o',
  columns: { what: 'Astudiaeth', when: 'Dyddiad', where: 'Lle', images: 'Delweddau', report: 'Adroddiad' },
};
