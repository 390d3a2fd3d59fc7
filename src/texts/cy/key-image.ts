import type { Spoken } from '../language';
import type * as en from '../en/key-image';

export const keyImageTexts: Spoken<typeof en.keyImageTexts> = {
  title: 'Cadw fel delwedd allweddol',
  close: 'Cau',
  intro: (archive) =>
    `Mae’n cadw pa lun ydyw a sut rydych yn ei weld nawr, wrth ochr yr astudiaeth yn ${archive}. Bydd i’w weld o dan “Delweddau allweddol” i bawb sy’n agor yr astudiaeth. Dim ond chi all ei dynnu’n ôl, ac efallai y bydd eraill wedi’i weld erbyn hynny.`,
  archive: 'yr archif',
  by: (who) => `Cedwir o dan eich enw: ${who}.`,
  byNobody: 'Nid yw’r cofnod yn dweud pwy ydych chi. Bydd yn cael ei gadw heb enw.',
  note: 'Nodyn (gellir ei adael yn wag)',
  noteHint: 'Pam y llun hwn. Gall pawb sy’n agor yr astudiaeth ei ddarllen.',
  marks: (count) => (count === 1 ? 'Gyda’ch marc arno:' : `Gyda’ch marciau arno (${count}):`),
  unmarked: 'Nid oes dim wedi’i farcio. I ddangos y lle, caewch hwn, a’i fesur neu rhowch saeth yno.',
  colour:
    'Mae’r llun hwn mewn lliw: cedwir pa lun ydyw a’ch nodyn; ni chedwir ei ddisgleirdeb, ei faint ar y sgrin na’ch marciau.',
  notKept: (parts) => `Ni chedwir o’r hyn a welwch: ${parts}.`,
  parts: {
    palette: 'y lliwiau yn lle llwyd',
    subtraction: 'y tynnu',
    shutter: 'yr ymylon sydd wedi’u gorchuddio',
    tones: 'arlliwiau llwyd yr olygfa a gadwyd',
    graphics: 'yr hyn a dynnodd eraill yn yr olygfa a gadwyd',
  },
  already: (who) => `Mae’r llun hwn yn ddelwedd allweddol yn barod: ${who}.`,
  alreadyBy: (title, by) => (by ? `${title}, ${by}` : title),
  withdraw: 'Tynnu’r ddelwedd allweddol hon yn ôl',
  withdrawing: 'Yn tynnu’n ôl…',
  withdrawn: (where) =>
    `Tynnwyd yn ôl yn ${where}. Mae’r llun yn aros yn yr astudiaeth, ac mae rhestr yr adroddiad yn dweud iddo gael ei dynnu’n ôl.`,
  notWithdrawn: (why) => `Heb ei dynnu’n ôl: mae pawb yn ei weld o hyd. ${why}.`,
  perhapsWithdrawn: (why) => `Efallai ei fod wedi’i dynnu’n ôl, neu fod pawb yn ei weld o hyd. ${why}.`,
  notYours: {
    'somebody-elses': 'Dim ond y sawl a’i cadwodd all ei dynnu’n ôl.',
    unknown:
      'Ni ellir dweud yn sicr ai chi a’i cadwodd, felly ni allwch ei dynnu’n ôl yma. Gofynnwch i’ch adran ddelweddu.',
  },
  save: 'Cadw',
  again: 'Ceisio eto nawr',
  saving: 'Yn cadw…',
  saved: (where) => `Cadwyd yn ${where}. Mae o dan “Delweddau allweddol”.`,
  waiting: (why) =>
    `Heb ei gadw eto. ${why} Mae’n cael ei ddal yma nes i’r dudalen hon gau, a cheisir eto bob munud.`,
  perhapsSaved: (why) =>
    `Efallai ei fod wedi’i gadw. ${why} Fe’i hanfonir eto bob munud nes i’r dudalen hon gau, ac unwaith yn unig y bydd yno.`,
  refused: (why) =>
    `${why} Mae’n cael ei ddal yma nes i’r dudalen hon gau: ceisiwch eto, neu dywedwch wrth eich adran ddelweddu.`,
  half: {
    choice: 'Mae’r archif yn gwybod pa lun ydyw, ond nid eto sut rydych yn ei weld.',
    view: 'Mae’r archif yn gwybod sut rydych yn ei weld, ond nid eto ei fod yn ddelwedd allweddol: nid oes neb yn ei gael hyd yn hyn.',
  },
  unconfirmed:
    'Nid yw’n sicr mai llun y claf hwn yw hwn, felly ni chedwir dim gydag ef. Dywedwch wrth eich adran ddelweddu.',
  noPicture: 'Nid oes llun gorffenedig i’w gadw eto.',
  noArchive: 'Nid yw’r llun hwn mewn archif a allai ei gymryd.',
};
