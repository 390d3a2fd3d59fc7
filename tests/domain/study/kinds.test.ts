import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/domain/study/study';
import { isPicture, kindOf, kindOfFrames, KINDS, type DisplaySetKind } from '../../../src/domain/study/kinds';
import { anInstance, aPixel } from '../instances';

const STORAGE = '1.2.840.10008.5.1.4.1.1.';
const H264 = '1.2.840.10008.1.2.4.102';

/** At least one object of each kind: a new kind is missed here by the compiler. */
const EXAMPLES: Readonly<Record<DisplaySetKind, ReturnType<typeof anInstance>>> = {
  stack: anInstance(),
  video: anInstance({ uid: 'v', numberOfFrames: 3, image: aPixel({ transferSyntax: H264 }) }),
  waveform: { ...anInstance({ sopClass: `${STORAGE}9.1.1` }), image: undefined } as never,
  slide: anInstance({
    uid: 's',
    numberOfFrames: 4,
    slide: { holds: 'tissue', of: '1', data: {}, bulk: new Map() },
  }),
  unsupported: { ...anInstance({ sopClass: `${STORAGE}88.33` }), image: undefined } as never,
};

const framesOf = (...instances: readonly ReturnType<typeof anInstance>[]): readonly Frame[] =>
  instances.flatMap((instance) => instance.frames.map((_, at) => ({ instance, number: at + 1 })));

describe('the kind of an object', () => {
  it.each(Object.entries(EXAMPLES))('%s is what its own table accepts', (kind, instance) => {
    expect(kindOf(instance)).toBe(kind);
    expect(KINDS[kind as DisplaySetKind].accepts(instance)).toBe(true);
  });

  it.each(['CT', 'US', 'SR', 'OT', 'PR', 'XC', ''])(
    'is told by its content, whatever modality it says: %s',
    (modality) => {
      for (const [kind, instance] of Object.entries(EXAMPLES))
        expect(kindOf({ ...instance, modality } as typeof instance)).toBe(kind);
    },
  );

  it('hangs only where there is something to look at', () => {
    expect(Object.keys(KINDS).filter((kind) => isPicture({ kind: kind as DisplaySetKind }))).toEqual([
      'video',
      'slide',
      'stack',
      'waveform',
    ]);
  });

  it.each([
    { frames: [], of: 'nothing', kind: 'unsupported' },
    { frames: framesOf(EXAMPLES.stack), of: 'a picture', kind: 'stack' },
    { frames: framesOf(EXAMPLES.video), of: 'one video', kind: 'video' },
    { frames: framesOf(EXAMPLES.video, EXAMPLES.stack), of: 'a video and a picture', kind: 'stack' },
    {
      frames: framesOf(EXAMPLES.video, { ...EXAMPLES.video, uid: 'w' } as never),
      of: 'two videos',
      kind: 'stack',
    },
  ])('of frames put together is $kind for $of', ({ frames, kind }) => {
    expect(kindOfFrames(frames)).toBe(kind);
  });
});
