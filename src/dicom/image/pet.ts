import type { PetActivity } from '../../domain/study/pet-activity';
import { itemOf, numberOf, textOf, textsOf, type Dataset } from '../dataset';
import * as Tag from '../tags';

/** PET Series, Isotope and Image modules (PS3.3 C.8.9), and the private elements of QIBA's pseudo-code. PET only. */
export function petActivityFrom(dataset: Dataset, switchedOff?: true): PetActivity | undefined {
  if (textOf(dataset, Tag.Modality) !== 'PT' || textOf(dataset, Tag.Units) === undefined) return undefined;
  const isotope = itemOf(dataset, Tag.RadiopharmaceuticalInformationSequence) ?? {};
  const at = (date: string, time: string) => moment(textOf(dataset, date) ?? '', textOf(dataset, time) ?? '');
  const ge = privateTag(dataset, '0009', 'GEMS_PETD_01', '0D');
  const philips = (element: string) => {
    const tag = privateTag(dataset, '7053', 'Philips PET Private Group', element);
    return tag === undefined ? undefined : numberOf(dataset, tag);
  };
  return {
    ...(switchedOff && { switchedOff }),
    units: textOf(dataset, Tag.Units),
    suvType: textOf(dataset, Tag.SUVType),
    corrected: textsOf(dataset, Tag.CorrectedImage),
    decayCorrection: textOf(dataset, Tag.DecayCorrection),
    series: at(Tag.SeriesDate, Tag.SeriesTime),
    acquisition: at(Tag.AcquisitionDate, Tag.AcquisitionTime),
    frameReferenceTime: numberOf(dataset, Tag.FrameReferenceTime),
    frameDuration: numberOf(dataset, Tag.ActualFrameDuration),
    weight: numberOf(dataset, Tag.PatientWeight),
    dose: numberOf(isotope, Tag.RadionuclideTotalDose),
    halfLife: numberOf(isotope, Tag.RadionuclideHalfLife),
    injected: dateTime(textOf(isotope, Tag.RadiopharmaceuticalStartDateTime)),
    injectedTimeOfDay: timeOfDay(textOf(isotope, Tag.RadiopharmaceuticalStartTime) ?? ''),
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
