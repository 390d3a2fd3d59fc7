import { describe, expect, it } from 'vitest';
import { edgeLetters } from '../../../src/domain/presentation/orientation';
import type { Vector } from '../../../src/domain/study/study';
import { aPlane, attributes } from '../instances';

const upright = { rotation: 0, flipHorizontal: false, flipVertical: false } as const;
const planar = (row: Vector, column: Vector) => attributes({ plane: aPlane({ row, column }) });
const axial = planar([1, 0, 0], [0, 1, 0]);

describe('orientation letters', () => {
  it.each([
    ['axial', planar([1, 0, 0], [0, 1, 0]), { top: 'A', right: 'L', bottom: 'P', left: 'R' }],
    ['coronal', planar([1, 0, 0], [0, 0, -1]), { top: 'H', right: 'L', bottom: 'F', left: 'R' }],
    ['sagittal', planar([0, 1, 0], [0, 0, -1]), { top: 'H', right: 'P', bottom: 'F', left: 'A' }],
    ['feet first', planar([0, 0, 1], [0, 1, 0]), { top: 'A', right: 'H', bottom: 'P', left: 'F' }],
    ['coronal, feet up', planar([1, 0, 0], [0, 0, 1]), { top: 'F', right: 'L', bottom: 'H', left: 'R' }],
    ['prone', planar([-1, 0, 0], [0, -1, 0]), { top: 'P', right: 'R', bottom: 'A', left: 'L' }],
    [
      'oblique: the stronger axis first',
      planar([0.9, 0.4359, 0], [0, 0, -1]),
      { top: 'H', right: 'LP', bottom: 'F', left: 'RA' },
    ],
  ])('of an %s plane name the ends of its rows and columns', (_, frame, letters) => {
    expect(edgeLetters(frame, upright)).toEqual(letters);
  });

  it('leave out an axis that is only a degree or two off', () => {
    expect(edgeLetters(planar([0.9994, 0.0349, 0], [-0.0349, 0.9994, 0]), upright)?.right).toBe('L');
  });

  it('come from Patient Orientation where there is no plane', () => {
    expect(edgeLetters(attributes({ patientOrientation: ['L', 'F'] }), upright)).toEqual({
      top: 'H',
      right: 'L',
      bottom: 'F',
      left: 'R',
    });
    expect(edgeLetters(attributes({ patientOrientation: ['A', 'FR'] }), upright)?.top).toBe('HL');
  });

  it.each([
    ['nothing', attributes()],
    ['markup', attributes({ patientOrientation: ['<b>', 'F'] })],
    ['one half', attributes({ patientOrientation: ['L', ''] })],
    ['too many letters', attributes({ patientOrientation: ['LRAP', 'F'] })],
    ['one direction for both', attributes({ patientOrientation: ['L', 'L'] })],
    ['a direction and its opposite', attributes({ patientOrientation: ['L', 'R'] })],
    ['directions of one axis that part on none', attributes({ patientOrientation: ['LA', 'LF'] })],
    ['directions that both lean one way', attributes({ patientOrientation: ['LA', 'LA'] })],
    ['a direction that is its own opposite', attributes({ patientOrientation: ['LR', 'F'] })],
    ['a plane of zeros', planar([0, 0, 0], [0, 1, 0])],
    ['a plane of zeros in the columns', planar([1, 0, 0], [0, 0, 0])],
  ])('are unknown, never guessed, from %s', (_, frame) => {
    expect(edgeLetters(frame, upright)).toBeUndefined();
  });

  it('are named where rows and columns lean to one axis and part on another', () => {
    expect(edgeLetters(attributes({ patientOrientation: ['LA', 'LP'] }), upright)?.right).toBe('LA');
  });

  it('follow a flip from side to side', () => {
    const letters = edgeLetters(axial, { ...upright, flipHorizontal: true });
    expect(letters).toEqual({ top: 'A', right: 'R', bottom: 'P', left: 'L' });
  });

  it('follow a flip upside down', () => {
    const letters = edgeLetters(axial, { ...upright, flipVertical: true });
    expect(letters).toEqual({ top: 'P', right: 'L', bottom: 'A', left: 'R' });
  });

  it.each([
    [90, { top: 'R', right: 'A', bottom: 'L', left: 'P' }],
    [180, { top: 'P', right: 'R', bottom: 'A', left: 'L' }],
    [270, { top: 'L', right: 'P', bottom: 'R', left: 'A' }],
  ] as const)('follow a turn of %i degrees clockwise', (rotation, letters) => {
    expect(edgeLetters(axial, { ...upright, rotation })).toEqual(letters);
  });

  it('flip before they turn, as the picture does', () => {
    const letters = edgeLetters(axial, { rotation: 90, flipHorizontal: true, flipVertical: false });
    expect(letters).toEqual({ top: 'L', right: 'A', bottom: 'R', left: 'P' });
  });
});
