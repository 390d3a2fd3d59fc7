import { describe, expect, it } from 'vitest';
import { openingNumber, openingPosition, pictureNamed } from '../../../src/domain/hanging/opening-picture';
import { instanceUid, studyUid } from '../../../src/domain/ids';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { aReport, aSeries, aStudy, anInstance, ctSlices, frameAttributes } from '../../fakes';

const setOf = (modality: string, instances: Parameters<typeof displaySetsOf>[1]) => {
  const [one] = displaySetsOf(aSeries({ modality }), instances);
  if (!one) throw new Error('no display set');
  return one;
};
const slices = (count: number, modality = 'CT') => ctSlices(count).map((one) => ({ ...one, modality }));
/** The same places once more, as another phase of them */
const twice = [...slices(9), ...slices(9)].map((one, at) => ({
  ...one,
  uid: instanceUid(`2.25.${at + 1}`),
  instanceNumber: at + 1,
}));

describe('a display set is opened', () => {
  it.each([
    ['a CT in its middle', setOf('CT', slices(9)), 4],
    ['an MR of even number', setOf('MR', slices(300, 'MR')), 149],
    ['a PET of two slices', setOf('PT', slices(2, 'PT')), 0],
    ['one slice', setOf('CT', slices(1)), 0],
    ['two phases in the middle of the first', setOf('CT', twice), 4],
    ['tomosynthesis at its first', setOf('MG', slices(9, 'MG')), 0],
    ['a projection', setOf('DX', [anInstance({ modality: 'DX' })]), 0],
    [
      'pictures without a place in the patient',
      setOf(
        'CT',
        slices(9).map((one) => ({ ...one, frames: [frameAttributes({ plane: undefined })] })),
      ),
      0,
    ],
  ])('%s', (_, displaySet, at) => {
    expect(openingPosition(displaySet)).toBe(at);
  });

  it.each([
    ['CT', 300, 150],
    ['MR', 25, 13],
    ['CT', undefined, 1],
    ['XA', 300, 1],
    ['US', 80, 1],
  ])('%s of %s instances, before they are here, at number %i', (modality, instanceCount, number) => {
    expect(openingNumber(aSeries({ modality, ...(instanceCount && { instanceCount }) }))).toBe(number);
  });
});

describe('the picture that a report names first', () => {
  const study = aStudy({ uid: '1.2' });
  const image = { instance: instanceUid('1.2.3') };
  const of = (parts: object) => aReport({ studies: [study.uid], keyImages: [image], ...parts });
  it.each([
    ['of its study', [of({})], image],
    ['after one without a picture', [of({ keyImages: [] }), of({})], image],
    ['of another study', [of({ keyImages: [{ ...image, study: studyUid('1.9') }] })], undefined],
    ['by a number alone', [of({ keyImages: [{ imageNumber: 79 }] })], undefined],
    ['entered in error', [of({ status: 'entered-in-error' })], undefined],
    ['whose nobody can tell', [of({ ownership: 'cannot-tell' })], undefined],
    ['joined to another study', [of({ studies: [studyUid('1.9')] })], undefined],
  ] as const)('%s', (_, reports, expected) => {
    expect(pictureNamed(reports, study)).toEqual(expected);
  });
});
