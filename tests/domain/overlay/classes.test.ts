import { describe, expect, it } from 'vitest';
import { frameOfReferenceUid, instanceUid } from '../../../src/domain/ids';
import { namedAmong, overPictures, overlaysAmong, placesToDraw } from '../../../src/domain/overlay/classes';
import type { Report } from '../../../src/domain/report/report';
import { displaySetsOf, type DisplaySet } from '../../../src/domain/study/display-set';
import { anInstance, aSeries } from '../../fakes';

const ROOT = '1.2.840.10008.5.1.4.1.1.';
const CLASSES = { CT: '2', SEG: '66.4', LABEL: '66.7', MAP: '30', DOSE: '481.2' };

function setsOf(name: keyof typeof CLASSES, frame: string | undefined, count = 4): readonly DisplaySet[] {
  const series = `2.25.7.${CLASSES[name]}`;
  const frames = Array.from({ length: count }, (_, at) => ({
    modalityLut: { kind: 'rescale' as const, slope: 1, intercept: 0 },
    windows: [],
    voiLuts: [],
    voiFunction: 'LINEAR' as const,
    inverse: false,
    plane: {
      position: [0, 0, at * 2] as const,
      row: [1, 0, 0] as const,
      column: [0, 1, 0] as const,
      spacing: [1, 1] as const,
      ...(frame && { frameOfReference: frameOfReferenceUid(frame) }),
    },
  }));
  const instance = anInstance({
    uid: `${series}.1`,
    series,
    sopClass: `${ROOT}${CLASSES[name]}`,
    frames,
  } as never);
  return displaySetsOf(aSeries({ uid: series } as never), [instance]);
}

const DRAWN = ['SEG', 'LABEL', 'MAP', 'DOSE'] as const;

describe('what is drawn over pictures', () => {
  it.each(DRAWN)(
    'is no picture beside those of its frame of reference, and can still be wanted: %s',
    (name) => {
      const all = [...setsOf('CT', '1.2.9'), ...setsOf(name, '1.2.9')];
      const over = overPictures(all, placesToDraw(all));
      expect(over.map(({ kind, frames }) => [kind, frames.length])).toEqual([
        ['stack', 4],
        ['unsupported', 0],
      ]);
      expect(overlaysAmong(over).map(({ sopClass }) => sopClass)).toEqual([`${ROOT}${CLASSES[name]}`]);
      // Once more, when another series has come
      expect(overPictures(over, placesToDraw(over))).toEqual(over);
    },
  );

  it.each(DRAWN)('is looked at by itself where its pictures are absent, or elsewhere: %s', (name) => {
    const own = setsOf(name, '1.2.9');
    for (const all of [own, [...setsOf('CT', '1.2.8'), ...own], [...setsOf('CT', undefined), ...own]])
      expect(overPictures(all, placesToDraw(all))).toEqual(all);
  });

  it('is one tile, however many stacks its frames make', () => {
    const [one] = setsOf('SEG', '1.2.9');
    const all = one ? [...setsOf('CT', '1.2.9'), one, { ...one, id: 'another segment' }] : [];
    expect(overPictures(all, placesToDraw(all))).toHaveLength(2);
  });

  it('is named by a report that has its UID, in its text or among its key images, and by no other', () => {
    const objects = overlaysAmong(setsOf('SEG', '1.2.9'));
    const [uid = instanceUid('')] = objects.map((one) => one.uid);
    const report = (given: Partial<Report>) => ({ keyImages: [], ...given }) as unknown as Report;
    expect(namedAmong(objects, [report({ drawings: [uid] })])).toEqual([uid]);
    expect(namedAmong(objects, [report({ keyImages: [{ instance: uid }] })])).toEqual([uid]);
    expect(namedAmong(objects, [report({ drawings: [instanceUid('2.25.99')] })])).toEqual([]);
    expect(namedAmong(objects, [])).toEqual([]);
  });
});
