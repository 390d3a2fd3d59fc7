import { describe, expect, it } from 'vitest';
import { spanBetween, spanUntil } from '../../../src/domain/list/interval';
import { agoWords, earlierWords } from '../../../src/texts/en/spans';
import { landing, priorOf, type LaunchContext } from '../../../src/domain/list/relevance';
import type { Study } from '../../../src/domain/study/study';
import { aSeries, aStudy } from '../../fakes';

const newest = aStudy({ uid: '1.4', started: '2026-11-20' });
const reported = aStudy({ uid: '1.3', started: '2026-11-18', reference: 'ImagingStudy/3' });
const ofEncounter = aStudy({
  uid: '1.2',
  started: '2026-11-10',
  encounter: 'Encounter/9',
  orders: ['ServiceRequest/5'],
});
const oldest = aStudy({ uid: '1.1', started: '2020-01-01' });
const studies = [newest, reported, ofEncounter, oldest];

const land = (
  context: Partial<LaunchContext>,
  among: readonly Study[] = studies,
  report: readonly Study[] = [reported],
) =>
  landing(
    among,
    { named: [], ...context },
    (study) => report.includes(study),
    (reference) => (reference === 'DiagnosticReport/8' ? [oldest] : []),
  );

describe('landing', () => {
  it.each([
    ['the study by reference', 'ImagingStudy/3', reported],
    ['the study by UID', '1.1', oldest],
    ['the study of an order', 'ServiceRequest/5', ofEncounter],
    ['the study of a report', 'DiagnosticReport/8', oldest],
  ])('opens %s that the launch named', (_, name, study) => {
    expect(land({ named: [name], encounter: 'Encounter/9' })).toEqual({ study, reason: 'named' });
  });

  it('opens nothing when the launch named what is not in the list', () => {
    expect(land({ named: ['ImagingStudy/404'], encounter: 'Encounter/9' })).toBeUndefined();
  });

  const withoutDate = (uid: string): Study =>
    Object.fromEntries(
      Object.entries(aStudy({ uid })).filter(([name]) => name !== 'started'),
    ) as unknown as Study;
  const [undated, alsoUndated] = [withoutDate('1.9'), withoutDate('1.91')];
  const ofTheYear = aStudy({ uid: '1.8', started: '2026' });
  it.each<[string, readonly Study[], readonly Study[], object]>([
    ['others’', [newest, oldest, undated], [], { study: newest, undated: 'others' }],
    ['of another only the year', [newest, ofTheYear], [], { study: newest, undated: 'others' }],
    [
      'another’s that has a report too',
      [newest, undated],
      [newest, undated],
      { study: newest, undated: 'others' },
    ],
    ['its own', [undated, alsoUndated], [], { study: undated, undated: 'itself' }],
  ])('does not say that it is the newest where a date is not known: %s', (_, among, report, landed) => {
    expect(land({}, among, report)).toMatchObject(landed);
  });

  it.each<[string, readonly Study[], readonly Study[]]>([
    ['without a report, where it has one', [reported, undated], [reported]],
    ['whose year has gone by', [newest, aStudy({ uid: '1.8', started: '2024' })], []],
    ['alone in the list', [undated], []],
  ])('is not held up by what has no date and is %s', (_, among, report) => {
    expect(land({}, among, report)).not.toHaveProperty('undated');
  });

  it('opens the encounter’s own imaging before anything newer', () => {
    expect(land({ encounter: 'Encounter/9' })).toEqual({ study: ofEncounter, reason: 'encounter' });
  });

  it('opens the newest reported study where the encounter has none', () => {
    expect(land({ encounter: 'Encounter/1' })).toEqual({ study: reported, reason: 'newest-reported' });
  });

  it('opens the newest where nothing is reported, and nothing where there is nothing', () => {
    expect(land({}, studies, [])).toEqual({ study: newest, reason: 'newest' });
    expect(land({}, [])).toBeUndefined();
  });
});

describe('the relevant prior', () => {
  const now = aStudy({ uid: '2.9', started: '2026-11-18', modalities: ['DX'], bodyPart: 'CHEST' });
  const earlier = (parts: Parameters<typeof aStudy>[0]) =>
    aStudy({ uid: '2.1', started: '2026-03-18', modalities: ['CR'], bodyPart: 'CHEST', ...parts });

  it('is the newest earlier study of the same part by a comparable modality', () => {
    const older = earlier({ uid: '2.0', started: '2020-01-01' });
    expect(priorOf(now, [now, earlier({}), older])).toEqual({
      study: earlier({}),
      span: { unit: 'month', count: 8 },
      part: 'chest',
    });
  });

  it.each([
    ['2026', '2025-03-18', true],
    ['2026', '2026-03-18', false],
    ['2026-11-18T10:00:00', '2026-11-18', false],
    ['2026-11-18', '2026-11-18T10:00:00', false],
    ['2026-11-18T10:00:00', '2026-11-18T09:59:00', true],
    ['2026-11-18T10:00:00', '2026-10', true],
  ])('of a study of %s is one of %s: %s', (started, other, isPrior) => {
    const study = aStudy({ uid: '2.9', started, modalities: ['DX'], bodyPart: 'CHEST' });
    expect(priorOf(study, [earlier({ started: other })]) !== undefined).toBe(isPrior);
  });

  it('takes THORAX for CHEST', () => {
    expect(priorOf(now, [earlier({ bodyPart: 'THORAX' })])).toBeDefined();
  });

  it.each([
    ['another body part', earlier({ bodyPart: 'KNEE' })],
    ['a part nobody named', earlier({ bodyPart: undefined, description: 'Imaging' })],
    ['another kind of imaging', earlier({ modalities: ['CT'] })],
    ['a later study', earlier({ started: '2026-12-01' })],
    ['a study without a date', earlier({ started: undefined })],
    ['one of the same year, of which no more is known', earlier({ started: '2026' })],
    ['one of the same month, of which no more is known', earlier({ started: '2026-11' })],
    ['the study itself', now],
  ])('is not %s', (_, other) => {
    expect(priorOf(now, [other])).toBeUndefined();
  });

  it.each([
    ['XR Knee Lt', 'XR KNEE LEFT', true],
    ['XR Knee Lt', 'XR Knee Rt', false],
    ['XR Knee Lt', 'XR Knee', false],
    ['XR both knees', 'XR knees Lt and Rt', true],
  ])('of %s is %s: %s', (one, other, isPrior) => {
    const knee = (uid: string, started: string, description: string) =>
      aStudy({ uid, started, modalities: ['DX'], bodyPart: 'KNEE', description });
    expect(priorOf(knee('3.2', '2026-01-01', one), [knee('3.1', '2025-01-01', other)]) !== undefined).toBe(
      isPrior,
    );
  });

  it('takes the side from the series before the description', () => {
    const left = aStudy({
      uid: '4.2',
      started: '2026-01-01',
      bodyPart: 'KNEE',
      series: [aSeries({ laterality: 'L' })],
    });
    const right = aStudy({
      uid: '4.1',
      started: '2025-01-01',
      bodyPart: 'KNEE',
      series: [aSeries({ laterality: 'R' })],
    });
    expect(priorOf(left, [right])).toBeUndefined();
  });
});

describe('intervals in words', () => {
  const today = new Date(2026, 10, 21, 14, 2);
  it.each([
    ['2026-11-21T09:00:00', 'today'],
    ['2026-11-20', 'yesterday'],
    ['2026-11-18', '3 days ago'],
    ['2026-11-01', '2 weeks ago'],
    ['2026-03-18', '8 months ago'],
    ['2026-03-22', '8 months ago'],
    ['2024-12-25', '23 months ago'],
    ['2024-11-01', '2 years ago'],
    ['2026-11', undefined],
    ['2026-12-01', undefined],
    [undefined, undefined],
  ])('%s is %s', (then, words) => {
    expect(agoWords(spanUntil(then, today))).toBe(words);
  });

  it.each([
    ['2026-03-18', '2026-11-18', '8 months earlier'],
    ['2026-11-18T08:00:00', '2026-11-18', 'the same day'],
    ['2026-11-18', '2026-03-18', undefined],
    ['2026', '2026-11-18', undefined],
    ['2026-11-17', undefined, undefined],
  ])('%s is before %s: %s', (earlier, later, words) => {
    expect(earlierWords(spanBetween(earlier, later))).toBe(words);
  });
});
