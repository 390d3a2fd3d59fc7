import { describe, expect, it } from 'vitest';
import { seriesUid } from '../../../src/domain/ids';
import { pictureCount } from '../../../src/domain/study/picture-count';

const series = (modality: string, instanceCount?: number) => ({
  uid: seriesUid(`1.2.${modality.length}`),
  modality,
  instanceCount,
});

describe('the pictures of a study', () => {
  it.each([
    ['are not known where no count is', undefined, [series('CT', 12)], undefined],
    ['are as many as are counted, where no series are listed', 15, undefined, 15],
    [
      'are without reports, key objects, presentation states and documents',
      16,
      [series('CT', 12), series('KO', 1), series('PR', 1), series('SR', 1), series('DOC', 1)],
      12,
    ],
    ['are not fewer where the count left those out already', 12, [series('CT', 12), series('SR', 2)], 12],
    ['include what came after the list of series', 20, [series('CT', 12), series('SR', 1)], 19],
    ['are none where there is a report only', 1, [series('SR', 1)], 0],
    ['are as counted where a series has no count', 5, [series('CT')], 5],
  ])('%s', (_, instanceCount, list, expected) => {
    expect(pictureCount({ instanceCount, series: list })).toBe(expected);
  });
});
