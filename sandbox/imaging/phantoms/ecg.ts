import { gaussian, seededRandom } from '../random';

/** Leads that are computed from two limb leads, and those that are not, as they are recorded. */
export const LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
type Own = 'I' | 'II' | 'V1' | 'V2' | 'V3' | 'V4' | 'V5' | 'V6';

/** Seconds from the R wave, and how wide */
const WAVES = {
  p: [-0.16, 0.022],
  q: [-0.028, 0.009],
  r: [0, 0.011],
  s: [0.03, 0.011],
  t: [0.27, 0.045],
} as const;
type Wave = keyof typeof WAVES;

/** Millivolts of each wave */
const HEIGHTS: Readonly<Record<Own, Readonly<Record<Wave, number>>>> = {
  I: { p: 0.09, q: -0.06, r: 0.75, s: -0.12, t: 0.22 },
  II: { p: 0.14, q: -0.08, r: 1.05, s: -0.18, t: 0.28 },
  V1: { p: 0.07, q: 0, r: 0.2, s: -0.85, t: -0.1 },
  V2: { p: 0.08, q: 0, r: 0.45, s: -1.15, t: 0.35 },
  V3: { p: 0.08, q: 0, r: 0.8, s: -0.8, t: 0.42 },
  V4: { p: 0.09, q: -0.06, r: 1.35, s: -0.45, t: 0.4 },
  V5: { p: 0.09, q: -0.09, r: 1.25, s: -0.22, t: 0.34 },
  V6: { p: 0.08, q: -0.09, r: 0.95, s: -0.1, t: 0.26 },
};

export interface EcgFormat {
  readonly seconds: number;
  /** Samples a second */
  readonly frequency: number;
  /** Seconds from beat to beat */
  readonly interval: number;
  readonly seed: string;
}

function beat(lead: Own, time: number): number {
  return Object.entries(WAVES).reduce((sum, [wave, [at, width]]) => {
    const away = (time - at) / width;
    return Math.abs(away) > 5 ? sum : sum + HEIGHTS[lead][wave as Wave] * Math.exp((-away * away) / 2);
  }, 0);
}

/** The twelve, of which four follow from I and II (Einthoven, Goldberger). */
function twelve(own: Readonly<Record<Own, number>>): readonly number[] {
  const { I, II, V1, V2, V3, V4, V5, V6 } = own;
  return [I, II, II - I, -(I + II) / 2, I - II / 2, II - I / 2, V1, V2, V3, V4, V5, V6];
}

const all = (value: (lead: Own) => number) =>
  Object.fromEntries(Object.keys(HEIGHTS).map((lead) => [lead, value(lead as Own)])) as Record<Own, number>;

/** Millivolts, twelve a sample: an invented heart's beats, breathing under them and a little noise. */
export function ecgOf({ seconds, frequency, interval, seed }: EcgFormat): Float64Array {
  const random = seededRandom(`ecg ${seed}`);
  const beats: number[] = [];
  for (let at = 0.35; at < seconds + 1; at += interval * (1 + gaussian(random) * 0.012)) beats.push(at);
  const count = seconds * frequency;
  const out = new Float64Array(count * LEADS.length);
  for (let sample = 0; sample < count; sample++) {
    const time = sample / frequency;
    const near = beats.filter((one) => Math.abs(time - one) < 0.7);
    const drift = 0.03 * Math.sin(2 * Math.PI * 0.21 * time);
    const own = all(
      (lead) => near.reduce((sum, one) => sum + beat(lead, time - one), 0) + drift + gaussian(random) * 0.006,
    );
    out.set(twelve(own), sample * LEADS.length);
  }
  return out;
}

/** One beat without noise, the R wave at 0.4 s, as a machine averages it. */
export function medianBeat(frequency: number): Float64Array {
  const count = Math.round(1.2 * frequency);
  const out = new Float64Array(count * LEADS.length);
  for (let sample = 0; sample < count; sample++)
    out.set(twelve(all((lead) => beat(lead, sample / frequency - 0.4))), sample * LEADS.length);
  return out;
}
