import type { Spoken } from '../language';
import type * as en from '../en/paper';

export const paperTexts: Spoken<typeof en.paperTexts> = {
  title: 'Argraffu’r lluniau',
  close: 'Cau',
  act: 'Argraffu',
  what: 'Beth i’w argraffu',
  report: 'Yr adroddiad',
  shown: 'Yr adroddiad a’r lluniau ar y sgrin',
  keyImages: 'Yr adroddiad a’i ddelweddau allweddol',
  alone: { shown: 'Y lluniau ar y sgrin', keyImages: 'Y delweddau allweddol' },
  carries:
    'O dan bob un mae enw a rhif y claf, y dyddiad ac “i’w adolygu”. Argreffir yr adroddiad gyda nhw o offer yr adroddiad ei hun.',
  preparing: 'Yn paratoi’r lluniau i’w hargraffu…',
  failed: 'Nid oedd modd paratoi’r lluniau. Gellir argraffu’r adroddiad ar ei ben ei hun.',
  failedAlone: 'Nid oedd modd paratoi’r lluniau. Ni argraffwyd dim.',
  unconfirmed: 'Nid yw’n hysbys bod pob llun yma yn perthyn i’r claf hwn. Ni ellir argraffu unrhyw lun.',
  missing: (count) =>
    count === 1
      ? 'Nid oedd modd paratoi un llun ac mae ar goll yma.'
      : `Nid oedd modd paratoi ${count} llun ac maent ar goll yma.`,
  keyImage: (number, count, title) => `Delwedd allweddol ${number} o ${count}: ${title}`,
  trueToScale: 'Gwir i raddfa ar bapur A4 o’i argraffu ar 100% (“maint gwirioneddol”)',
  curvesPage: (number, count) => `cromliniau, tudalen ${number} o ${count}`,
  curvesTime: (from, to, all) => `eiliadau ${from} i ${to} o ${all}`,
};
