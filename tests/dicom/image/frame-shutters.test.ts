import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { concatenationFrom } from '../../../src/dicom/image/concatenation';
import { framesFrom } from '../../../src/dicom/image/functional-groups';
import { shuttersOf } from '../../../src/rendering/softcopy/shutter';
import { anInstance } from '../../rendering/pictures';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const rectangle = (left: number): Dataset => ({
  '00181600': element('CS', 'RECTANGULAR'),
  '00181602': element('IS', left),
  '00181604': element('IS', 90),
  '00181606': element('IS', 10),
  '00181608': element('IS', 80),
});
const shutter = (left: number) => ({ '00189472': element('SQ', rectangle(left)) });
const group = (...items: readonly Dataset[]) => element('SQ', ...items);

describe('the shutters of a run', () => {
  const leftsOf = (dataset: Dataset, count: number, own?: number) => {
    const common = { instance: dataset, signed: false, photometric: 'MONOCHROME2', bulk: new Map() };
    const instance = anInstance({
      frames: framesFrom(common, count),
      ...(own !== undefined && {
        shutters: [{ shape: 'rectangle', left: own, right: 90, top: 10, bottom: 80 }],
      }),
    });
    return Array.from({ length: count }, (_, at) =>
      shuttersOf({ instance, number: at + 1 }).map((one) =>
        one.shape === 'rectangle' ? one.left : one.shape,
      ),
    );
  };

  it.each<[string, Dataset, number | undefined, readonly (readonly number[])[]]>([
    ['are each frame’s own', { '52009230': group(shutter(5), shutter(7)) }, undefined, [[5], [7]]],
    [
      'are of all frames',
      { '52009229': group(shutter(6)), '52009230': group({}, {}) },
      undefined,
      [[6], [6]],
    ],
    [
      'are a frame’s own before those of all',
      { '52009229': group(shutter(6)), '52009230': group(shutter(5), {}) },
      undefined,
      [[5], [6]],
    ],
    ['are the object’s where its frames have none', { '52009230': group({}, shutter(7)) }, 3, [[3], [7]]],
    ['are none', { '52009230': group({}, {}) }, undefined, [[], []]],
  ])('%s', (_, dataset, own, lefts) => {
    expect(leftsOf(dataset, 2, own)).toEqual(lefts);
  });
});

describe('a part of an object', () => {
  const uid = { '00209161': element('UI', '2.25.9') };
  it.each<[string, Dataset, ReturnType<typeof concatenationFrom>]>([
    ['that is a whole', {}, undefined],
    [
      'says its place',
      {
        ...uid,
        '00209228': element('UL', 40),
        '00209162': element('US', 2),
        '00209163': element('US', 3),
      },
      { uid: '2.25.9', offset: 40, number: 2, of: 3 },
    ],
    ['says its number alone', { ...uid, '00209162': element('US', 2) }, { uid: '2.25.9', number: 2 }],
    ['says nothing of its place', uid, undefined],
    [
      'says what cannot be',
      { ...uid, '00209228': element('SL', -1), '00209162': element('US', 0) },
      undefined,
    ],
  ])('%s', (_, dataset, found) => {
    expect(concatenationFrom(dataset)).toEqual(found);
  });
});
