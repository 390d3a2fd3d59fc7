import { describe, expect, test } from 'vitest';
import { mainThreadSection } from '../../bench/main-thread';
import { tasksOf, type TraceEvent } from '../../bench/main-thread-trace';

const MAIN: TraceEvent = {
  name: 'thread_name',
  ph: 'M',
  pid: 7,
  tid: 1,
  ts: 0,
  args: { name: 'CrRendererMain' },
};

/** Times in microseconds, as a trace has them. */
const event = (name: string, ts: number, dur: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  name,
  ph: 'X',
  pid: 7,
  tid: 1,
  ts,
  dur,
  tdur: dur,
  ...more,
});

describe('tasks of the main thread', () => {
  test('are those of the pages’ own threads, longest processor time first', () => {
    const elsewhere = event('RunTask', 0, 900_000, { tid: 2 });
    const tasks = tasksOf([
      MAIN,
      elsewhere,
      event('RunTask', 0, 200_000, { tdur: 20_000 }),
      event('RunTask', 300_000, 60_000),
    ]);
    expect(tasks.map(({ wall, cpu }) => [wall, cpu])).toEqual([
      [60, 60],
      [200, 20],
    ]);
  });

  test('are made of what each event took for itself, without what it holds', () => {
    const data = { url: 'https://viewer.example/assets/app-pjBYm2Zg.js' };
    const [task] = tasksOf([
      MAIN,
      event('RunTask', 0, 100_000),
      event('FunctionCall', 10_000, 80_000, { args: { data } }),
      event('Layout', 20_000, 30_000),
      event('MinorGC', 60_000, 5000),
    ]);
    expect(task?.made).toEqual([
      ['FunctionCall app.js', 45],
      ['Layout', 30],
      ['RunTask', 20],
      ['MinorGC', 5],
    ]);
  });

  test('that run within another are part of it', () => {
    const tasks = tasksOf([MAIN, event('RunTask', 0, 100_000), event('RunTask', 10_000, 40_000)]);
    expect(tasks.map(({ wall }) => wall)).toEqual([100]);
  });

  test('have the clock’s time where the processor’s is not counted', () => {
    const { tdur, ...uncounted } = event('RunTask', 0, 70_000);
    expect(tdur).toBe(70_000);
    expect(tasksOf([MAIN, uncounted])[0]?.cpu).toBe(70);
  });
});

test('the section has each scene’s median, and how many are over what is to be reached', () => {
  const run = (cpu: number) => [{ wall: cpu * 2, cpu, made: [['Layout', cpu] as const] }];
  const section = mainThreadSection(
    [
      { name: 'X-ray opened', runs: [run(40), run(80), run(60)] },
      { name: 'List scrolled', runs: [run(20), run(10), []] },
    ],
    new Date('2026-11-22T12:00:00Z'),
  );
  expect(section).toContain('| X-ray opened | 60 | 120 | 1 | Layout 80 |');
  expect(section).toContain('| List scrolled | 10 | 20 | 0 | Layout 20 |');
  expect(section).toContain('Over it: 1 of 2');
});
