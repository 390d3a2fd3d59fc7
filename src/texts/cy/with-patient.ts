import { datePartsOf, wallClock } from '../../domain/dates';
import type { Spoken } from '../language';
import type * as en from '../en/with-patient';

const KINDS: Readonly<Record<string, string>> = {
  CT: 'Sgan CT',
  MR: 'Sgan MRI',
  MG: 'Pelydr-X o’r fron',
  DX: 'Pelydr-X',
  CR: 'Pelydr-X',
  RG: 'Pelydr-X',
  PX: 'Pelydr-X',
  IO: 'Pelydr-X',
  US: 'Sgan uwchsain',
  IVUS: 'Sgan uwchsain',
  XA: 'Pelydr-X',
  RF: 'Pelydr-X',
  NM: 'Sgan',
  PT: 'Sgan PET',
  BMD: 'Sgan esgyrn',
  ES: 'Llun camera',
  OP: 'Ffotograff',
  OPT: 'Sgan llygad',
  XC: 'Ffotograff',
};

const MONTHS = [
  'Ionawr',
  'Chwefror',
  'Mawrth',
  'Ebrill',
  'Mai',
  'Mehefin',
  'Gorffennaf',
  'Awst',
  'Medi',
  'Hydref',
  'Tachwedd',
  'Rhagfyr',
] as const;

export const dayWords: Spoken<typeof en.dayWords> = (text) => {
  const parts = text === undefined ? undefined : datePartsOf(wallClock(text));
  if (parts === undefined) return 'dyddiad ddim yn hysbys';
  const { year, month, day } = parts;
  return [day, month && MONTHS[month - 1], year].filter(Boolean).join(' ');
};

export const whatItIs: Spoken<typeof en.whatItIs> = (modality, part, words) => {
  const kind = (modality === undefined ? undefined : KINDS[modality]) ?? 'Llun';
  return part === undefined || modality === 'MG' ? kind : `${kind}: ${words ?? part}`;
};

export const withPatientTexts: Spoken<typeof en.withPatientTexts> = {
  title: 'Eich lluniau',
  whatAndWhen: (what, day) => `${what}, ${day}`,
  before: 'Cynt',
  now: 'Nawr',
  oneOnly: 'Dangos un llun',
  both: 'Dangos cynt a nawr',
  done: 'Peidio â dangos (Esc)',
  picture: (what, order) => (order === undefined ? `Llun: ${what}` : `Llun, ${order.toLowerCase()}: ${what}`),
  loading: 'Mae’r llun ar ei ffordd.',
  preview: 'Nid yw’r llun yn glir eto.',
  lossy: 'Gadawyd rhywfaint o fanylion mân allan wrth ei gadw.',
  failed: 'Ni ellir dangos y llun hwn ar hyn o bryd.',
  fillsWindow: 'Nid yw’r cofnod yn gadael i’r dudalen hon ddefnyddio’r sgrin gyfan.',
  turn: 'Troi',
  back: 'Yn ôl',
  onwards: 'Ymlaen',
  larger: 'Mwy',
  smaller: 'Llai',
  whole: 'Y cyfan',
  tools: 'Symud y llun',
  conclusion: 'Beth mae’r adroddiad yn ei ddweud',
  author: (name) => `Ysgrifennwyd gan ${name}`,
  notFinal: 'Nid yw’r adroddiad hwn wedi’i orffen. Gall newid eto.',
  changed: 'Newidiwyd yr adroddiad hwn ar ôl ei ysgrifennu. Dyma’r geiriau diweddaraf.',
  noConclusion:
    'Nid oes rhan o’r adroddiad wedi’i nodi fel crynodeb. Gofynnwch i’ch clinigydd beth mae’n ei ddweud.',
  noWords: 'Ni ellir dangos yr adroddiad yma. Gofynnwch i’ch clinigydd beth mae’n ei ddweud.',
  words: 'Geiriau ynddo, mewn iaith glir',
  askYourClinician:
    'Mae’r llinellau hyn yn egluro geiriau. Nid ydynt yn dweud beth sydd ar neb. Gofynnwch i’ch clinigydd beth mae’n ei olygu.',
};

export const refusedToPatient: Spoken<typeof en.refusedToPatient> = {
  title: 'Heb ei ddangos i’r claf',
  unconfirmed: (match) =>
    match === 'different'
      ? 'Mae’r lluniau hyn o berson arall.'
      : 'Nid yw wedi’i gadarnhau mai o’r claf hwn y mae’r lluniau hyn. Gwiriwch yr enw yn y lluniau yn gyntaf.',
  noPicture: 'Nid oes llun yn yr olwg weithredol y gellir ei ddangos yn fawr.',
  close: 'Cau',
};

export const ownLaunch: Spoken<typeof en.ownLaunch> = {
  proxy: (name) => `Rydych chi’n edrych ar luniau ${name}, ar eu rhan.`,
  list: (name) => (name === undefined ? 'Eich lluniau' : `Lluniau ${name}`),
  choose: 'Dewiswch lun i edrych arno.',
  asking: 'Yn chwilio am y lluniau.',
  released: (record) => `Dyma’r lluniau y mae ${record} wedi’u rhyddhau.`,
  none: (record) => `Nid yw ${record} wedi rhyddhau unrhyw luniau.`,
  notAll: (record) => `Ni allai ${record} ddweud ai dyma’r cyfan. Efallai bod mwy.`,
  ask: 'Gofynnwch i’ch clinigydd os ydych am wybod mwy.',
  talkTo: (whom) => `I siarad am y lluniau: ${whom}.`,
  previous: 'Yr un o’r blaen',
  next: 'Yr un nesaf',
  pictureOf: (at, count) => `Llun ${at} o ${count}`,
  notHere: 'Ni ellir dangos y lluniau ar hyn o bryd.',
  again: 'Ceisio eto',
  noPicture: 'Ni ellir dangos y math hwn o lun yma.',
  notConfirmed: 'Nid yw’r enw yn y lluniau hyn yn cyfateb yn llawn. Ni chânt eu dangos nes ei wirio.',
};
