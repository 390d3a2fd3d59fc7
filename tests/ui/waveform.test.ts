import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leadOfWords } from '../../src/domain/waveform/leads';
import type { Waveform, WaveformChannel, WaveformGroup } from '../../src/domain/waveform/waveform';
import WaveformView from '../../src/ui/waveform/WaveformView.svelte';

const LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];

const channel = (name: string, given: Partial<WaveformChannel> = {}): WaveformChannel => {
  const lead = leadOfWords(name);
  return {
    name,
    ...(lead && { lead }),
    scale: { factor: 2.5, baseline: 0, unit: { code: 'uV', words: 'µV', perMillivolt: 1000 } },
    skew: 0,
    bits: 16,
    filters: { low: 0.05, high: 150, notch: 50 },
    ...given,
  };
};
const group = (given: Partial<WaveformGroup> = {}): WaveformGroup => ({
  number: 1,
  label: 'RHYTHM',
  derived: false,
  frequency: 500,
  count: 5000,
  channels: LEADS.map((lead) => channel(lead)),
  samples: new Int16Array(5000 * 12).fill(40),
  ...given,
});
const waveform = (given: Partial<Waveform> = {}): Waveform => ({
  groups: [group()],
  annotations: [],
  ...given,
});
const shown = (given: Waveform) => render(WaveformView, { waveform: given, heart: true });
const region = () => screen.getByRole('region', { name: 'Curves' });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

describe('An ECG on its paper', () => {
  it('is described in words for who does not see it, without anything computed', () => {
    shown(waveform());
    const words = document.getElementById(region().getAttribute('aria-describedby') ?? '')?.textContent;
    expect(words).toBe(
      'RHYTHM: 12 curves, I, II, III, aVR, aVL, aVF, V1, V2, V3, V4, V5 and V6. 10 s at 500 samples a second. ' +
        'Filters 0.05–150 Hz, notch 50 Hz.',
    );
  });

  it('is not to scale until somebody held a ruler to the screen, once', async () => {
    const user = userEvent.setup();
    const view = shown(waveform());
    await user.click(screen.getByRole('button', { name: 'Not to scale' }));
    const field = screen.getByRole('spinbutton', { name: 'Length of the line in mm' });
    await user.clear(field);
    await user.type(field, '75');
    await user.click(screen.getByRole('button', { name: 'That is its length' }));
    screen.getByRole('button', { name: 'True to scale' });
    // 300 px are 75 mm: 4 px a millimetre, for 15 + 250 + 5 mm.
    expect(document.querySelector<HTMLElement>('.sheet')?.style.width).toBe('1080px');
    view.unmount();
    shown(waveform());
    screen.getByRole('button', { name: 'True to scale' });
  });

  it('keeps the speed, height and arrangement that were chosen', async () => {
    const user = userEvent.setup();
    const view = shown(waveform());
    await user.selectOptions(screen.getByRole('combobox', { name: 'Arrangement' }), '12 × 1');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Paper speed' }), '50 mm/s');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Height of a millivolt' }), '20 mm/mV');
    await user.click(screen.getByRole('button', { name: 'Cabrera' }));
    view.unmount();
    shown(waveform());
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Arrangement' }).value).toBe('rows');
    screen.getByText('50 mm/s, 20 mm/mV');
    expect(screen.getByRole('button', { name: 'Cabrera' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('is measured by calipers with the keys', async () => {
    const user = userEvent.setup();
    shown(waveform());
    await user.click(screen.getByRole('button', { name: 'Calipers' }));
    const [first, second] = screen.getAllByRole('slider');
    if (!first || !second) throw new Error('no calipers');
    expect(first.getAttribute('aria-label')).toBe('First caliper, I');
    first.focus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getAllByRole('slider')[0]?.getAttribute('aria-label')).toBe('First caliper, II');
    const before = Number(second.getAttribute('aria-valuenow'));
    second.focus();
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}{ArrowRight}');
    expect(Number(second.getAttribute('aria-valuenow'))).toBe(before + 22);
    expect(second.getAttribute('aria-valuetext')).toMatch(/^[\d.]+ ms · 0 mV · \d+ a minute$/);
  });

  it('says that the amplitude is not recorded, and offers no height of a millivolt', async () => {
    const user = userEvent.setup();
    const bare = LEADS.map((name): WaveformChannel => ({ name, skew: 0, bits: 16, filters: {} }));
    shown(waveform({ groups: [group({ channels: bare })] }));
    expect(screen.queryByRole('combobox', { name: 'Height of a millivolt' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Calipers' }));
    expect(screen.getAllByRole('slider')[0]?.getAttribute('aria-valuetext')).toMatch(
      /amplitude not recorded/,
    );
  });

  it.each([
    ['mu-law', 'Encoded by mu-law, not drawn'],
    ['a-law', 'Encoded by A-law, not drawn'],
  ] as const)('that is coded by %s is refused in words, and the rest is drawn', async (fault, words) => {
    const user = userEvent.setup();
    const refused = group({
      number: 2,
      label: 'SECOND',
      fault,
      frequency: 0,
      count: 0,
      samples: new Int8Array(),
    });
    shown(waveform({ groups: [group(), refused] }));
    expect(region()).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'SECOND' }));
    screen.getByText(words);
    expect(screen.queryByRole('region', { name: 'Curves' })).toBeNull();
  });

  it('shows what the machine wrote, as the machine’s own words', () => {
    shown(
      waveform({
        annotations: [
          { words: 'SINUS RHYTHM', channels: [[1, 0]], times: [] },
          { words: 'QTc interval', value: 434, unit: 'ms', channels: [[1, 0]], times: [] },
          { words: 'R', channels: [[1, 2]], times: [1.2] },
        ],
      }),
    );
    screen.getByText('From the machine');
    screen.getByText('The machine’s or operator’s own words, not the report');
    screen.getByText('SINUS RHYTHM');
    screen.getByText('QTc interval 434 ms');
    expect(screen.getByRole('button', { name: 'Marks' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('says where its labels name other leads than its codes', () => {
    const channels = LEADS.map((lead) => channel(lead, lead === 'I' ? { labelled: 'Lead V1' } : {}));
    shown(waveform({ groups: [group({ channels })] }));
    screen.getByText(/the labels say otherwise: I is labelled Lead V1/);
  });
});
