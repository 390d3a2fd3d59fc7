import type { Spoken } from '../language';
import type * as en from '../en/start';

export const startTexts: Spoken<typeof en.startTexts> = {
  practise: 'Ymarfer ar glaf dychmygol',
  notStarted: {
    title: 'Nid oedd modd cychwyn Delweddu',
    meaning:
      'Ni ddaeth rhan ohono: efallai fod y cysylltiad wedi’i golli am ennyd, neu fod Delweddu wedi’i ddiweddaru yn y cyfamser.',
    action:
      'Llwythwch y dudalen eto. Os nad yw hynny’n helpu, ewch yn ôl i gofnod y claf a dewis Delweddu eto, a rhowch y geiriau isod i’ch tîm cymorth TG.',
    reload: 'Llwytho eto',
  },
  openInTab: 'Agor Delweddu mewn tab ei hun',
};
