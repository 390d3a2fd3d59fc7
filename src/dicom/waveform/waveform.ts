import type {
  Waveform,
  WaveformChannel,
  WaveformFault,
  WaveformFilters,
  WaveformGroup,
  WaveformScale,
} from '../../domain/waveform/waveform';
import {
  bulkUriOf,
  bytesOf,
  itemOf,
  numberOf,
  numbersOf,
  placesOf,
  textOf,
  type BulkData,
  type Dataset,
} from '../dataset';
import { annotationsFrom } from './annotations';
import { channelNameOf } from './channel-source';
import { isKnown, samplesFrom } from './samples';
import { unitFrom } from './units';
import * as Tag from '../tags';

/** Channels of a group: an EEG with all of its electrodes has fewer */
const MOST_CHANNELS = 1024;
/** Groups of an object */
const MOST_GROUPS = 64;

/** Where the archive keeps the samples of curves that its metadata do not hold themselves. */
export const waveformUris = (dataset: Dataset): readonly string[] =>
  groupsOf(dataset).flatMap((group) => bulkUriOf(group, Tag.WaveformData) ?? []);

/** Whether the samples of every group that could be drawn are in a dataset, or among what was fetched. */
export const hasSamples = (dataset: Dataset, bulk: BulkData): boolean =>
  groupsOf(dataset).every(
    (group) => codingFault(group) !== undefined || bytesOf(group, Tag.WaveformData, bulk) !== undefined,
  );

/**
 * Reads the Waveform and Waveform Annotation modules (PS3.3 C.10.9, C.10.10). Nothing is guessed: a group that cannot be
 * drawn says why, a channel without a sensitivity has no scale.
 */
export function waveformFrom(dataset: Dataset, bulk: BulkData): Waveform {
  const groups = groupsOf(dataset).map((item, at) => groupFrom(item, at + 1, bulk));
  return { groups, annotations: annotationsFrom(dataset, groups) };
}

const groupsOf = (dataset: Dataset) => placesOf(dataset, Tag.WaveformSequence).slice(0, MOST_GROUPS);

const codingOf = (item: Dataset) => ({
  interpretation: textOf(item, Tag.WaveformSampleInterpretation) ?? '',
  bits: numberOf(item, Tag.WaveformBitsAllocated) ?? 0,
});

function codingFault(item: Dataset): WaveformFault | undefined {
  const { interpretation, bits } = codingOf(item);
  if (interpretation === 'MB') return 'mu-law';
  if (interpretation === 'AB') return 'a-law';
  return isKnown(interpretation, bits) ? undefined : 'coding';
}

function groupFrom(item: Dataset, number: number, bulk: BulkData): WaveformGroup {
  const { interpretation, bits } = codingOf(item);
  const frequency = numberOf(item, Tag.SamplingFrequency) ?? 0;
  const definitions = placesOf(item, Tag.ChannelDefinitionSequence).slice(0, MOST_CHANNELS);
  const label = textOf(item, Tag.MultiplexGroupLabel);
  const announced = numberOf(item, Tag.NumberOfWaveformSamples);
  const width = definitions.length;
  const bytes = bytesOf(item, Tag.WaveformData, bulk);
  const fault =
    codingFault(item) ??
    (frequency > 0 ? undefined : ('no-frequency' as const)) ??
    // Fewer definitions than channels leave open which sample is whose.
    (width === 0 || width !== (numberOf(item, Tag.NumberOfWaveformChannels) ?? width) || !bytes
      ? ('no-data' as const)
      : undefined);
  const rate = fault ? 0 : frequency;
  const most = announced === undefined ? Infinity : announced * width;
  const samples = (!fault && bytes && samplesFrom(bytes, interpretation, bits, most)) || new Int8Array();
  const count = width > 0 ? Math.floor(samples.length / width) : 0;
  const missing = fault ? 0 : Math.max(0, (announced ?? 0) - count);
  const padding = fault ? undefined : paddingOf(item, interpretation, bits);
  return {
    number,
    ...(label !== undefined && { label }),
    derived: textOf(item, Tag.WaveformOriginality) === 'DERIVED',
    frequency: rate,
    count,
    ...(missing > 0 && { missing }),
    channels: definitions.map((definition, at) => channelFrom(definition, at + 1, bits, rate)),
    samples,
    ...(padding !== undefined && { padding }),
    ...(fault && { fault }),
  };
}

/** In bytes as the samples are; some archives send it as a number. */
function paddingOf(item: Dataset, interpretation: string, bits: number): number | undefined {
  const bytes = bytesOf(item, Tag.WaveformPaddingValue, new Map());
  if (!bytes) return numberOf(item, Tag.WaveformPaddingValue);
  return samplesFrom(bytes, interpretation, bits, 1)?.[0];
}

function channelFrom(definition: Dataset, number: number, bits: number, frequency: number): WaveformChannel {
  const stored = numberOf(definition, Tag.WaveformBitsStored);
  const scale = scaleFrom(definition);
  return {
    ...channelNameOf(definition, number),
    ...(scale && { scale }),
    skew: skewOf(definition, frequency),
    bits: stored !== undefined && stored > 0 && stored <= bits ? stored : bits,
    filters: filtersFrom(definition),
  };
}

/** Without sensitivity a channel is not calibrated; without its unit nobody knows what of (PS3.3 C.10.9, 1C). */
function scaleFrom(definition: Dataset): WaveformScale | undefined {
  const sensitivity = numberOf(definition, Tag.ChannelSensitivity);
  const code = itemOf(definition, Tag.ChannelSensitivityUnitsSequence);
  const unit = code && unitFrom(code);
  if (sensitivity === undefined || sensitivity === 0 || !unit) return undefined;
  const correction = numberOf(definition, Tag.ChannelSensitivityCorrectionFactor) ?? 1;
  const factor = sensitivity * correction;
  if (factor === 0) return undefined;
  return { factor, baseline: numberOf(definition, Tag.ChannelBaseline) ?? 0, unit };
}

/** Either says it (C.10.9.1.4.2); writers fill the other in with 0. */
function skewOf(definition: Dataset, frequency: number): number {
  const samples = numberOf(definition, Tag.ChannelSampleSkew) ?? 0;
  return numberOf(definition, Tag.ChannelTimeSkew) || (frequency > 0 ? samples / frequency : 0);
}

function filtersFrom(definition: Dataset): WaveformFilters {
  const [low, high, notch] = [Tag.FilterLowFrequency, Tag.FilterHighFrequency, Tag.NotchFilterFrequency].map(
    (tag) => numbersOf(definition, tag)[0],
  );
  return {
    ...(low !== undefined && { low }),
    // Written as 0, a filter was off.
    ...(high && { high }),
    ...(notch && { notch }),
  };
}
