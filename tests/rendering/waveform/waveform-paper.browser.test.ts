import { describe, expect, it } from 'vitest';
import { sheetOf } from '../../../src/domain/waveform/sheet';
import { STANDARD_LEADS } from '../../../src/domain/waveform/leads';
import type { WaveformGroup } from '../../../src/domain/waveform/waveform';
import { ON_PAPER, paint } from '../../../src/ui/waveform/paint';
import { PAGE, paperParts } from '../../../src/ui/waveform/paper-pages';

/** Pixels a millimetre, as it is painted for paper */
const FINE = 10;
const FREQUENCY = 500;
const SECONDS = 10;
/** A step of 1 mV in every lead, from a second after each column's beginning */
const isHigh = (second: number) => second % 2.5 >= 1 && second % 2.5 < 1.2;

function aGroup(): WaveformGroup {
  const count = SECONDS * FREQUENCY;
  const samples = Int16Array.from({ length: count * STANDARD_LEADS.length }, (_, at) =>
    isHigh(Math.floor(at / STANDARD_LEADS.length) / FREQUENCY) ? 1000 : 0,
  );
  return {
    number: 1,
    derived: false,
    frequency: FREQUENCY,
    count,
    samples,
    channels: STANDARD_LEADS.map((lead) => ({
      name: lead,
      lead,
      scale: {
        factor: 1,
        baseline: 0,
        unit: { code: 'uV', words: 'µV', perMillivolt: 1000 },
      },
      skew: 0,
      bits: 16,
      filters: {},
    })),
  };
}

const sheet = sheetOf(aGroup(), {
  layout: '3x4',
  cabrera: false,
  speed: 25,
  gain: 10,
  heart: true,
});

function painted() {
  const [part, ...others] = paperParts(sheet, 0);
  if (!part || others.length > 0) throw new Error('not on one page');
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(part.width * FINE);
  canvas.height = Math.round(part.height * FINE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const view = { left: 0, top: 0, width: canvas.width, height: canvas.height };
  const group = aGroup();
  paint(context, {
    group,
    sheet,
    marks: [],
    scale: FINE,
    view,
    ratio: 1,
    face: 'sans-serif',
    colours: ON_PAPER,
  });
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const at = (x: number, y: number) => [0, 1, 2].map((n) => data[(y * canvas.width + x) * 4 + n] ?? 0);
  const isInk = (x: number, y: number) => at(x, y).every((part) => part < 90);
  const isLine = (x: number, y: number) => (at(x, y)[0] ?? 0) - (at(x, y)[1] ?? 0) > 27;
  return {
    ...canvas,
    width: canvas.width,
    height: canvas.height,
    isInk,
    isLine,
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
/** mm from the first to the last of some pixels */
const reach = (places: readonly number[]) => (Math.max(...places) - Math.min(...places)) / FINE;

describe('curves as they are painted for paper', () => {
  const { width, height, isInk, isLine } = painted();

  it('fit on A4 on its side, within margins of a centimetre', () => {
    expect(width / FINE).toBeLessThanOrEqual(PAGE.width);
    expect(width / FINE).toBe(15 + 250 + 5);
  });

  it('have their stronger lines 5 mm from one to the next', () => {
    const isUpright = (x: number) => numbers(height).filter((y) => isLine(x, y)).length > height * 0.4;
    const lines = numbers(width).filter((x) => isUpright(x) && !isUpright(x - 1));
    const steps = lines.slice(1).map((x, at) => (x - (lines[at] ?? NaN)) / FINE);
    // Where a curve goes up along a line there is one less.
    expect(steps.filter((step) => step % 5 !== 0)).toEqual([]);
    expect(steps.filter((step) => step === 5).length).toBeGreaterThan(40);
  });

  it('have a pulse of 10 mm by 5 mm before each row, and 1 mV of a lead is as high', () => {
    const [strip] = sheet.strips;
    if (!strip) throw new Error('no lead');
    const rows = numbers(Math.round(strip.height * FINE)).map((y) => y + Math.round(strip.top * FINE));
    const pulse = rows.filter((y) => numbers(13 * FINE).some((x) => isInk(x, y)));
    expect(Math.abs(reach(pulse) - 10)).toBeLessThan(0.4);
    // The lead's own step, a second after its beginning: 200 ms are 5 mm.
    const top = Math.round((strip.zero - 10) * FINE);
    const from = Math.round((strip.left + 20) * FINE);
    const step = numbers(10 * FINE)
      .map((x) => x + from)
      .filter((x) => [-1, 0, 1].some((by) => isInk(x, top + by)));
    expect(Math.abs(reach(step) - 5)).toBeLessThan(0.4);
  });
});
