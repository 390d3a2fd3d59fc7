import { magnificationOf, turnedBy } from '../../domain/slide/place';
import type { OpticalPath } from '../../domain/slide/slide';
import type { Spoken } from '../language';
import type * as en from '../en/slide';
import { counted, listed } from './plurals';

const short = (value: number, digits: number) => String(Number(value.toPrecision(digits)));

export const lengthWords: typeof en.lengthWords = (microns) =>
  microns >= 1000 ? `${short(microns / 1000, 4)} mm` : `${short(microns, microns < 10 ? 2 : 4)} µm`;

const magnification = (pitch: number): string =>
  `tua ${short(magnificationOf(pitch), 2)}×, ${short(pitch, 2)} µm y picsel`;

const pathWords = ({ id, words, wavelength }: OpticalPath): string =>
  [words ?? (id === '' ? 'Golau' : `Golau ${id}`), wavelength !== undefined && `(${short(wavelength, 4)} nm)`]
    .filter(Boolean)
    .join(' ');

const tiles = { two: 'deilsen', few: 'teilsen', many: 'theilsen', other: 'teilsen' };

export const slideNotes: typeof en.slideNotes = (slide, { failed, missing, awaited }) => {
  const { shortfalls } = slide;
  const turned = turnedBy(slide);
  const parts = shortfalls.missing.map(({ number, of }) => `rhan ${number} o ${of}`);
  const lies = turned && [
    turned.mirrored && 'wedi’i adlewyrchu',
    turned.by !== 0 && `wedi’i droi ${Math.abs(turned.by)}°`,
  ];
  return [
    awaited > 0 && 'Mae teils manylach ar eu ffordd',
    failed.length > 0 && `Ni ellir dangos ${counted(failed.length, tiles)}`,
    parts.length > 0
      ? `Ar goll o’r sleid hwn: ${listed(parts)}`
      : missing > 0 && 'Mae rhan o’r sleid hwn ar goll',
    lies && `Yn gorwedd ar y gwydr ${lies.filter(Boolean).join(' ac ')}, o’i gymharu â’r arfer`,
    !slide.isScaled && 'Graddfa heb ei chofnodi: ni ellir mesur dim',
  ].flatMap((words) => (typeof words === 'string' ? [words] : []));
};

export const slideFacts: typeof en.slideFacts = ({ shortfalls, size, levels, isScaled }, places) => {
  const glass = (place: readonly number[]) => place.map((one) => Number(one.toFixed(3))).join(' × ');
  return [
    isScaled && `${lengthWords(size[0])} o led, ${lengthWords(size[1])} o uchder`,
    `Cydraniadau: ${levels.length}`,
    places?.[0] && places[3] && `Ar y gwydr o ${glass(places[0])} i ${glass(places[3])} mm`,
    shortfalls.doubled > 0 &&
      `${counted(shortfalls.doubled, tiles)} ar gyfer lle sydd ag un eisoes, heb eu dangos`,
    shortfalls.outside > 0 && `${counted(shortfalls.outside, tiles)} y tu allan i’r sleid, heb eu dangos`,
    shortfalls.unusable > 0 &&
      `Gwrthrychau â theils nad ydynt yn ffitio, heb eu dangos: ${shortfalls.unusable}`,
  ].flatMap((words) => (typeof words === 'string' ? [words] : []));
};

export const slideSpoken: typeof en.slideSpoken = (slide, { pitch }) =>
  [slide.isScaled && magnification(pitch), listed(slide.paths.map(pathWords))].filter(Boolean).join('. ');

export const slideTexts: Spoken<typeof en.slideTexts> = {
  bar: 'Sut y dangosir y sleid',
  zoomIn: 'Yn nes',
  zoomOut: 'Ymhellach',
  whole: 'Y sleid gyfan',
  oneToOne: 'Pob picsel',
  magnification,
  lengthWords,
  pathWords,
  measure: 'Mesur',
  measureTip: 'Mae dau glic yn mesur hyd ar y sleid',
  measureHelp: 'Cliciwch lle mae’r hyd yn dechrau, yna lle mae’n gorffen. Mae Enter yn cymryd canol yr olwg.',
  measureEnd: 'Nawr lle mae’n gorffen',
  forget: 'Tynnu’r hyd olaf',
  notSaved: 'Ni chedwir hydoedd',
  lengthSpoken: (microns) => `Hyd ${lengthWords(microns)}`,
  mapWord: 'Map',
  map: 'Lle mae hyn ar y sleid',
  paths: 'Golau',
  pathsTip: 'Yr hyn a ddangosir o’r hyn a wnaed yn weladwy, mewn lliwiau nad ydynt yn rhai’r meinwe',
  from: 'Du wrth',
  to: 'Llawn wrth',
  plane: 'Ffocws',
  planeOf: (at, count) => `${at + 1} o ${count}`,
  stored: 'Lliwiau fel y’u storiwyd',
  storedTip: 'Lliwiau fel y’u storiwyd, heb y proffil lliw sy’n mynd gyda hwy',
  label: 'Label',
  labelTip: 'Label y gwydr',
  labelCompare: 'O’r gwydr. Cymharwch ef â’r claf:',
  labelFailed: 'Ni ellir dangos y llun hwn',
  pictures: { label: 'Label', overview: 'Y gwydr cyfan' },
  facts: 'Am y sleid hon',
  tile: (level, [column, row]) => `Cydraniad ${level + 1}, teilsen ${column} ar draws, ${row} i lawr`,
  tryAgain: 'Rhoi cynnig arall arni',
  close: 'Cau',
};
