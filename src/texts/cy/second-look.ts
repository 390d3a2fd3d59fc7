import type { Spoken } from '../language';
import type * as en from '../en/second-look';

export const secondLookTexts: Spoken<typeof en.secondLookTexts> = {
  title: 'Rwy’n poeni am y llun hwn',
  close: 'Cau',
  intro: (department) =>
    `Gofynnwch i ${department} edrych arno eto. Os na all aros, ffoniwch nhw: efallai na fydd neb yn darllen hwn am ddyddiau.`,
  department: 'yr adran adrodd',
  departmentHeading: 'Adran adrodd',
  worry: 'Beth sy’n eich poeni',
  worryHint: 'Yn eich geiriau eich hun: yr hyn a welwch, a sut mae’r claf.',
  sure: 'Pa mor sicr ydych chi?',
  sureness: {
    fairly: 'Eithaf sicr bod rhywbeth wedi’i golli',
    unsure: 'Ddim yn sicr, hoffwn iddo gael ei wirio',
    mismatch: 'Nid yw’n cyd-fynd â sut mae’r claf',
  },
  contact: 'Sut i gysylltu â chi',
  contactHint: 'Rhif ffôn neu flip, a phryd.',
  marked: (count) =>
    count === 1
      ? 'Mae eich marc ar y llun hwn yn mynd gydag ef:'
      : 'Mae eich marciau ar y llun hwn yn mynd gydag ef:',
  unmarked: 'Nid oes dim wedi’i farcio. I farcio’r lle, caewch hwn, a’i fesur neu rhowch saeth yno.',
  needed: 'Dywedwch beth sy’n eich poeni, pa mor sicr ydych chi, a sut i gysylltu â chi.',
  send: (where) => `Anfon at ${where}`,
  copy: 'Copïo fel llythyr',
  print: 'Argraffu fel llythyr, gyda’r llun',
  again: 'Ceisio eto nawr',
  sending: 'Yn anfon…',
  sent: (where) => `Anfonwyd. Mae yn ${where} fel “gofynnwyd am ail olwg”.`,
  waiting: (why) =>
    `Heb ei anfon eto. ${why} Fe’i cedwir yma nes i’r dudalen hon gau, a rhoir cynnig arall bob munud. Copïwch neu argraffwch ef os na allwch aros.`,
  unheard: (why, goesOn) =>
    `Efallai ei fod wedi’i anfon. ${why} ${goesOn ? 'Chwilir amdano bob munud, ac fe’i hanfonir eto dim ond os nad yw yno.' : 'Mae ceisio eto yn chwilio amdano yn gyntaf, ac yn ei anfon dim ond os nad yw yno.'} Fe’i cedwir yma nes i’r dudalen hon gau. Ffoniwch nhw os na allwch aros.`,
  refused: (why) =>
    `${why} Ni chafodd ei anfon. Fe’i cedwir yma: copïwch neu argraffwch ef, neu ceisiwch eto.`,
  copied: 'Copïwyd. Gludwch ef mewn neges atynt.',
  notCopied: 'Nid yw’r porwr yn caniatáu copïo yma. Argraffwch ef.',
  printed: 'Rhoddwyd i ffenestr yr argraffydd. Os caeoch honno, ni argraffwyd dim.',
  notPrinted: 'Nid oedd modd paratoi’r llun. Copïwch y llythyr.',
  unconfirmed:
    'Nid yw’n sicr bod y llun hwn yn perthyn i’r claf hwn, felly ni anfonir dim yn ei enw. Ffoniwch yr adran adrodd, a dywedwch hynny.',
  noPicture: 'Nid oes llun i holi amdano eto.',
  before: (when, isOwn) =>
    isOwn
      ? `Rydych eisoes wedi gofyn am ail olwg ar y llun hwn, ar ${when}.`
      : `Mae rhywun eisoes wedi gofyn am ail olwg ar y llun hwn, ar ${when}.`,
  beforeUnknown: 'Nid oedd modd canfod a oes rhywun wedi gofyn eisoes.',
  summary: (picture) => `Gofynnwyd am ail olwg: ${picture}`,
  letter: {
    to: (department) => `At: ${department}`,
    heading: 'Cais am ail olwg ar ddelweddu',
    picture: (words) => `Llun: ${words}`,
    accession: (number) => `Rhif derbyn: ${number}`,
    worry: (words) => `Beth sy’n fy mhoeni: ${words}`,
    sure: (words) => `Pa mor sicr ydw i: ${words}`,
    marked: (words) => `Marciwyd: ${words}`,
    contact: (words) => `Sut i gysylltu â mi: ${words}`,
    from: (who, when) => (who === undefined ? `Ysgrifennwyd ${when}` : `Ysgrifennwyd gan ${who}, ${when}`),
    person: 'Ysgrifennwyd gan berson a edrychodd arno ar sgrin adolygu. Nid yw’r feddalwedd wedi canfod dim.',
  },
};
