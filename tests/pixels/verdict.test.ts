import { describe, expect, it } from 'vitest';
import { channelsOf, differenceOf } from './difference';
import { complaints } from './manifest';
import type { FrameOutcome } from './compare';
import type { Row } from './row';
import { verdictOf } from './verdict';

const frame = (change: Partial<FrameOutcome> = {}): FrameOutcome => ({
  number: 1,
  kind: 'grey',
  lossy: false,
  min: 0,
  max: 9,
  stored: 0,
  screen: 1,
  ...change,
});
const isRight = (frames: readonly FrameOutcome[], range?: readonly [number, number]) =>
  verdictOf(frames, { ...(range && { range }) }, new Set()).isRight;

describe('a comparison', () => {
  it('has the largest difference, and fails where there is nothing to compare', () => {
    expect(differenceOf([1, 5, 3], [1, 2, 4])).toBe(3);
    expect(differenceOf([NaN], [NaN])).toBe(0);
    expect(differenceOf([NaN], [1])).toBeNaN();
    expect(() => differenceOf([1], [1, 2])).toThrow('1 values against 2');
    expect(() => differenceOf([1], [1], () => true)).toThrow('nothing to compare');
    expect(() => differenceOf([], [])).toThrow('nothing to compare');
  });

  it('takes red alone of a grey canvas, and all three of a colour one', () => {
    const rgba = Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255);
    expect([...channelsOf(rgba, 1)]).toEqual([1, 4]);
    expect([...channelsOf(rgba, 3)]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a file', () => {
  it('is right with every stored value and a rounding on the screen', () => {
    expect(isRight([frame(), frame({ number: 2, screen: undefined })], [0, 9])).toBe(true);
  });

  it.each([
    ['one stored value is another', [frame({ stored: 1 })]],
    ['the screen is two greys off', [frame({ screen: 2 })]],
    ['a difference is not a number', [frame({ stored: NaN })]],
    ['nothing was drawn', [frame({ screen: undefined })]],
    ['nothing was compared', []],
    ['a lossy one is three off', [frame({ lossy: true, stored: 3 })]],
    ['a frame was refused', [frame(), frame({ refused: { kind: 'undecodable', what: '' } })]],
    ['its range is another', [frame({ max: 10 })]],
  ])('is wrong where %s', (_, frames) => {
    expect(isRight(frames, [0, 9])).toBe(false);
  });
});

describe('a run', () => {
  const row = (change: Partial<Row> = {}): Row => ({
    file: 'ct/a.dcm',
    sha256: 'a',
    transferSyntax: '',
    photometric: '',
    result: 'right',
    reference: 'dcmconv',
    frames: '1/1',
    stored: '0',
    screen: '1',
    remark: '',
    ...change,
  });

  it('has nothing to complain of where every file is as it was', () => {
    expect(complaints([row({ screen: '0' })], [row()])).toEqual([]);
  });

  it.each([
    ['is wrong', [row({ result: 'wrong' })]],
    ['is refused now', [row({ result: 'refused' })]],
    ['has fewer frames compared', [row({ frames: '0/0' })]],
    ['is another one', [row({ sha256: 'b' })]],
    ['is new', [row(), row({ file: 'ct/b.dcm' })]],
    ['is gone', []],
  ])('complains of a file that %s', (_, rows) => {
    expect(complaints(rows, [row()])).toHaveLength(1);
  });
});
