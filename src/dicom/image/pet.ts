import type { PetActivity } from '../../domain/study/pet-activity';
import { itemOf, itemsOf, numberOf, textOf, textsOf, type Dataset } from '../dataset';
import { privateTag } from './private-elements';
import { nuclideFrom } from './radionuclide';
import * as Tag from '../tags';

/** Positron Emission Tomography Image Storage, legacy converted and enhanced (PS3.4 B.5) */
const CLASSES = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(128|128\.1|130)$/;

/** PET Series, Isotope and Image modules (PS3.3 C.8.9), what enhanced PET has instead, and the private elements of QIBA's pseudo-code. PET only. */
export function petActivityFrom(given: Dataset, switchedOff?: true): PetActivity | undefined {
  if (textOf(given, Tag.Modality) !== 'PT') return undefined;
  // What an object that was converted has no place for stands there as it was (C.7.6.16.2.1).
  const dataset = { ...given, ...itemOf(given, Tag.UnassignedSharedConvertedAttributesSequence) };
  const units = textOf(dataset, Tag.Units);
  const enhanced = units === undefined ? enhancedFrom(dataset) : undefined;
  if (units === undefined && !enhanced && !CLASSES.test(textOf(dataset, Tag.SOPClassUID) ?? ''))
    return undefined;
  const [isotope = {}, ...others] = itemsOf(dataset, Tag.RadiopharmaceuticalInformationSequence).filter(
    (item) => item !== undefined && Object.keys(item).length > 0,
  );
  const zone = textOf(dataset, Tag.TimezoneOffsetFromUTC);
  const at = (date: string, time: string) => moment(textOf(dataset, date) ?? '', textOf(dataset, time) ?? '');
  const ge = privateTag(dataset, '0009', 'GEMS_PETD_01', '0D');
  const philips = (element: string) => {
    const tag = privateTag(dataset, '7053', 'Philips PET Private Group', element);
    return tag === undefined ? undefined : numberOf(dataset, tag);
  };
  return {
    ...(switchedOff && { switchedOff }),
    units,
    suvType: textOf(dataset, Tag.SUVType),
    corrected: textsOf(dataset, Tag.CorrectedImage),
    decayCorrection: textOf(dataset, Tag.DecayCorrection),
    series: at(Tag.SeriesDate, Tag.SeriesTime),
    acquisition: at(Tag.AcquisitionDate, Tag.AcquisitionTime),
    frameReferenceTime: numberOf(dataset, Tag.FrameReferenceTime),
    frameDuration: numberOf(dataset, Tag.ActualFrameDuration),
    weight: numberOf(dataset, Tag.PatientWeight),
    ...(others.some((other) => !isSame(other, isotope)) && { several: true as const }),
    dose: numberOf(isotope, Tag.RadionuclideTotalDose),
    halfLife: numberOf(isotope, Tag.RadionuclideHalfLife),
    nuclide: nuclideFrom(isotope),
    injected: dateTime(textOf(isotope, Tag.RadiopharmaceuticalStartDateTime), zone),
    injectedTimeOfDay: timeOfDay(textOf(isotope, Tag.RadiopharmaceuticalStartTime) ?? ''),
    geScan: ge === undefined ? undefined : dateTime(textOf(dataset, ge), zone),
    philipsSuvFactor: philips('00'),
    philipsActivityFactor: philips('09'),
    ...enhanced,
  };
}

/** Enhanced PET Corrections module (PS3.3 C.8.22.4): each correction by itself, and the moment of that of decay. */
function enhancedFrom(
  dataset: Dataset,
): Pick<PetActivity, 'isMapped' | 'units' | 'corrected' | 'correctedTo'> | undefined {
  const said = [
    ['ATTN', textOf(dataset, Tag.AttenuationCorrected)],
    ['DECY', textOf(dataset, Tag.DecayCorrected)],
  ] as const;
  if (said.every(([, answer]) => answer === undefined)) return undefined;
  const made = said.flatMap(([name, answer]) => (answer === 'YES' ? [name] : []));
  const moment = textOf(dataset, Tag.DecayCorrectionDateTime);
  return {
    isMapped: true,
    units: 'BQML',
    corrected: made.length > 0 ? made : ['NONE'],
    correctedTo: dateTime(moment, textOf(dataset, Tag.TimezoneOffsetFromUTC)),
  };
}

const OF_INJECTION = [
  Tag.RadionuclideTotalDose,
  Tag.RadionuclideHalfLife,
  Tag.RadiopharmaceuticalStartTime,
  Tag.RadiopharmaceuticalStartDateTime,
];

/** Some writers repeat the one that there is. */
const isSame = (one: Dataset, other: Dataset) =>
  OF_INJECTION.every((tag) => textOf(one, tag) === textOf(other, tag));

/**
 * DT on the clock of the object's DA and TM, which is that of its Timezone Offset From UTC. A DT with a zone is moved to it;
 * where the object names none its zone is left out, because all of a PET object's times are of one clock.
 */
function dateTime(text: string | undefined, objectZone: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [zone] = /[+-]\d{4}$/.exec(text) ?? [];
  const at = moment(text.slice(0, 8), text.slice(8).replace(/[+-]\d{4}$/, ''));
  const [own, clock] = [secondsOf(zone), secondsOf(objectZone)];
  return at === undefined || own === undefined || clock === undefined ? at : at - own + clock;
}

/** "+0130" in seconds to the east of Greenwich */
function secondsOf(zone: string | undefined): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

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
