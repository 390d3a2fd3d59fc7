import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Problem } from '../../src/domain/problem';
import { newOutbox } from '../../src/ui/parts/outbox.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const busy: Problem = { kind: 'busy', where: 'Salford Royal' };
const lost: Problem = { kind: 'timed-out', where: 'Salford Royal' };
const refused: Problem = { kind: 'not-stored', where: 'Salford Royal', why: 'it is out of space' };

it.each([
  ['was told it is not taken now', [busy], false],
  ['heard no answer', [lost], true],
  ['heard no answer before, and is told to wait', [lost, busy], true],
  ['heard no answer before, and may not write any more', [lost, { kind: 'forbidden', where: 'x' }], true],
  ['heard no answer before, and is told that it is not there', [lost, refused], false],
] satisfies [string, Problem[], boolean][])(
  'who %s knows whether it may be there',
  async (_, problems, expected) => {
    const send = vi.fn();
    for (const problem of problems) send.mockResolvedValueOnce({ kind: 'failed', problem });
    const outbox = newOutbox<{ readonly id: string }>(({ id }) => id, send, 'Salford Royal');
    outbox.send({ id: 'a' });
    await vi.advanceTimersByTimeAsync(10 + 60_000 * (problems.length - 1));
    expect(outbox.standing('a')).toMatchObject({ mayBeThere: expected });
  },
);
