import type { Spoken } from '../language';
import type * as en from '../en/printing';

export const printTexts: Spoken<typeof en.printTexts> = {
  name: 'Argraffu',
  choose: 'Argraffu…',
  what: 'Beth i’w argraffu',
  report: 'Yr adroddiad',
  shown: 'Yr adroddiad a’r lluniau ar y sgrin',
  keyImages: 'Yr adroddiad a’i ddelweddau allweddol',
  preparing: 'Yn paratoi’r lluniau i’w hargraffu…',
  failed: 'Nid oedd modd paratoi’r lluniau. Gellir argraffu’r adroddiad ar ei ben ei hun.',
  forbidden: 'Ni argraffwyd dim: nid yw’r porwr yn caniatáu hynny yma. Agorwch y delweddau mewn tab ei hun.',
  missing: (count) =>
    count === 1
      ? 'Nid oedd modd paratoi un llun ac mae ar goll yma.'
      : `Nid oedd modd paratoi ${count} llun ac maent ar goll yma.`,
  keyImage: (number, count, title) => `Delwedd allweddol ${number} o ${count}: ${title}`,
  trueToScale: 'Gwir i raddfa ar bapur A4 o’i argraffu ar 100% (“maint gwirioneddol”)',
  curvesPage: (number, count) => `cromliniau, tudalen ${number} o ${count}`,
  curvesTime: (from, to, all) => `eiliadau ${from} i ${to} o ${all}`,
  page: 'Tudalen',
  of: 'o',
  columns: { what: 'Astudiaeth', when: 'Dyddiad', where: 'Lle', images: 'Delweddau', report: 'Adroddiad' },
};
