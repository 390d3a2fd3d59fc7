import type * as en from '../en/solid';
import type { Spoken } from '../language';

export const solidTexts: Spoken<typeof en.solidTexts> = {
  title: 'Cyfaint (3D)',
  purpose: '3D, wedi’i gyfrifo, i’w adolygu, nid i’w fesur',
  keys: 'Mae llusgo neu saethau’n ei droi, mae coma ac atalnod llawn yn ei rolio, mae plws a minws yn ei wneud yn fwy ac yn llai',
  picture: 'Cyfaint mewn 3D',
  presets: {
    bone: 'Asgwrn',
    'soft-tissue': 'Meinwe meddal a chroen',
    vessel: 'Pibellau â chyferbyniad',
    lung: 'Ysgyfaint',
    bright: 'Rhannau disgleiriaf',
  },
  preset: 'Dangos',
  sides: {
    A: 'O’r blaen',
    P: 'O’r cefn',
    L: 'O’r chwith',
    R: 'O’r dde',
    H: 'Oddi uchod',
    F: 'Oddi isod',
  },
  looked: 'Edrych',
  turn: { left: 'Troi i’r chwith', right: 'Troi i’r dde', up: 'Troi i fyny', down: 'Troi i lawr' },
  turning: 'Troi',
  zoom: 'Chwyddo, %',
  table: 'Torri’r bwrdd i ffwrdd',
  tableSaid:
    'Wedi’i adael allan: yr hyn nad yw ynghlwm wrth y corff. Gall rhannau bach o’r corff fod ar goll.',
  clip: 'Torri, %',
  clipFrom: (axis) => `${axis}, o`,
  clipTo: (axis) => `${axis}, i`,
  whole: 'Yn gyfan eto',
  print: 'Argraffu’r llun hwn',
  printFailed: 'Ni ellid argraffu’r llun.',
  rough: 'Bras tra mae’n cael ei droi',
  refused: 'Ni ellir dangos y gyfres hon mewn 3D',
  noDevice:
    'Ni ellir gwneud 3D ar y ddyfais hon: mae ganddi rhy ychydig o gof, neu nid yw’n gadael iddo gael ei wneud. Nid yw’n effeithio ar y delweddau.',
};
