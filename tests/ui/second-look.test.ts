import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { instanceUid, studyUid } from '../../src/domain/ids';
import type { SecondLooks } from '../../src/domain/ports/second-looks';
import type { Sent } from '../../src/domain/ports/sent';
import { ok, type Problem } from '../../src/domain/problem';
import { newOutbox } from '../../src/ui/second-look/outbox.svelte';

const look = {
  ...{ id: 'a', imageWords: '', summary: '', words: '' },
  study: studyUid('1.2'),
  image: instanceUid('1.2.3'),
};

function outboxOver(...answers: readonly Sent[]) {
  const coming = [...answers];
  const send = vi.fn<SecondLooks['send']>(() =>
    Promise.resolve(coming.shift() ?? ({ kind: 'sent' } as const)),
  );
  const looks: SecondLooks = { send, askedBefore: () => Promise.resolve(ok([])), copied: () => undefined };
  return { send, outbox: newOutbox(looks) };
}

const failed = (problem: Problem, mayBeThere = false) => ({ kind: 'failed', problem, mayBeThere }) as const;

/** Whether a browser would ask before it leaves. */
const isHeldBack = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

describe('a request that does not get through', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each<Problem>([
    { kind: 'unreachable', where: 'Care Record' },
    { kind: 'timed-out', where: 'Care Record' },
    { kind: 'busy', where: 'Care Record' },
    { kind: 'failed', where: 'Care Record', status: 500 },
  ])('because of $kind is kept, tried again each minute, and holds the page', async (problem) => {
    const { send, outbox } = outboxOver(failed(problem), failed(problem));
    outbox.send(look);
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.standing(look.image)).toEqual({ kind: 'waiting', problem, mayBeThere: false });
    expect(isHeldBack()).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.standing(look.image)).toEqual({ kind: 'sent', done: undefined });
    expect(isHeldBack()).toBe(false);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(send).toHaveBeenCalledTimes(3);
  });

  it.each<Problem>([
    { kind: 'not-stored', where: 'Care Record', why: 'no performer' },
    { kind: 'forbidden', where: 'Care Record' },
    { kind: 'unauthorised', where: 'Care Record' },
  ])('because of $kind waits for a person', async (problem) => {
    const { send, outbox } = outboxOver(failed(problem));
    outbox.send(look);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(send).toHaveBeenCalledOnce();
    expect(outbox.standing(look.image)).toEqual({ kind: 'refused', problem, mayBeThere: false });
    outbox.send(look);
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.standing(look.image)).toEqual({ kind: 'sent', done: undefined });
  });

  it('that may be there is told from one that is not', async () => {
    const problem: Problem = { kind: 'timed-out', where: 'Care Record' };
    const { outbox } = outboxOver(failed(problem, true));
    outbox.send(look);
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.standing(look.image)).toEqual({ kind: 'waiting', problem, mayBeThere: true });
  });

  it('is the same request with the same words whenever its form is opened again', () => {
    const { outbox } = outboxOver();
    const draft = outbox.draft(look.image);
    draft.worry = 'A shadow';
    expect(outbox.draft(look.image)).toBe(draft);
    expect(outbox.draft(instanceUid('1.2.4')).id).not.toBe(draft.id);
  });
});
