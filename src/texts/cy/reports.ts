import type { ReportStatus } from '../../domain/report/report';
import type { ReportWarning } from '../en/reports';
import type { Spoken } from '../language';
import type * as en from '../en/reports';
import { counted, PAGE, REPORT } from './plurals';

const careful = (title: string, meaning: string): ReportWarning => ({ tone: 'careful', title, meaning });
const stop = (title: string, meaning: string): ReportWarning => ({ tone: 'stop', title, meaning });

const STATUS: Record<ReportStatus, readonly [word: string, warning?: ReportWarning]> = {
  registered: [
    'Cofrestrwyd',
    careful('Heb ei orffen', 'Mae’r adroddiad hwn wedi’i gofrestru. Efallai nad yw’r cyfan ohono yma.'),
  ],
  partial: [
    'Rhannol',
    careful('Rhan o adroddiad', 'Mae rhagor i’w ysgrifennu eto, a gall yr hyn sydd yma newid.'),
  ],
  preliminary: ['Rhagarweiniol', careful('Adroddiad rhagarweiniol', 'Nid yw wedi’i gadarnhau a gall newid.')],
  final: ['Terfynol'],
  amended: [
    'Diwygiwyd',
    careful(
      'Adroddiad diwygiedig',
      'Fe’i newidiwyd ar ôl iddo fod yn derfynol. Efallai fod rhywun wedi gweithredu ar fersiwn gynharach.',
    ),
  ],
  corrected: [
    'Cywirwyd',
    careful(
      'Adroddiad wedi’i gywiro',
      'Cywirwyd gwall mewn fersiwn gynharach. Peidiwch â dibynnu ar un gynharach.',
    ),
  ],
  appended: [
    'Terfynol, gydag atodiad',
    careful('Adroddiad gydag atodiad', 'Ychwanegwyd rhywbeth ar ôl iddo fod yn derfynol.'),
  ],
  cancelled: [
    'Canslwyd',
    stop(
      'Canslwyd yr adroddiad hwn',
      'Ni chafodd ei gwblhau erioed. Peidiwch â dibynnu ar ddim a ysgrifennwyd yma.',
    ),
  ],
  'entered-in-error': [
    'Cofnodwyd ar gam',
    stop('Cofnodwyd yr adroddiad hwn ar gam', 'Ni ddylai fod yma. Peidiwch â dibynnu arno.'),
  ],
  unknown: [
    'Statws heb ei gofnodi',
    careful('Statws heb ei gofnodi', 'Nid yw ei ffynhonnell yn dweud a yw’r adroddiad hwn yn derfynol.'),
  ],
};

const MEDIA: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'text/html': 'Dogfen',
  'application/xhtml+xml': 'Dogfen',
  'text/plain': 'Testun plaen',
  'application/rtf': 'Dogfen (RTF)',
  'text/rtf': 'Dogfen (RTF)',
  'text/xml': 'Dogfen glinigol',
  'application/xml': 'Dogfen glinigol',
};

export const findTexts: Spoken<typeof en.findTexts> = {
  field: 'Canfod yn yr adroddiad',
  previous: 'Y cyfatebiad blaenorol',
  previousTip: 'Y cyfatebiad blaenorol (Shift Enter)',
  next: 'Y cyfatebiad nesaf',
  nextTip: 'Y cyfatebiad nesaf (Enter)',
};

const EARLIER = { two: 'fersiwn gynharach', other: 'fersiwn gynharach' };
const countOfStudy = (count: number) => `${counted(count, REPORT)} o’r astudiaeth hon`;
const earlierVersions = (count: number) => counted(count, EARLIER);
const hits = (at: number, count: number) => `${at} o ${count}`;

export const reports: Spoken<typeof en.reports> = {
  title: 'Adroddiad',
  titleOfPrior: 'Adroddiad yr astudiaeth flaenorol',
  text: 'Testun yr adroddiad',
  hide: 'Cuddio’r adroddiad (R)',

  status: (status) => STATUS[status][0],
  statusWarning: (status) => STATUS[status][1],
  notVerified: careful('Heb ei ddilysu', 'Nid oes neb wedi rhoi ei enw wrth yr adroddiad hwn eto.'),
  form: (mediaType) => MEDIA[mediaType] ?? mediaType,
  formOfText: 'Testun',
  forms: 'Ffurfiau’r adroddiad hwn',
  numbered: (name, number) => `${name} ${number}`,

  about: 'Fersiynau, adroddiadau eraill ac o ble y daw',
  details: 'manylion',
  nobodyNamed: 'Awdur heb ei gofnodi',
  author: (name, role, more) =>
    `${[name, role].filter(Boolean).join(', ')}${more > 0 ? ` a ${more} arall` : ''}`,
  reportedBy: 'Adroddwyd gan',
  recordedBy: 'Cofnodwyd gan',
  notRecorded: 'Heb ei gofnodi',
  nameNotRead: 'Fe’i henwir yn y cofnod, ond ni ellid darllen yr enw',
  roleNotRecorded: 'Rôl heb ei chofnodi',
  registrationNotRecorded: 'Cofrestriad heb ei gofnodi',

  join: {
    'accession number': 'Canfuwyd trwy’r rhif derbyn yn unig: nid yw’n enwi’r astudiaeth ei hun.',
    order: 'Canfuwyd trwy’r cais yn unig, y gall archwiliadau eraill ei rannu.',
  },

  keyImages: 'Delweddau allweddol',
  chosenInReport: 'Dewiswyd yn yr adroddiad',
  chosenInReview: 'Cadwyd wrth adolygu',
  chosenBy: (who, when) => [who && `gan ${who}`, when].filter(Boolean).join(', '),
  withdrawn: (by) => (by ? `tynnwyd yn ôl ${by}` : 'tynnwyd yn ôl'),
  image: (number) => `Delwedd ${number}`,
  showImage: 'Dangos y ddelwedd hon',
  openItsStudy: 'Agor yr astudiaeth y mae’r ddelwedd hon ynddi',
  openStudy: (study) => `Agor ${study}`,

  whose: 'Adroddiad pa un',
  other: 'Yr adroddiad arall (Shift R)',
  current: 'Cyfredol',
  prior: 'BLAENOROL',
  of: (study) => `O: ${study}`,

  earlierVersion: 'Fersiwn gynharach',
  earlierMeaning: 'Mae un fwy newydd yma, sydd i’w darllen yn ei lle.',
  readNewest: 'Darllen y diweddaraf',
  ofThisStudy: 'Adroddiadau’r astudiaeth hon',
  countOfStudy,
  earlierVersions,
  othersOfStudy: (all) => {
    const earlier = all.filter(({ replaced }) => replaced).length;
    const standing = all.length - earlier;
    return [
      ...(standing > 1 ? [countOfStudy(standing)] : []),
      ...(earlier > 0 ? [earlierVersions(earlier)] : []),
    ].join(', ');
  },
  replacedBy: (when) => `disodlwyd gan fersiwn ${when}`,

  asking: 'Yn gofyn am yr adroddiad…',
  opening: 'Yn agor yr adroddiad…',
  openingPdf: 'Yn agor y PDF…',
  tryAgain: 'Rhoi cynnig arall',

  none: 'Dim adroddiad wedi’i gofnodi',
  meaning: 'Beth mae hyn yn ei olygu',
  noneMeaning: (names) => `Atebodd ${names}, ac nid oes gan yr un ohonynt adroddiad o’r astudiaeth hon.`,
  noneTodo:
    'Nid yw hyn yn dweud dim am yr hyn y mae’r lluniau’n ei ddangos. Os ydych yn disgwyl adroddiad, gofynnwch i’r sawl a’u gwnaeth.',
  widerPictures: 'Rhoi ei le i’r lluniau',
  notTold: 'Ni ellid dweud a oes adroddiad',
  notToldMeaning: 'Ni chafwyd hyd i adroddiad o’r astudiaeth hon. Nid yw hyn yn golygu nad oes un.',
  notFetched: 'Ni ellid nôl yr adroddiad',
  notFetchedMeaning: 'Nid yw hyn yn golygu nad oes un.',
  withheld: 'Cedwir adroddiadau yn ôl oddi wrthych',
  withheldMeaning: 'Ni wyddys yma a oes un, na beth mae’n ei ddweud. Gofynnwch i’r adran a wnaeth y lluniau.',
  pending: 'Nid yw’r adroddiad wedi’i ysgrifennu eto',
  pendingMeaning:
    'Mae adroddiad o’r astudiaeth hon wedi’i gofrestru, ond nid oes dim wedi’i ysgrifennu ynddo.',
  pendingTodo: 'Agorwch yr astudiaeth eto yn nes ymlaen, neu gofynnwch i’r adran adrodd.',
  empty: 'Daeth yr adroddiad heb ei eiriau',
  emptyMeaning: (status) =>
    `Fe’i nodir “${status}”, ond ni ddaeth dim y gellir ei ddarllen gydag ef. Gofynnwch i’r adran adrodd am ei destun.`,
  notDisplayed: 'Mae adroddiad, ond ni ellir ei ddangos',
  pdfNotDisplayed: 'Mae adroddiad, ond ni ellir dangos y PDF hwn',
  readAs: (form) => `Ei ddarllen fel ${form}`,
  noText: 'Nid oes testun yn y ffurf hon ar yr adroddiad.',
  mayBeMore: 'Gall fod rhagor o adroddiadau',
  partsUnread: (count) =>
    `Ni ellid darllen ${counted(count, { two: 'ran', other: 'rhan' })} a enwir gan yr adroddiad hwn, ac maent ar goll yma.`,
  partsUnreadTitle: 'Nid yw’r adroddiad hwn i gyd yma',

  loose: (count) => `Nid yw ${counted(count, REPORT)} o’r claf hwn yn enwi unrhyw astudiaeth yn y rhestr`,
  looseMayBe: 'Gall un ohonynt fod o’r astudiaeth hon.',
  looseOneMayBe: 'Gall fod o’r astudiaeth hon.',
  looseList: 'Adroddiadau nad ydynt yn enwi astudiaeth',
  looseUntitled: 'Adroddiad heb deitl',
  looseShown: 'Nid yw’r adroddiad hwn yn enwi unrhyw astudiaeth yn y rhestr',
  looseApart: 'Nid yw’r adroddiad hwn yn sefyll dros unrhyw astudiaeth yn y rhestr',
  looseMeaning:
    'Mae am y claf hwn, ond ni wyddys ei fod am y lluniau wrth ei ymyl. Gwiriwch ei ddyddiad a’i deitl.',
  looseMeaningAlone: 'Mae am y claf hwn. Gall ei ddyddiad a’i deitl ddweud o ba archwiliad y daw.',
  leaveLoose: 'Yn ôl i adroddiad yr astudiaeth hon',

  tools: 'Offer yr adroddiad',
  moreTools: 'Canfod, maint, copïo ac argraffu',
  pdfTools: 'Offer PDF',
  smaller: 'Teip llai',
  larger: 'Teip mwy',
  light: 'Tudalen olau',
  copy: 'Copïo fel testun',
  print: 'Argraffu’r adroddiad',
  copied: 'Copïwyd, gyda’i statws a’i awdur.',
  notCopied: 'Nid yw’r porwr hwn yn caniatáu copïo yma. Dewiswch y testun a’i gopïo yn lle hynny.',
  hits,
  noHits: 'dim',
  hitOnPage: (at, count, page) => `${hits(at, count)}, tudalen ${page}`,
  notAllSearched: (found, pages) => `${found}; ${counted(pages, PAGE)} heb eu chwilio`,
  table: 'Tabl',
  page: (page) => `Tudalen ${page}`,
  pageTrouble: (page, trouble) => `Tudalen ${page}: ${trouble}.`,
  pageOf: (page, pages) => `tudalen ${page} o ${pages}`,
  pagesNotPrinted:
    'PDF yw’r adroddiad hwn: mae ei dudalennau’n dilyn, lle’i hargreffir â’r botwm uwch ei ben.',
  previousPage: 'Tudalen flaenorol',
  nextPage: 'Tudalen nesaf',
  smallerPages: 'Tudalennau llai',
  largerPages: 'Tudalennau mwy',
  widerReport: 'Rhoi mwy o le i’r adroddiad',
  narrowerReport: 'Rhoi mwy o le i’r lluniau',

  copiedHead: {
    patient: (name, born, numbers) =>
      [name, `ganwyd ${born}`, ...numbers.map((number) => `Rhif GIG ${number}`)].join(', '),
    title: 'Adroddiad',
    issued: (status, when) => `${status}, cyhoeddwyd ${when}`,
    by: (names) => `Adroddwyd gan ${names}`,
    source: (source) => `Ffynhonnell: ${source}`,
  },

  problem: {
    unsupported: (what) => `Ni ellir dangos adroddiadau o’r math hwn (${what})`,
    damaged: 'Mae data’r adroddiad wedi’u difrodi',
    notRead: 'Cymerodd ormod o amser i’r ddyfais hon ei ddarllen',
    tooLarge: 'Mae’r adroddiad yn fwy nag y gellir ei agor yma',
    anothers: 'Mae’r adroddiad wedi’i labelu fel un person arall',
    elsewhere: 'Mae’r adroddiad mewn cyfeiriad y tu allan i’r cofnod, ac ni ofynnwyd amdano yno',
  },
};
