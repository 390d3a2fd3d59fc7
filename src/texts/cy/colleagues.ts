import type { Spoken } from '../language';
import type * as en from '../en/colleagues';

export const shareTexts: Spoken<typeof en.shareTexts> = {
  title: 'Dolen i’r olwg hon',
  close: 'Cau',
  intro: (until) =>
    `Mae’n arwain at y delweddau hyn gyda’r ffenestr a’r cynllun hyn, tan ${until}. Nid oes enw na rhif ynddi: dim ond i rywun sydd â’r claf hwn ar agor yn ei gofnod ei hun y mae’n agor.`,
  link: 'Dolen',
  code: 'Yr un peth fel cod, i’w ddarllen yn uchel neu ei deipio',
  copy: 'Copïo’r ddolen',
  copyCode: 'Copïo’r cod',
  add: 'Ychwanegu at restr y cyfarfod',
  copied: 'Wedi’i chopïo. Mae’r ddolen yn y clipfwrdd.',
  copiedCode: 'Wedi’i gopïo. Mae’r cod yn y clipfwrdd.',
  notCopied: 'Nid yw’r porwr yn caniatáu copïo yma. Dewiswch y ddolen a’i chopïo eich hun.',
  added: (views) => `Wedi’i hychwanegu. Golygon ar restr y cyfarfod: ${views}.`,
  preparing: 'Yn gwneud y ddolen…',
  measurements: 'Nid yw mesuriadau ynddi. Cadwch nhw gyda’r astudiaeth, a byddant i’w cael yno.',
  unconfirmed: 'Nid yw’n sicr mai lluniau’r claf hwn yw’r rhain, felly ni wneir dolen iddynt.',
  noPicture: 'Nid oes llun i gysylltu ag ef eto. Nid oes gan gromliniau a phlanau ddolen eu hunain.',
};

export const arrivalTexts: Spoken<typeof en.arrivalTexts> = {
  opening: 'Yn agor yr olwg…',
  shown: (study) => `Yr olwg a anfonwyd atoch: ${study}.`,
  missing: (count) => `Delweddau na ellid eu dangos: ${count}.`,
  withoutPrior: 'Nid yw’r astudiaeth gynharach a oedd wrth ei hochr ar y rhestr hon.',
  notShown: (study) => `Mae’r ddolen yn arwain at ${study}, na ellid ei hagor.`,
  foreign:
    'Nid yw’r ddolen hon ar gyfer astudiaeth o’r claf hwn. Ni agorwyd dim. Agorwch y claf yr anfonwyd hi atoch ar ei gyfer yn eich cofnod, a’i gludo yno.',
  notAllKnown:
    'Nid yw astudiaeth y ddolen ymhlith y rhai sydd yma, ac nid yw pob ffynhonnell wedi ateb. Ni agorwyd dim. Rhowch gynnig arall arni pan fydd y rhestr yn gyflawn.',
  expired: (day) => `Gellid agor y ddolen hon tan ${day}. Gofynnwch am un newydd.`,
  several:
    'Mae mwy nag un ddolen yn hwn, felly ni all neb ddweud pa un a olygir. Ni agorwyd dim. Copïwch un ohonynt, a’i gludo eto.',
  otherVersion:
    'Gwnaed y ddolen hon gan fersiwn arall o’r syllwr, ac ni all yr un yma ei darllen. Ni agorwyd dim. Gofynnwch am yr astudiaeth a’r ddelwedd mewn geiriau.',
  malformed:
    'Nid yw hon yn ddolen i olwg, neu mae rhan ohoni ar goll. Ni agorwyd dim. Copïwch y cyfan ohoni, a’i gludo eto.',
  notForPatients: 'Ar gyfer staff y mae dolenni.',
  done: 'Cau',
};

export const meetingTexts: Spoken<typeof en.meetingTexts> = {
  title: 'Rhestr cyfarfod',
  close: 'Cau',
  intro:
    'Golygon ar gyfer cyfarfod. Nid oes enwau ar y rhestr: dim ond pan fydd ei glaf ei hun ar agor y mae pob achos yn ymddangos.',
  open: 'Agor dolen neu god',
  openHint: 'Gludwch yr hyn a anfonodd cydweithiwr atoch. Gallwch hefyd ei gludo unrhyw le ar y sgrin.',
  go: 'Agor',
  empty: 'Nid oes dim ar y rhestr eto. Mae “Dolen i’r olwg hon” yn ychwanegu’r hyn sydd ar y sgrin.',
  case: (number) => `Achos ${number}`,
  thisPatient: 'y claf hwn',
  another: (views) => `claf arall: golygon ${views}`,
  view: (number) => `Golwg ${number}:`,
  show: 'Dangos',
  remove: 'Tynnu',
  present: 'Cyflwyno',
  addNow: 'Ychwanegu’r hyn sydd ar y sgrin',
  added: 'Wedi’i hychwanegu.',
  nothingToAdd: 'Nid oes llun ar y sgrin sy’n sicr o fod yn eiddo i’r claf hwn. Ni ychwanegwyd dim.',
  save: 'Cadw fel ffeil',
  load: 'Agor ffeil…',
  saved: 'Wedi’i rhoi i’r porwr i’w chadw. Codau yn unig sydd yn y ffeil, dim enwau a dim rhifau.',
  loaded: (views) => `Golygon a ddarllenwyd: ${views}.`,
  unread: (count) => `Cofnodion na ellid eu darllen: ${count}.`,
  expired: (count) => `Cofnodion sydd wedi dod i ben: ${count}.`,
  noFile: 'Nid rhestr cyfarfod yw hon, neu mae’n rhy fawr. Ni ddarllenwyd dim.',
  keep: (where) => `Cadw golygon y claf hwn yn ${where}`,
  keeping: 'Yn cadw…',
  kept: (where) => `Wedi’u cadw yn ${where}. Bydd pwy bynnag sy’n agor y claf hwn yn eu gweld yma.`,
  notKept: (why) => `${why} Nid ydynt yn y cofnod; maent yn aros ar y rhestr hon.`,
  perhapsKept: (why) =>
    `${why} Efallai eu bod yn y cofnod, neu ddim: bydd pwy bynnag sy’n agor y claf hwn o’r newydd yn gweld a ydynt. Maent yn aros ar y rhestr hon.`,
  keptUnknown: (why) => `Ni ellid darllen yr hyn y mae’r cofnod yn ei gadw ar gyfer cyfarfod. ${why}`,
  clear: 'Gwagio’r rhestr',
  where: (at, all, number) => `Golwg ${at} o ${all}, achos ${number}`,
  ready: (views) => `Rhestr cyfarfod: golygon ${views}`,
  anothers: (number, record) =>
    `Claf arall sydd yn achos ${number}. Agorwch y claf hwnnw yn ${record} yn y ffenestr hon: mae’r rhestr yn parhau yno.`,
  toRecord: (record) => `Agor ${record}`,
  previous: 'Blaenorol',
  next: 'Nesaf',
  list: 'Rhestr',
  ends: 'Gorffen',
  bar: 'Cyfarfod',
};
