import type { DisplayedArea } from '../domain/presentation-state';
import { itemsOf, numberOf, textOf, vectorOf, type Dataset } from './json';
import { imagesOf, type AppliedImages } from './presentation-state-images';

/** Displayed Area Selection Sequence (PS3.3 C.10.4). One without corners is left out. */
export function areasFrom(dataset: Dataset, applied: AppliedImages): readonly DisplayedArea[] {
  return itemsOf(dataset, '0070005A').flatMap((item): readonly DisplayedArea[] => {
    const [left, top] = vectorOf(item, '00700052', 2) ?? [];
    const [right, bottom] = vectorOf(item, '00700053', 2) ?? [];
    if (left === undefined || top === undefined || right === undefined || bottom === undefined) return [];
    const spacing = pair(item, '00700101');
    const aspect = pair(item, '00700102');
    const magnification = numberOf(item, '00700103');
    return [
      {
        images: imagesOf(item, applied),
        // Corners may be beyond the picture, and even change places (C.10.4.1): the area is what lies between them.
        topLeft: [Math.min(left, right), Math.min(top, bottom)],
        bottomRight: [Math.max(left, right), Math.max(top, bottom)],
        size: sizeOf(item),
        ...(magnification !== undefined && magnification > 0 && { magnification }),
        ...(spacing && { spacing }),
        ...(aspect && { aspect }),
      },
    ];
  });
}

function sizeOf(item: Dataset): DisplayedArea['size'] {
  const mode = textOf(item, '00700100');
  return mode === 'TRUE SIZE' || mode === 'MAGNIFY' ? mode : 'SCALE TO FIT';
}

function pair(item: Dataset, tag: string): readonly [number, number] | undefined {
  const [first = 0, second = 0] = vectorOf(item, tag, 2) ?? [];
  return first > 0 && second > 0 ? [first, second] : undefined;
}
