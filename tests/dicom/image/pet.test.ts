import { describe, expect, it } from 'vitest';
import { suvFactor } from '../../../src/domain/measure/suv';
import { valueMeaning } from '../../../src/domain/measure/value-meaning';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { archiveId } from '../../../src/domain/ids';
import { anInstanceAnswer, INSTANCE, type Elements } from '../../dicomweb/wire';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const HALF_LIFE = 6586.2;

const isotope = (change: Elements = {}): Elements => ({
  '00181072': element('TM', '100000'),
  '00181074': element('DS', '350000000'),
  '00181075': element('DS', `${HALF_LIFE}`),
  ...change,
});
const given = (...items: Elements[]): Elements => ({ '00540016': { vr: 'SQ', Value: items } });

/** 70 kg, 350 MBq at ten, scanned at eleven. */
const PET: Elements = {
  '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.128'),
  '00080060': element('CS', 'PT'),
  '00080021': element('DA', '20261118'),
  '00080031': element('TM', '110000'),
  '00080022': element('DA', '20261118'),
  '00080032': element('TM', '110500'),
  '00101030': element('DS', '70'),
  '00280051': element('CS', 'NORM', 'ATTN', 'SCAT', 'DECY'),
  '00541001': element('CS', 'BQML'),
  '00541102': element('CS', 'START'),
  ...given(isotope()),
};

const factorOf = (change: Elements): number | string => {
  const { pet } = instanceFrom(anInstanceAnswer(INSTANCE, { ...PET, ...change }), {
    archive: archiveId('salford'),
    bulk: new Map(),
  });
  const found = pet && suvFactor(pet);
  if (!found) return 'not PET';
  return found.ok ? found.factor : found.why.kind;
};

const at = (date: string, time: string): Elements => ({
  '00080021': element('DA', date),
  '00080031': element('TM', time),
  '00080022': element('DA', date),
  '00080032': element('TM', time),
});
const after = (seconds: number, halfLife = HALF_LIFE, dose = 350e6) =>
  (70 * 1000) / (dose * 2 ** (-seconds / halfLife));
const zoned = (dt: string) => given(isotope({ '00181078': element('DT', dt) }));
const philips = (elements: Elements): Elements => ({
  '00541001': element('CS', 'CNTS'),
  '70530010': element('LO', 'Philips PET Private Group'),
  ...elements,
});
const FACTOR = philips({ '70531000': element('DS', '0.00042') });
const ofClass = (end: string): Elements => ({
  '00080016': element('UI', `1.2.840.10008.5.1.4.1.1.${end}`),
});
/** Legacy Converted Enhanced PET: units and the moment of correction have no place of their own in it. */
const CONVERTED: Elements = {
  ...ofClass('128.1'),
  '00541001': undefined,
  '00541102': undefined,
  '00209170': {
    vr: 'SQ',
    Value: [{ '00541001': element('CS', 'BQML'), '00541102': element('CS', 'START') }],
  },
};
const ZIRCONIUM = isotope({ '00181075': element('DS', '282276') });

// SUVbw by the QIBA pseudo-code; PS3.3 C.8.9.1 (Units, Decay Correction, Corrected Image), C.8.9.2 (isotope)
describe('the factor to SUV of a PET image, as its elements say', () => {
  it.each<[string, Elements, number | string]>([
    ['an hour after the injection', {}, after(3600)],
    ['most of a day before or half a day after, by times of day', at('20261119', '003000'), 'injected-later'],
    [
      'over midnight, by a moment',
      {
        ...at('20261119', '003000'),
        ...zoned('20261118233000'),
      },
      after(3600),
    ],
    [
      'a little over midnight, by times of day',
      { ...at('20261119', '003000'), ...given(isotope({ '00181072': element('TM', '233000') })) },
      after(3600),
    ],
    ['a moment goes before a time of day', zoned('20261118093000'), after(5400)],
    [
      'a moment of another zone',
      { ...zoned('20261118090000+0000'), '00080201': element('SH', '+0100') },
      after(3600),
    ],
    ['a moment whose zone the object does not name', zoned('20261118100000+0100'), after(3600)],
    [
      'given after the scan began, by times of day',
      given(isotope({ '00181072': element('TM', '110010') })),
      'injected-later',
    ],
    ['given after the scan began, by a moment', zoned('20261118110010'), 'injected-later'],
    ['given months before', zoned('20260818100000'), 'injected-long-before'],
    [
      'a half-life in minutes',
      given(isotope({ '00181075': element('DS', '109.77') })),
      'injected-long-before',
    ],
    ['what lives for days, without its day', given(ZIRCONIUM), 'no-day-of-injection'],
    [
      'what lives for days, six days after',
      given({ ...ZIRCONIUM, '00181078': element('DT', '20261112100000') }),
      after(6 * 86_400 + 3600, 282_276),
    ],
    ['corrected to the injection', { '00541102': element('CS', 'ADMIN') }, after(0)],
    [
      'corrected to the injection, of what lives for days',
      { '00541102': element('CS', 'ADMIN'), ...given(ZIRCONIUM) },
      after(0),
    ],
    ['corrected to no moment', { '00541102': element('CS', 'NONE') }, 'no-moment-of-correction'],
    [
      'a moment of correction that nobody knows',
      { '00541102': element('CS', 'SCAN') },
      'no-moment-of-correction',
    ],
    ['no weight', { '00101030': { vr: 'DS' } }, 'no-weight'],
    ['a weight of 0', { '00101030': element('DS', '0') }, 'no-weight'],
    ['a weight in grams', { '00101030': element('DS', '70000') }, 'weight'],
    ['a dose in megabecquerels', given(isotope({ '00181074': element('DS', '350') })), 'dose'],
    ['a dose a million times over', given(isotope({ '00181074': element('DS', '350000000000000') })), 'dose'],
    ['a dose of 0', given(isotope({ '00181074': element('DS', '0') })), 'no-dose'],
    [
      'two injections',
      given(isotope(), isotope({ '00181072': element('TM', '103000') })),
      'several-injections',
    ],
    [
      'two nuclides',
      given(
        isotope(),
        isotope({ '00181075': element('DS', '4057.7'), '00181074': element('DS', '120000000') }),
      ),
      'several-injections',
    ],
    [
      'two injections, corrected to the injection',
      {
        '00541102': element('CS', 'ADMIN'),
        ...given(isotope(), isotope({ '00181074': element('DS', '1e8') })),
      },
      'several-injections',
    ],
    ['the same injection twice, and nothing', given(isotope(), isotope(), {}), after(3600)],
    ['no isotope', given(), 'no-dose'],
    [
      'not corrected for attenuation',
      { '00280051': element('CS', 'NORM', 'DECY') },
      'no-attenuation-correction',
    ],
    ['not corrected for decay', { '00280051': element('CS', 'ATTN') }, 'no-decay-correction'],
    ['no word of corrections', { '00280051': { vr: 'CS' } }, 'no-attenuation-correction'],
    ['no units', { '00541001': { vr: 'CS' } }, 'no-units'],
    ['converted, without units', { ...ofClass('128.1'), '00541001': undefined }, 'no-units'],
    ['enhanced, without units', { ...ofClass('130'), '00541001': undefined }, 'no-units'],
    ['a capture without units', { ...ofClass('7'), '00541001': undefined }, 'not PET'],
    ['converted, with what it was of beside it', CONVERTED, after(3600)],
    ['SUV by the scanner', { '00541001': element('CS', 'GML') }, 1],
    [
      'SUV by body weight, in as many words',
      { '00541001': element('CS', 'GML'), '00541006': element('CS', 'BW') },
      1,
    ],
    [
      'SUV by lean body mass',
      { '00541001': element('CS', 'GML'), '00541006': element('CS', 'LBMJAMES128') },
      'another-type',
    ],
    ['SUV by surface', { '00541001': element('CS', 'CM2ML') }, 'units'],
    ['counts', { '00541001': element('CS', 'CNTS') }, 'counts-alone'],
    ['counts with the maker’s factor', FACTOR, 0.00042],
    [
      'counts with the maker’s factor, in another block',
      {
        ...FACTOR,
        '70530010': element('LO', 'Philips'),
        '70530011': element('LO', 'Philips PET Private Group'),
      },
      'counts-alone',
    ],
    [
      'counts with the maker’s factor, not corrected for attenuation',
      { ...FACTOR, '00280051': element('CS', 'DECY') },
      'no-attenuation-correction',
    ],
    [
      'counts with a factor of 0, and one to activity',
      philips({ '70531000': element('DS', '0'), '70531009': element('DS', '2') }),
      after(3600) * 2,
    ],
    [
      'a maker’s factor beside values that are activity',
      { ...FACTOR, '00541001': element('CS', 'BQML') },
      after(3600),
    ],
  ])('%s', (_, change, right) => {
    const found = factorOf(change);
    if (typeof right === 'string' || typeof found === 'string') return expect(found).toBe(right);
    expect(found / right).toBeCloseTo(1, 6);
  });
});

describe('what was given', () => {
  const code = (value: string, scheme: string, meaning?: string): Elements => ({
    '00080100': element('SH', value),
    '00080102': element('SH', scheme),
    ...(meaning && { '00080104': element('LO', meaning) }),
  });
  const coded = (...of: Parameters<typeof code>) => ({ '00540300': { vr: 'SQ', Value: [code(...of)] } });
  const compound = (...of: Parameters<typeof code>) => ({ '00540304': { vr: 'SQ', Value: [code(...of)] } });
  const nuclideOf = (change: Elements) =>
    instanceFrom(anInstanceAnswer(INSTANCE, { ...PET, ...given(isotope(change)) }), {
      archive: archiveId('salford'),
      bulk: new Map(),
    }).pet?.nuclide?.name;

  it.each<[string, Elements, string | undefined]>([
    ['its older code', coded('C-111A1', 'SRT'), 'F-18'],
    ['its newer code', coded('77004003', 'SCT'), 'F-18'],
    ['a code that a scanner wrote in its own scheme', coded('C-131A3', '99SDM'), 'Ga-68'],
    ['the words of a code that is not known', coded('X1', '99HERE', '^68^Gallium'), 'Ga-68'],
    ['words with a hyphen', coded('X1', '99HERE', 'Fluorine-18'), 'F-18'],
    ['an abbreviation', coded('X1', '99HERE', '89Zr'), 'Zr-89'],
    ['its compound', compound('C-B1031', 'SRT', 'Fluorodeoxyglucose F^18^'), 'F-18'],
    ['its compound, in brackets', compound('X', '99HERE', 'PSMA-11 [68Ga]'), 'Ga-68'],
    ['a name', { '00180031': element('LO', 'FDG') }, 'F-18'],
    ['a name with its nuclide', { '00180031': element('LO', 'F-18 PSMA-1007') }, 'F-18'],
    ['a name with another', { '00180031': element('LO', 'Rb-82 chloride') }, 'Rb-82'],
    ['the nuclide before the name', { ...coded('C-105A1', 'SRT'), '00180031': element('LO', 'FDG') }, 'C-11'],
    ['a name that says none', { '00180031': element('LO', 'Solution') }, undefined],
    ['nothing', {}, undefined],
    ['what is no number of it', { '00180031': element('LO', 'Batch 2024-118') }, undefined],
  ])('is told by %s', (_, change, nuclide) => {
    expect(nuclideOf(change)).toBe(nuclide);
  });

  it('is held against the half-life that is recorded', () => {
    expect(factorOf(given(isotope(coded('C-131A3', 'SRT'))))).toBe('half-life');
    expect(factorOf(given(isotope(coded('C-111A1', 'SRT'))))).toBeCloseTo(after(3600), 10);
  });
});

/** 80 kg, 296 MBq at eight, corrected to a moment of its own, its values mapped to Bq/ml by 4.5 and rescaled by nothing. */
const ENHANCED: Elements = {
  '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.130'),
  '00080060': element('CS', 'PT'),
  '00101030': element('DS', '80'),
  '00189758': element('CS', 'YES'),
  '00189759': element('CS', 'YES'),
  '00189701': element('DT', '20261118093000'),
  ...given(
    isotope({
      '00181072': undefined,
      '00181074': element('DS', '296000000'),
      '00181078': element('DT', '20261118080000'),
    }),
  ),
  '00409096': {
    vr: 'SQ',
    Value: [
      {
        '00409216': element('US', 0),
        '00409211': element('US', 32_767),
        '00409225': element('FD', 4.5),
        '00409224': element('FD', 0),
        '004008EA': {
          vr: 'SQ',
          Value: [
            {
              '00080100': element('SH', 'Bq/ml'),
              '00080102': element('SH', 'UCUM'),
              '00080104': element('LO', 'Becquerels/milliliter'),
            },
          ],
        },
      },
    ],
  },
};

// PS3.3 C.8.22.4 (corrections, moment of that of decay), C.7.6.16.2.11
describe('the values of an enhanced PET object', () => {
  const toldOf = (change: Elements) => {
    const instance = instanceFrom(anInstanceAnswer(INSTANCE, { ...ENHANCED, ...change }), {
      archive: archiveId('salford'),
      bulk: new Map(),
    });
    const frame = instance.frames[0];
    if (!frame) throw new Error('no frame');
    const { of, unit, factor, basis } = valueMeaning(instance, frame);
    return { of, unit: unit.symbol, factor, why: basis.kind === 'no-suv' ? basis.why.kind : undefined };
  };
  const suv = (seconds: number) => ({
    of: 'suvbw',
    unit: 'g/ml',
    factor: expect.closeTo(after(seconds, HALF_LIFE, 296e6) * (80 / 70), 12) as number,
    why: undefined,
  });
  const activity = (why: string) => ({ of: 'activity', unit: 'Bq/ml', factor: 1, why });

  it.each<[string, Elements, object]>([
    ['are uptake at the moment that they are corrected to', {}, suv(5400)],
    [
      'are uptake at a moment of another zone',
      { '00189701': element('DT', '20261118093000+0200'), '00080201': element('SH', '+0100') },
      suv(1800),
    ],
    ['are activity without that moment', { '00189701': undefined }, activity('no-moment-of-correction')],
    [
      'are activity without correction of decay',
      { '00189758': element('CS', 'NO') },
      activity('no-decay-correction'),
    ],
    [
      'are activity without correction of attenuation',
      { '00189759': element('CS', 'NO') },
      activity('no-attenuation-correction'),
    ],
    ['are activity without a weight', { '00101030': undefined }, activity('no-weight')],
    [
      'have no unit where nothing maps them',
      { '00409096': undefined },
      { of: 'other', unit: 'stored units', factor: 1, why: undefined },
    ],
  ])('%s', (_, change, right) => {
    expect(toldOf(change)).toEqual(right);
  });
});
