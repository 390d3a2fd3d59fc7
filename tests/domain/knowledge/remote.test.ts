import { describe, expect, it } from 'vitest';
import {
  hereOf,
  isMendable,
  isOpen,
  isWhole,
  remoteOf,
  togetherShort,
  unreadable,
  type Remote,
  type Shortfall,
} from '../../../src/domain/knowledge/remote';
import { err, ok } from '../../../src/domain/problem';

const at = new Date(0);
const problem = { kind: 'timed-out', where: 'Salford' } as const;

describe('what came of a question', () => {
  it.each<[string, Remote<number>, number | undefined, boolean, boolean]>([
    ['not asked', { kind: 'not-asked', why: 'no-scope' }, undefined, false, false],
    ['asked, with nothing yet', { kind: 'asking' }, undefined, false, true],
    ['asked, with a part of it', { kind: 'asking', soFar: 1 }, 1, false, true],
    ['answered wholly', { kind: 'answered', value: 2, at, shortfalls: [] }, 2, true, false],
    [
      'answered in part',
      { kind: 'answered', value: 3, at, shortfalls: [{ kind: 'links-missing' }] },
      3,
      false,
      false,
    ],
    ['failed', { kind: 'failed', problem, at }, undefined, false, false],
  ])('%s: what is here, whether it is all, whether more may come', (_, remote, here, whole, open) => {
    expect([hereOf(remote), isWhole(remote), isOpen(remote)]).toEqual([here, whole, open]);
  });
});

describe('a result becomes knowledge', () => {
  it('is answered, with what it falls short of', () => {
    const shortfalls = unreadable(2);
    expect(remoteOf(ok({ value: 'list', shortfalls }), at)).toEqual({
      kind: 'answered',
      value: 'list',
      at,
      shortfalls,
    });
  });

  it('is a failure of whom was asked', () => {
    expect(remoteOf(err(problem), at)).toEqual({ kind: 'failed', problem, at });
  });

  it('is no failure of anybody where the question could not be put', () => {
    const notAsked = { kind: 'not-asked', why: 'no-scope', where: 'the record' } as const;
    expect(remoteOf(err(notAsked), at)).toEqual({ kind: 'not-asked', why: 'no-scope' });
  });
});

describe('why an answer falls short', () => {
  it.each<[string, readonly Shortfall[], readonly Shortfall[]]>([
    ['nothing of nothing', [], []],
    ['counts of one kind are added up', [...unreadable(2), ...unreadable(3)], unreadable(5)],
    [
      'counts of two kinds stay apart',
      [...unreadable(2), { kind: 'cannot-tell-whose', count: 3 }, ...unreadable(1)],
      [...unreadable(3), { kind: 'cannot-tell-whose', count: 3 }],
    ],
    [
      'a reason without a count is given once, as it came first',
      [
        { kind: 'page-missing', problem },
        { kind: 'links-missing' },
        { kind: 'page-missing', problem: { kind: 'timed-out', where: 'Bolton' } },
        { kind: 'links-missing' },
      ],
      [{ kind: 'page-missing', problem }, { kind: 'links-missing' }],
    ],
  ])('%s', (_, each, together) => {
    expect(togetherShort(each)).toEqual(together);
  });

  it('says nothing of entries that could not be read where there are none', () => {
    expect([unreadable(0), unreadable(1)]).toEqual([[], [{ kind: 'unreadable', count: 1 }]]);
  });
});

describe('asking again', () => {
  const short = (...shortfalls: Shortfall[]): Remote<number> => ({
    kind: 'answered',
    value: 1,
    at,
    shortfalls,
  });

  it.each<[string, boolean, Remote<number>]>([
    ['what failed', true, { kind: 'failed', problem, at }],
    ['what is still being asked', false, { kind: 'asking' }],
    ['what could not be asked', false, { kind: 'not-asked', why: 'no-scope' }],
    ['a whole answer', false, short()],
    ['entries that nobody can read', false, short(...unreadable(1))],
    ['entries of whom nobody can tell', false, short({ kind: 'cannot-tell-whose', count: 1 })],
    ['more than is taken into memory', false, short({ kind: 'limit-reached', most: 10 })],
    ['a page that did not come', true, short({ kind: 'page-missing', problem })],
    ['what the source calls incomplete', true, short({ kind: 'source-says-incomplete' })],
    ['fewer than were announced', true, short({ kind: 'fewer-than-announced', announced: 3, came: 1 })],
    ['links that did not come', true, short({ kind: 'links-missing' })],
    ['one reason of several that may pass', true, short(...unreadable(1), { kind: 'links-missing' })],
  ])('%s: may it bring what is missing? %s', (_, may, remote) => {
    expect(isMendable(remote)).toBe(may);
  });
});
