import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../src/dicom/dataset';
import { notAppliedFrom } from '../../../src/dicom/image/not-applied';
import type { ImagePixel } from '../../../src/domain/study/study';

const grey = { photometric: 'MONOCHROME2' } as ImagePixel;
const mode = (value: string): Dataset => ({ '00281090': { vr: 'CS', Value: [value] } });
const masks = (...operations: readonly string[]): Dataset => ({
  '00286100': {
    vr: 'SQ',
    Value: operations.map((operation) => ({ '00286101': { vr: 'CS', Value: [operation] } })),
  },
});

describe('what belongs to an object’s display and is not done', () => {
  it.each<[string, Dataset, readonly string[]]>([
    ['nothing', {}, []],
    ['a mask that is averaged', masks('AVG_SUB'), ['mask subtraction']],
    ['a mask of time intervals', masks('TID'), ['mask subtraction']],
    ['no mask, said in as many words', masks('NONE'), []],
    ['a mask among what are none', masks('NONE', 'AVG_SUB'), ['mask subtraction']],
    ['a run that is to be seen subtracted', mode('SUB'), ['mask subtraction']],
    ['a run that has a mask and is to be seen as it is', { ...mode('NAT'), ...masks('AVG_SUB') }, []],
  ])('of an object that says %s', (_, dataset, named) => {
    expect(notAppliedFrom(dataset, grey, new Map())).toEqual(named);
  });
});
