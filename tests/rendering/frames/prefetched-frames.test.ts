import { describe, expect, it } from 'vitest';
import type { EncodedFrame, FramePriority, FrameSource } from '../../../src/domain/ports/frames';
import { err, ok, type Result } from '../../../src/domain/problem';
import { prefetchingSource } from '../../../src/rendering/frames/prefetched-frames';
import { anInstance } from '../../fakes';
import { NATIVE } from '../pictures';

const instance = anInstance();
const frame = { instance, number: 1 };
const other = { instance, number: 2 };
const bytes: EncodedFrame = { bytes: Uint8Array.of(1), transferSyntax: NATIVE };

/** A source that answers when the test says so. */
function heldSource() {
  const asked: { number: number; priority: FramePriority; signal: AbortSignal }[] = [];
  const answers: ((result: Result<EncodedFrame>) => void)[] = [];
  const source: FrameSource = {
    frame: ({ number }, priority, signal) => {
      asked.push({ number, priority, signal });
      return new Promise((resolve, reject) => {
        answers.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
  };
  return { source: prefetchingSource(source), asked, answers };
}

const never = () => new AbortController().signal;

describe('a frame that was asked for ahead', () => {
  it('comes by one request, whether or not it is here when a viewport asks for it', async () => {
    const { source, asked, answers } = heldSource();
    source.prefetchFirst(frame, never());
    const wanted = source.frame({ ...frame }, 'now', never());
    answers[0]?.(ok(bytes));
    expect(await wanted).toEqual(ok(bytes));
    expect(asked.map(({ number, priority }) => [number, priority])).toEqual([[1, 'now']]);
  });

  it('is given once: asked for again, it is fetched again', async () => {
    const { source, asked, answers } = heldSource();
    source.prefetchFirst(frame, never());
    answers[0]?.(ok(bytes));
    await source.frame(frame, 'now', never());
    void source.frame(frame, 'stack', never());
    expect(asked).toHaveLength(2);
  });

  it('is no other frame', () => {
    const { source, asked } = heldSource();
    source.prefetchFirst(frame, never());
    void source.frame(other, 'next', never());
    expect(asked.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('is asked for again by whoever shows it where it did not come', async () => {
    const { source, asked, answers } = heldSource();
    source.prefetchFirst(frame, never());
    const wanted = source.frame(frame, 'now', never());
    answers[0]?.(err({ kind: 'timed-out', where: 'Salford Royal' }));
    await expect.poll(() => asked).toHaveLength(2);
    answers[1]?.(ok(bytes));
    expect(await wanted).toEqual(ok(bytes));
  });

  it('is stopped with the study, and forgotten', () => {
    const { source, asked } = heldSource();
    const study = new AbortController();
    source.prefetchFirst(frame, study.signal);
    study.abort();
    expect(asked[0]?.signal.aborted).toBe(true);
    void source.frame(frame, 'now', never());
    expect(asked).toHaveLength(2);
  });

  it('is moved up by the source where it was to come behind everything else', async () => {
    const { source, asked, answers } = heldSource();
    void source.prefetch(frame, never());
    const wanted = source.frame(frame, 'now', never());
    expect(asked.map(({ priority }) => priority)).toEqual(['idle', 'now']);
    answers[1]?.(ok(bytes));
    expect(await wanted).toEqual(ok(bytes));
  });

  it('is there without another request where it has come behind everything else', async () => {
    const { source, asked, answers } = heldSource();
    const prefetched = source.prefetch(frame, never());
    answers[0]?.(ok(bytes));
    await prefetched;
    expect(await source.frame(frame, 'now', never())).toEqual(ok(bytes));
    expect(asked).toHaveLength(1);
  });

  it('lets go of a viewport that stops waiting', async () => {
    const { source } = heldSource();
    const viewport = new AbortController();
    source.prefetchFirst(frame, never());
    const wanted = source.frame(frame, 'now', viewport.signal);
    viewport.abort(new Error('left'));
    await expect(wanted).rejects.toThrow('left');
  });
});
