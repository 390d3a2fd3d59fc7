import { describe, expect, it } from 'vitest';
import { seriesUid } from '../../../src/domain/ids';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import type { Concatenation } from '../../../src/domain/study/concatenation';
import type { Instance } from '../../../src/domain/study/study';
import { anInstance, aPlane, attributes } from '../instances';

const series = { uid: seriesUid('1.2.1'), modality: 'MR', description: 'Heart' };

interface Part {
  readonly uid: string;
  readonly frames: number;
  readonly parts?: Partial<Concatenation>;
  readonly instanceNumber?: number;
  /** mm of its first frame; the others follow 1 mm apart */
  readonly from?: number;
}
const part = ({ uid, frames, parts, instanceNumber, from }: Part): Instance => ({
  ...anInstance({
    uid: `1.${uid}`,
    modality: 'MR',
    numberOfFrames: frames,
    ...(instanceNumber !== undefined && { instanceNumber }),
    ...(parts && { concatenation: { uid: '2.25.9', ...parts } }),
  }),
  ...(from !== undefined && {
    frames: Array.from({ length: frames }, (_, at) =>
      attributes({ plane: aPlane({ position: [0, 0, from + at] }) }),
    ),
  }),
});
const shown = (parts: readonly Part[]) =>
  displaySetsOf(series, parts.map(part)).map(({ label, frames, gaps }) => [
    label,
    frames.map(({ instance, number }) => `${instance.uid.slice(2)}/${number}`).join(' '),
    gaps,
  ]);

describe('an object that is stored in parts', () => {
  it.each<[string, readonly Part[], string, readonly number[]]>([
    [
      'is one stack in the order of the whole, whatever its parts are numbered',
      [
        { uid: '7', frames: 2, instanceNumber: 1, parts: { offset: 3, number: 2, of: 3 } },
        { uid: '8', frames: 1, instanceNumber: 2, parts: { offset: 5, number: 3, of: 3 } },
        { uid: '9', frames: 3, instanceNumber: 3, parts: { offset: 0, number: 1, of: 3 } },
      ],
      '9/1 9/2 9/3 7/1 7/2 8/1',
      [],
    ],
    [
      'is in the order of its numbers where nobody says how many frames came before',
      [
        { uid: '7', frames: 2, parts: { number: 2 } },
        { uid: '8', frames: 2, parts: { number: 1 } },
      ],
      '8/1 8/2 7/1 7/2',
      [],
    ],
    [
      'lacks a part between two, by the frames',
      [
        { uid: '7', frames: 2, parts: { offset: 0 } },
        { uid: '8', frames: 2, parts: { offset: 4 } },
      ],
      '7/1 7/2 8/1 8/2',
      [2],
    ],
    [
      'lacks a part between two, by the numbers',
      [
        { uid: '7', frames: 2, parts: { number: 1, of: 3 } },
        { uid: '8', frames: 2, parts: { number: 3, of: 3 } },
      ],
      '7/1 7/2 8/1 8/2',
      [2],
    ],
    [
      'lacks its first part',
      [{ uid: '7', frames: 2, parts: { offset: 4, number: 2, of: 2 } }],
      '7/1 7/2',
      [0],
    ],
    [
      'lacks its last part',
      [{ uid: '7', frames: 2, parts: { offset: 0, number: 1, of: 2 } }],
      '7/1 7/2',
      [2],
    ],
    [
      'is in order of place where it has places, and its parts lie one behind the other',
      [
        { uid: '7', frames: 3, from: 3, parts: { offset: 3, number: 2, of: 2 } },
        { uid: '8', frames: 3, from: 0, parts: { offset: 0, number: 1, of: 2 } },
      ],
      '8/1 8/2 8/3 7/1 7/2 7/3',
      [],
    ],
    [
      'lacks a part between two places',
      [
        { uid: '7', frames: 3, from: 6, parts: { offset: 6, number: 3, of: 3 } },
        { uid: '8', frames: 3, from: 0, parts: { offset: 0, number: 1, of: 3 } },
      ],
      '8/1 8/2 8/3 7/1 7/2 7/3',
      [3],
    ],
  ])('%s', (_, parts, order, gaps) => {
    expect(shown(parts)).toEqual([['Heart', order, gaps]]);
    expect(shown([...parts].reverse())).toEqual([['Heart', order, gaps]]);
  });

  it('has a part that is there twice once, and the other by itself', () => {
    expect(
      shown([
        { uid: '7', frames: 2, parts: { offset: 0, number: 1, of: 2 } },
        { uid: '9', frames: 2, parts: { offset: 2, number: 2, of: 2 } },
        { uid: '8', frames: 2, parts: { offset: 2, number: 2, of: 2 } },
      ]),
    ).toEqual([
      ['Heart', '7/1 7/2 8/1 8/2', []],
      ['Heart · part 2 again', '9/1 9/2', []],
    ]);
  });

  it('is not joined with another, nor with an object that is whole', () => {
    const stacks = displaySetsOf(series, [
      part({ uid: '7', frames: 2, parts: { offset: 0 } }),
      part({ uid: '8', frames: 2, parts: { uid: '2.25.10', offset: 2 } }),
      part({ uid: '9', frames: 2 }),
    ]);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([2, 2, 2]);
  });
});
