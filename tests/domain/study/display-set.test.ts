import { describe, expect, it } from 'vitest';
import { displaySetsOf } from '../../../src/domain/study/display-set';
import { hang, layoutFor } from '../../../src/domain/hanging/hanging-protocol';
import { seriesUid } from '../../../src/domain/ids';
import { anInstance, aPixel, aPlane } from '../instances';

const series = { uid: seriesUid('1.2.1'), modality: 'CT', description: 'Thorax' };
const slice = (z: number) =>
  anInstance({ uid: `1.${z}`, instanceNumber: z, frame: { plane: aPlane({ position: [0, 0, z] }) } });

describe('display sets', () => {
  it('pile the slices of a series', () => {
    const [pile, ...others] = displaySetsOf(series, [slice(2), slice(1), slice(3)]);
    expect(others).toEqual([]);
    expect(pile?.frames.map(({ instance }) => instance.instanceNumber)).toEqual([1, 2, 3]);
    expect(pile).toMatchObject({ kind: 'stack', label: 'Thorax', order: 'geometry' });
  });

  it('keep a localiser’s planes apart from the slices', () => {
    const scout = anInstance({
      uid: '9',
      instanceNumber: 0,
      frame: { plane: aPlane({ row: [1, 0, 0], column: [0, 0, -1] }) },
    });
    expect(displaySetsOf(series, [scout, slice(1), slice(2)]).map(({ frames }) => frames.length)).toEqual([
      1, 2,
    ]);
  });

  it('do not part slices over a negative zero', () => {
    const negative = anInstance({
      uid: '8',
      frame: { plane: aPlane({ row: [1, -0.01, 0], position: [0, 0, 9] }) },
    });
    expect(displaySetsOf(series, [slice(1), negative])).toHaveLength(1);
  });

  it('give each projection a pile of its own, named by its view', () => {
    const view = (uid: string, laterality: 'L' | 'R', name: string, instanceNumber: number) =>
      anInstance({ uid, modality: 'MG', laterality, view: name, instanceNumber });
    const sets = displaySetsOf({ ...series, modality: 'MG' }, [
      view('2', 'L', 'MLO', 2),
      view('1', 'R', 'CC', 1),
    ]);
    expect(sets.map(({ label }) => label)).toEqual(['R CC', 'L MLO']);
  });

  it('give a multi-frame object a pile of its own, and keep its rate', () => {
    const cine = anInstance({ uid: '7', modality: 'US', numberOfFrames: 3, frameRate: 25 });
    const still = anInstance({ uid: '6', modality: 'US' });
    const sets = displaySetsOf({ ...series, modality: 'US' }, [cine, still]);
    expect(sets.map(({ frames, frameRate }) => [frames.length, frameRate])).toEqual([
      [3, 25],
      [1, undefined],
    ]);
  });

  it('keep pictures of other sizes apart', () => {
    expect(
      displaySetsOf(series, [slice(1), anInstance({ uid: '5', image: aPixel({ rows: 8 }) })]),
    ).toHaveLength(2);
  });

  it('say of an object without pixels that it holds no picture', () => {
    const [set] = displaySetsOf(series, [anInstance({ image: undefined, sopClass: 'SR' })]);
    expect(set).toMatchObject({ kind: 'unsupported', frames: [] });
  });

  it('have the same ids whenever the same instances come', () => {
    const ids = (order: number[]) => displaySetsOf(series, order.map(slice)).map(({ id }) => id);
    expect(ids([1, 2, 3])).toEqual(ids([3, 1, 2]));
  });
});

describe('hanging', () => {
  const sets = (modality: string, count: number) =>
    Array.from({ length: count }, (_, at) => {
      const [set] = displaySetsOf({ ...series, uid: seriesUid(`1.${at}`), modality }, [
        anInstance({ modality }),
      ]);
      if (!set) throw new Error('no display set');
      return set;
    });

  it.each([
    ['CT', 3, '1x1'],
    ['DX', 1, '1x1'],
    ['DX', 2, '1x2'],
    ['MG', 4, '2x2'],
    ['MG', 3, '1x2'],
  ] as const)('opens %s with %i display sets in %s', (modality, count, layout) => {
    expect(layoutFor(sets(modality, count))).toBe(layout);
  });

  it.each([
    ['DX', 1, 'DX', 1, '1x2'],
    ['MG', 1, 'MG', 3, '2x2'],
    ['DX', 1, 'CT', 1, '1x1'],
    ['CT', 1, 'CT', 3, '1x1'],
  ] as const)(
    'opens %s with %i here, and %s with %i to come, in %s',
    (here, count, modality, coming, layout) => {
      expect(layoutFor(sets(here, count), [{ modality, count: coming }])).toBe(layout);
    },
  );

  it('fills free slots in order and leaves the rest empty', () => {
    const [a, b] = sets('CT', 2).map(({ id }) => id);
    expect(hang('2x2', [], sets('CT', 2))).toEqual([a, b, undefined, undefined]);
  });

  it('keeps what hangs, and forgets what is no longer there', () => {
    const [a, b, c] = sets('CT', 3).map(({ id }) => id);
    expect(hang('1x2', [c, 'gone'], sets('CT', 3))).toEqual([c, a]);
    expect(hang('1x1', [b], sets('CT', 3))).toEqual([b]);
  });
});
