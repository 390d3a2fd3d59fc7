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
});
