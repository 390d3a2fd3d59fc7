import type { Spoken } from '../language';
import type * as en from '../en/shell';

export const shellTexts: Spoken<typeof en.shellTexts> = {
  title: 'Delweddu',
  whatIsShown: 'Beth a ddangosir',
  panes: { list: 'Rhestr', pictures: 'Lluniau', report: 'Adroddiad' },
  fold: {
    list: (open) => (open ? 'Cuddio’r rhestr' : 'Dangos y rhestr'),
    report: (open) => (open ? 'Cuddio’r adroddiad' : 'Dangos yr adroddiad'),
  },
  opening: 'Yn agor cofnod y claf…',
  partLost:
    'Ni ellid llwytho rhan o Ddelweddu. Efallai bod Delweddu wedi’i ddiweddaru, neu nad yw’r rhwydwaith ar gael.',
  loadAgain: 'Llwytho Delweddu eto',
  closeNote: 'Cau',
  askingForPictures: 'Yn gofyn am y lluniau…',
};
