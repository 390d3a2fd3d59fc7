import { describe, expect, test } from 'vitest';
import { markName, speedOf } from '../../src/domain/launch/speed';
import { speedText } from '../../src/texts/en/speed';

const mark = (name: string, sinceLaunch?: unknown) => ({ name, detail: { sinceLaunch } });

describe('how fast a launch was', () => {
  test('is in seconds from the launch, which began on another page', () => {
    const marks = [mark(markName('token'), 640), mark(markName('first-image'), 1234)];
    expect(speedOf(marks)).toEqual({ token: 0.64, 'first-image': 1.234 });
  });

  test.each([
    ['has no launch, as after a reload', {}],
    ['lies before the launch, as by a clock that was put back', { sinceLaunch: -5 }],
    ['has no number', { sinceLaunch: '640' }],
    ['has no finite number', { sinceLaunch: Infinity }],
    ['has nothing beside its time', null],
    ['is older than this reading of marks', undefined],
  ])('is not measured by a mark that %s', (_what, detail) => {
    expect(speedOf([{ name: 'plainfilm:token', detail }])).toEqual({});
  });

  test('passes over the marks of others', () => {
    expect(speedOf([mark('token', 1), mark('plainfilm:something', 2), mark('other:token', 3)])).toEqual({});
  });

  test('is copied as lines that say what was not measured', () => {
    expect(speedText({ token: 0.6449, list: 12.34, 'first-image': 0 })).toBe(
      [
        'How fast was this',
        'Signed in: 0.64 s',
        'List of studies: 12.3 s',
        'First preview: not measured',
        'First picture: 0.00 s',
        'First report: not measured',
        'Whole series: not measured',
        'Seconds since this launch went to the record to sign in. Pictures are those that were opened first.',
      ].join('\n'),
    );
  });
});
