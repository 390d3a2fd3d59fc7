import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem';
import { breaker } from '../../src/http/breaker';

const timedOut: Problem = { kind: 'timed-out', where: 'Wigan' };
const problems = {
  t: timedOut,
  u: { kind: 'unreachable', where: 'Wigan' },
  f: { kind: 'failed', where: 'Wigan', status: 502 },
  5: { kind: 'failed', where: 'Wigan', status: 500 },
  n: { kind: 'not-found', where: 'Wigan' },
  r: { kind: 'forbidden', where: 'Wigan' },
  b: { kind: 'busy', where: 'Wigan' },
  o: { kind: 'offline', where: 'Wigan' },
} satisfies Record<string, Problem>;

describe('a breaker', () => {
  // A letter for each question, one after the other: `.` is an answer, `s` stopped by who asked.
  it.each<[string, string, boolean]>([
    ['lets go after one failure', 't', false],
    ['lets go after two', 'tu', false],
    ['rests after three in a row', 'tuf', true],
    ['forgets failures before an answer', 'tt.tt', false],
    ['takes a refusal for an answer', 'ttrtt', false],
    ['takes "not found" for an answer', 'ttntt', false],
    ['takes a fault of its own, which another form of the question may mend, for an answer', 'tt5tt', false],
    ['takes "busy" for an answer', 'ttbtt', false],
    ['learns nothing without a network', 'ooooo', false],
    ['learns nothing from what was stopped', 'ttsst', true],
  ])('%s', (_, ends, rests) => {
    const own = breaker({ now: () => 0, elapsed: () => 0 });
    for (const end of ends) {
      const told = own.begin();
      told(end === '.' ? undefined : end === 's' ? 'stopped' : problems[end as keyof typeof problems]);
    }
    expect(own.restsUntil() !== undefined).toBe(rests);
  });

  it('counts questions that were under way together as one', () => {
    const own = breaker({ now: () => 0, elapsed: () => 0 });
    const wave = () => {
      const together = Array.from({ length: 6 }, () => own.begin());
      for (const told of together) told(timedOut);
    };
    wave();
    wave();
    expect(own.restsUntil()).toBeUndefined();
    wave();
    expect(own.restsUntil()).toBe(15_000);
  });

  it('lets one question through after its pause, and rests for longer after each that fails', () => {
    let at = 0;
    const own = breaker({ failures: 1, pause: 10, longest: 30, now: () => at, elapsed: () => at });
    own.begin()(timedOut);
    for (const [time, until] of [
      [10, 30],
      [30, 60],
      [60, 90],
    ] as const) {
      at = time - 1;
      expect(own.restsUntil()).toBe(time);
      at = time;
      expect(own.restsUntil()).toBeUndefined();
      const trial = own.begin();
      expect(own.restsUntil()).toBe(time);
      trial(timedOut);
      expect(own.restsUntil()).toBe(until);
    }
    at = 90;
    own.begin()('stopped');
    expect(own.restsUntil()).toBeUndefined();
    own.begin()(undefined);
    own.begin()(timedOut);
    expect(own.restsUntil()).toBe(100);
  });

  it.each([
    ['put back by an hour', -3_600_000],
    ['put forward by an hour', 3_600_000],
  ])('asks again after its pause under a clock that is %s', (_, jump) => {
    let [at, steady] = [7_200_000, 0];
    const own = breaker({ failures: 1, now: () => at, elapsed: () => steady });
    own.begin()(timedOut);
    at += jump;
    steady += 14_000;
    at += 14_000;
    // By a clock that says that an hour has gone it may have: the computer may have slept.
    expect(own.restsUntil()).toBe(jump < 0 ? at + 1_000 : undefined);
    steady += 1_000;
    at += 1_000;
    expect(own.restsUntil()).toBeUndefined();
  });
});
