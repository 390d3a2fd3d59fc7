import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { framesFrom } from '../../../src/dicom/image/functional-groups';
import { masksFrom } from '../../../src/dicom/image/masks';
import { isMask, subtractionOf } from '../../../src/domain/study/subtraction';
import { archiveId, instanceUid } from '../../../src/domain/ids';
import { asStored } from '../../../src/domain/presentation/view-state';
import { instanceFrom } from '../../../src/dicom/image/instance';
import { stackSubtraction } from '../../../src/rendering/subtraction/subtracted';
import { anInstanceAnswer } from '../../dicomweb/wire';
import { anInstance } from '../../rendering/pictures';

const element = (vr: string, ...Value: unknown[]) => ({ vr, Value });
interface Item {
  readonly operation?: string;
  readonly range?: readonly number[];
  readonly masks?: readonly number[];
  readonly averaged?: number;
  readonly shift?: readonly number[];
  readonly offset?: number;
  readonly id?: number;
}
const item = ({ operation, range, masks, averaged, shift, offset, id }: Item): Dataset => ({
  ...(operation && { '00286101': element('CS', operation) }),
  ...(range && { '00286102': element('US', ...range) }),
  ...(masks && { '00286110': element('US', ...masks) }),
  ...(averaged && { '00286112': element('US', averaged) }),
  ...(shift && { '00286114': element('FL', ...shift) }),
  ...(offset !== undefined && { '00286120': element('SS', offset) }),
  ...(id && { '00289416': element('US', id) }),
});
const run = (items: readonly Item[], mode?: string): Dataset => ({
  ...(mode && { '00281090': element('CS', mode) }),
  ...(items.length > 0 && { '00286100': { vr: 'SQ', Value: items.map(item) } }),
});

const COUNT = 8;
const ofFrame = (dataset: Dataset, number: number) => {
  const { masks, subtracted } = masksFrom(dataset, COUNT);
  const common = { instance: dataset, signed: false, photometric: 'MONOCHROME2', bulk: new Map() };
  const instance = anInstance({ frames: framesFrom(common, COUNT), masks, subtracted });
  return { found: subtractionOf({ instance, number }), isMask: isMask({ instance, number }) };
};

describe('a run says by which frames it is subtracted', () => {
  it.each<[string, Dataset, boolean, readonly string[]]>([
    ['nothing', run([]), false, []],
    ['a mask that is averaged', run([{ operation: 'AVG_SUB', masks: [1] }]), true, []],
    ['a mask of time intervals', run([{ operation: 'TID' }]), true, []],
    ['no mask, in as many words', run([{ operation: 'NONE' }]), false, []],
    [
      'a mask among what are none',
      run([{ operation: 'NONE' }, { operation: 'AVG_SUB', masks: [2] }]),
      true,
      [],
    ],
    ['that it is to be subtracted, and not by what', run([], 'SUB'), false, ['mask subtraction']],
    [
      'a mask, and that it is to be seen as it is',
      run([{ operation: 'AVG_SUB', masks: [1] }], 'NAT'),
      false,
      [],
    ],
    [
      'an operation that nobody knows',
      run([{ operation: 'LOG_SUB', masks: [1] }]),
      false,
      ['mask subtraction'],
    ],
    ['a mask without frames', run([{ operation: 'AVG_SUB' }]), false, ['mask subtraction']],
    ['half a range', run([{ operation: 'AVG_SUB', masks: [1], range: [2] }]), false, ['mask subtraction']],
    ['reversed intervals of no range', run([{ operation: 'REV_TID' }]), false, ['mask subtraction']],
    [
      'a mask frame beyond its end',
      run([{ operation: 'AVG_SUB', masks: [40] }], 'SUB'),
      false,
      ['missing mask'],
    ],
  ])('that says %s', (_, dataset, subtracted, named) => {
    const { subtracted: is = false, notApplied } = masksFrom(dataset, COUNT);
    expect(is).toBe(subtracted);
    expect(notApplied).toEqual(named);
  });

  // PS3.3 C.7.6.10.1.1
  type Row = [string, Item, number, readonly number[] | undefined, (readonly number[])?];
  it.each<Row>([
    ['the mean of its masks', { operation: 'AVG_SUB', masks: [1, 2], range: [3, 8] }, 5, [1, 2]],
    ['none outside of its range', { operation: 'AVG_SUB', masks: [1], range: [3, 8] }, 2, undefined],
    ['the second of two ranges', { operation: 'AVG_SUB', masks: [1], range: [2, 3, 6, 8] }, 7, [1]],
    ['none between two ranges', { operation: 'AVG_SUB', masks: [1], range: [2, 3, 6, 8] }, 5, undefined],
    ['every frame that is no mask, without a range', { operation: 'AVG_SUB', masks: [4] }, 1, [4]],
    ['none for the mask itself, without a range', { operation: 'AVG_SUB', masks: [4] }, 4, undefined],
    [
      'none for the mask itself, within a range',
      { operation: 'AVG_SUB', masks: [4], range: [1, 8] },
      4,
      undefined,
    ],
    [
      'frames averaged from this one on',
      { operation: 'AVG_SUB', masks: [1], range: [2, 8], averaged: 3 },
      4,
      [1],
      [4, 5, 6],
    ],
    [
      'none where there are too few to be averaged',
      { operation: 'AVG_SUB', masks: [1], averaged: 3 },
      7,
      undefined,
    ],
    ['the frame before, by intervals', { operation: 'TID' }, 5, [4]],
    ['so many frames before', { operation: 'TID', offset: 3, range: [4, 8] }, 5, [2]],
    ['so many frames after', { operation: 'TID', offset: -2 }, 5, [7]],
    ['so many after, as archives send it unsigned', { operation: 'TID', offset: 65_534 }, 5, [7]],
    ['none before the first', { operation: 'TID', offset: 3 }, 2, undefined],
    ['backwards from before the range', { operation: 'REV_TID', offset: 1, range: [5, 8] }, 5, [4]],
    ['further backwards for later ones', { operation: 'REV_TID', offset: 1, range: [5, 8] }, 7, [2]],
    [
      'from before the first of several ranges',
      { operation: 'REV_TID', offset: 1, range: [4, 4, 6, 8] },
      6,
      [1],
    ],
    [
      'none before the first frame, in a later range',
      { operation: 'REV_TID', offset: 1, range: [4, 4, 6, 8] },
      7,
      undefined,
    ],
  ])('%s', (_, one, number, masks, contrast = [number]) => {
    const { found } = ofFrame(run([one]), number);
    expect(found && [found.masks, found.contrast]).toEqual(masks && [masks, contrast]);
  });

  it('the first operation that is for a frame goes before others', () => {
    const two = run([
      { operation: 'AVG_SUB', masks: [1], range: [2, 4], shift: [0.5, -1] },
      { operation: 'AVG_SUB', masks: [2], range: [3, 8] },
    ]);
    expect(ofFrame(two, 3).found).toEqual({ masks: [1], contrast: [3], shift: [0.5, -1] });
    expect(ofFrame(two, 5).found).toMatchObject({ masks: [2], shift: [0, 0] });
    expect([1, 2, 3].map((number) => ofFrame(two, number).isMask)).toEqual([true, true, false]);
  });

  it('a frame of enhanced angiography has a shift of its own, and a table to logarithms', () => {
    const group = (id: number, shift: readonly number[]) => ({
      '00289415': {
        vr: 'SQ',
        Value: [{ '00289416': element('US', id), '00286114': element('FL', ...shift) }],
      },
    });
    const table = {
      '00283002': element('US', 4, 0, 16),
      '00283006': element('US', 0, 10, 20, 30),
      '00289474': element('CS', 'TO_LOG'),
    };
    const enhanced = {
      ...run([{ operation: 'AVG_SUB', masks: [1], range: [2, 8], id: 7, shift: [9, 9] }]),
      '52009229': { vr: 'SQ', Value: [{ '00289422': { vr: 'SQ', Value: [table] } }] },
      '52009230': {
        vr: 'SQ',
        Value: Array.from({ length: COUNT }, (_, at) =>
          at === 2 ? group(7, [1, 2]) : at === 3 ? group(8, [3, 3]) : {},
        ),
      },
    };
    expect([3, 4, 5].map((number) => ofFrame(enhanced, number).found?.shift)).toEqual([
      [1, 2],
      [9, 9],
      [9, 9],
    ]);
    const common = { instance: enhanced, signed: false, photometric: 'MONOCHROME2', bulk: new Map() };
    const [first] = framesFrom(common, COUNT);
    expect(first?.subtractionLut?.values).toEqual(Uint16Array.of(0, 10, 20, 30));
  });
});

describe('a run that is stored in parts', () => {
  // All parts have the same Mask module (PS3.3 C.7.6.16.1): its numbers are of the whole.
  const masked = run([{ operation: 'AVG_SUB', masks: [1], range: [3, 16] }]);
  const part = (number: number, offset?: number) => ({
    ...masked,
    '00280008': element('IS', COUNT),
    '00209161': element('UI', '1.2.9'),
    ...(offset !== undefined && { '00209228': element('UL', offset) }),
    '00209162': element('US', number),
  });
  const readPart = (number: number, offset?: number) => {
    const {
      masks: given,
      subtracted,
      notApplied = [],
      concatenation,
    } = instanceFrom(anInstanceAnswer(`1.2.8.${number}`, part(number, offset)), {
      archive: archiveId('salford'),
      bulk: new Map(),
    });
    const common = { instance: {}, signed: false, photometric: 'MONOCHROME2', bulk: new Map() };
    const frames = framesFrom(common, COUNT);
    const instance = anInstance({
      uid: instanceUid(`1.2.8.${number}`),
      frames,
      ...(given && { masks: given }),
      ...(subtracted && { subtracted }),
      ...(concatenation && { concatenation }),
    });
    return { instance, notApplied };
  };

  it('is subtracted by the mask of the whole, whichever part it is in', () => {
    const [first, second] = [readPart(1, 0).instance, readPart(2, COUNT).instance];
    expect(subtractionOf({ instance: second, number: 1 })).toMatchObject({
      contrast: [COUNT + 1],
      masks: [1],
    });
    expect(isMask({ instance: second, number: 1 })).toBe(false);
    expect(isMask({ instance: first, number: 1 })).toBe(true);
    const frames = [first, second].flatMap((instance) =>
      Array.from({ length: COUNT }, (_, at) => ({ instance, number: at + 1 })),
    );
    const found = stackSubtraction({ frames }, COUNT + 2, { ...asStored });
    expect(found?.positions).toEqual({ contrast: [COUNT + 2], masks: [0] });
  });

  it('is shown as it is where the part with its mask is not here', () => {
    const { instance } = readPart(2, COUNT);
    const frames = Array.from({ length: COUNT }, (_, at) => ({ instance, number: at + 1 }));
    expect(stackSubtraction({ frames }, 2, { ...asStored })).toBeUndefined();
  });

  it('is not subtracted, which is named, where a part does not say which frames it has', () => {
    const { instance, notApplied } = readPart(2);
    expect(instance.masks).toBeUndefined();
    expect(notApplied).toEqual(['mask subtraction']);
    expect(readPart(1).instance.masks).toBeDefined();
  });
});

describe('values that go with the intensity of the beam', () => {
  const LINEAR = { '00281040': element('CS', 'LIN') };
  const toLog = (how: string) => ({
    vr: 'SQ',
    Value: [{ '00289422': { vr: 'SQ', Value: [{ '00289474': element('CS', how) }] } }],
  });
  const mask = run([{ operation: 'AVG_SUB', masks: [1] }]);
  it.each<[string, Dataset, readonly string[]]>([
    ['without a table to logarithms are named', { ...mask, ...LINEAR }, ['logarithms']],
    ['with a shared table are not', { ...mask, ...LINEAR, '52009229': toLog('TO_LOG') }, []],
    ['with a table of the frames are not', { ...mask, ...LINEAR, '52009230': toLog('TO_LOG') }, []],
    [
      'with a table the other way are',
      { ...mask, ...LINEAR, '52009229': toLog('TO_LINEAR') },
      ['logarithms'],
    ],
    ['that are logarithms are not', { ...mask, '00281040': element('CS', 'LOG') }, []],
    ['that are not subtracted are not', { ...run([]), ...LINEAR }, []],
    [
      'that are to be seen as they are, are not',
      { ...run([{ operation: 'AVG_SUB', masks: [1] }], 'NAT'), ...LINEAR },
      [],
    ],
  ])('%s', (_, dataset, named) => {
    expect(masksFrom(dataset, COUNT).notApplied).toEqual(named);
  });
});
