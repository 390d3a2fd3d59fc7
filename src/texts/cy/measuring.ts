import type { FigureKind } from '../../domain/measure/figure';
import type { Spoken } from '../language';
import type * as en from '../en/measuring';

const NAMES: Readonly<Record<FigureKind, string>> = {
  point: 'Pwynt',
  length: 'Hyd',
  angle: 'Ongl',
  cobb: 'Ongl Cobb',
  ellipse: 'Elips',
  bidirectional: 'Dwy echel',
  arrow: 'Saeth',
  note: 'Nodyn',
  freehand: 'Amlinell',
};

/** "Hyd 2": its number stays as it is in the list, in what is copied and in an archive. */
export const labelWords: typeof en.labelWords = ({ label, figure }) =>
  label.replace(/^\D+/, `${NAMES[figure.kind]} `).trimEnd();

const DONE = {
  add: 'wedi’i lunio',
  move: 'wedi’i symud',
  write: 'wedi’i ailysgrifennu',
  delete: 'wedi’i ddileu',
};

export const actWords: typeof en.actWords = ({ kind, one }) => `${labelWords(one)} ${DONE[kind]}`;

export const measuringTexts: Spoken<typeof en.measuringTexts> = {
  layer: 'Mesuriadau ar y llun hwn: bysellau saeth i symud, Delete i’w dileu',
  turn: (label) => `${label}, ei droi`,
  handle: (label, number, count) => `${label}, pwynt ${number} o ${count}`,

  title: 'Mesuriadau',
  ofStudy: 'Mesuriadau’r astudiaeth hon',
  ofBoth: 'Mesuriadau’r ddwy astudiaeth',
  close: 'Cau’r rhestr mesuriadau',
  closeNote: 'Cau',
  none: 'Dim eto. Fe’u cedwir nes i chi adael, ac nid yn y cofnod.',
  elsewhere: (count) =>
    `${count} arall, o astudiaethau eraill: fe’u rhestrir lle mae’r rheini ar agor neu’n cael eu cymharu.`,
  purpose: 'Mesurwyd ar gyfer adolygu – nid ar gyfer diagnosis cychwynnol',
  notMeasured: (why) => `Heb ei fesur: ${why}`,
  delete: (label) => `Dileu ${label}`,
  undo: 'Dadwneud',
  undoWhat: (what) => `Dadwneud: ${what}`,
  undoTip: (what) => `Dadwneud: ${what} (Ctrl Z)`,
  print: 'Argraffu',
  copy: 'Copïo’r cyfan',
  copied: 'Copïwyd, pob rhif gyda’i sail.',
  notCopied: 'Nid yw’r porwr hwn yn caniatáu copïo yma. Gellir dewis y testun a’i gopïo â llaw.',
  marked: 'Mae’n pwyntio at rywbeth ac nid yw’n mesur dim.',
  markedNotSaved:
    'Mae’n pwyntio at rywbeth ac nid yw’n mesur dim. Dim ond delwedd allweddol a gadwyd sy’n ei gadw.',
  words: (label) => `Geiriau ${label}`,
  write: 'Ysgrifennwch yma',
  notDrawn: 'Ni ellir lluniadu mesuriadau yma: nid oedd modd llwytho rhan o’r gwyliwr.',
  noSeries: 'cyfres nad yw wedi’i llwytho',
};
