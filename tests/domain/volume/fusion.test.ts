import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid } from '../../../src/domain/ids';
import type { DisplaySet } from '../../../src/domain/study/display-set';
import { fusionPartnersOf, fusionPartOf } from '../../../src/domain/volume/fusion';
import { slices, stackOf } from './a-volume';

const PET = '1.2.840.10008.5.1.4.1.1.128';
const CT = '1.2.840.10008.5.1.4.1.1.2';
const CR = '1.2.840.10008.5.1.4.1.1.1';

interface Parts {
  readonly heights?: readonly number[];
  readonly frame?: string;
}

function aStack(sopClass: string, { heights = [0, 1, 2, 3], frame = '1.2.9' }: Parts = {}): DisplaySet {
  const frameOfReference = frame === '' ? undefined : frameOfReferenceUid(frame);
  const [stack] = stackOf(slices(heights, () => ({ sopClass, plane: { frameOfReference } })));
  if (!stack) throw new Error('no stack');
  return stack;
}

const outcome = (own: DisplaySet, ...others: readonly DisplaySet[]) =>
  fusionPartnersOf(own, [own, ...others]).map(({ fusion }) => (fusion.ok ? 'fused' : fusion.why));

describe('what can be laid over one another', () => {
  it('is a tracer and an anatomy, by their classes, and nothing else', () => {
    expect(fusionPartOf(aStack(PET))).toBe('tracer');
    expect(fusionPartOf(aStack(CT))).toBe('anatomy');
    expect(fusionPartOf(aStack(CR))).toBeUndefined();
    expect(fusionPartOf({ ...aStack(PET), kind: 'video' })).toBeUndefined();
    expect(fusionPartOf({ ...aStack(PET), frames: [] })).toBeUndefined();
    expect(outcome(aStack(CR), aStack(CT))).toEqual([]);
  });

  it('is so in one frame of reference, from either side, and the finest first', () => {
    expect(outcome(aStack(PET), aStack(CT))).toEqual(['fused']);
    expect(outcome(aStack(CT), aStack(PET))).toEqual(['fused']);
    const [fine, coarse] = [aStack(CT, { heights: [0, 1, 2, 3, 4, 5] }), aStack(CT)];
    const pet = aStack(PET);
    expect(fusionPartnersOf(pet, [pet, coarse, fine]).map(({ displaySet }) => displaySet)).toEqual([
      fine,
      coarse,
    ]);
  });

  it.each<readonly [string, Parts, Parts, unknown]>([
    ['another frame of reference', {}, { frame: '1.2.8' }, { kind: 'other-frame' }],
    ['no frame of reference of the other', {}, { frame: '' }, { kind: 'frame-unknown', part: 'anatomy' }],
    ['no frame of reference of its own', { frame: '' }, {}, { kind: 'frame-unknown', part: 'tracer' }],
  ])('is not so with %s', (_, own, other, why) => {
    expect(outcome(aStack(PET, own), aStack(CT, other))).toEqual([why]);
  });

  it('is not so where slices name different frames, or make no volume', () => {
    const ct = aStack(CT);
    const [first, ...others] = aStack(CT, { frame: '1.2.8' }).frames;
    if (!first) throw new Error('no frame');
    const mixed: DisplaySet = { ...ct, frames: [first, ...ct.frames.slice(1)] };
    expect(outcome(aStack(PET), mixed)).toEqual([{ kind: 'frame-unknown', part: 'anatomy' }]);
    expect(others).toHaveLength(3);
    const colour = ct.frames.map((frame) => ({
      ...frame,
      instance: { ...frame.instance, image: { ...frame.instance.image, samplesPerPixel: 3 } },
    })) as unknown as DisplaySet['frames'];
    expect(outcome(aStack(PET), { ...ct, frames: colour })).toMatchObject([
      { kind: 'no-volume', part: 'anatomy' },
    ]);
  });

  it('is not asked of fewer than three slices: a localiser is not missed', () => {
    expect(outcome(aStack(PET), aStack(CT, { heights: [0, 1] }))).toEqual([]);
  });
});
