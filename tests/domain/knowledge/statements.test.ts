import { describe, expect, it } from 'vitest';
import {
  isMendable,
  remoteOf,
  togetherShort,
  type Remote,
  type Shortfall,
} from '../../../src/domain/knowledge/remote';
import {
  didNotAnswer,
  stated,
  whyNotHad,
  type PlaceNotAsked,
  type Refusal,
} from '../../../src/domain/knowledge/statements';
import { err, ok, type Problem } from '../../../src/domain/problem';

const at = (minute: number) => new Date(2026, 10, 21, 14, minute);
const whole = (minute = 2): Remote<unknown> => ({
  kind: 'answered',
  value: [],
  at: at(minute),
  shortfalls: [],
});
const partial = (...shortfalls: Shortfall[]): Remote<unknown> => ({ ...answered, shortfalls });
const answered = { kind: 'answered', value: [], at: at(2) } as const;
const failed = (problem: Problem = { kind: 'timed-out', where: 'Wigan' }): Remote<unknown> => ({
  kind: 'failed',
  problem,
  at: at(3),
});
const notAsked: Remote<unknown> = { kind: 'not-asked', why: 'no-scope' };
const of = (...answers: (readonly [Remote<unknown>, number])[]) =>
  stated(answers.map(([answer, found], index) => ({ name: `S${index}`, answer, found })));

describe('what may be said', () => {
  it.each<[string, readonly (readonly [Remote<unknown>, number])[], object]>([
    ['nothing at all was asked', [], { kind: 'not-told', anyAnswered: false }],
    [
      'one has still to answer',
      [
        [whole(), 2],
        [{ kind: 'asking' }, 0],
      ],
      { kind: 'asking', found: 2 },
    ],
    [
      'all answered with nothing',
      [
        [whole(5), 0],
        [whole(2), 0],
      ],
      { kind: 'none', asOf: at(2) },
    ],
    [
      'all answered',
      [
        [whole(5), 1],
        [whole(2), 0],
      ],
      { kind: 'all', found: 1, asOf: at(2) },
    ],
    [
      'one failed',
      [
        [whole(), 1],
        [failed(), 0],
      ],
      { kind: 'some', found: 1, gaps: [{ name: 'S1' }] },
    ],
    [
      'one failed and the others have nothing',
      [
        [whole(), 0],
        [failed(), 0],
      ],
      { kind: 'not-told', anyAnswered: true },
    ],
    [
      'one was not asked',
      [
        [whole(), 0],
        [notAsked, 0],
      ],
      { kind: 'not-told', gaps: [{ why: { kind: 'not-asked' } }] },
    ],
    [
      'all failed',
      [
        [failed(), 0],
        [notAsked, 0],
      ],
      { kind: 'not-told', anyAnswered: false },
    ],
    [
      'an answer falls short',
      [[partial({ kind: 'links-missing' }), 3]],
      { kind: 'some', gaps: [{ why: { kind: 'partial', shortfalls: [{ kind: 'links-missing' }] } }] },
    ],
    [
      'an empty answer falls short',
      [[partial({ kind: 'unreadable', count: 1 }), 0]],
      { kind: 'not-told', anyAnswered: true },
    ],
  ])('when %s', (_, answers, statement) => expect(of(...answers)).toMatchObject(statement));

  const shortfalls: Shortfall[] = [
    { kind: 'unreadable', count: 1 },
    { kind: 'cannot-tell-whose', count: 1 },
    { kind: 'page-missing', problem: { kind: 'timed-out', where: 'Wigan' } },
    { kind: 'source-says-incomplete' },
    { kind: 'fewer-than-announced', announced: 4, came: 2 },
    { kind: 'limit-reached', most: 20_000 },
    { kind: 'links-missing' },
    { kind: 'not-listed', count: 1 },
  ];
  it.each(shortfalls)('is neither "none" nor "all" with $kind', (shortfall) => {
    expect([of([partial(shortfall), 0]).kind, of([partial(shortfall), 2]).kind]).toEqual([
      'not-told',
      'some',
    ]);
  });
});

describe('who did not answer', () => {
  it.each<[Problem['kind'], boolean]>([
    ['unreachable', true],
    ['offline', true],
    ['timed-out', true],
    ['forbidden', false],
    ['unauthorised', false],
    ['not-found', false],
    ['busy', false],
  ])('%s: %s', (kind, silent) => expect(didNotAnswer({ kind, where: 'Wigan' } as Problem)).toBe(silent));
});

describe('whose refusal is told', () => {
  const refusal = (
    name: string,
    kind: 'not-found' | 'unauthorised' | 'timed-out',
    isNamed = false,
  ): Refusal => ({
    name,
    problem: { kind, where: name },
    isNamed,
  });
  const stranger: Refusal = {
    name: 'Bolton',
    problem: { kind: 'different-person', differs: ['identifier'] },
    isNamed: false,
  };
  const elsewhere: PlaceNotAsked = { name: 'Bury', why: 'foreign-origin' };
  it.each<[string, readonly Refusal[], readonly PlaceNotAsked[], object]>([
    [
      'who is said to have it, and refused, before who never had it',
      [refusal('Wigan', 'unauthorised', true), refusal('Bolton', 'not-found')],
      [],
      { kind: 'unauthorised', where: 'Wigan' },
    ],
    [
      'who is said to have it, whatever another did',
      [refusal('Bolton', 'timed-out'), refusal('Wigan', 'unauthorised', true)],
      [],
      { kind: 'unauthorised', where: 'Wigan' },
    ],
    [
      'who could have it, where who is said to have it has not',
      [refusal('Wigan', 'not-found', true), refusal('Bolton', 'timed-out')],
      [],
      { kind: 'timed-out', where: 'Bolton' },
    ],
    [
      'the place that could not be asked, where the record says it is there',
      [refusal('Wigan', 'not-found'), refusal('Bolton', 'timed-out')],
      [elsewhere],
      { kind: 'not-asked', where: 'Bury', why: 'foreign-origin' },
    ],
    [
      'that it is somebody else’s, before all',
      [refusal('Wigan', 'unauthorised', true), stranger],
      [elsewhere],
      { kind: 'different-person' },
    ],
    [
      'that nobody has it, only where all said so',
      [refusal('Wigan', 'not-found', true), refusal('Bolton', 'not-found')],
      [],
      { kind: 'not-found', where: 'Wigan', also: ['Bolton'] },
    ],
    ['that nobody was asked, where nobody was', [], [], { kind: 'not-asked' }],
  ])('%s', (_, refusals, places, problem) => expect(whyNotHad(refusals, places)).toMatchObject(problem));
});

describe('knowledge of an answer', () => {
  it('is not a failure where the question could not be put', () => {
    const result = err<Problem>({ kind: 'not-asked', where: 'Wigan', why: 'no-identifier' });
    expect(remoteOf(result, at(1))).toEqual({ kind: 'not-asked', why: 'no-identifier' });
    expect(remoteOf(ok({ value: 1, shortfalls: [] }), at(1))).toEqual({
      kind: 'answered',
      value: 1,
      shortfalls: [],
      at: at(1),
    });
  });

  it('adds up what is counted, and says every other reason once', () => {
    const twice = [...Array.from({ length: 2 }, () => ({ kind: 'unreadable', count: 2 }) as const)];
    expect(togetherShort([...twice, { kind: 'links-missing' }, { kind: 'links-missing' }])).toEqual([
      { kind: 'unreadable', count: 4 },
      { kind: 'links-missing' },
    ]);
  });

  it.each<[string, Remote<unknown>, boolean]>([
    ['what failed', failed(), true],
    [
      'a page that did not come',
      partial({ kind: 'page-missing', problem: { kind: 'busy', where: 'X' } }),
      true,
    ],
    ['what is not readable', partial({ kind: 'unreadable', count: 1 }), false],
    ['what is whole', whole(), false],
    ['what was not asked', notAsked, false],
    ['what is being asked', { kind: 'asking' }, false],
  ])('is worth asking again: %s', (_, remote, again) => expect(isMendable(remote)).toBe(again));
});
