import { describe, expect, it } from 'vitest';
import { imageCount, listCompleteness } from '../../../src/domain/list/completeness';
import {
  heldAgainstEachOther,
  mergedStudies,
  type Source,
  type SourceAnswer,
} from '../../../src/domain/list/federation';
import { studyIdentity } from '../../../src/domain/list/standing';
import { archiveId, studyUid } from '../../../src/domain/ids';
import type { Study } from '../../../src/domain/study/study';

const study = (uid: string, parts: Partial<Study> = {}): Study => ({
  uid: studyUid(uid),
  modalities: ['CT'],
  heldBy: [],
  inRecord: false,
  ...parts,
});
const held = (uid: string, by: string, parts: Partial<Study> = {}) =>
  study(uid, { heldBy: [archiveId(by)], ...parts });
const answered = (studies: readonly Study[], minute = 0): SourceAnswer => ({
  kind: 'answered',
  value: { studies },
  shortfalls: [],
  at: new Date(2026, 10, 21, 14, minute),
});
const silent: SourceAnswer & { kind: 'failed' } = {
  kind: 'failed',
  problem: { kind: 'timed-out', where: 'Wigan' },
  at: new Date(2026, 10, 21, 14, 2),
};
const source = (id: string, answer: SourceAnswer): Source => ({
  id: id === 'record' ? 'record' : archiveId(id),
  name: id,
  answer,
});

describe('the merged list', () => {
  it('holds a study once that the record and two archives have, with every holder', () => {
    const merged = mergedStudies([
      source(
        'record',
        answered([study('1', { inRecord: true, description: 'CT thorax', instanceCount: 10 })]),
      ),
      source('salford', answered([held('1', 'salford', { description: 'THORAX', instanceCount: 300 })])),
      source('bolton', answered([held('1', 'bolton', { instanceCount: 12 })])),
    ]);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({
      description: 'CT thorax',
      inRecord: true,
      heldBy: ['salford', 'bolton'],
      instanceCount: 300,
    });
  });

  it('takes the record’s words whichever answers first', () => {
    const record = source('record', answered([study('1', { inRecord: true, description: 'CT thorax' })]));
    const archive = source('salford', answered([held('1', 'salford', { description: 'X' })]));
    expect(mergedStudies([archive, record])[0]?.description).toBe('CT thorax');
  });

  it('fills what the record leaves out from the archive', () => {
    const record = source(
      'record',
      answered([study('1', { inRecord: true, modalities: [], started: '2026-11-18' })]),
    );
    const archive = source(
      'salford',
      answered([
        held('1', 'salford', { description: 'X', started: '2026-11-18T09:12:00', modalities: ['DX'] }),
      ]),
    );
    expect(mergedStudies([record, archive])[0]).toMatchObject({
      description: 'X',
      started: '2026-11-18T09:12:00',
      modalities: ['DX'],
    });
  });

  it('keeps whom the archive says the pictures are of', () => {
    const person = { otherIds: [], name: { family: 'OTHER', given: [] } };
    const record = source('record', answered([study('1', { inRecord: true })]));
    const archive = source('salford', answered([held('1', 'salford', { person })]));
    expect(mergedStudies([record, archive])[0]?.person).toEqual(person);
  });

  it('is newest first, with undated studies at the end', () => {
    const studies = [
      held('1', 'a', { started: '2019-01-01' }),
      held('2', 'a'),
      held('3', 'a', { started: '2026-01-01T10:00:00' }),
      held('4', 'a', { started: '2026-01-01T09:00:00' }),
      held('5', 'a', { started: '2020' }),
    ];
    expect(mergedStudies([source('a', answered(studies))]).map(({ uid }) => uid)).toEqual([
      '3',
      '4',
      '5',
      '1',
      '2',
    ]);
  });

  it('stands in one order whatever order the sources answered in', () => {
    const a = source('a', answered([held('1', 'a'), held('9', 'a', { started: '2020-01-01' })]));
    const b = source('b', answered([held('2', 'b'), held('8', 'b', { started: '2020-01-01' })]));
    const uids = (sources: readonly Source[]) => mergedStudies(sources).map(({ uid }) => uid);
    expect(uids([a, b])).toEqual(uids([b, a]));
  });
});

describe('what may be said of the list', () => {
  it.each([
    ['asking', [source('record', answered([])), source('a', { kind: 'asking' })]],
    ['complete', [source('record', answered([])), source('a', answered([held('1', 'a')]))]],
    ['none', [source('record', answered([])), source('a', answered([]))]],
    ['partial', [source('record', answered([])), source('a', silent)]],
    ['partial', [source('record', silent), source('a', answered([held('1', 'a')]))]],
    ['unavailable', [source('record', silent), source('a', silent)]],
    ['unavailable', []],
  ] as const)('is %s', (completeness, sources) => {
    expect(listCompleteness(sources)).toBe(completeness);
  });

  it.each([
    [300, 320, { here: 300, expected: 320, complete: false }],
    [320, 320, { here: 320, expected: 320, complete: true }],
    [320, 300, { here: 320, expected: 320, complete: true }],
    [5, undefined, { here: 5, expected: 5, complete: true }],
  ])('counts %s images of %s', (here, announced, count) => {
    expect(imageCount(here, announced)).toEqual(count);
  });
});

describe('an archive of which the record says that it holds a study', () => {
  const at = (uid: string, parts: Partial<Study> = {}) =>
    study(uid, { inRecord: true, recordedAt: [archiveId('salford')], ...parts });
  const other = source('bolton', answered([]));
  const lists = (...studies: readonly Study[]) => source('salford', answered(studies));
  const different = { kind: 'different', differs: ['identifier'] } as const;
  const denies = source('salford', {
    ...answered([]),
    value: { studies: [], somebodyElses: 1, denied: [held('1', 'salford', { identity: different })] },
  } as SourceAnswer);

  it.each<[string, Study, Source, number]>([
    ['and that lists none', at('1'), lists(), 1],
    ['and that lists another', at('1'), lists(held('2', 'salford')), 1],
    ['and that lists it', at('1'), lists(held('1', 'salford')), 0],
    ['and that labels it as another’s', at('1'), denies, 0],
    ['which was taken back', at('1', { withdrawn: 'cancelled' }), lists(), 0],
    ['which is not made yet', at('1', { awaited: true }), lists(), 0],
    ['of which nobody can tell whose it is', at('1', { ownership: 'cannot-tell' }), lists(), 0],
    ['which is said to be elsewhere', study('1', { recordedAt: [archiveId('wigan')] }), lists(), 0],
  ])('%s: %s', (_, recorded, archive, count) => {
    for (const sources of [
      [source('record', answered([recorded])), archive, other],
      [other, archive, source('record', answered([recorded]))],
    ]) {
      const known = heldAgainstEachOther(sources);
      const short = known.flatMap(({ id, answer }) =>
        answer.kind === 'answered' && answer.shortfalls.length > 0 ? [[id, ...answer.shortfalls]] : [],
      );
      expect(short).toEqual(count > 0 ? [['salford', { kind: 'not-listed', count }]] : []);
      expect(listCompleteness(known)).toBe(count > 0 ? 'partial' : 'complete');
      expect(heldAgainstEachOther(known)).toEqual(known);
    }
  });

  it('is no more doubted when it lists the study after all', () => {
    const record = source('record', answered([at('1')]));
    const [, before] = heldAgainstEachOther([record, lists()]);
    const after = { ...before, answer: { ...before?.answer, value: { studies: [held('1', 'salford')] } } };
    expect(listCompleteness(heldAgainstEachOther([record, after as Source]))).toBe('complete');
  });

  it('is not doubted before it has answered', () => {
    const asking = source('salford', { kind: 'asking' });
    expect(heldAgainstEachOther([source('record', answered([at('1')])), asking])[1]).toEqual(asking);
  });
});

describe('a study that the record lists as somebody else’s', () => {
  const denying = source('record', {
    ...answered([]),
    value: { studies: [], somebodyElses: 1, denied: [{ uid: studyUid('1'), ownership: 'contradicted' }] },
  } as SourceAnswer);
  const salford = source('salford', answered([held('1', 'salford', { identity: { kind: 'same' } })]));

  it.each([
    ['first', [denying, salford]],
    ['last', [salford, denying]],
  ])('is marked where an archive lists it as the patient’s, whoever answered %s', (_, sources) => {
    expect(mergedStudies(sources).map(studyIdentity)).toEqual(['contradicted']);
  });

  it('is no study of the patient’s where nobody else lists it', () => {
    expect(mergedStudies([denying])).toEqual([]);
  });
});
