import type { Spoken } from '../language';
import type * as en from '../en/pictures';
import { counted, listed } from './plurals';

const TILES = 'Rhannau o un sleid, un ar ôl y llall';

export const pictureTexts: Spoken<typeof en.pictureTexts> = {
  view: (number) => `Golygfa ${number}`,
  emptyView: 'Golygfa wag',
  track: 'Delwedd',
  purpose: 'Ar gyfer adolygu – nid ar gyfer diagnosis cychwynnol',
  side: { L: 'Chwith', R: 'De', B: 'Y ddwy ochr' },

  position: (at, count) => `delwedd ${at + 1} o ${count}`,
  none: 'dim delwedd i’w gweld eto',
  moreComing: 'mae rhagor o ddelweddau’n dod',
  loaded: (here, count) => `${here} o ${count} wedi’u llwytho`,
  notLoaded: (count) => `ni ellid llwytho ${count}`,
  keptAround: 'Cyfres fawr: cedwir delweddau o amgylch yr un hon yn unig',
  loading: (wanted, shown) =>
    shown === undefined
      ? `Yn llwytho delwedd ${wanted + 1}`
      : `Yn llwytho delwedd ${wanted + 1} – yn dangos delwedd ${shown + 1}`,
  details: 'Popeth sy’n hysbys am y llun hwn',
  curves: 'cromliniau',
  slide: 'sleid gyfan',
  colours: {
    uncalibrated: 'Lliwiau heb eu graddnodi',
    'profile-unusable': 'Lliwiau heb eu graddnodi: ni ellir defnyddio’r proffil',
  },
  preview: 'Rhagolwg – nid y llun llawn eto',

  window: (center, width) => `C ${center}  W ${width}`,
  zoom: (percent) => `Chwyddo ${percent} %`,
  windowSpoken: (window) => `ffenestr ${window}`,
  inverted: 'Wedi’i wrthdroi',
  invertedSpoken: 'wedi’i wrthdroi',
  savedViewSpoken: (name) => `golygfa a gadwyd ${name}`,
  lossy: (ratio) =>
    ratio === undefined ? 'Collwyd manylder' : `Collwyd manylder ${Number(ratio.toFixed(1))}:1`,

  notApplied: {
    'mask subtraction': 'I’w gweld wedi’i thynnu – fe’i dangosir heb dynnu',
    'missing mask': 'I’w gweld wedi’i thynnu – nid yw ei delwedd fasg yno',
    logarithms: 'Wedi’i thynnu fel y’i storiwyd, nid drwy logarithmau: mae’r hyn sydd dros lestr yn ei newid',
    table: 'Ni ellid cael ei thabl llwydion ei hun – fe’i dangosir dros ei hamrediad o werthoedd',
    guessed: 'Nid yw’n dweud sut y mae ei gwerthoedd i’w deall – dyfalwyd',
    'colour map': 'Ni ddangosir ei lliwiau – llwyd yn unig',
  },
  scaleDiffers: 'Mae graddfa’r delweddau yma’n amrywio',
  tiles: TILES,
  tilesSpoken: TILES.toLowerCase(),
  overlaysAbsent: 'Troshaenau heb eu nôl',
  gaps: (count) => counted(count, { two: 'fwlch yn y sleisiau', other: 'bwlch yn y sleisiau' }),
  gapBefore: 'Sleis ar goll cyn hon',
  gapAfter: 'Sleis ar goll ar ôl hon',
  orderGuessed: 'Dyfalwyd y drefn',
  orientationUnknown: 'Cyfeiriad yn anhysbys',

  hideable: { words: 'geiriau', measurements: 'mesuriadau', overlays: 'troshaenau' },
  hidden: (parts, key) => `Wedi’u cuddio: ${listed(parts)}${key === undefined ? '' : ` (${key})`}`,
};

export const placeTexts: Spoken<typeof en.placeTexts> = {
  awaited: 'heb ei llwytho eto',
  failed: 'ni ellid llwytho ei chyfres',
  absent: 'nid yw’r ddelwedd hon yn yr astudiaeth',
  ambiguous: 'mae gan fwy nag un ddelwedd y rhif hwn',
  unlisted: (isWholeList) =>
    isWholeList
      ? 'delwedd o astudiaeth nad yw yn y rhestr'
      : 'delwedd o astudiaeth nad yw yn y rhestr, nad yw’n gyflawn',
};

export const troubleTexts: Spoken<typeof en.troubleTexts> = {
  video: 'Ni ellir dangos y fideo hwn',
  curves: 'Ni ellir dangos y cromliniau hyn',
  slide: 'Ni ellir dangos y sleid hon',
  coming: 'Mae’r llun nesaf ar ei ffordd',
  restFailed: 'Ni ellid llwytho llun o’r astudiaeth hon',
  image: (number) => `Ni ellir dangos delwedd ${number}`,
  whole: 'Ni ellir dangos hwn',
  others: 'Nid yw’n effeithio ar y delweddau eraill.',
  nothingToShow: 'Nid oes dim yn yr astudiaeth hon y gellir ei ddangos fel llun yma.',
  inTheArchive: 'Mae’r hyn sydd ynddi yn yr archif.',
  chooseSeries: 'Dewiswch gyfres ar gyfer yr olygfa hon',
};
