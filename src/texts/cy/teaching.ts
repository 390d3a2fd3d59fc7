import type { Spoken } from '../language';
import type * as en from '../en/teaching';

export const teachingTexts: Spoken<typeof en.teachingTexts> = {
  title: 'Copi addysgu',
  close: 'Cau',
  what: 'Beth',
  picture: 'Y llun hwn',
  series: 'Y gyfres hon',
  study: 'Yr astudiaeth gyfan',
  as: 'Fel',
  dicom: 'DICOM, ar gyfer rhaglenni lluniau a ffeiliau addysgu',
  png: 'PNG, ar gyfer sleidiau',
  caseNumber: 'Rhif achos, yn lle’r enw',
  caseHint: 'Llythrennau, ffigurau a chysylltnodau, 16 ar y mwyaf. Dim rhan o enw na rhifau’r claf.',
  caseWrong: 'Ni all hwn fod yn rhif achos, neu mae’n cynnwys rhan o enw neu rifau’r claf.',
  picturesList: 'Y lluniau',
  canvas: (at, count) => `Llun ${at} o ${count}, fel y byddai’n gadael`,
  at: (at, count) => `Llun ${at} o ${count}`,
  previous: 'Yn ôl',
  next: 'Nesaf',
  play: 'Dangos pob un',
  pause: 'Stopio',
  seen: (seen, count) => `Edrychwyd ar ${seen} o ${count}.`,
  seenWhy: 'Mae’r hyn nad ydych wedi edrych arno yn aros yma.',
  draw: 'Chwiliwch am enwau, dyddiadau a rhifau yn y llun. Tynnwch flwch dros bob un: fe’i gwneir yn ddu am byth.',
  needsBox:
    'Yn aml mae geiriau mewn lluniau o’r math hwn. Dim ond gyda blwch wedi’i dynnu arno y mae’n gadael.',
  addBox: 'Ychwanegu blwch',
  covers: 'Mae blwch newydd yn gorchuddio',
  coversSeries: 'Pob llun o’r maint hwn yn y gyfres hon',
  coversPicture: 'Y llun hwn yn unig',
  boxKeys: 'Mae’r bysellau saeth yn symud y blwch, gyda Shift yn newid ei faint, a Delete yn ei dynnu.',
  boxOn: (number, isAll) =>
    isAll ? `Blwch ${number}, ar bob llun yn y gyfres` : `Blwch ${number}, ar y llun hwn`,
  removeBox: (number) => `Tynnu blwch ${number}`,
  notAnonymous: 'Gall ddweud o hyd pwy ydyw',
  warnings: () => [
    'Gellir adnabod wyneb o CT neu MR o’r pen, ac mewn ffotograff.',
    'Gellir adnabod clefyd prin, neu lun a fu yn y newyddion.',
    'Mae oedran a rhyw yn aros. Symudir dyddiadau. Tynnir enwau, rhifau, lleoedd a phopeth a ysgrifennodd pobl.',
    'Gofynnwch i’ch llywodraethu gwybodaeth cyn iddo adael, ac i’r claf lle maen nhw’n dweud hynny.',
  ],
  confirm:
    'Rwyf wedi edrych: y tu allan i’r blychau ni ellir gweld enw, dyddiad, rhif na geiriau eraill am y claf.',
  save: (count) => (count === 1 ? 'Cadw 1 llun' : `Cadw ${count} llun`),
  stop: 'Stopio',
  loading: 'Yn paratoi…',
  writing: (here) => `Ysgrifennwyd ${here} llun…`,
  none: 'Nid oes llun yma a all fod yn gopi addysgu.',
  refused: 'Ni chewch gymryd hwn allan.',
  failed: 'Ni ddaeth y rhestr o luniau. Caewch hwn a rhowch gynnig arall arni.',
  leftOutKind: (count) =>
    count === 1
      ? 'Gadewir 1 ddogfen, ffilm neu wrthrych arall allan: lluniau yn unig sydd mewn copi addysgu.'
      : `Gadewir ${count} dogfen, ffilm neu wrthrych arall allan: lluniau yn unig sydd mewn copi addysgu.`,
  leftOutPerson: (count) =>
    `Nid yw’n sicr bod ${count} gwrthrych yn perthyn i’r claf hwn; fe’u gadewir allan.`,
  leftOutMissing: (count) => `Ni ddaeth ${count} gwrthrych.`,
  missing: (count) => `Ni ellid ysgrifennu ${count} llun. Mae README.txt yn dweud hynny.`,
  captionCase: (number) => `Achos addysgu ${number}`,
  captionNote: 'Ar gyfer addysgu – nid ar gyfer diagnosis',
  readme: (number, here, missing, unseen) => [
    `Achos addysgu ${number}`,
    `${here} llun. Ar gyfer addysgu – nid ar gyfer diagnosis.`,
    ...(missing > 0 ? [`Ni ellid ysgrifennu ${missing}; maent ar goll yma.`] : []),
    ...(unseen > 0 ? [`Ni ddewiswyd ${unseen}.`] : []),
    'Tynnwyd enwau, rhifau, lleoedd a phopeth a ysgrifennodd pobl, a symudwyd dyddiadau. Arhosodd oedran a rhyw.',
    'Gwnaed geiriau yn y lluniau’n ddu lle tynnodd y sawl a gadwodd hwn flwch.',
    'Gall ddweud o hyd pwy ydyw: trwy wyneb mewn CT neu MR o’r pen neu ffotograff, trwy glefyd prin, trwy lun hysbys.',
    'Rhannwch ef dim ond fel y mae eich llywodraethu gwybodaeth yn caniatáu.',
  ],
};
