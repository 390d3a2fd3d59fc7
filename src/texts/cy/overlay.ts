import type { DrawnBy, Overlay } from '../../domain/overlay/overlay';
import type { DoseGrid } from '../../domain/overlay/overlay';
import type { Spoken } from '../language';
import type * as en from '../en/overlay';
import { IMAGE, counted, listed } from './plurals';

const kinds: Readonly<Record<Overlay['kind'], string>> = {
  segmentation: 'Segmentiad',
  structures: 'Cyfuchliniau',
  dose: 'Dos radiotherapi',
  map: 'Map o werthoedd',
};

const by: Readonly<Record<DrawnBy, string>> = {
  person: 'wedi’i dynnu â llaw',
  software: 'wedi’i gyfrifo gan feddalwedd',
  both: 'wedi’i gyfrifo gan feddalwedd a’i gywiro â llaw',
  unknown: 'ni ddywedir ai â llaw ynteu gan feddalwedd',
};

const doses: Readonly<Record<DoseGrid['type'], string>> = {
  physical: 'Dos ffisegol',
  effective: 'Dos effeithiol, wedi’i gywiro am ei effaith fiolegol',
  error: 'Gwahaniaeth rhwng dau ddos',
  unknown: 'Ni ddywedir pa fath o ddos',
};

const regions: Readonly<Record<string, string>> = {
  ORGAN: 'organ',
  EXTERNAL: 'amlinell y corff',
  GTV: 'tiwmor gweladwy (GTV)',
  CTV: 'tiwmor gyda’i ymyl (CTV)',
  PTV: 'y cyfaint i’w drin (PTV)',
  MARKER: 'marciwr',
  ISOCENTER: 'isoganolbwynt',
  AVOIDANCE: 'i’w osgoi',
  SUPPORT: 'bwrdd neu gynhaliad',
  CAVITY: 'ceudod',
  BOLUS: 'bolws',
  FIXATION: 'gosodiad',
  CONTROL: 'ar gyfer cynllunio',
};

const frames = (count: number): string => counted(count, IMAGE);
const contours = (count: number): string =>
  counted(count, { two: 'gyfuchlin', few: 'chyfuchlin', many: 'chyfuchlin', other: 'cyfuchlin' });

export const overlayTexts: Spoken<typeof en.overlayTexts> = {
  title: 'Wedi’i dynnu dros y delweddau',
  about:
    'Eraill a dynnodd y rhain dros y delweddau. Ni ddangosir dim nes ei droi ymlaen, heblaw’r hyn y mae’r adroddiad yn ei enwi.',
  close: 'Cau’r rhestr',
  allOff: 'Diffodd popeth',
  kinds,
  by,
  name: (kind, label) => (label ? `${kinds[kind]}: ${label}` : kinds[kind]),
  byWhat: (who, algorithm) => (algorithm ? `${by[who]} (${algorithm})` : by[who]),
  made: (parts) => `Gwnaed gan ${parts.join(' · ')}`,
  makerUnknown: 'Nid yw’n dweud pwy a’i gwnaeth',
  opening: 'Yn ei ddarllen…',
  tryAgain: 'Rhoi cynnig arall arni',
  anothers: 'Mae ei ffeil yn enwi claf arall: ni chaiff ei dynnu',
  refused: (why) => `Heb ei dynnu: ${why}`,
  refusedHere: (why) => `Heb ei dynnu dros y llun hwn: ${why}`,
  drawing: 'Yn ei dynnu…',
  nothingHere: 'Nid oes dim ohono yn y llun hwn',
  strength: 'Cryfder',
  strengthOf: (name) => `Cryfder ${name}`,
  parts: 'Yr hyn a ddangosir ohono',
  here: 'yn y llun hwn',
  empty: 'ni thynnwyd dim',
  otherGrid: 'Fe’i tynnwyd ar grid ei hun: dangosir y pwynt agosaf ohono',
  fraction: {
    probability: 'Po gryfaf, mwyaf tebygol',
    occupancy: 'Po gryfaf, mwyaf o’r lle y mae’n ei lenwi',
  },
  doses,
  doseRelative: 'Mewn rhannau o ddos cyfeirio, nid mewn Gy',
  levels: 'Llinellau o ddos cyfartal',
  most: (value) => `Y dos mwyaf ${value}`,
  dose: (value, unit) =>
    unit === 'Gy' ? `${Number(value.toFixed(2))} Gy` : `${Number(value.toFixed(3))} (cymharol)`,
  share: (share) => `${Math.round(share * 100)} %`,
  quantity: 'Y gwerthoedd a ddangosir',
  type: (type) => regions[type],
  quantityName: () => undefined,
  mapValue: () => undefined,
  atPointer: (words) => `Wrth y pwyntydd: ${words}`,
  inMiddle: (words) => `Yng nghanol yr olwg: ${words}`,
  noValue: 'dim gwerth',
  noDose: 'dim dos hysbys yma',
  nothingThere: 'dim',
  partShare: (label, share) => (share < 1 ? `${label} ${Math.round(share * 100)} %` : label),
  unnamed: (number) => `rhan nad yw’n ei henwi (${number})`,
  listed: (words) => listed(words),
  cut: 'Fe’i tynnwyd ar blanau eraill, y mae’r un hwn yn eu croesi: tynnir pob arwynebedd hanner ffordd at y nesaf, ac ni ddyfeisir dim rhyngddynt',
  named: 'Fe’i dangosir am fod yr adroddiad yn ei enwi',
  namedShort: 'enwir gan yr adroddiad',
  partBy: (label, who) => `${label} (${who})`,
  over: (parts) => `Dros y ddelwedd: ${parts.join(' · ')}`,
  middleOfSlab: 'Yng nghanol y slab y mae’r hyn a dynnwyd',
  onPaper: 'Caiff ei argraffu gyda’r lluniau fel y’u dangosir, nid gyda delweddau allweddol.',
};

export const refusalWords: Spoken<typeof en.refusalWords> = (why) => {
  switch (why.kind) {
    case 'another-frame-of-reference':
      return 'mae’n perthyn i ffrâm gyfeirio arall, felly nid lleoedd y llun hwn yw ei leoedd';
    case 'no-frame-of-reference':
    case 'no-plane':
      return why.of === 'overlay'
        ? 'nid yw’n dweud ble yn y claf y mae'
        : 'nid yw’r llun yn dweud ble yn y claf y mae';
    case 'another-picture':
      return 'fe’i tynnwyd ar lun arall';
    case 'segments-not-listed':
      return `mae’n tynnu rhannau nad yw’n eu henwi (${why.numbers.join(', ')})`;
    case 'no-segments':
      return 'nid yw’n dweud beth y mae’n ei ddangos';
    case 'no-frames':
      return 'nid oes dim cyfan o’r hyn y mae’n ei dynnu ynddo';
    case 'no-contours':
      return 'nid oes ganddo gyfuchliniau';
    case 'frame-count':
      return 'mae’n dweud bod ganddo fwy o luniau nag sydd';
    case 'offsets-unclear':
      return 'gellir darllen ble mae ei blanau mewn dwy ffordd';
    case 'no-scaling':
      return 'nid yw’n dweud sut mae ei rifau yn dod yn ddos';
    case 'no-unit':
      return 'nid yw’n dweud ym mha uned y mae ei werthoedd';
    case 'impossible':
      return 'ni all yr hyn y mae’n ei ddweud am ei faint fod';
  }
};

export const leftOutWords: Spoken<typeof en.leftOutWords> = (left) => {
  switch (left.kind) {
    case 'frames-cut':
      return `Mae ei ffeil yn gorffen yn gynnar: tynnir ${left.whole} o ${frames(left.all)}`;
    case 'frames-not-decoded':
      return `Ni ellid darllen ${frames(left.count)} ohono`;
    case 'frames-without-plane':
      return `Nid yw ${frames(left.count)} ohono yn dweud ble maent, ac ni chânt eu tynnu`;
    case 'segments-not-listed':
      return `Ni thynnir rhannau nad yw’n eu henwi (${left.numbers.join(', ')})`;
    case 'few-points':
      return `${left.structure}: gadawyd allan ${contours(left.count)} gyda rhy ychydig o bwyntiau`;
    case 'structure-elsewhere':
      return `${left.structure}: heb ei dynnu, mae’n perthyn i ffrâm gyfeirio arall`;
    case 'contour-unreadable':
      return `${left.structure}: gadawyd allan ${contours(left.count)} na ellir eu darllen`;
    case 'values-without-unit':
      return `Mae gwerthoedd heb uned gan ${frames(left.count)} ohono, ac ni chânt eu tynnu`;
    case 'palette':
      return 'Ni ellir darllen ei liwiau ei hun: defnyddir rhai eraill';
    case 'below-nothing':
      return 'Lle mae dos yn llai na dim, fel y gall gwahaniaethau fod, ni chaiff ei liwio: pwyntiwch ato i weld ei werth';
  }
};
