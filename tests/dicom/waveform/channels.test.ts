import { describe, expect, it } from 'vitest';
import { waveformFrom } from '../../../src/dicom/waveform/waveform';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const channel = (label: string) => ({ '003A0203': element('SH', label) });
const group = (label: string, channels: readonly unknown[]) => ({
  '003A0020': element('SH', label),
  '003A0005': element('US', channels.length),
  '003A0010': element('UL', 2),
  '003A001A': element('DS', 500),
  '003A0200': { vr: 'SQ', Value: channels },
  '54001004': element('US', 16),
  '54001006': element('CS', 'SS'),
  '54001010': { vr: 'OW', InlineBinary: new Uint8Array(2 * channels.length * 2) },
});

describe('channels and groups of curves', () => {
  it('keep their places where one among them is no item', () => {
    const sequence = [
      group('ECG', [channel('I'), null, channel('III')]),
      null,
      group('Pressure', [channel('AO')]),
    ];
    const { groups } = waveformFrom({ '54000100': { vr: 'SQ', Value: sequence } }, new Map());
    expect(groups.map(({ number, label }) => [number, label])).toEqual([
      [1, 'ECG'],
      [2, undefined],
      [3, 'Pressure'],
    ]);
    expect(groups[0]?.channels.map(({ name }) => name)).toEqual(['I', 'Channel 2', 'III']);
    expect(groups[0]).not.toHaveProperty('fault');
  });

  const source = (value: string, scheme: string, meaning: string) => ({
    '003A0208': {
      vr: 'SQ',
      Value: [
        {
          '00080100': element('SH', value),
          '00080102': element('SH', scheme),
          '00080104': element('LO', meaning),
        },
      ],
    },
  });

  it.each([
    ['a code of SCP-ECG', source('5.6.3-9-61', 'SCPECG', 'x'), '1', 'III'],
    ['a code of MDC', source('MDC_ECG_LEAD_AVR', 'MDC', 'x'), '1', 'aVR'],
    ['words of a code that nobody knows', source('7', '99X', 'Lead V2'), '1', 'V2'],
    ['a lead that is upside down', source('5.6.3-9-65', 'SCPECG', 'Lead -aVR'), '-aVR', undefined],
    ['the same in words', source('X', '99X', '-aVR'), 'aVR', undefined],
    ['a source that says it is unspecified', source('2:0', 'MDC', 'unspecified lead'), 'II', 'II'],
    ['the same of SCP-ECG', source('5.6.3-9-00', 'SCPECG', 'Unspecified lead'), 'V5', 'V5'],
    ['a source that is no lead', source('2:86', 'MDC', 'MCL1'), 'V1', undefined],
    ['nothing but a label', {}, 'aVF', 'aVF'],
  ])('are the lead that is said by %s', (_, said, label, lead) => {
    const sequence = [group('ECG', [{ ...channel(label), ...said }])];
    const { groups } = waveformFrom({ '54000100': { vr: 'SQ', Value: sequence } }, new Map());
    expect(groups[0]?.channels[0]?.lead).toBe(lead);
  });

  it.each([
    ['in seconds', { '003A0214': element('DS', 0.004) }, 0.004],
    ['in samples', { '003A0215': element('DS', 2) }, 0.004],
    ['in samples, with seconds of 0', { '003A0214': element('DS', 0), '003A0215': element('DS', 2) }, 0.004],
    ['not at all', {}, 0],
  ])('lie as much later as is said %s', (_, said, seconds) => {
    const sequence = [group('ECG', [{ ...channel('I'), ...said }])];
    const { groups } = waveformFrom({ '54000100': { vr: 'SQ', Value: sequence } }, new Map());
    expect(groups[0]?.channels[0]?.skew).toBeCloseTo(seconds, 9);
  });
});
