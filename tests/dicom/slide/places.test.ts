import { expect, it } from 'vitest';
import { sparsePlaces } from '../../../src/dicom/slide/places';
import { readInstances } from '../../../src/dicom/image/instances';
import { slidePartFrom } from '../../../src/dicom/slide/part';
import { archiveId } from '../../../src/domain/ids';
import { SERIES, STUDY } from '../../dicomweb/wire';
import { DRAWN } from '../../fuzz/drawn';

it('a frame without functional groups has no place, and those after it keep theirs', () => {
  const [, sparse] = DRAWN.find(([name]) => name === 'slide')?.[1] ?? [];
  const groups = sparse?.['52009230'] as { readonly vr: string; readonly Value: readonly unknown[] };
  const dataset = { ...sparse, '52009230': { ...groups, Value: [null, ...groups.Value.slice(1)] } };
  const context = { archive: archiveId('salford'), bulk: new Map(), study: STUDY, series: SERIES };
  const [instance] = readInstances([dataset], context).instances;
  const places = instance && slidePartFrom(instance)?.places;
  expect([...(places?.column ?? [])].slice(1)).toEqual([8, 0, 8]);
  expect([...(places?.row ?? [])].slice(1)).toEqual([0, 8, 8]);
  expect(places?.column[0]).toBe(sparsePlaces([], {}, [], 1).places.column[0]);
});

const at = (column: number, depth: number) => ({
  '0048021A': {
    vr: 'SQ',
    Value: [
      {
        '0048021E': { vr: 'SL', Value: [column] },
        '0048021F': { vr: 'SL', Value: [1] },
        '0040074A': { vr: 'DS', Value: [depth] },
      },
    ],
  },
});

it('frames lie among the depths that are said, in order', () => {
  const frames = [at(1, 5), at(9, 0), at(17, 2.5), at(1, 0)];
  const sparse = sparsePlaces(frames, {}, [{ id: '', isColour: true }], frames.length);
  expect(sparse.depths).toEqual([0, 2.5, 5]);
  expect([...sparse.places.plane]).toEqual([2, 0, 1, 0]);
});
