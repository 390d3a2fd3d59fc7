import { describe, expect, it } from 'vitest';
import { displaySetsOf, type DisplaySet } from '../../../src/domain/study/display-set';
import { frameOfReferenceUid } from '../../../src/domain/ids';
import {
  followed,
  movedAlike,
  placeOf,
  scrollLinkOf,
  shareWindow,
  type Linked,
} from '../../../src/domain/hanging/linking';
import type { Vector } from '../../../src/domain/study/study';
import { aSeries, anInstance, ctSlices, frameAttributes } from '../../fakes';

interface Given {
  readonly count?: number;
  /** mm of the first slice, and between slices, along z */
  readonly from?: number;
  readonly step?: number;
  readonly frameOfReference?: string;
  readonly plane?: 'axial' | 'coronal' | 'axial, seen from above';
  readonly modality?: string;
  readonly study?: string;
}

const AXES: Readonly<Record<NonNullable<Given['plane']>, readonly [Vector, Vector, Vector]>> = {
  axial: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  coronal: [
    [1, 0, 0],
    [0, 0, -1],
    [0, 1, 0],
  ],
  'axial, seen from above': [
    [-1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

function stack(series: string, given: Given = {}): DisplaySet {
  const { count = 5, from = 0, step = 2, frameOfReference, plane = 'axial', modality = 'CT', study } = given;
  const [row, column, along] = AXES[plane];
  const instances = Array.from({ length: count }, (_, at) => {
    const place = from + at * step;
    const position: Vector = [along[0] * place, along[1] * place, along[2] * place];
    const reference = frameOfReference && { frameOfReference: frameOfReferenceUid(frameOfReference) };
    const frames = [
      frameAttributes({
        plane: { position, row, column, spacing: [1, 1], ...reference },
        modalityLut: {
          kind: 'rescale',
          slope: 1,
          intercept: -1024,
          ...(modality === 'CT' && { type: 'HU' }),
        },
      }),
    ];
    return anInstance({
      uid: `${series}.${at}`,
      series,
      modality,
      instanceNumber: at + 1,
      frames,
      ...(study && { study }),
    });
  });
  const [displaySet] = displaySetsOf(aSeries({ uid: series, modality }), instances);
  if (!displaySet) throw new Error('a series without a display set');
  return displaySet;
}

const linkedAt = (displaySet: DisplaySet, at: number): Linked => {
  const origin = placeOf(displaySet, at);
  return { displaySet, ...(origin && { origin }) };
};

describe('two stacks scroll together', () => {
  it.each([
    [
      'by position in one frame of reference',
      { frameOfReference: '1.9' },
      { frameOfReference: '1.9' },
      'position',
    ],
    ['by offset in two', { frameOfReference: '1.9' }, { frameOfReference: '1.8' }, 'offset'],
    ['by offset where neither names one', {}, {}, 'offset'],
    ['by offset where one names none', { frameOfReference: '1.9' }, {}, 'offset'],
    [
      'by position when one is seen from the other end',
      { frameOfReference: '1.9' },
      { frameOfReference: '1.9', plane: 'axial, seen from above' },
      'position',
    ],
    [
      'not when their planes cross',
      { frameOfReference: '1.9' },
      { frameOfReference: '1.9', plane: 'coronal' },
      'not-parallel',
    ],
    ['not when one is a single picture', {}, { count: 1 }, 'single'],
    ['not when one has no order in space', {}, { step: 0 }, 'no-positions'],
  ] as const)('%s', (_, one: Given, other: Given, link) => {
    expect(scrollLinkOf(stack('1.1', one), stack('1.2', other))).toBe(link);
    expect(scrollLinkOf(stack('1.2', other), stack('1.1', one))).toBe(link);
  });

  it('not where they have no planes at all', () => {
    const cine = displaySetsOf(aSeries({ modality: 'US' }), [
      anInstance({ modality: 'US', frames: [frameAttributes(), frameAttributes()] }),
    ]);
    const [one] = cine;
    expect(one && scrollLinkOf(one, one)).toBe('no-positions');
  });
});

describe('what a linked stack shows', () => {
  const reference = { frameOfReference: '1.9' };

  it.each([
    ['the same place, whatever its number there', 2, { from: 2 }, { at: 1, away: 0 }],
    ['the slice that is nearest', 3, { step: 5 }, { at: 1, away: 1 }],
    ['its end beyond its end, and how far off that is', 4, { count: 3 }, { at: 2, away: 4 }],
    ['the same place where it is numbered the other way', 1, { from: 8, step: -2 }, { at: 3, away: 0 }],
  ] as const)('by position: %s', (_, at, given: Given, expected) => {
    const [one, other] = [stack('1.1', reference), stack('1.2', { ...reference, ...given })];
    expect(followed({ displaySet: one }, at, { displaySet: other })).toEqual(expected);
  });

  it.each([
    ['as far on as the other went', [0, 0], 3, {}, { at: 3, away: 0 }],
    ['as far apart as they were when they were linked', [1, 3], 2, {}, { at: 4, away: 0 }],
    ['by millimetres, not by numbers', [0, 1], 4, { step: 4 }, { at: 3, away: 0 }],
    ['back from its end to where it belongs', [0, 3], 0, {}, { at: 3, away: 0 }],
    ['its end, with what is missing', [0, 3], 3, {}, { at: 4, away: 4 }],
  ] as const)('by offset: %s', (_, linked, at, given: Given, expected) => {
    const [one, other] = [stack('1.1'), stack('1.2', { from: 500, ...given })];
    expect(followed(linkedAt(one, linked[0]), at, linkedAt(other, linked[1]))).toEqual(expected);
  });

  it('is nothing new where they do not belong together', () => {
    const [one, other] = [stack('1.1', reference), stack('1.2', { ...reference, plane: 'coronal' })];
    expect(followed(linkedAt(one, 0), 3, linkedAt(other, 0))).toBeUndefined();
  });
});

describe('a window is linked', () => {
  it.each([
    ['between two CTs in Hounsfield units', {}, { study: '2.25.2' }, true],
    ['within one examination', { modality: 'MR' }, { modality: 'MR' }, true],
    ['not between two MR examinations', { modality: 'MR' }, { modality: 'MR', study: '2.25.2' }, false],
    ['not between two X-rays', { modality: 'DX' }, { modality: 'DX', study: '2.25.2' }, false],
    ['not between CT and MR', {}, { modality: 'MR' }, false],
  ] as const)('%s', (_, one: Given, other: Given, expected) => {
    expect(shareWindow(stack('1.1', one), stack('1.2', other))).toBe(expected);
  });

  it('not where a CT’s values are no Hounsfield units', () => {
    const scout = displaySetsOf(
      aSeries({ modality: 'CT' }),
      ctSlices(2, { study: '2.25.2' }).map((one) => ({
        ...one,
        frames: one.frames.map((frame) => ({
          ...frame,
          modalityLut: { kind: 'rescale', slope: 1, intercept: 0, type: 'US' } as const,
        })),
      })),
    );
    expect(scout[0] && shareWindow(stack('1.1'), scout[0])).toBe(false);
  });
});

describe('zoom and pan', () => {
  it.each([
    [
      'a pan is the same pan',
      { zoom: 1, pan: [0, 0] },
      { zoom: 1, pan: [10, 5] },
      { zoom: 1, pan: [0, 0] },
      { zoom: 1, pan: [10, 5] },
    ],
    [
      'a zoom is the same factor',
      { zoom: 1, pan: [0, 0] },
      { zoom: 2, pan: [0, 0] },
      { zoom: 1.5, pan: [4, 0] },
      { zoom: 3, pan: [8, 0] },
    ],
    [
      'what was different stays so',
      { zoom: 2, pan: [10, 0] },
      { zoom: 2, pan: [15, 0] },
      { zoom: 2, pan: [-10, 0] },
      { zoom: 2, pan: [-5, 0] },
    ],
    [
      'breasts back to back move as in a mirror',
      { zoom: 1, pan: [0, 0], placing: { towards: 'right' } },
      { zoom: 1, pan: [10, 5], placing: { towards: 'right' } },
      { zoom: 1, pan: [0, 0], placing: { towards: 'left' } },
      { zoom: 1, pan: [-10, 5] },
    ],
  ] as const)('%s', (_, before, now, other, expected) => {
    expect(movedAlike(before, now, other)).toEqual(expected);
  });

  it('there and back again is where it was', () => {
    const [fitted, near] = [
      { zoom: 1, pan: [0, 0] as const },
      { zoom: 2.5, pan: [31, -12] as const },
    ];
    const other = { zoom: 0.8, pan: [3, 4] as const };
    const back = movedAlike(near, fitted, movedAlike(fitted, near, other));
    expect(back.zoom).toBeCloseTo(other.zoom);
    expect(back.pan[0]).toBeCloseTo(other.pan[0]);
    expect(back.pan[1]).toBeCloseTo(other.pan[1]);
  });
});
