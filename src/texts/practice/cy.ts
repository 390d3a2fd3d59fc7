import type { PracticeWords } from './en';

export const inWelsh: PracticeWords = {
  title: 'Ymarfer: claf dychmygol',
  region: 'Ymarfer',
  mark: 'YMARFER',
  invented: 'Claf dychmygol yw hwn. Nid oes dim yma’n real, ac ni chaiff dim ei anfon na’i gadw.',
  step: (at, all) => `Cam ${at} o ${all}`,
  try: 'Rhowch gynnig arni:',
  done: 'Wedi’i wneud.',
  back: 'Yn ôl',
  next: 'Nesaf',
  leave: 'Gadael yr ymarfer',
  fold: 'Cuddio’r geiriau hyn',
  unfold: 'Dangos geiriau’r cam hwn',

  steps: {
    opens: {
      title: 'Beth sy’n agor, a phwy biau',
      words:
        'Mae’r astudiaeth ddiweddaraf sydd ag adroddiad yn agor ohoni’i hun: ei hadroddiad ar un ochr, ei lluniau ar y llall. Ar y brig mae enw’r claf. Darllenwch hwnnw’n gyntaf, bob tro.',
    },
    report: {
      title: 'Yr adroddiad yn gyntaf',
      words:
        'Mae’r casgliad ar y brig, yng ngeiriau’r awdur. Oddi tano mae’r gweddill, gyda phwy a’i hysgrifennodd ac a yw’n derfynol.',
      task: 'pwyswch “delwedd 9” yn yr adroddiad: mae ei llun yn agor.',
    },
    keyImages: {
      title: 'Delweddau allweddol',
      words:
        'Efallai fod rhywun a adroddodd wedi dewis y lluniau sy’n bwysig. Nhw sy’n agor gyntaf; mae’r astudiaeth gyfan un gwasgiad i ffwrdd.',
      task: 'ewch o’r delweddau allweddol i’r astudiaeth gyfan neu yn ôl, ar y brig neu gyda K.',
    },
    slices: {
      title: 'Trwy’r sleisiau',
      words:
        'Pentwr o sleisiau yw sgan. Trowch yr olwyn, llusgwch, neu defnyddiwch y bysellau saeth. O dan y llun mae’n dweud pa un a welwch.',
      task: 'edrychwch ar bedair sleis arall.',
    },
    brightness: {
      title: 'Disgleirdeb',
      words:
        'Mae angen disgleirdeb gwahanol ar ysgyfaint, meinwe feddal ac asgwrn. Efallai y gwelwch mewn un yr hyn na welwch mewn un arall: y cysgod bach crwn sydd i’w weld orau fel “Ysgyfaint”.',
      task: 'dewiswch ddisgleirdeb arall: “Disgleirdeb” o dan y llun, neu’r bysellau 1 i 6.',
    },
    before: {
      title: 'A oedd yno o’r blaen?',
      words:
        'Mae astudiaeth gynharach wrth ochr hon yn dangos beth sy’n newydd. Mae wedi’i marcio fel un gynharach, yn ei lliw ei hun, gyda faint ynghynt.',
      task: 'pwyswch “Cymharu” ar y brig, neu C.',
    },
    unreported: {
      title: 'Nid yw dim adroddiad yn golygu “normal”',
      words:
        'Nid oes adroddiad i’r pelydr-X o’r frest yn y rhestr. Mae’r gwyliwr yn dweud hynny, a dim mwy: nid yw byth yn dweud normal. Lle na ellid gofyn am rywbeth, mae’n dweud hynny, ac nid “dim”.',
      task: 'ewch yn ôl i’r rhestr: y saeth ar y chwith uchaf, neu Escape.',
    },
    limits: {
      title: 'Pryd i beidio â dibynnu arno',
      words:
        'I adolygu y mae, nid i wneud diagnosis: nid yw’r hyn a welwch yma’n cymryd lle’r adroddiad. Ffoniwch yr adran ddelweddu pan nad yw’r llun yn cyd-fynd â’r claf, pan fo’r adroddiad ar goll neu heb fod yn derfynol ac na allwch aros, pan fo lluniau ar goll neu’n dal i ddod, neu pan fo’r sgrin hon yn wael neu’r ystafell yn olau. Mesurwch yn ofalus: mae pob rhif yn dweud ar beth y mae’n sefyll.',
    },
    end: {
      title: 'Dyna ni',
      words:
        'Rydych wedi gweld popeth sydd ei angen ar y rhan fwyaf. Mae’r bysellau a’r gweddill yn y Cymorth. Caewch y tab hwn, neu agorwch Imaging o gofnod claf.',
    },
  },

  over: 'Mae’r ymarfer ar ben',
  overWords:
    'Mae’r claf dychmygol wedi mynd. Caewch y tab hwn i fynd yn ôl at yr hyn oedd gennych ar agor, neu agorwch Imaging o gofnod claf.',
  again: 'Ymarfer eto',

  patient: { family: 'Ymarfer', given: 'Nid-Claf-Go-Iawn' },
  record: 'Cofnod ymarfer (dychmygol)',
  archive: 'Archif ymarfer (dychmygol)',
  author: 'Dr Dychmygol Enghraifft',
  role: 'Nid radiolegydd go iawn',
  burnt: 'YMARFER',
  ct: 'CT o’r frest (dychmygol)',
  slices: 'Brest, sleisiau',
  xray: 'Pelydr-X o’r frest (dychmygol)',
  frontal: 'Brest, o’r blaen',
  conclusion: 'Casgliad',
  findings: 'Canfyddiadau',
  clinical: 'Manylion clinigol',
  now: {
    conclusion:
      'Nodwl solet newydd 14 mm yn llabed uchaf yr ysgyfaint de; roedd yn 7 mm wyth mis yn ôl. Trafodwch yng nghyfarfod yr ysgyfaint.',
    findings: 'Nodwl llabed uchaf dde. Dim nodau lymff wedi chwyddo',
    image: 'delwedd 9',
    clinical: 'Peswch ers chwe wythnos. Claf ymarfer: nid oes gan neb y peswch hwn.',
  },
  before: {
    conclusion: 'Nodwl bach 7 mm yn llabed uchaf yr ysgyfaint de. CT eto ymhen tri mis.',
    findings: 'Nodwl bach llabed uchaf dde. Ysgyfaint clir fel arall',
    image: 'delwedd 4',
    clinical: 'Ysmygwr. Claf ymarfer: nid oes neb yn ysmygu.',
  },
};
