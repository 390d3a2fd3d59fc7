import type { PetActivity } from '../../domain/study/pet-activity';
import { itemOf, numberOf, textOf, textsOf, type Dataset } from '../dataset';

/** PET Series, Isotope and Image modules (PS3.3 C.8.9), and the private elements of QIBA's pseudo-code. PET only. */
export function petActivityFrom(dataset: Dataset): PetActivity | undefined {
  if (textOf(dataset, '00080060') !== 'PT' || textOf(dataset, '00541001') === undefined) return undefined;
  const isotope = itemOf(dataset, '00540016') ?? {};
  const at = (date: string, time: string) => moment(textOf(dataset, date) ?? '', textOf(dataset, time) ?? '');
  const ge = privateTag(dataset, '0009', 'GEMS_PETD_01', '0D');
  const philips = (element: string) => {
    const tag = privateTag(dataset, '7053', 'Philips PET Private Group', element);
    return tag === undefined ? undefined : numberOf(dataset, tag);
  };
  return {
    units: textOf(dataset, '00541001'),
    suvType: textOf(dataset, '00541006'),
    corrected: textsOf(dataset, '00280051'),
    decayCorrection: textOf(dataset, '00541102'),
    series: at('00080021', '00080031'),
    acquisition: at('00080022', '00080032'),
    frameReferenceTime: numberOf(dataset, '00541300'),
    frameDuration: numberOf(dataset, '00181242'),
    weight: numberOf(dataset, '00101030'),
    dose: numberOf(isotope, '00181074'),
    halfLife: numberOf(isotope, '00181075'),
    injected: dateTime(textOf(isotope, '00181078')),
    injectedTimeOfDay: timeOfDay(textOf(isotope, '00181072') ?? ''),
    geScan: ge === undefined ? undefined : dateTime(textOf(dataset, ge)),
    philipsSuvFactor: philips('00'),
    philipsActivityFactor: philips('09'),
  };
}

/** Private elements lie in the block that their creator reserved (PS3.5 §7.8.1). */
function privateTag(dataset: Dataset, group: string, creator: string, element: string): string | undefined {
  for (let block = 0x10; block <= 0xff; block++) {
    const reserved = block.toString(16).toUpperCase();
    if (textOf(dataset, `${group}00${reserved}`) === creator) return `${group}${reserved}${element}`;
  }
  return undefined;
}

/** DT, its zone left out: all of a PET object's times are of one clock, as its DA and TM are. */
const dateTime = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : moment(text.slice(0, 8), text.slice(8).replace(/[+-]\d{4}$/, ''));

/** Seconds, with their fraction: nuclides of two minutes are in use. */
function moment(date: string, time: string): number | undefined {
  const [, year, month, day] = /^(\d{4})\.?(\d\d)\.?(\d\d)$/.exec(date) ?? [];
  const seconds = timeOfDay(time);
  if (year === undefined || seconds === undefined) return undefined;
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000 + seconds;
}

/** TM in seconds since midnight. */
function timeOfDay(text: string): number | undefined {
  const [, hour, minute = '0', second = '0'] = /^(\d\d):?(\d\d)?:?(\d\d(?:\.\d+)?)?$/.exec(text) ?? [];
  if (hour === undefined) return undefined;
  return Number(hour) * 3600 + Number(minute) * 60 + Number(second);
}
