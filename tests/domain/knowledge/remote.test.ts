import { describe, expect, it } from 'vitest';
import { hereOf, isOpen, isWhole, type Remote } from '../../../src/domain/knowledge/remote';

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
