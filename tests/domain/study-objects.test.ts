import { describe, expect, it } from 'vitest';
import { instanceUid, seriesUid, studyUid } from '../../src/domain/ids';
import type { KeyObject } from '../../src/domain/objects/key-object';
import { mergedObjects, nothingBeside, type StudyObjects } from '../../src/domain/objects/study-objects';
import type { SoftcopyPresentation } from '../../src/domain/presentation/presentation-state';
import type { Report } from '../../src/domain/report/report';

const keyObject = (id: string, change: Partial<KeyObject> = {}): KeyObject => ({
  ...{ id, study: studyUid('1.2'), series: seriesUid('1.2.3'), title: 'Of Interest', images: [] },
  ...change,
});
const note = (uids: readonly string[], states: readonly string[] = []) =>
  keyObject('9', {
    ...{ manifest: true, rejects: true, author: 'Farrow-Hale', made: '2026-11-22' },
    images: uids.map((uid) => ({ reference: { instance: instanceUid(uid) } })),
    presentationStates: states,
  });
const objects = (change: Partial<StudyObjects>): StudyObjects => ({ ...nothingBeside, ...change });
const [chosen, kept] = [keyObject('1'), keyObject('2')];
const view = (id: string) => ({ id: instanceUid(id) }) as SoftcopyPresentation;
const [state, other] = [view('3'), view('4')];
const report = { id: '5', status: 'final' } as Report;

describe('what a rejection note says of a study’s other objects', () => {
  it('takes its key object out of what was chosen, by whom and when, and its view out of the views', () => {
    const answer = objects({ keyObjects: [chosen, kept], presentations: [state, other] });
    const merged = mergedObjects([answer, objects({ keyObjects: [note(['1'], ['3'])] })]);
    expect(merged.keyObjects[0]).toMatchObject({
      ...{ id: '1', manifest: true },
      withdrawn: { author: 'Farrow-Hale', made: '2026-11-22' },
    });
    expect(merged.keyObjects[1]).toEqual(kept);
    expect(merged.presentations).toEqual([other]);
  });

  it('makes a report that it names one that was entered in error', () => {
    const merged = mergedObjects([objects({ reports: [report], keyObjects: [note(['5'])] })]);
    expect(merged.reports).toEqual([{ ...report, status: 'entered-in-error' }]);
  });

  it.each([
    ['names none of them', note(['7'])],
    [
      'is a choice, and rejects nothing',
      keyObject('9', { images: note(['1', '5']).images, presentationStates: ['3'] }),
    ],
  ])('is nothing where it %s', (_, one) => {
    const answer = objects({ reports: [report], keyObjects: [chosen], presentations: [state] });
    const merged = mergedObjects([answer, objects({ keyObjects: [one] })]);
    expect(merged).toMatchObject({ reports: [report], presentations: [state] });
    expect(merged.keyObjects[0]).toEqual(chosen);
  });

  it('stays as it is when what was put together is put together again', () => {
    const once = mergedObjects([objects({ keyObjects: [chosen, note(['1'])] })]);
    expect(mergedObjects([once])).toEqual(once);
  });
});
