import type { WaveformAnnotation, WaveformGroup } from '../../domain/waveform/waveform';
import { itemOf, itemsOf, numberOf, numbersOf, textOf, type Dataset } from '../dataset';
import { unitFrom } from './units';
import * as Tag from '../tags';

/** More marks than an hour of beats has: the rest are left out */
const MOST = 20_000;

/** Waveform Annotation module (PS3.3 C.10.10): the words as they are written, never looked up. */
export function annotationsFrom(
  dataset: Dataset,
  groups: readonly WaveformGroup[],
): readonly WaveformAnnotation[] {
  return itemsOf(dataset, Tag.WaveformAnnotationSequence)
    .slice(0, MOST)
    .flatMap((item) => annotationFrom(item, groups) ?? []);
}

function annotationFrom(item: Dataset, groups: readonly WaveformGroup[]): WaveformAnnotation | undefined {
  const name = meaningOf(item, Tag.ConceptNameCodeSequence);
  const coded = meaningOf(item, Tag.ConceptCodeSequence);
  const text = textOf(item, Tag.UnformattedTextValue);
  const value = numberOf(item, Tag.NumericValue);
  // What a mark is comes before what kind of mark it is.
  const words = text ?? coded ?? name;
  if (words === undefined) return undefined;
  const units = itemOf(item, Tag.MeasurementUnitsCodeSequence);
  const unit = units && unitFrom(units);
  const channels = pairs(numbersOf(item, Tag.ReferencedWaveformChannels));
  const frequency = groups[(channels[0]?.[0] ?? 1) - 1]?.frequency ?? 0;
  return {
    words: value !== undefined && text === undefined && name !== undefined ? name : words,
    ...(value !== undefined && { value }),
    ...(unit && { unit: unit.words }),
    channels,
    times: timesOf(item, frequency),
  };
}

function meaningOf(item: Dataset, tag: string): string | undefined {
  const code = itemOf(item, tag);
  return code && (textOf(code, Tag.CodeMeaning) ?? textOf(code, Tag.CodeValue));
}

function pairs(numbers: readonly (number | undefined)[]): WaveformAnnotation['channels'] {
  return Array.from({ length: Math.floor(numbers.length / 2) }, (_, at) => at * 2).flatMap((at) => {
    const [group, channel] = [numbers[at], numbers[at + 1]];
    return group === undefined || channel === undefined ? [] : [[group, channel] as const];
  });
}

/** Seconds (0040,A138), or samples counted from 1 (0040,A132). */
function timesOf(item: Dataset, frequency: number): readonly number[] {
  const known = (numbers: readonly (number | undefined)[]) => numbers.filter((one) => one !== undefined);
  const offsets = known(numbersOf(item, Tag.ReferencedTimeOffsets));
  if (offsets.length > 0 || !(frequency > 0)) return offsets;
  return known(numbersOf(item, Tag.ReferencedSamplePositions)).map((position) => (position - 1) / frequency);
}
