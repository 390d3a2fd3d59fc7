import { describe, expect, test } from 'vitest';
import { workUntil } from '../../bench/launch-work';
import type { TraceEvent } from '../../bench/main-thread-trace';

const named = (name: string, pid: number, tid: number): TraceEvent => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid,
  ts: 0,
  args: { name },
});
/** Milliseconds by the clock and of the thread's own processor time. */
const turn = (
  pid: number,
  tid: number,
  [from, to]: readonly [number, number],
  [own, ownTo]: readonly [number, number],
): TraceEvent => ({
  name: 'RunTask',
  ph: 'X',
  pid,
  tid,
  ts: from * 1000,
  dur: (to - from) * 1000,
  tts: own * 1000,
  tdur: (ownTo - own) * 1000,
});
const mark = (at: number, own: number): TraceEvent => ({
  name: 'plainfilm:first-image',
  ph: 'I',
  pid: 7,
  tid: 1,
  ts: at * 1000,
  tts: own * 1000,
});

const threads = [
  named('CrRendererMain', 7, 1),
  named('DedicatedWorker thread', 7, 2),
  named('CrGpuMain', 8, 1),
];

describe('the work of a launch', () => {
  test('is the threads’ own processor time, however long it took by the clock', () => {
    const work = workUntil(
      [...threads, turn(7, 1, [0, 900], [100, 130]), turn(7, 1, [1000, 1010], [130, 140]), mark(1020, 141)],
      'plainfilm:first-image',
    );
    expect(work).toEqual({ main: 41, page: 41, longest: 30 });
  });

  test('ends at the mark, in the middle of a turn too', () => {
    const work = workUntil(
      [
        ...threads,
        turn(7, 1, [0, 20], [0, 20]),
        turn(7, 1, [20, 100], [20, 100]),
        mark(30, 30),
        turn(7, 1, [100, 500], [100, 500]),
      ],
      'plainfilm:first-image',
    );
    expect(work).toEqual({ main: 30, page: 30, longest: 20 });
  });

  test('has the other threads of the pages’ processes, and nothing of other processes', () => {
    const work = workUntil(
      [
        ...threads,
        turn(7, 1, [0, 20], [0, 20]),
        turn(7, 2, [0, 40], [500, 535]),
        turn(8, 1, [0, 50], [0, 50]),
        mark(60, 20),
      ],
      'plainfilm:first-image',
    );
    expect(work).toEqual({ main: 20, page: 55, longest: 20 });
  });

  test('of a launch whose mark is not there is no figure', () => {
    expect(() => workUntil([...threads, turn(7, 1, [0, 20], [0, 20])], 'plainfilm:first-image')).toThrow(
      'no plainfilm:first-image',
    );
  });
});
