import { describe, expect, it } from 'vitest';
import { instanceUid, seriesUid, studyUid } from '../../../src/domain/ids';
import type { ImageReference } from '../../../src/domain/report/report-document';
import { isFor, softcopyOf } from '../../../src/rendering/softcopy/applies';
import { anInstance, attributes } from '../pictures';
import { aState } from './states';

const frame = { instance: anInstance({ frames: [attributes(), attributes()] }), number: 2 };
const [study, series, instance] = [studyUid('2.25.2'), seriesUid('2.25.3'), instanceUid('2.25.1')];

describe('a presentation state', () => {
  it.each<[string, ImageReference, boolean]>([
    ['its instance', { instance }, true],
    ['its instance, series and study', { study, series, instance }, true],
    ['its series as a whole', { series }, true],
    ['its frame', { instance, frames: [1, 2] }, true],
    ['other frames of it', { instance, frames: [1, 3] }, false],
    ['another instance', { instance: instanceUid('2.25.9') }, false],
    ['an instance of that name in another study', { study: studyUid('2.25.9'), instance }, false],
    ['another series', { series: seriesUid('2.25.9') }, false],
    ['a study alone', { study }, false],
    ['numbers that a person wrote', { seriesNumber: 1, imageNumber: 1 }, false],
  ])('that names %s', (_, reference, applies) => {
    const state = aState({ applies: [reference] });
    expect(softcopyOf(state, frame)).toBe(applies ? state : undefined);
  });

  it('that names nothing applies to nothing, and none applies to nothing', () => {
    expect(softcopyOf(aState({ applies: [] }), frame)).toBeUndefined();
    expect(softcopyOf(undefined, frame)).toBeUndefined();
  });

  it('has parts for all of its pictures and parts for some', () => {
    expect(isFor([], frame)).toBe(true);
    expect(isFor([{ instance: instanceUid('2.25.9') }], frame)).toBe(false);
    expect(isFor([{ instance: instanceUid('2.25.9') }, { instance }], frame)).toBe(true);
  });
});
