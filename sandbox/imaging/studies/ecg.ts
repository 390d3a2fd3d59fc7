import type { Person } from '../../catalogue';
import { momentBefore } from '../dates';
import type { Elements } from '../dicom/dataset';
import { objectPlan } from '../objects/object-plan';
import { personOf } from '../people';
import { ecgOf, LEADS, medianBeat } from '../phantoms/ecg';
import type { Region } from '../region';
import type { SeriesPlan, StudyPlan } from '../study-plan';

const twelveLeadEcg = '1.2.840.10008.5.1.4.1.1.9.1.1';
const frequency = 500;
/** µV of a stored value */
const sensitivity = 2.5;
const interval = 0.86;

const code = (value: string, scheme: string, meaning: string): Elements => ({
  CodeValue: value,
  CodingSchemeDesignator: scheme,
  CodeMeaning: meaning,
});

/** Numbers of the leads (PS3.16 CID 3001) */
const NUMBERS = [1, 2, 61, 62, 63, 64, 3, 4, 5, 6, 7, 8];

function group(label: string, originality: string, millivolts: Float64Array): Elements {
  const stored = Int16Array.from(millivolts, (value) => Math.round((value * 1000) / sensitivity));
  return {
    WaveformOriginality: originality,
    NumberOfWaveformChannels: LEADS.length,
    NumberOfWaveformSamples: stored.length / LEADS.length,
    SamplingFrequency: String(frequency),
    MultiplexGroupLabel: label,
    ChannelDefinitionSequence: LEADS.map((lead, at) => ({
      ChannelLabel: lead,
      ChannelSourceSequence: [code(`2:${NUMBERS[at]}`, 'MDC', `Lead ${lead}`)],
      ChannelSensitivity: String(sensitivity),
      ChannelSensitivityUnitsSequence: [code('uV', 'UCUM', 'microvolt')],
      ChannelSensitivityCorrectionFactor: '1',
      ChannelBaseline: '0',
      ChannelTimeSkew: '0',
      WaveformBitsStored: 16,
      FilterLowFrequency: '0.05',
      FilterHighFrequency: '150',
      NotchFilterFrequency: '50',
    })),
    WaveformBitsAllocated: 16,
    WaveformSampleInterpretation: 'SS',
    WaveformData: new Uint8Array(stored.buffer),
  };
}

const said = (words: string): Elements => ({
  UnformattedTextValue: words,
  ReferencedWaveformChannels: [1, 0],
  AnnotationGroupNumber: 0,
});

const measured = (value: string, meaning: string, number: number, unit: Elements): Elements => ({
  ConceptNameCodeSequence: [code(value, 'MDC', meaning)],
  NumericValue: String(number),
  MeasurementUnitsCodeSequence: [unit],
  ReferencedWaveformChannels: [1, 0],
  AnnotationGroupNumber: 1,
});

const ms = code('ms', 'UCUM', 'millisecond');

/** A rhythm of ten seconds and the beat that the machine made of it, with its words. */
export function ecgSeries(): SeriesPlan {
  return {
    modality: 'ECG',
    description: '12-lead ECG',
    images: [
      objectPlan(twelveLeadEcg, {
        AcquisitionContextSequence: [],
        WaveformSequence: [
          group('RHYTHM', 'ORIGINAL', ecgOf({ seconds: 10, frequency, interval, seed: 'merrin' })),
          group('MEDIAN BEAT', 'DERIVED', medianBeat(frequency)),
        ],
        WaveformAnnotationSequence: [
          said('SINUS RHYTHM'),
          said('UNCONFIRMED'),
          measured('2:16016', 'Ventricular rate', 70, code('/min', 'UCUM', 'per minute')),
          measured('2:15872', 'PR interval', 164, ms),
          measured('2:16156', 'QRS duration', 92, ms),
          measured('2:16160', 'QT interval', 402, ms),
        ],
      }),
    ],
  };
}

/** A tracing that a practice nurse recorded, reported by nobody. */
export function ecgStudies(region: Region, people: readonly Person[]): StudyPlan[] {
  return [
    {
      name: 'merrin ecg',
      person: personOf(people, 'merrin-tolverne'),
      hospital: 'salford',
      started: momentBefore(region.today, 4, '10:05'),
      description: 'ECG 12 lead',
      reason: 'Palpitations.',
      series: [ecgSeries()],
    },
  ];
}
