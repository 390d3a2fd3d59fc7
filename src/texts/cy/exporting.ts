import type { Spoken } from '../language';
import type * as en from '../en/exporting';

export const exportTexts: Spoken<typeof en.exportTexts> = {
  title: 'Cadw neu gopïo',
  close: 'Cau',
  what: 'Beth',
  picture: 'Y llun hwn',
  sheet: (count) => `Pob un o’r ${count} golygfa, ar un ddalen`,
  keyImages: (count) =>
    count === 1 ? 'Y ddelwedd allweddol, fel y’i marciwyd' : `Y ${count} delwedd allweddol, fel y’u marciwyd`,
  film: (count) => `${count} delwedd yr olygfa hon, fel ffilm`,
  dicomSeries: 'Y gyfres hon, fel y’i cedwir (DICOM)',
  dicomStudy: 'Yr astudiaeth gyfan, fel y’i cedwir (DICOM)',
  teaching: 'Copi addysgu, heb enw’r claf',
  goOn: 'Ymlaen',
  as: 'Fel',
  png: 'PNG, dim yn cael ei golli',
  jpeg: 'JPEG, llai, collir rhywfaint o fanylion',
  save: 'Cadw',
  copy: 'Copïo',
  stop: 'Stopio',
  carries:
    'Ysgrifennir enw a rhif y claf, y dyddiad, y ffynhonnell ac “i’w adolygu” i mewn iddo. Anfonwch ef i’r lleoedd y caiff cofnod y claf fynd yn unig.',
  carriesDicom: 'Mae’r ffeiliau’n dal enw a rhif y claf. Cadwch nhw lle caiff cofnod y claf ei gadw yn unig.',
  recorded: 'Lle mae eich sefydliad yn cadw cofnod archwilio, dywedir wrtho beth a gymerwch allan.',
  report: 'Ar gyfer yr adroddiad gyda’i luniau fel PDF: dewiswch Argraffu, yna cadw fel PDF yno.',
  unconfirmed: 'Nid yw’n hysbys bod pob llun yma yn perthyn i’r claf hwn. Ni ellir cadw na chopïo dim.',
  preparing: 'Yn paratoi…',
  filming: (at, count) => `Yn ffilmio delwedd ${at} o ${count}…`,
  writing: (here) => (here === 1 ? 'Ysgrifennwyd 1 ddelwedd…' : `Ysgrifennwyd ${here} delwedd…`),
  source: (archive, site) => `O ${archive}, gan ${site}`,
  saved: (when, who) => (who === undefined ? `Cadwyd ${when}` : `Cadwyd ${when} gan ${who}`),
  jpegNote: 'Cadwyd fel JPEG: collir rhywfaint o fanylion',
  filmNote: 'Cadwyd fel ffilm: collir rhywfaint o fanylion, ac nid amseroedd yr archwiliad yw’r rhain',
  notDrawn: 'Gadewir allan amlinellau a lliwiau a dynnwyd gan eraill',
  done: {
    saved: 'Cadwyd.',
    'handed over': 'Rhoddwyd i’r porwr. Os na ddaeth ffeil, nid yw ffenestr y cofnod yn caniatáu ffeiliau.',
    copied: 'Copïwyd.',
    'not-allowed': 'Ni chewch gymryd hwn allan.',
    'not-confirmed': 'Nid yw’n hysbys ei fod yn perthyn i’r claf hwn, felly ni chafodd ei gymryd allan.',
    'not-looked-at': 'Ni chadwyd dim: nid edrychwyd arno, neu nid oes ganddo’r blwch sydd ei angen.',
    stopped: 'Stopiwyd. Ni chadwyd dim.',
    nothing: 'Nid oedd dim i’w gadw.',
    frame:
      'Nid yw ffenestr y cofnod yn caniatáu hyn. Agorwch y syllwr mewn ffenestr ei hun, neu gofynnwch i gymorth y cofnod.',
    'not-written':
      'Ni ellid ysgrifennu’r ffeil, ac ni chadwyd dim. Efallai bod y ddisg yn llawn: gwnewch le, cadwch mewn man arall, neu cadwch un gyfres ar y tro.',
    failed: 'Nid oedd modd ei wneud. Ni chadwyd dim.',
  },
  nothingSaved: 'Ni chadwyd dim.',
  tooLarge: (megabytes) =>
    `Mwy na ${megabytes} MB, na all y porwr hwn ei gadw o’r fan hon. Cadwch un gyfres ar y tro.`,
  missing: (count) =>
    count === 1
      ? 'Mae un ar goll. Mae README.txt yn dweud hynny.'
      : `Mae ${count} ar goll. Mae README.txt yn dweud hynny.`,
  missingPictures: (count) =>
    count === 1
      ? 'Nid oedd modd paratoi un ac mae ar goll.'
      : `Nid oedd modd paratoi ${count} ac maent ar goll.`,
  readme: (here, missing) => [
    `${here} gwrthrych DICOM, fel y’u cedwir.`,
    missing === 0
      ? 'Nid yw’n hysbys bod dim ar goll.'
      : `Nid oedd modd cael ${missing}, neu nid yw’n sicr eu bod yn perthyn i’r claf hwn, ac maent ar goll yma.`,
  ],
};
