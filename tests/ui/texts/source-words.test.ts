import { describe, expect, it } from 'vitest';
import { archiveId } from '../../../src/domain/ids';
import { listCompleteness } from '../../../src/domain/list/completeness';
import type { Shortfall } from '../../../src/domain/knowledge/remote';
import type { Held, Source } from '../../../src/domain/list/federation';
import { isNoteworthy, listWords, sourceWords } from '../../../src/ui/texts/source-words';
import { aStudy, fixedNow } from '../../fakes';

type Answered = Partial<Held> & { readonly shortfalls?: readonly Shortfall[] };
const answered = (name: string, { shortfalls = [], ...held }: Answered = {}): Source => ({
  id: archiveId(name),
  name,
  answer: { kind: 'answered', value: { studies: [], ...held }, at: fixedNow, shortfalls },
});
const words = (...sources: Source[]) => {
  const count = sources.flatMap(({ answer }) =>
    answer.kind === 'answered' ? answer.value.studies : [],
  ).length;
  return listWords(listCompleteness(sources), sources, count);
};

describe('of several sources that lack something', () => {
  const lacks = (name: string) =>
    answered(name, { studies: [aStudy()], shortfalls: [{ kind: 'unreadable', count: 1 }] });

  it.each([
    [1, '1 entry from A could not be read. Studies may be missing.'],
    [
      2,
      '1 entry from A could not be read. One more source is not complete: see Sources. Studies may be missing.',
    ],
    [
      3,
      '1 entry from A could not be read. 2 more sources are not complete: see Sources. Studies may be missing.',
    ],
  ])('one is told above the list, and of the others how many they are: %i', (count, meaning) => {
    expect(words(...['A', 'B', 'C'].slice(0, count).map(lacks)).meaning).toBe(meaning);
  });
});

describe('a source in a sentence', () => {
  it.each<[string, Answered, string]>([
    ['nothing', {}, 'No imaging at Bolton (14:02)'],
    ['one study', { studies: [aStudy()] }, 'Bolton: 1 study (14:02)'],
    [
      'an entry that cannot be read',
      { shortfalls: [{ kind: 'unreadable', count: 1 }] },
      'Bolton: 0 studies (14:02). 1 entry from Bolton could not be read.',
    ],
    [
      'studies of somebody else',
      { studies: [aStudy()], somebodyElses: 2 },
      'Bolton: 1 study (14:02). 2 studies left out: labelled there as another person’s.',
    ],
    [
      'nothing, of a study that the record says it holds',
      { shortfalls: [{ kind: 'not-listed', count: 1 }] },
      'Bolton: 0 studies (14:02). The record says that Bolton holds 1 study more, which it does not list under this patient’s number.',
    ],
  ])('that answered with %s', (_, given, sentence) =>
    expect(sourceWords(answered('Bolton', given))).toBe(sentence),
  );

  it('is shown even in little room when something was left out', () => {
    expect(isNoteworthy(answered('Bolton'))).toBe(false);
    expect(isNoteworthy(answered('Bolton', { somebodyElses: 1 }))).toBe(true);
  });
});

describe('the whole list', () => {
  it('is not complete when part of an answer could not be read, and says whose', () => {
    expect(
      words(answered('Bolton', { studies: [aStudy()], shortfalls: [{ kind: 'unreadable', count: 2 }] })),
    ).toEqual({
      title: 'This list is not complete',
      meaning: '2 entries from Bolton could not be read. Studies may be missing.',
    });
  });

  it('says beside "no imaging" that something was left out as another person’s', () => {
    const { title, meaning } = words(answered('Bolton', { somebodyElses: 1 }), answered('Wigan'));
    expect(title).toBe('No imaging at Bolton or Wigan');
    expect(meaning).toContain('Bolton: 1 study left out: labelled there as another person’s.');
  });
});
