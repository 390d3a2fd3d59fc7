import { describe, expect, it } from 'vitest';
import type { PetActivity } from '../../../src/domain/study/pet-activity';
import { suvFactor } from '../../../src/domain/measure/suv';
import { valueMeaning } from '../../../src/domain/measure/value-meaning';
import { attributes, anInstance } from '../instances';
import { basisWords, noSuvWords } from '../../../src/texts/en/measured';

const HALF_LIFE = 6586.2;
const F18 = { name: 'F-18', halfLife: HALF_LIFE };
const NOON = Date.UTC(2026, 10, 18, 12) / 1000;

/** 70 kg, 350 MBq, one half-life before the scan: 70,000 g ÷ 175 MBq = 0.0004 g/Bq. */
const pet = (change: Partial<PetActivity> = {}): PetActivity => ({
  units: 'BQML',
  corrected: ['NORM', 'ATTN', 'DECY'],
  decayCorrection: 'START',
  series: NOON,
  acquisition: NOON + 30,
  weight: 70,
  dose: 350e6,
  halfLife: HALF_LIFE,
  injected: NOON - HALF_LIFE,
  ...change,
});

describe('the factor to SUV body weight', () => {
  it.each<[string, Partial<PetActivity>, number]>([
    ['decays the dose from injection to the scan', {}, 0.0004],
    [
      'takes a time of day for that of the same day',
      { injected: undefined, injectedTimeOfDay: 12 * 3600 - HALF_LIFE },
      0.0004,
    ],
    [
      'takes a time of day after the scan’s for the evening before',
      { series: NOON - 12 * 3600 + 600, injected: undefined, injectedTimeOfDay: 24 * 3600 + 600 - HALF_LIFE },
      0.0004,
    ],
    [
      'takes the dose as it is where values are corrected to the injection',
      { decayCorrection: 'ADMIN', halfLife: undefined },
      0.0002,
    ],
    [
      'believes a half-life that differs as tables do',
      { halfLife: 6588, nuclide: F18, injected: NOON - 6588 },
      0.0004,
    ],
    ['is 1 where the scanner computed SUV', { units: 'GML' }, 1],
    ['is Philips’ own for counts', { units: 'CNTS', philipsSuvFactor: 0.00042 }, 0.00042],
    [
      'goes through Philips’ activity factor where the other is absent',
      { units: 'CNTS', philipsActivityFactor: 2.5 },
      0.001,
    ],
    ['takes GE’s scan time where the series is of later', { series: NOON + 9000, geScan: NOON }, 0.0004],
    [
      // Of a frame that is short beside the half-life the activity's mean is at its middle: 60 s into 120 s
      'goes back from the frame’s reference time where nothing else tells',
      { series: NOON + 9000, acquisition: NOON + 600, frameReferenceTime: 660_000, frameDuration: 120_000 },
      0.0004,
    ],
  ])('%s', (_, change, factor) => {
    const found = suvFactor(pet(change));
    expect(found.ok).toBe(true);
    if (found.ok) expect(found.factor / factor).toBeCloseTo(1, 4);
  });

  it('puts the mean of a long frame where the activity has its mean, before the middle', () => {
    // Over one half-life λd = ln 2: ln(ln 2 ÷ ½) ÷ λ = 0.4712 of it
    const found = suvFactor(
      pet({
        series: NOON + 9000,
        acquisition: NOON,
        frameReferenceTime: 0.471233 * HALF_LIFE * 1000,
        frameDuration: HALF_LIFE * 1000,
      }),
    );
    expect(found.ok && found.factor / 0.0004).toBeCloseTo(1, 5);
  });

  it.each<[string, Partial<PetActivity>]>([
    ['weight', { weight: undefined }],
    ['weight', { weight: 0 }],
    ['injected dose', { dose: undefined }],
    ['350 Bq cannot be', { dose: 350 }],
    ['half-life', { halfLife: 0 }],
    ['6586.2 s is not that of Ga-68', { nuclide: { name: 'Ga-68', halfLife: 4062.6 } }],
    [
      '109.77 s is not that of F-18',
      { halfLife: 109.77, nuclide: F18, injected: NOON - 100, decayCorrection: 'START' },
    ],
    ['4062 s is not that of F-18', { halfLife: 4062, nuclide: F18, decayCorrection: 'ADMIN' }],
    ['start of the scan', { series: undefined, acquisition: undefined }],
    ['start of the scan', { series: NOON + 9000 }],
    ['start of the scan', { series: NOON + 9000, frameReferenceTime: 0, frameDuration: 1000 }],
    ['time of injection', { injected: undefined }],
    ['later than the scan', { injected: NOON + 1 }],
    ['attenuation', { corrected: ['DECY'] }],
    ['corrected for decay', { corrected: ['ATTN'] }],
    ['to which moment', { decayCorrection: 'NONE' }],
    ['to which moment', { decayCorrection: undefined }],
    ['no units', { units: undefined }],
    ['PROPCPS', { units: 'PROPCPS' }],
    ['counts', { units: 'CNTS' }],
    ['LBM', { units: 'GML', suvType: 'LBM' }],
  ])('is not guessed: "%s"', (why, change) => {
    const found = suvFactor(pet(change));
    expect(found.ok ? 'a factor' : noSuvWords(found.why)).toContain(why);
  });
});

describe('what values are called', () => {
  const of = (
    modality: string,
    modalityLut: Parameters<typeof valueMeaning>[1]['modalityLut'],
    activity?: PetActivity,
  ) => valueMeaning(anInstance({ modality, pet: activity }), attributes({ modalityLut }));
  const rescale = (slope: number, intercept: number, type?: string) =>
    ({ kind: 'rescale', slope, intercept, ...(type && { type }) }) as const;

  it.each([
    ['no HU, where nobody says so', of('CT', rescale(1, -1024)), 'stored units', 'other'],
    ['HU, where the object says so', of('OT', rescale(1, 0, 'HU')), 'HU', 'attenuation'],
    ['no HU, where CT is not rescaled', of('CT', rescale(1, 0)), 'stored units', 'other'],
    ['no HU, where CT says "unspecified"', of('CT', rescale(1, -1024, 'US')), 'stored units', 'other'],
    ['what the object calls them', of('CT', rescale(1, 0, 'Z_EFF')), 'Z_EFF', 'other'],
    ['stored units, in MR', of('MR', rescale(1, 0)), 'stored units', 'mr-signal'],
    ['SUV', of('PT', rescale(0.5, 0), pet()), 'g/ml', 'suvbw'],
    [
      'activity, where SUV cannot be had',
      of('PT', rescale(0.5, 0), pet({ weight: undefined })),
      'Bq/ml',
      'activity',
    ],
    ['counts', of('PT', rescale(0.5, 0), pet({ units: 'CNTS' })), 'counts', 'other'],
    [
      'stored units, where PET has units of another kind',
      of('PT', rescale(1, 0), pet({ units: 'PROPCPS' })),
      'stored units',
      'other',
    ],
  ])('%s', (_, meaning, symbol, kind) => {
    expect([meaning.unit.symbol, meaning.of]).toEqual([symbol, kind]);
  });

  it('says why there is no SUV beside the number', () => {
    expect(basisWords(of('PT', rescale(1, 0), pet({ weight: undefined })).basis)).toBe(
      'SUV cannot be computed: the patient’s weight is not recorded',
    );
  });
});

describe('where a site has uptake values switched off', () => {
  it.each(['BQML', 'CNTS'])('none are computed of %s, and it is said why', (units) => {
    const found = suvFactor(pet({ units, philipsSuvFactor: 0.1, switchedOff: true }));
    expect(found).toEqual({ ok: false, why: { kind: 'switched-off' } });
    expect(noSuvWords({ kind: 'switched-off' })).toBe('uptake values are switched off at this site');
  });

  it('what the scanner computed is shown like any other stored value', () => {
    expect(suvFactor(pet({ units: 'GML', switchedOff: true }))).toMatchObject({ ok: true, by: 'scanner' });
  });
});
