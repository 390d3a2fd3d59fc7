import { describe, expect, it } from 'vitest';
import { CABRERA_LEADS, STANDARD_LEADS, leadOfWords, type Lead } from '../../../src/domain/waveform/leads';
import { caliperReading, sampledTime } from '../../../src/domain/waveform/calipers';
import {
  heightOf,
  layoutsOf,
  placeOf,
  sheetOf,
  type SheetSettings,
} from '../../../src/domain/waveform/sheet';
import { ticksOf, unitRanges } from '../../../src/domain/waveform/range';
import type { WaveformChannel, WaveformGroup, WaveformScale } from '../../../src/domain/waveform/waveform';

const MILLIVOLT: WaveformScale = {
  factor: 0.001,
  baseline: 0,
  unit: { code: 'mV', words: 'mV', perMillivolt: 1 },
};
const PRESSURE: WaveformScale = { factor: 1, baseline: 0, unit: { code: 'mm[Hg]', words: 'mmHg' } };

const channel = (name: string, given: Partial<WaveformChannel> = {}): WaveformChannel => {
  const lead = leadOfWords(name);
  return { name, ...(lead && { lead }), scale: MILLIVOLT, skew: 0, bits: 16, filters: {}, ...given };
};

/** Each channel has one value throughout but for a first sample of 0. */
function group(
  channels: readonly WaveformChannel[],
  values: readonly number[],
  { seconds = 10, frequency = 100, ...given }: Partial<WaveformGroup> & { seconds?: number } = {},
): WaveformGroup {
  const count = seconds * frequency;
  const samples = new Int16Array(count * channels.length).map((_, at) =>
    at < channels.length ? 0 : (values[at % channels.length] ?? 0),
  );
  return { number: 1, derived: false, frequency, count, channels, samples, ...given };
}

const twelve = (order: readonly Lead[] = STANDARD_LEADS, given: Parameters<typeof group>[2] = {}) =>
  group(
    order.map((lead) => channel(lead)),
    order.map((_, at) => 100 * (at + 1)),
    given,
  );

const usual: SheetSettings = { layout: '3x4', cabrera: false, speed: 25, gain: 10, heart: true };

describe('A sheet of curves', () => {
  it('has three rows of four leads and a rhythm row, each a quarter of the time', () => {
    const { strips, width } = sheetOf(twelve(), usual);
    const rows = [...new Set(strips.map(({ top }) => top))].map((top) =>
      strips.filter((strip) => strip.top === top).map(({ name }) => name),
    );
    expect(rows).toEqual([
      ['I', 'aVR', 'V1', 'V4'],
      ['II', 'aVL', 'V2', 'V5'],
      ['III', 'aVF', 'V3', 'V6'],
      ['II'],
    ]);
    expect(strips.slice(0, 4).map(({ from, to }) => [from, to])).toEqual([
      [0, 2.5],
      [2.5, 5],
      [5, 7.5],
      [7.5, 10],
    ]);
    expect(width).toBe(15 + 250 + 5);
  });

  it.each([STANDARD_LEADS, [...STANDARD_LEADS].reverse(), CABRERA_LEADS])(
    'puts each lead in its place, in whatever order they were recorded',
    (...order) => {
      const { strips } = sheetOf(twelve(order as readonly Lead[]), { ...usual, layout: '6x2' });
      expect(strips.map(({ name }) => name)).toEqual([
        'I',
        'V1',
        'II',
        'V2',
        'III',
        'V3',
        'aVR',
        'V4',
        'aVL',
        'V5',
        'aVF',
        'V6',
      ]);
    },
  );

  it.each([
    [5, 25],
    [10, 25],
    [20, 50],
  ])('is true to scale at %i mm/mV and %i mm/s', (gain, speed) => {
    const sheet = sheetOf(twelve(), { ...usual, layout: 'rows', gain, speed });
    for (const strip of sheet.strips) {
      expect(heightOf(strip, 0) - heightOf(strip, 1)).toBeCloseTo(gain, 9);
      expect(placeOf(strip, speed, 1) - placeOf(strip, speed, 0)).toBeCloseTo(speed, 9);
      // Zero stands on a line of the grid.
      expect(strip.zero).toBe(Math.round(strip.zero));
      expect(strip.height).toBeGreaterThanOrEqual(15);
    }
  });

  it('turns aVR upside down in the order of Cabrera, and says so', () => {
    const { strips } = sheetOf(twelve(), { ...usual, layout: 'rows', cabrera: true });
    expect(strips.slice(0, 6).map(({ name }) => name)).toEqual(['aVL', 'I', '−aVR', 'II', 'aVF', 'III']);
    const turned = strips[2];
    expect(turned && heightOf(turned, 1) - heightOf(turned, 0)).toBeCloseTo(10, 9);
  });

  it('keeps what is no standard lead, last and under its own name', () => {
    const odd = twelve([...STANDARD_LEADS, 'V7']);
    const { strips } = sheetOf(
      { ...odd, channels: [channel('Respiration', { lead: undefined } as never), ...odd.channels.slice(1)] },
      usual,
    );
    expect(strips.slice(-3).map(({ name }) => name)).toEqual(['II', 'Respiration', 'V7']);
    const { absent } = sheetOf(
      { ...odd, channels: [channel('Respiration', { lead: undefined } as never), ...odd.channels.slice(1)] },
      usual,
    );
    expect(absent.map(({ lead }) => lead)).toEqual(['I']);
  });

  it('lays a beat whole into each place, and a long recording in rows', () => {
    const beat = sheetOf(twelve(STANDARD_LEADS, { seconds: 1, derived: true }), usual);
    expect(beat.strips).toHaveLength(12);
    expect(beat.strips.every(({ from, to }) => from === 0 && to === 1)).toBe(true);
    expect(layoutsOf(twelve(STANDARD_LEADS, { seconds: 60 }))).toEqual(['rows']);
  });

  it('has no millivolt grid for a curve that is not calibrated, and no scale shared with one', () => {
    const bare: WaveformChannel = { name: 'V1', lead: 'V1', skew: 0, bits: 16, filters: {} };
    const { strips, hasMillivolts } = sheetOf(group([channel('I'), bare], [500, 900]), usual);
    expect(strips.map(({ kind }) => kind)).toEqual(['millivolts', 'shape']);
    expect(hasMillivolts).toBe(true);
    expect(sheetOf(group([bare], [900]), usual).hasMillivolts).toBe(false);
  });

  it('gives pressures an axis of their unit, the same for those that are alike', () => {
    const pressures = group(
      [
        channel('AO', { scale: PRESSURE }),
        channel('LV', { scale: PRESSURE }),
        channel('RA', { scale: PRESSURE }),
        channel('II'),
      ],
      [120, 110, 7, 1000],
    );
    const { strips } = sheetOf(pressures, { ...usual, heart: false });
    expect(strips.map(({ name, kind }) => [name, kind])).toEqual([
      ['AO', 'unit'],
      ['LV', 'unit'],
      ['RA', 'unit'],
      ['II', 'millivolts'],
    ]);
    const ranges = unitRanges(pressures, (at) => at < 3);
    expect([ranges.get(0), ranges.get(1), ranges.get(2)]).toEqual([
      [0, 120],
      [0, 120],
      [0, 7],
    ]);
    const [aorta] = strips;
    if (!aorta) throw new Error('no strip');
    expect(heightOf(aorta, 0)).toBeCloseTo(aorta.top + aorta.height - 3, 6);
    expect(heightOf(aorta, 120)).toBeCloseTo(aorta.top + 6, 6);
  });

  it.each([
    [0, 120, [0, 20, 40, 60, 80, 100, 120]],
    [0, 7, [0, 1, 2, 3, 4, 5, 6, 7]],
    [-0.4, 1.1, [-0.25, 0, 0.25, 0.5, 0.75, 1]],
    [5, 5, []],
  ])('writes round numbers from %f to %f', (least, most, ticks) => {
    expect(ticksOf(least, most)).toEqual(ticks);
  });
});

describe('Calipers', () => {
  const beats = group([channel('II')], [600]);
  it('read milliseconds, millivolts and the rate between two places of a curve', () => {
    expect(caliperReading(beats, { channel: 0, ends: [0, 0.8] })).toEqual({
      milliseconds: 800,
      gaps: [false, false],
      difference: 0.6,
      rate: 75,
    });
  });

  it('read no rate in a single computed beat', () => {
    const beat = group([channel('II')], [600], { seconds: 1, derived: true });
    expect(caliperReading(beat, { channel: 0, ends: [0, 0.5] }).rate).toBeUndefined();
    const derived = group([channel('II')], [600], { derived: true });
    expect(caliperReading(derived, { channel: 0, ends: [0, 0.5] }).rate).toBe(120);
  });

  it('say where the curve has no value', () => {
    const gap = { ...beats, padding: 0 };
    const reading = caliperReading(gap, { channel: 0, ends: [0, 0.5] });
    expect(reading.gaps).toEqual([true, false]);
    expect(reading.difference).toBeUndefined();
  });

  it('read time only of a curve that is not calibrated', () => {
    const bare = group([{ name: 'V1', skew: 0, bits: 16, filters: {} }], [600]);
    expect(caliperReading(bare, { channel: 0, ends: [0, 0.5] }).difference).toBeUndefined();
  });

  it('stand on samples of their channel, its skew with it', () => {
    const skewed = group([channel('II', { skew: 0.203 })], [1]);
    expect(sampledTime(skewed, 0, 0.3)).toBeCloseTo(0.303, 9);
    expect(sampledTime(skewed, 0, -5)).toBeCloseTo(0.203, 9);
    expect(sampledTime(skewed, 0, 99)).toBeCloseTo(9.99 + 0.203, 9);
  });
});

describe('The lead that words name', () => {
  it.each([
    ['Lead aVR', 'aVR'],
    ['AVF', 'aVF'],
    ['lead II', 'II'],
    ['Lead I (Einthoven)', 'I'],
    ['ECG Lead V4', 'V4'],
    ['V3R', 'V3R'],
    ['MDC_ECG_LEAD_II', undefined],
    ['Aortic pressure', undefined],
    ['II-III', undefined],
    ['V', undefined],
    ['1', undefined],
    ['V10', undefined],
    ['-aVR', undefined],
    ['Lead -aVR', undefined],
    ['Lead aVR (inverted)', undefined],
    ['aVR, negative', undefined],
    ['aVR (-)', undefined],
  ])('%s', (words, lead) => {
    expect(leadOfWords(words)).toBe(lead);
  });
});
