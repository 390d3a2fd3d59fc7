import { describe, expect, it, vi } from 'vitest';
import { archiveId } from '../../../src/domain/ids';
import { err, type Problem } from '../../../src/domain/problem';
import type { Series } from '../../../src/domain/study/study';
import { gapAfter, likelyHolders, seriesBeside } from '../../../src/workflow/study/series-beside';
import { anArchive, aSeries, aStudy, type GivenArchive } from '../../fakes';

const NEVER = new AbortController().signal;
const ct = aSeries({ uid: '1.1', modality: 'CT' });
const mr = aSeries({ uid: '1.2', modality: 'MR' });
const sr = aSeries({ uid: '1.3', modality: 'SR' });
const failing = (problem: Problem) => ({ listed: err(problem) });
const refused: Problem = { kind: 'forbidden', where: 'Salford Royal' };
const absent: Problem = { kind: 'not-found', where: 'Salford Royal' };

const study = aStudy({ heldBy: [archiveId('salford')] });
const beside = (known: readonly Series[], given: GivenArchive, of = study) =>
  seriesBeside(of, { series: known }, NEVER).at(anArchive('Salford Royal', given));

describe('series that whoever listed a study’s does not know of', () => {
  it.each<[string, readonly Series[], GivenArchive, readonly Series[], string | undefined]>([
    ['are what the archive lists besides', [ct], { listed: [ct, mr] }, [mr], undefined],
    ['are none where it lists the same', [ct], { listed: [ct] }, [], undefined],
    ['are none where it lists nothing', [ct], {}, [], undefined],
    ['are those of pictures', [ct], { listed: [ct, sr] }, [], undefined],
    ['are not known where it refuses', [ct], failing(refused), [], 'failed'],
    ['are not known where it denies a study that it holds', [ct], failing(absent), [], 'failed'],
    [
      'may be more where its own list is not whole',
      [ct],
      { listed: [mr], seriesShortfalls: [{ kind: 'unreadable', count: 1 }] },
      [mr],
      'partial',
    ],
  ])('%s', async (_, known, given, series, why) => {
    const found = await beside(known, given);
    expect(found?.series).toEqual(series);
    expect(found?.gap?.why.kind).toBe(why);
  });

  it('are none at an archive that nobody says to hold it', async () => {
    const found = await beside([ct], failing(absent), { ...study, heldBy: [] });
    expect(found).toEqual({ name: 'Salford Royal', series: [] });
  });

  it('are asked for once, and again only where that failed and is wanted', async () => {
    const archive = anArchive('Salford Royal', failing(refused));
    const asked = vi.spyOn(archive, 'listedSeriesOf');
    const { at } = seriesBeside(study, { series: [ct] }, NEVER);
    for (const again of [false, false, true, true]) await at(archive, again);
    expect(asked).toHaveBeenCalledTimes(3);
    const listing = anArchive('Bolton', { listed: [ct] });
    const listed = vi.spyOn(listing, 'listedSeriesOf');
    for (const again of [false, true]) await at(listing, again);
    expect(listed).toHaveBeenCalledTimes(1);
  });

  it('are not asked for where the archive itself listed them', async () => {
    const archive = anArchive('Salford Royal', { listed: [ct, mr] });
    const known = { series: [ct], listedBy: archive.id };
    expect(await seriesBeside(study, known, NEVER).at(archive)).toBeUndefined();
  });
});

describe('who is asked', () => {
  const archives = [anArchive('Salford Royal'), anArchive('Bolton'), anArchive('Wigan')];
  const ids = (...names: readonly string[]) => names.map(archiveId);
  it.each([
    ['who holds it', ids('bolton'), ids('wigan'), ['bolton']],
    ['where the record says it is', [], ids('wigan'), ['wigan']],
    ['everybody', [], [], ['salford', 'bolton', 'wigan']],
  ])('is %s', (_, heldBy, recordedAt, expected) => {
    expect(likelyHolders({ ...study, heldBy, recordedAt }, archives).map(({ id }) => id)).toEqual(expected);
  });
});

it('a gap goes when who left it has answered, and another’s stays', () => {
  const gap = { name: 'Bolton', why: { kind: 'failed', problem: refused } } as const;
  const other = { ...gap, name: 'Wigan' };
  expect(gapAfter(gap, { name: 'Bolton', series: [] })).toBeUndefined();
  expect(gapAfter(gap, { name: 'Wigan', series: [], gap: other })).toBe(gap);
  expect(gapAfter(undefined, { name: 'Wigan', series: [], gap: other })).toBe(other);
});
