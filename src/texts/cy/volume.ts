import type { PlaneName } from '../../domain/volume/planes';
import type { VolumeRefusal } from '../../domain/volume/refusal';
import type { SlabKind } from '../../domain/volume/reslice';
import type { Spoken } from '../language';
import type * as en from '../en/volume';
import { counted, IMAGE } from './plurals';

const mm = (value: number): string => `${Number(value.toFixed(1))} mm`;

const planes: Readonly<Record<PlaneName, string>> = {
  axial: 'Echelinol',
  coronal: 'Coronaidd',
  sagittal: 'Sagitol',
};

const slabs: Readonly<Record<SlabKind, string>> = {
  mip: 'Uchafswm (MIP)',
  minip: 'Isafswm (MinIP)',
  mean: 'Cymedr',
};

const short: Readonly<Record<SlabKind, string>> = { mip: 'MIP', minip: 'MinIP', mean: 'Cymedr' };

export const volumeTexts: Spoken<typeof en.volumeTexts> = {
  title: 'Planau (MPR)',
  leave: 'Yn ôl i’r delweddau',
  straight: 'Yn syth eto',
  opening: 'Yn gwneud planau o’r delweddau sydd yma',
  planes,
  slabs,
  noSlab: 'Dim',
  reformatted: (name, isStraight) =>
    `${planes[name]}${isStraight ? '' : ', lletraws'} – wedi’i ailfformatio, rhyngosodiad llinol`,
  slab: (kind, thickness) => `${short[kind]}, ${mm(thickness)}`,
  pane: (name) => `Plân ${planes[name].toLowerCase()}`,
  crosshair: 'Croeswallt, mm',
  axes: { x: 'i’r chwith', y: 'i’r cefn', z: 'i’r pen' },
  exact: 'Union leoliad ac ongl',
  turned: 'Wedi’i droi, graddau',
  inPlane: (name) => `yn y plân ${planes[name].toLowerCase()}`,
  prior: 'Blaenorol',
  slabLabel: 'Slab',
  thickness: 'Trwch, mm',
  measure: 'Mesur hyd',
  noMeasuring: 'Ni ellir mesur hyd ar draws slab',
  removeLengths: 'Tynnu hydoedd',
  length: (value) => `${mm(value)} mewn plân wedi’i ailfformatio`,
  zoom: 'Chwyddo, %',
  keys: 'Mae saethau’n symud y groeswallt, mae Page Up a Page Down yn mynd trwy’r planau, mae coma ac atalnod llawn yn troi’r lleill',
  turn: (of) => `Troi’r llinell ${planes[of].toLowerCase()}`,
  value: (words) => `Wrth y groeswallt: ${words}`,
  noNumber: 'dim gwerth',
  notYet: 'ddim yn hysbys eto',
  shown: 'Planau',
  all: 'Y tri',
  play: 'Mynd trwyddynt',
  joinedByFrame: 'Wedi’u cysylltu: yr un lle yn y ddau (un ffrâm gyfeirio)',
  joinedBySlices:
    'Wedi’u cysylltu gan y sleisiau a ddangoswyd ochr yn ochr: tebyg dim ond cyn belled ag y gorweddai’r claf yn debyg',
  arriving: ({ here, all }) =>
    here * 4 <= all + 3 ? `Pob 4ydd sleis hyd yn hyn, ${here} o ${all}` : `${here} o ${all} sleis hyd yn hyn`,
  failed: ({ failed }) => `Ni ellid llwytho ${failed} sleis`,
  missing: 'Llinellog: mae sleis ar goll',
  coming: 'Dotiog: mae sleisiau ar eu ffordd',
  uneven: 'Mae’r camau rhwng sleisiau’n amrywio; mae pob un yn ei lle ei hun',
  shrunk: (by) => `Brasach na’r delweddau: mae ${by} × ${by} picsel yn un, oherwydd cof y ddyfais hon`,
  noDevice:
    'Ni ellir gwneud planau ar y ddyfais hon: mae ganddi rhy ychydig o gof, neu nid yw’n gadael iddynt gael eu gwneud. Nid yw’n effeithio ar y delweddau.',
  refused: 'Ni ellir gwneud planau o’r gyfres hon',
  stillImages: 'Gellir edrych ar ei delweddau fel o’r blaen.',
  part: (from, to) => `Planau delweddau ${from} i ${to}`,
  partOf: (number, count) => `Planau set ${number} o ${count}`,
};

type Why = {
  readonly [Kind in VolumeRefusal['kind']]?: (why: Extract<VolumeRefusal, { kind: Kind }>) => string;
};

const WHY: Why = {
  localisers: () => 'Lleolyddion ydynt, nad ydynt ond yn dangos ble mae eraill.',
  colour: () => 'Maent mewn lliw.',
  'few-planes': ({ count }) => `Mae llai na 3 sleis: ${count}.`,
  'no-position': ({ count }) => `Ni wyddys lle yn y claf y mae ${counted(count, IMAGE)}.`,
  'no-spacing': () => 'Ni wyddys maint picsel.',
  'no-frame-of-reference': () =>
    'Nid yw’r delweddau’n dweud bod eu lleoedd yn cael eu cyfrif o un pwynt (dim ffrâm gyfeirio).',
  'frames-of-reference': () => 'Cyfrifir eu lleoedd o bwyntiau gwahanol (fframiau cyfeirio).',
  turned: ({ degrees }) =>
    `Nid yw’r sleisiau’n gyfochrog: mae eu cyfeiriadau’n gwahaniaethu ${Number(degrees.toFixed(1))} gradd, sy’n fwy nag 1.`,
  spacing: ({ spacings: [one, other] }) =>
    `Nid yr un yw maint picsel ym mhob sleis: ${spacing(one)} a ${spacing(other)}.`,
  size: () => 'Nid oes gan y delweddau yr un nifer o resi a cholofnau.',
  shifted: ({ by }) =>
    `O un sleis i’r nesaf mae’r llun yn neidio i’r ochr, ${mm(by)}: nid ydynt o un cyfaint.`,
  'several-at-one-place': ({ images, parts }) =>
    `Mae ${counted(images, IMAGE)} yn yr un lle yn y claf.${parts.length > 0 ? ' Dewiswch o ba rai ohonynt y gwneir y planau.' : ''}`,
};

const spacing = (value: number): string => `${Number(value.toFixed(3))} mm`;

export const refusalWords: Spoken<typeof en.refusalWords> = (why) =>
  (WHY[why.kind] as unknown as ((why: VolumeRefusal) => string) | undefined)?.(why);
